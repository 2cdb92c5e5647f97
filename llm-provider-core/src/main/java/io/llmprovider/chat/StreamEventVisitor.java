package io.llmprovider.chat;

import org.jspecify.annotations.Nullable;

/**
 * Takes events apart, one method for each kind, so that a new kind is a compile error
 * wherever it is not handled. On Java 21 a {@code switch} over {@link StreamEvent} does
 * the same.
 *
 * @param <R> what each method gives
 */
public interface StreamEventVisitor<R extends @Nullable Object> {

	/**
	 * The answer begins.
	 * @param event the event
	 * @return a result
	 */
	R started(StreamEvent.Started event);

	/**
	 * A block of text begins.
	 * @param event the event
	 * @return a result
	 */
	R textStarted(StreamEvent.TextStarted event);

	/**
	 * More text.
	 * @param event the event
	 * @return a result
	 */
	R textDelta(StreamEvent.TextDelta event);

	/**
	 * A block of text is complete.
	 * @param event the event
	 * @return a result
	 */
	R textEnded(StreamEvent.TextEnded event);

	/**
	 * A block of reasoning begins.
	 * @param event the event
	 * @return a result
	 */
	R reasoningStarted(StreamEvent.ReasoningStarted event);

	/**
	 * More reasoning.
	 * @param event the event
	 * @return a result
	 */
	R reasoningDelta(StreamEvent.ReasoningDelta event);

	/**
	 * A block of reasoning is complete.
	 * @param event the event
	 * @return a result
	 */
	R reasoningEnded(StreamEvent.ReasoningEnded event);

	/**
	 * A tool call begins.
	 * @param event the event
	 * @return a result
	 */
	R toolCallStarted(StreamEvent.ToolCallStarted event);

	/**
	 * More of a tool call's arguments.
	 * @param event the event
	 * @return a result
	 */
	R toolCallDelta(StreamEvent.ToolCallDelta event);

	/**
	 * A tool call is complete.
	 * @param event the event
	 * @return a result
	 */
	R toolCallEnded(StreamEvent.ToolCallEnded event);

	/**
	 * The provider runs a tool.
	 * @param event the event
	 * @return a result
	 */
	R serverToolCalled(StreamEvent.ServerToolCalled event);

	/**
	 * A tool of the provider's has returned.
	 * @param event the event
	 * @return a result
	 */
	R serverToolReturned(StreamEvent.ServerToolReturned event);

	/**
	 * The model gave a picture.
	 * @param event the event
	 * @return a result
	 */
	R imageReceived(StreamEvent.ImageReceived event);

	/**
	 * Usage is known.
	 * @param event the event
	 * @return a result
	 */
	R usageReported(StreamEvent.UsageReported event);

	/**
	 * The answer is complete.
	 * @param event the event
	 * @return a result
	 */
	R finished(StreamEvent.Finished event);

	/**
	 * Something of the provider's own.
	 * @param event the event
	 * @return a result
	 */
	R providerEvent(StreamEvent.ProviderEvent event);

}
