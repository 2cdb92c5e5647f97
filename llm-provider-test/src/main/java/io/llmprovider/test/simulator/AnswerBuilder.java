package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.wire.Words;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link Answer} of steps, in the order they are to happen. What a protocol
 * wants around them (a first event, a finish reason, usage, the terminal signal) is added
 * unless the steps say otherwise.
 */
public final class AnswerBuilder {

	private final List<Step> steps = new ArrayList<>();

	AnswerBuilder() {
	}

	/**
	 * The model reasons, word by word.
	 * @param text the text
	 * @return this builder
	 */
	public AnswerBuilder reasoning(String text) {
		return add(new Step.Reasoning(Words.deltas(text)));
	}

	/**
	 * The model reasons and does not show it.
	 * @param text what it thinks to itself
	 * @return this builder
	 */
	public AnswerBuilder hiddenReasoning(String text) {
		return add(new Step.HiddenReasoning(text));
	}

	/**
	 * The model speaks, word by word.
	 * @param text the text
	 * @return this builder
	 */
	public AnswerBuilder text(String text) {
		return add(new Step.Text(Words.deltas(text)));
	}

	/**
	 * The model speaks in pieces of your choice.
	 * @param deltas the pieces
	 * @return this builder
	 */
	public AnswerBuilder deltas(String... deltas) {
		return add(new Step.Text(List.of(deltas)));
	}

	/**
	 * The model speaks one event of a size that few readers are made for.
	 * @param characters how long the event's text is
	 * @return this builder
	 */
	public AnswerBuilder oversizedEvent(int characters) {
		return deltas("x".repeat(characters));
	}

	/**
	 * The model calls a tool under an id that the protocol makes.
	 * @param name the tool's name
	 * @param arguments the arguments as JSON text
	 * @return this builder
	 */
	public AnswerBuilder toolCall(String name, String arguments) {
		return toolCall(null, name, arguments);
	}

	/**
	 * The model calls a tool.
	 * @param id the call's id, or null for one that the protocol makes
	 * @param name the tool's name
	 * @param arguments the arguments as the model writes them; a protocol that sends them
	 * as an object cannot send what is no JSON object, and answers with the error of a
	 * model that wrote nonsense
	 * @return this builder
	 */
	public AnswerBuilder toolCall(@Nullable String id, String name, String arguments) {
		return add(new Step.ToolCall(id, name, arguments));
	}

	/**
	 * The provider runs a tool of its own.
	 * @param name the tool's name, such as {@code web_search}
	 * @param arguments the arguments as JSON text
	 * @param result what the tool found
	 * @return this builder
	 */
	public AnswerBuilder serverTool(String name, String arguments, String result) {
		return add(new Step.ServerTool(name, arguments, result));
	}

	/**
	 * The model refuses.
	 * @param text the refusal
	 * @return this builder
	 */
	public AnswerBuilder refusal(String text) {
		return add(new Step.Refusal(Words.deltas(text)));
	}

	/**
	 * The provider's count of tokens, in place of the simulator's.
	 * @param usage the counts; {@link Usage#UNKNOWN} if the provider is not to say
	 * @return this builder
	 */
	public AnswerBuilder usage(Usage usage) {
		return add(new Step.Tokens(usage));
	}

	/**
	 * Why the answer ends.
	 * @param reason the reason
	 * @return this builder
	 */
	public AnswerBuilder finish(FinishReason reason) {
		return add(new Step.Finish(reason, null));
	}

	/**
	 * Why the answer ends, in a word of the provider's that may be unknown.
	 * @param raw the provider's word
	 * @return this builder
	 */
	public AnswerBuilder finish(String raw) {
		return add(new Step.Finish(FinishReason.OTHER, raw));
	}

	/**
	 * Nothing happens for a while.
	 * @param duration how long
	 * @return this builder
	 */
	public AnswerBuilder pause(Duration duration) {
		return add(new Step.Pause(duration));
	}

	/**
	 * A sign of life without meaning.
	 * @param text the comment
	 * @return this builder
	 */
	public AnswerBuilder comment(String text) {
		return add(new Step.Comment(text));
	}

	/**
	 * An event with any payload, malformed if you like.
	 * @param payload what takes the place of the JSON
	 * @return this builder
	 */
	public AnswerBuilder event(String payload) {
		return add(new Step.Event(payload));
	}

	/**
	 * An error inside the stream, whose status was 200; nothing follows.
	 * @param error the error
	 * @return this builder
	 */
	public AnswerBuilder failure(SimulatedError error) {
		return add(new Step.Failure(error));
	}

	/**
	 * The HTTP answer ends as if it were whole, but the protocol's terminal signal is
	 * missing; nothing follows.
	 * @return this builder
	 */
	public AnswerBuilder unfinished() {
		return add(new Step.CutOff(Ending.COMPLETE));
	}

	/**
	 * The connection is closed; nothing follows.
	 * @return this builder
	 */
	public AnswerBuilder close() {
		return add(new Step.CutOff(Ending.CLOSE));
	}

	/**
	 * The connection is reset; nothing follows.
	 * @return this builder
	 */
	public AnswerBuilder reset() {
		return add(new Step.CutOff(Ending.RESET));
	}

	/**
	 * Nothing more is sent, and the connection stays open.
	 * @return this builder
	 */
	public AnswerBuilder hang() {
		return add(new Step.CutOff(Ending.HANG));
	}

	private AnswerBuilder add(Step step) {
		if (!this.steps.isEmpty() && this.steps.get(this.steps.size() - 1).isLast()) {
			throw new IllegalStateException("Nothing can follow " + this.steps.get(this.steps.size() - 1));
		}
		this.steps.add(step);
		return this;
	}

	/**
	 * Builds the answer.
	 * @return the answer
	 */
	public Answer build() {
		List<Step> steps = List.copyOf(this.steps);
		return Answer.of((dialect, request, setup, pace) -> dialect.answer(request, steps, setup, pace));
	}

}
