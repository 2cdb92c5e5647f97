package io.llmprovider.test.simulator.ollama;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.llmprovider.test.simulator.Frame;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.FrameSteps;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders steps as Ollama's lines of JSON: a line for each delta, a tool call whole in
 * one line, and a last line with {@code done}. One instance is for one answer.
 */
final class OllamaStream implements FrameSteps {

	private final SimulatedRequest request;

	private final OllamaAnswer answer;

	private final Duration pace;

	private int toolCalls;

	OllamaStream(SimulatedRequest request, Duration pace) {
		this.request = request;
		this.answer = new OllamaAnswer(request.model());
		this.pace = pace;
	}

	/**
	 * All frames, made one by one as they are sent.
	 * @param steps what happens
	 * @param transcript what it comes to
	 * @return the frames
	 */
	Flux<Frame> frames(List<Step> steps, Transcript transcript) {
		Flux<Frame> frames = Flux.fromIterable(steps).concatMapIterable((step) -> step.accept(this));
		if (!transcript.isWhole()) {
			return frames;
		}
		return frames
			.concatWith(Flux.defer(() -> Flux.just(line(this.answer.done(transcript, this.request), Duration.ZERO))));
	}

	private Iterable<Frame> deltas(List<String> texts, String member) {
		return () -> texts.stream().map((text) -> {
			ObjectNode line = this.answer.line(false);
			OllamaAnswer.message(line).put(member, text);
			return line(line, this.pace);
		}).iterator();
	}

	private static Frame line(ObjectNode line, Duration before) {
		return line(WireJson.text(line), before);
	}

	private static Frame line(String text, Duration before) {
		return new Frame((text + "\n").getBytes(StandardCharsets.UTF_8), before);
	}

	@Override
	public Iterable<Frame> reasoning(Step.Reasoning step) {
		return deltas(step.deltas(), "thinking");
	}

	@Override
	public Iterable<Frame> text(Step.Text step) {
		return deltas(step.deltas(), "content");
	}

	@Override
	public Iterable<Frame> refusal(Step.Refusal step) {
		return deltas(step.deltas(), "content");
	}

	@Override
	public Iterable<Frame> toolCall(Step.ToolCall step) {
		ObjectNode line = this.answer.line(false);
		OllamaAnswer.putCall(OllamaAnswer.message(line), step, this.toolCalls++);
		return List.of(line(line, this.pace));
	}

	@Override
	public Iterable<Frame> failure(Step.Failure step) {
		return List.of(line(OllamaChatDialect.body(step.error()), Duration.ZERO));
	}

	@Override
	public Iterable<Frame> comment(Step.Comment step) {
		return List.of(line("", Duration.ZERO));
	}

	@Override
	public Iterable<Frame> event(Step.Event step) {
		return List.of(line(step.payload(), this.pace));
	}

}
