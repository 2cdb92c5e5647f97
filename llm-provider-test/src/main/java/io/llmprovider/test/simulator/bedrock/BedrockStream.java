package io.llmprovider.test.simulator.bedrock;

import java.util.List;

import io.llmprovider.test.simulator.Frame;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.Transcript;
import reactor.core.publisher.Flux;

/**
 * The events of an answer as they are sent, made step by step.
 */
final class BedrockStream {

	private BedrockStream() {
	}

	static Flux<Frame> frames(BedrockEvents events, List<Step> steps, Transcript transcript) {
		Flux<Frame> start = Flux.defer(() -> Flux.just(BedrockFrames.of(events.start())));
		Flux<Frame> answer = Flux.fromIterable(steps).concatMapIterable((step) -> frames(events, step));
		Flux<Frame> whole = start.concatWith(answer);
		return transcript.isWhole()
				? whole.concatWith(Flux.defer(() -> Flux.fromIterable(events.end()).map(BedrockFrames::of))) : whole;
	}

	private static List<Frame> frames(BedrockEvents events, Step step) {
		if (step instanceof Step.Pause pause) {
			return List.of(new Frame(new byte[0], pause.duration()));
		}
		return step.accept(events).stream().map(BedrockFrames::of).toList();
	}

}
