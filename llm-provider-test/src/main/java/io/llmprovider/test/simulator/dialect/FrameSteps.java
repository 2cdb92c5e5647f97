package io.llmprovider.test.simulator.dialect;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.llmprovider.test.simulator.Frame;
import io.llmprovider.test.simulator.Step;

/**
 * The steps that every stream writes alike: a pause is a frame without bytes, a comment
 * is that of Server-Sent Events.
 */
public interface FrameSteps extends QuietSteps<Iterable<Frame>> {

	@Override
	default Iterable<Frame> nothing() {
		return List.of();
	}

	@Override
	default Iterable<Frame> pause(Step.Pause step) {
		return List.of(new Frame(new byte[0], step.duration()));
	}

	@Override
	default Iterable<Frame> comment(Step.Comment step) {
		return List.of(Frame.of((": " + step.text() + "\n\n").getBytes(StandardCharsets.UTF_8)));
	}

}
