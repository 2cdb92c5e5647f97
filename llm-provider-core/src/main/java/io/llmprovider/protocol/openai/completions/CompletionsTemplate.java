package io.llmprovider.protocol.openai.completions;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.openai.completions.CompletionsHoles.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The chunk before, as a pattern for the next one. Most chunks of a stream differ only in
 * one text, and a frame whose bytes are the same up to that text and behind it says the
 * same but for the text: JSON is read from left to right, so equal bytes are equal
 * tokens. Such a frame needs no parser. What does not fit, or is unusual within the text,
 * is left to the parser.
 */
final class CompletionsTemplate {

	private final CompletionsJsonText text = new CompletionsJsonText();

	private byte[] bytes = new byte[512];

	private int length;

	private int[] starts = new int[4];

	private int[] ends = new int[4];

	private Kind[] kinds = new Kind[4];

	private int holes;

	private String field = "";

	private CompletionsToolCalls.@Nullable Call call;

	private boolean detailed;

	/** The next frame is not to be compared. */
	void forget() {
		this.length = 0;
	}

	boolean isKnown() {
		return this.length > 0;
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
		forget();
		if (!isPlain(chunk) || !fits(chunk, grown, answer) || !measure(frame, chunk.holes)) {
			return;
		}
		String reasoningField = chunk.choice.reasoningField();
		this.field = (reasoningField != null) ? reasoningField : "";
		this.call = grown;
		this.detailed = chunk.choice.details != null;
		if (this.bytes.length < frame.length()) {
			this.bytes = new byte[frame.length() * 2];
		}
		System.arraycopy(frame.array(), frame.offset(), this.bytes, 0, frame.length());
		this.length = frame.length();
	}

	/**
	 * Reads a frame by the pattern.
	 * @param frame the frame
	 * @param answer takes what it says
	 * @return whether the frame fits; if not, nothing has happened
	 */
	boolean apply(Frame frame, CompletionsAnswer answer) {
		byte[] array = frame.array();
		int position = frame.offset();
		int end = position + frame.length();
		int from = 0;
		String value = null;
		for (int hole = 0; hole < this.holes; hole++) {
			int segment = this.starts[hole] - from;
			if (!isSame(from, segment, array, position, end)) {
				return false;
			}
			position = past(this.kinds[hole], array, position + segment, end);
			if (position < 0) {
				return false;
			}
			if (this.kinds[hole] != Kind.TIME && this.kinds[hole] != Kind.PADDING) {
				String found = this.text.value(array);
				if (found == null || found.isEmpty() || value != null && !value.equals(found)) {
					return false;
				}
				value = found;
			}
			from = this.ends[hole];
		}
		if (value == null || this.length - from != end - position
				|| !isSame(from, this.length - from, array, position, end)) {
			return false;
		}
		say(value, answer);
		return true;
	}

	private void say(String value, CompletionsAnswer answer) {
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
	}

	private boolean isSame(int from, int segment, byte[] array, int position, int end) {
		return end - position >= segment
				&& Arrays.equals(this.bytes, from, from + segment, array, position, position + segment);
	}

	/** Where a value ends that begins here, or -1 if it is of another kind. */
	private int past(Kind kind, byte[] array, int start, int end) {
		if (kind == Kind.TIME) {
			return pastNumber(array, start, end);
		}
		int past = this.text.scan(array, start, end);
		return (kind == Kind.PADDING && !this.text.isPlainAscii()) ? -1 : past;
	}

	private static int pastNumber(byte[] array, int start, int end) {
		int position = start;
		while (position < end && array[position] >= '0' && array[position] <= '9') {
			position++;
		}
		boolean number = position > start && position - start < 19 && (array[start] != '0' || position == start + 1);
		return number ? position : -1;
	}

	private static boolean isPlain(CompletionsChunk chunk) {
		return !chunk.failed && !chunk.holes.isSpoilt() && chunk.groqError == null && chunk.usage == null
				&& chunk.groqUsage == null && chunk.hasFirstChoice && chunk.choiceCount == 1 && chunk.choice.isPlain();
	}

	/** Whether the chunk brings one text, and the next one would go to the same place. */
	private static boolean fits(CompletionsChunk chunk, CompletionsToolCalls.@Nullable Call grown,
			CompletionsAnswer answer) {
		CompletionsHoles holes = chunk.holes;
		CompletionsChoice choice = chunk.choice;
		int reasoning = holes.count(Kind.REASONING);
		int arguments = holes.count(Kind.ARGUMENTS);
		if (holes.count(Kind.CONTENT) + reasoning + arguments != 1) {
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

	private static boolean isRepeated(Object details, CompletionsChoice choice, CompletionsHoles holes) {
		String field = choice.reasoningField();
		return field != null && holes.count(Kind.DETAIL) == 1 && details instanceof List<?> list && list.size() == 1
				&& list.get(0) instanceof Map<?, ?> entry && entry.get("signature") == null && entry.get("data") == null
				&& entry.get("summary") == null && String.valueOf(entry.get("text")).equals(choice.reasoning(field));
	}

	/** Finds where each hole begins and ends. */
	private boolean measure(Frame frame, CompletionsHoles found) {
		this.holes = found.count();
		if (this.holes > this.starts.length) {
			this.starts = new int[this.holes];
			this.ends = new int[this.holes];
			this.kinds = new Kind[this.holes];
		}
		int end = frame.offset() + frame.length();
		int position = frame.offset();
		for (int hole = 0; hole < this.holes; hole++) {
			int start = found.start(hole) + ((found.kind(hole) == Kind.TIME) ? 0 : 1);
			int past = (start > position) ? past(found.kind(hole), frame.array(), start, end) : -1;
			if (past < 0) {
				return false;
			}
			this.kinds[hole] = found.kind(hole);
			this.starts[hole] = start - frame.offset();
			this.ends[hole] = past - frame.offset();
			position = past;
		}
		return true;
	}

}
