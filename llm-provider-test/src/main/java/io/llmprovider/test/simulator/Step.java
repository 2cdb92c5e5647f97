package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.List;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happens in a scripted answer, the same for all protocols. A
 * {@link Dialect} turns it into what its provider would send.
 */
public interface Step {

	/**
	 * Hands this step to the method of a visitor that is made for it.
	 * @param <R> what the visitor gives
	 * @param visitor the visitor
	 * @return the visitor's result
	 */
	<R> R accept(StepVisitor<R> visitor);

	/**
	 * Whether nothing may follow this step.
	 * @return true if it breaks the answer off
	 */
	default boolean isLast() {
		return false;
	}

	/**
	 * The model reasons.
	 *
	 * @param deltas the text in the pieces it is streamed in
	 */
	record Reasoning(List<String> deltas) implements Step {

		public Reasoning {
			deltas = List.copyOf(deltas);
		}

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.reasoning(this);
		}

	}

	/**
	 * The model reasons and does not show it: what a protocol has for that (redacted or
	 * encrypted reasoning, a signature alone) is sent, else nothing.
	 *
	 * @param text what it thinks to itself
	 */
	record HiddenReasoning(String text) implements Step {

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.hiddenReasoning(this);
		}

	}

	/**
	 * The model speaks.
	 *
	 * @param deltas the text in the pieces it is streamed in
	 */
	record Text(List<String> deltas) implements Step {

		public Text {
			deltas = List.copyOf(deltas);
		}

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.text(this);
		}

	}

	/**
	 * The model refuses; a protocol without refusals sends it as text.
	 *
	 * @param deltas the text in the pieces it is streamed in
	 */
	record Refusal(List<String> deltas) implements Step {

		public Refusal {
			deltas = List.copyOf(deltas);
		}

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.refusal(this);
		}

	}

	/**
	 * The model calls a tool.
	 *
	 * @param id the call's id, or null for one that the protocol makes
	 * @param name the tool's name
	 * @param arguments the arguments as the model writes them, JSON or not
	 */
	record ToolCall(@Nullable String id, String name, String arguments) implements Step {

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.toolCall(this);
		}

	}

	/**
	 * The provider runs a tool of its own; a protocol that has no such tool sends
	 * nothing.
	 *
	 * @param name the tool's name, such as {@code web_search}
	 * @param arguments the arguments as JSON text
	 * @param result what the tool found
	 */
	record ServerTool(String name, String arguments, String result) implements Step {

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.serverTool(this);
		}

	}

	/**
	 * The provider's count of tokens; without this step the simulator counts.
	 *
	 * @param usage the counts; {@link Usage#UNKNOWN} if the provider does not say
	 */
	record Tokens(Usage usage) implements Step {

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.tokens(this);
		}

	}

	/**
	 * Why the answer ends; without this step it is tool calls if there are any, else
	 * stop.
	 *
	 * @param reason the reason
	 * @param raw the provider's own word for it, or null for the usual one
	 */
	record Finish(FinishReason reason, @Nullable String raw) implements Step {

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.finish(this);
		}

	}

	/**
	 * The provider fails in the middle of an answer that began with status 200.
	 *
	 * @param error what it says
	 */
	record Failure(SimulatedError error) implements Step {

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.failure(this);
		}

		@Override
		public boolean isLast() {
			return true;
		}

	}

	/**
	 * Nothing happens for a while.
	 *
	 * @param duration how long
	 */
	record Pause(Duration duration) implements Step {

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.pause(this);
		}

	}

	/**
	 * A sign of life without meaning: a comment line, or an empty line where the protocol
	 * has no comments.
	 *
	 * @param text the comment
	 */
	record Comment(String text) implements Step {

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.comment(this);
		}

	}

	/**
	 * An event with any payload in the protocol's framing.
	 *
	 * @param payload what takes the place of the JSON
	 */
	record Event(String payload) implements Step {

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.event(this);
		}

	}

	/**
	 * The answer is broken off, without what ends it in the protocol.
	 *
	 * @param ending what happens to the connection; {@link Ending#COMPLETE} ends the HTTP
	 * answer as if nothing were missing
	 */
	record CutOff(Ending ending) implements Step {

		@Override
		public <R> R accept(StepVisitor<R> visitor) {
			return visitor.cutOff(this);
		}

		@Override
		public boolean isLast() {
			return true;
		}

	}

}
