package io.llmprovider.test.simulator;

/**
 * Handles every kind of {@link Step}.
 *
 * @param <R> what the visitor gives
 */
public interface StepVisitor<R> {

	/**
	 * The model reasons.
	 * @param step the step
	 * @return the result
	 */
	R reasoning(Step.Reasoning step);

	/**
	 * The model reasons and does not show it.
	 * @param step the step
	 * @return the result
	 */
	R hiddenReasoning(Step.HiddenReasoning step);

	/**
	 * The model speaks.
	 * @param step the step
	 * @return the result
	 */
	R text(Step.Text step);

	/**
	 * The model refuses.
	 * @param step the step
	 * @return the result
	 */
	R refusal(Step.Refusal step);

	/**
	 * The model calls a tool.
	 * @param step the step
	 * @return the result
	 */
	R toolCall(Step.ToolCall step);

	/**
	 * The provider runs a tool of its own.
	 * @param step the step
	 * @return the result
	 */
	R serverTool(Step.ServerTool step);

	/**
	 * The provider counts tokens.
	 * @param step the step
	 * @return the result
	 */
	R tokens(Step.Tokens step);

	/**
	 * The answer ends for a reason.
	 * @param step the step
	 * @return the result
	 */
	R finish(Step.Finish step);

	/**
	 * The provider fails.
	 * @param step the step
	 * @return the result
	 */
	R failure(Step.Failure step);

	/**
	 * Nothing happens for a while.
	 * @param step the step
	 * @return the result
	 */
	R pause(Step.Pause step);

	/**
	 * A sign of life without meaning.
	 * @param step the step
	 * @return the result
	 */
	R comment(Step.Comment step);

	/**
	 * An event with any payload.
	 * @param step the step
	 * @return the result
	 */
	R event(Step.Event step);

	/**
	 * The answer is broken off.
	 * @param step the step
	 * @return the result
	 */
	R cutOff(Step.CutOff step);

}
