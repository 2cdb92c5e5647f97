package io.llmprovider.protocol.openai.completions;

import java.util.List;
import java.util.Map;

import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.FrameHoles;
import io.llmprovider.protocol.FrameTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Which chunks are a pattern for the next one, and where its text goes.
 */
final class CompletionsTemplate {

	/** Text of the answer. */
	static final String CONTENT = "content";

	/** Text of the reasoning. */
	static final String REASONING = "reasoning";

	/** A piece of a tool call's arguments. */
	static final String ARGUMENTS = "arguments";

	/** The text of the reasoning once more, as OpenRouter has it. */
	static final String DETAIL = "detail";

	private final FrameTemplate frames = new FrameTemplate();

	private String field = "";

	private CompletionsToolCalls.@Nullable Call call;

	private boolean detailed;

	/** Whether it is worth while to learn from the next chunk that is parsed. */
	boolean isWanted() {
		return this.frames.isWanted();
	}

	/**
	 * Takes a frame as pattern, if it can be one.
	 * @param frame the frame
	 * @param chunk what was read from it
	 * @param grown the tool call that it made grow, or null
	 * @param answer what has been said so far, the chunk included
	 */
	void learn(Frame frame, CompletionsChunk chunk, CompletionsToolCalls.@Nullable Call grown,
			CompletionsAnswer answer) {
		if (!isPlain(chunk) || !fits(chunk, grown, answer) || !this.frames.learn(frame, chunk.holes)) {
			return;
		}
		String reasoningField = chunk.choice.reasoningField();
		this.field = (reasoningField != null) ? reasoningField : "";
		this.call = grown;
		this.detailed = chunk.choice.details != null;
	}

	/**
	 * Reads a frame by the pattern.
	 * @param frame the frame
	 * @param answer takes what it says
	 * @return whether the frame fits; if not, nothing has happened
	 */
	boolean apply(Frame frame, CompletionsAnswer answer) {
		String value = this.frames.match(frame);
		if (value == null) {
			return false;
		}
		if (this.call != null) {
			answer.arguments(this.call, value);
		}
		else if (this.detailed) {
			answer.detailedReasoning(this.field, value);
		}
		else if (!this.field.isEmpty()) {
			answer.reasoning(this.field, value);
		}
		else {
			answer.text(value);
		}
		return true;
	}

	private static boolean isPlain(CompletionsChunk chunk) {
		return !chunk.failed && chunk.nestedError == null && chunk.usage == null && chunk.groqUsage == null
				&& chunk.hasFirstChoice && chunk.choiceCount == 1 && chunk.choice.isPlain();
	}

	/** Whether the chunk brings one text, and the next one would go to the same place. */
	private static boolean fits(CompletionsChunk chunk, CompletionsToolCalls.@Nullable Call grown,
			CompletionsAnswer answer) {
		FrameHoles holes = chunk.holes;
		CompletionsChoice choice = chunk.choice;
		int reasoning = holes.count(REASONING);
		int arguments = holes.count(ARGUMENTS);
		if (holes.count(CONTENT) + reasoning + arguments != 1) {
			return false;
		}
		if (arguments == 0 && !choice.toolCalls.isEmpty() || choice.details != null && reasoning == 0) {
			return false;
		}
		if (arguments == 1) {
			return choice.toolCalls.size() == 1 && grown != null && grown.isOpen()
					&& isContinued(choice.toolCalls.get(0));
		}
		return choice.details == null || isRepeated(choice.details, choice, holes) && answer.canGrowDetails();
	}

	private static boolean isContinued(CompletionsToolPiece piece) {
		return piece.name.isEmpty() && piece.extraContent == null && !piece.custom;
	}

	private static boolean isRepeated(Object details, CompletionsChoice choice, FrameHoles holes) {
		String field = choice.reasoningField();
		return field != null && holes.count(DETAIL) == 1 && details instanceof List<?> list && list.size() == 1
				&& list.get(0) instanceof Map<?, ?> entry && entry.get("signature") == null && entry.get("data") == null
				&& entry.get("summary") == null && String.valueOf(entry.get("text")).equals(choice.reasoning(field));
	}

}
