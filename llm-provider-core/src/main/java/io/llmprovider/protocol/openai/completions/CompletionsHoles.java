package io.llmprovider.protocol.openai.completions;

import java.util.Arrays;

/**
 * The places in a chunk whose value may be another in the next chunk while all else stays
 * the same.
 */
final class CompletionsHoles {

	private int[] starts = new int[8];

	private Kind[] kinds = new Kind[8];

	private int count;

	private boolean enabled = true;

	private boolean spoilt;

	/** Whether places are noted at all. */
	void enable(boolean wanted) {
		this.enabled = wanted;
	}

	boolean isEnabled() {
		return this.enabled;
	}

	void add(Kind kind, int start) {
		if (this.count == this.starts.length) {
			this.starts = Arrays.copyOf(this.starts, this.count * 2);
			this.kinds = Arrays.copyOf(this.kinds, this.count * 2);
		}
		this.starts[this.count] = start;
		this.kinds[this.count] = kind;
		this.count++;
	}

	/** A member came twice: which of its values counts is the parser's to know. */
	void spoil() {
		this.spoilt = true;
	}

	boolean isSpoilt() {
		return this.spoilt;
	}

	void clear() {
		this.count = 0;
		this.spoilt = false;
	}

	int count() {
		return this.count;
	}

	int count(Kind kind) {
		int found = 0;
		for (int i = 0; i < this.count; i++) {
			found += (this.kinds[i] == kind) ? 1 : 0;
		}
		return found;
	}

	Kind kind(int i) {
		return this.kinds[i];
	}

	/**
	 * Where a value begins: at the quotation mark of a text, at the first digit of a
	 * number.
	 * @param i the hole's number
	 * @return an index in the array of the frame
	 */
	int start(int i) {
		return this.starts[i];
	}

	/**
	 * What stands in a hole.
	 */
	enum Kind {

		/** Text of the answer. */
		CONTENT,

		/** Text of the reasoning. */
		REASONING,

		/** A piece of a tool call's arguments. */
		ARGUMENTS,

		/** The text of the reasoning once more, as OpenRouter has it. */
		DETAIL,

		/** Text that means nothing. */
		PADDING,

		/** A time that means nothing. */
		TIME

	}

}
