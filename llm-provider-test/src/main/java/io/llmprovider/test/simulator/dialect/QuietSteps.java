package io.llmprovider.test.simulator.dialect;

import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.StepVisitor;

/**
 * The steps that leave nothing in most answers: not every provider hides thoughts or has
 * tools of its own, what is counted and how an answer ends is known from its transcript,
 * and waiting is no content.
 *
 * @param <R> what the visitor gives
 */
public interface QuietSteps<R> extends StepVisitor<R> {

	/**
	 * What a step gives that leaves nothing.
	 * @return the result without content
	 */
	R nothing();

	@Override
	default R hiddenReasoning(Step.HiddenReasoning step) {
		return nothing();
	}

	@Override
	default R serverTool(Step.ServerTool step) {
		return nothing();
	}

	@Override
	default R tokens(Step.Tokens step) {
		return nothing();
	}

	@Override
	default R finish(Step.Finish step) {
		return nothing();
	}

	@Override
	default R pause(Step.Pause step) {
		return nothing();
	}

	@Override
	default R comment(Step.Comment step) {
		return nothing();
	}

	@Override
	default R cutOff(Step.CutOff step) {
		return nothing();
	}

}
