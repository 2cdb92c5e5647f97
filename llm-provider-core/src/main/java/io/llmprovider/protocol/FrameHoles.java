package io.llmprovider.protocol;

import java.util.Arrays;

/**
 * The places in a frame whose value may be another in the next frame while all else stays
 * the same, noted while the frame is parsed.
 */
public final class FrameHoles {

	private int[] starts = new int[8];

	private Kind[] kinds = new Kind[8];

	private String[] names = new String[8];

	private int count;

	private boolean enabled = true;

	private boolean spoilt;

	/**
	 * Creates an empty list of places.
	 */
	public FrameHoles() {
	}

	/**
	 * Whether places are to be noted at all.
	 * @param wanted whether a pattern is to be learned from the next frame
	 */
	public void enable(boolean wanted) {
		this.enabled = wanted;
	}

	/**
	 * Whether places are noted at all.
	 * @return whether a pattern may be learned from the frame
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Notes a place.
	 * @param kind what stands there
	 * @param name what the protocol calls it
	 * @param start where the value begins: at the quotation mark of a text, at the first
	 * digit of a number; an index in the array of the frame
	 */
	public void add(Kind kind, String name, int start) {
		if (!this.enabled) {
			return;
		}
		if (this.count == this.starts.length) {
			this.starts = Arrays.copyOf(this.starts, this.count * 2);
			this.kinds = Arrays.copyOf(this.kinds, this.count * 2);
			this.names = Arrays.copyOf(this.names, this.count * 2);
		}
		this.starts[this.count] = start;
		this.kinds[this.count] = kind;
		this.names[this.count] = name;
		this.count++;
	}

	/**
	 * Says that no pattern can be learned, because a member came twice, for example:
	 * which of its values counts is the parser's to know.
	 */
	public void spoil() {
		this.spoilt = true;
	}

	/**
	 * Whether no pattern can be learned.
	 * @return whether {@link #spoil()} was called
	 */
	public boolean isSpoilt() {
		return this.spoilt;
	}

	/** Forgets all places. */
	public void clear() {
		this.count = 0;
		this.spoilt = false;
	}

	/**
	 * How many places there are.
	 * @return a number, zero or more
	 */
	public int count() {
		return this.count;
	}

	/**
	 * How many places of a kind there are.
	 * @param kind the kind
	 * @return a number, zero or more
	 */
	public int count(Kind kind) {
		int found = 0;
		for (int i = 0; i < this.count; i++) {
			found += (this.kinds[i] == kind) ? 1 : 0;
		}
		return found;
	}

	/**
	 * How many places have a name.
	 * @param name what the protocol calls them
	 * @return a number, zero or more
	 */
	public int count(String name) {
		int found = 0;
		for (int i = 0; i < this.count; i++) {
			found += this.names[i].equals(name) ? 1 : 0;
		}
		return found;
	}

	Kind kind(int i) {
		return this.kinds[i];
	}

	String name(int i) {
		return this.names[i];
	}

	int start(int i) {
		return this.starts[i];
	}

	/**
	 * What stands in a place.
	 */
	public enum Kind {

		/** The text that the frame brings; where there are several, they are the same. */
		TEXT,

		/** A text that means nothing. */
		PADDING,

		/** A whole number that is not negative. */
		NUMBER

	}

}
