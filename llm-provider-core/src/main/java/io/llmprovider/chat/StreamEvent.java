package io.llmprovider.chat;

import org.jspecify.annotations.Nullable;

import io.llmprovider.model.Usage;

/**
 * What happens while an answer arrives. The grammar is the same for every provider: first
 * {@link Started}, then blocks, each begun, filled and ended under an index of its own
 * and possibly interleaved, then at most one {@link UsageReported}, and last exactly one
 * {@link Finished} — or the stream ends in an {@code LlmException} that carries what had
 * arrived. No event carries a growing copy of the answer.
 */
public sealed interface StreamEvent {

	/**
	 * Hands this event to the method of a visitor that is made for it.
	 * @param <R> what the visitor gives
	 * @param visitor the visitor
	 * @return the visitor's result
	 */
	<R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor);

	/**
	 * An event of one block of the answer.
	 */
	sealed interface BlockEvent extends StreamEvent {

		/**
		 * Which block it is of.
		 * @return the block's index in the answer, from zero
		 */
		int index();

	}

	/**
	 * The provider has begun to answer. Held back until the first block, so that a call
	 * which fails before it can still be repeated.
	 *
	 * @param provider the provider's name
	 * @param model the model that answers, in the provider's words if it said so
	 * @param api the API type over which it answers
	 * @param responseId the provider's id of the response, or null
	 */
	record Started(String provider, String model, String api, @Nullable String responseId) implements StreamEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.started(this);
		}

	}

	/**
	 * A block of text begins.
	 *
	 * @param index the block's index
	 */
	record TextStarted(int index) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.textStarted(this);
		}

	}

	/**
	 * More of a block of text.
	 *
	 * @param index the block's index
	 * @param text the new piece
	 */
	record TextDelta(int index, String text) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.textDelta(this);
		}

	}

	/**
	 * A block of text is complete.
	 *
	 * @param index the block's index
	 * @param block the whole block
	 */
	record TextEnded(int index, Text block) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.textEnded(this);
		}

	}

	/**
	 * A block of reasoning begins.
	 *
	 * @param index the block's index
	 */
	record ReasoningStarted(int index) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.reasoningStarted(this);
		}

	}

	/**
	 * More of a block of reasoning.
	 *
	 * @param index the block's index
	 * @param text the new piece
	 */
	record ReasoningDelta(int index, String text) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.reasoningDelta(this);
		}

	}

	/**
	 * A block of reasoning is complete.
	 *
	 * @param index the block's index
	 * @param block the whole block
	 */
	record ReasoningEnded(int index, Reasoning block) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.reasoningEnded(this);
		}

	}

	/**
	 * A tool call begins.
	 *
	 * @param index the block's index
	 * @param id the call's id
	 * @param name the tool's name
	 */
	record ToolCallStarted(int index, String id, String name) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.toolCallStarted(this);
		}

	}

	/**
	 * More of a tool call's arguments.
	 *
	 * @param index the block's index
	 * @param json the new piece of JSON text, not valid by itself
	 */
	record ToolCallDelta(int index, String json) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.toolCallDelta(this);
		}

	}

	/**
	 * A tool call is complete. Execute it only after {@link Finished}: an answer that is
	 * cut off may end in the middle of a call.
	 *
	 * @param index the block's index
	 * @param call the whole call
	 */
	record ToolCallEnded(int index, ToolCall call) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.toolCallEnded(this);
		}

	}

	/**
	 * The provider runs a tool itself.
	 *
	 * @param index the block's index
	 * @param call the call
	 */
	record ServerToolCalled(int index, ServerToolCall call) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.serverToolCalled(this);
		}

	}

	/**
	 * A tool that the provider ran has given its result.
	 *
	 * @param index the block's index
	 * @param result the result
	 */
	record ServerToolReturned(int index, ServerToolResult result) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.serverToolReturned(this);
		}

	}

	/**
	 * The model gave a picture.
	 *
	 * @param index the block's index
	 * @param image the whole picture
	 */
	record ImageReceived(int index, Image image) implements BlockEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.imageReceived(this);
		}

	}

	/**
	 * How many tokens the call used.
	 *
	 * @param usage the counts, each of which may be unknown
	 */
	record UsageReported(Usage usage) implements StreamEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.usageReported(this);
		}

	}

	/**
	 * The answer is complete. Always the last event.
	 *
	 * @param response the whole answer
	 */
	record Finished(ChatResponse response) implements StreamEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.finished(this);
		}

	}

	/**
	 * Something of the provider's that has no place in this grammar.
	 *
	 * @param type the provider's word for it
	 * @param raw what it sent, as JSON text
	 */
	record ProviderEvent(String type, String raw) implements StreamEvent {

		@Override
		public <R extends @Nullable Object> R accept(StreamEventVisitor<R> visitor) {
			return visitor.providerEvent(this);
		}

	}

}
