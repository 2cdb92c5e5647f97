package io.llmprovider.protocol;

import java.util.Arrays;

import io.llmprovider.protocol.FrameHoles.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The frame before, as a pattern for the next one. Most frames of a stream differ only in
 * one text, and a frame whose bytes are the same up to that text and behind it says the
 * same but for the text: JSON is read from left to right, so equal bytes are equal
 * tokens. Such a frame needs no parser. What does not fit, or is unusual within the text,
 * is left to the parser.
 * <p>
 * A pattern holds for the frame that comes directly after one that was learned or that
 * fitted, so that whatever a decoder knew then, it knows still.
 */
public final class FrameTemplate {

	/** After so many patterns in a row that fitted nothing, patterns are rarely tried. */
	private static final int PATIENCE = 16;

	private static final int RARELY = 32;

	private static final int LONGEST_NUMBER = 18;

	private final JsonText text = new JsonText();

	private byte[] bytes = new byte[512];

	private int length;

	private int[] starts = new int[4];

	private int[] ends = new int[4];

	private Kind[] kinds = new Kind[4];

	private String[] names = new String[4];

	private long[] numbers = new long[4];

	private int holes;

	private int misses;

	private long number;

	/**
	 * Creates a template that knows no frame.
	 */
	public FrameTemplate() {
	}

	/**
	 * Whether it is worth while to learn from the next frame that is parsed.
	 * @return false mostly, where the patterns before fitted nothing
	 */
	public boolean isWanted() {
		return this.misses < PATIENCE || this.misses++ % RARELY == 0;
	}

	/**
	 * Takes a frame as pattern, if it can be one: it brings one text, and all that may
	 * change has been noted.
	 * @param frame the frame
	 * @param found the places in it
	 * @return whether the next frame will be compared with it
	 */
	public boolean learn(Frame frame, FrameHoles found) {
		forget();
		if (!found.isEnabled() || found.isSpoilt() || found.count(Kind.TEXT) == 0 || !measure(frame, found)) {
			return false;
		}
		int size = end(frame) - frame.offset();
		if (this.bytes.length < size) {
			this.bytes = new byte[size * 2];
		}
		System.arraycopy(frame.array(), frame.offset(), this.bytes, 0, size);
		this.length = size;
		return true;
	}

	/**
	 * Reads a frame by the pattern. One that does not fit makes the pattern be forgotten.
	 * @param frame the frame
	 * @return the text that it brings, not empty; null if it is to be parsed
	 */
	public @Nullable String match(Frame frame) {
		if (this.length == 0) {
			return null;
		}
		String value = value(frame);
		if (value == null) {
			forget();
			this.misses++;
		}
		else {
			this.misses = 0;
		}
		return value;
	}

	/**
	 * The next frame is not to be compared, because something came between.
	 */
	public void forget() {
		this.length = 0;
	}

	/**
	 * Tells the numbers of the frame that was learned or that fitted last.
	 * @param visitor told each with its name
	 */
	public void numbers(NumberVisitor visitor) {
		for (int hole = 0; hole < this.holes; hole++) {
			if (this.kinds[hole] == Kind.NUMBER) {
				visitor.number(this.names[hole], this.numbers[hole]);
			}
		}
	}

	private @Nullable String value(Frame frame) {
		byte[] array = frame.array();
		int position = frame.offset();
		int end = end(frame);
		int from = 0;
		String value = null;
		for (int hole = 0; hole < this.holes; hole++) {
			int segment = this.starts[hole] - from;
			if (!isSame(from, segment, array, position, end)) {
				return null;
			}
			position = past(this.kinds[hole], array, position + segment, end);
			if (position < 0) {
				return null;
			}
			if (this.kinds[hole] == Kind.TEXT) {
				String found = this.text.value(array);
				if (found == null || found.isEmpty() || value != null && !value.equals(found)) {
					return null;
				}
				value = found;
			}
			else {
				this.numbers[hole] = this.number;
			}
			from = this.ends[hole];
		}
		boolean same = this.length - from == end - position && isSame(from, this.length - from, array, position, end);
		return same ? value : null;
	}

	private boolean isSame(int from, int segment, byte[] array, int position, int end) {
		return end - position >= segment
				&& Arrays.equals(this.bytes, from, from + segment, array, position, position + segment);
	}

	/** Where a value ends that begins here, or -1 if it is of another kind. */
	private int past(Kind kind, byte[] array, int start, int end) {
		if (kind == Kind.NUMBER) {
			return pastNumber(array, start, end);
		}
		int past = this.text.scan(array, start, end);
		return (kind == Kind.PADDING && !this.text.isPlainAscii()) ? -1 : past;
	}

	private int pastNumber(byte[] array, int start, int end) {
		int position = start;
		long sum = 0;
		while (position < end && array[position] >= '0' && array[position] <= '9') {
			sum = 10 * sum + (array[position] - '0');
			position++;
		}
		this.number = sum;
		boolean valid = position > start && position - start <= LONGEST_NUMBER
				&& (array[start] != '0' || position == start + 1);
		return valid ? position : -1;
	}

	/** Where the frame ends but for blanks, with which some providers pad it. */
	private static int end(Frame frame) {
		byte[] array = frame.array();
		int end = frame.offset() + frame.length();
		while (end > frame.offset() && ByteScan.isBlank(array[end - 1])) {
			end--;
		}
		return end;
	}

	/** Finds where each hole begins and ends. */
	private boolean measure(Frame frame, FrameHoles found) {
		reserve(found.count());
		int end = end(frame);
		int position = frame.offset();
		for (int hole = 0; hole < this.holes; hole++) {
			Kind kind = found.kind(hole);
			int start = found.start(hole) + ((kind == Kind.NUMBER) ? 0 : 1);
			int past = (start > position) ? past(kind, frame.array(), start, end) : -1;
			if (past < 0) {
				return false;
			}
			this.kinds[hole] = kind;
			this.names[hole] = found.name(hole);
			this.numbers[hole] = this.number;
			this.starts[hole] = start - frame.offset();
			this.ends[hole] = past - frame.offset();
			position = past;
		}
		return true;
	}

	private void reserve(int count) {
		this.holes = count;
		if (count > this.starts.length) {
			this.starts = new int[count];
			this.ends = new int[count];
			this.kinds = new Kind[count];
			this.names = new String[count];
			this.numbers = new long[count];
		}
	}

	/**
	 * Is told the numbers of a frame.
	 */
	@FunctionalInterface
	public interface NumberVisitor {

		/**
		 * One number.
		 * @param name what the protocol calls it
		 * @param value the number
		 */
		void number(String name, long value);

	}

}
