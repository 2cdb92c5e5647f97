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

	private static final int PLACE = 3;

	private static final int TEXT = Kind.TEXT.ordinal();

	private static final int NUMBER = Kind.NUMBER.ordinal();

	private byte[] bytes = new byte[512];

	private int length;

	/** Of each place, one behind the other: where it begins, where it ends, its kind. */
	private int[] places = new int[4 * PLACE];

	private String[] names = new String[4];

	private long[] numbers = new long[4];

	/** The numbers of the frame that is being read, which count once it fits. */
	private long[] found = new long[4];

	private int holes;

	private int misses;

	/** The text of the frame that is being read. */
	private @Nullable String text;

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
	 * Tells the numbers of the frame that was learned or that fitted last, until another
	 * one is learned.
	 * @param visitor told each with its name
	 */
	public void numbers(NumberVisitor visitor) {
		for (int hole = 0; hole < this.holes; hole++) {
			if (this.places[PLACE * hole + 2] == NUMBER) {
				visitor.number(this.names[hole], this.numbers[hole]);
			}
		}
	}

	private @Nullable String value(Frame frame) {
		byte[] array = frame.array();
		int position = frame.offset();
		int end = end(frame);
		int from = 0;
		this.text = null;
		for (int hole = 0; hole < this.holes; hole++) {
			int segment = this.places[PLACE * hole] - from;
			if (!isSame(from, segment, array, position, end)) {
				return null;
			}
			position = read(hole, array, position + segment, end);
			if (position < 0) {
				return null;
			}
			from = this.places[PLACE * hole + 1];
		}
		if (this.length - from != end - position || !isSame(from, this.length - from, array, position, end)) {
			return null;
		}
		long[] before = this.numbers;
		this.numbers = this.found;
		this.found = before;
		return this.text;
	}

	/** Reads what stands in a place; gives where it ends, or -1 if it does not fit. */
	private int read(int hole, byte[] array, int start, int end) {
		int kind = this.places[PLACE * hole + 2];
		if (kind == NUMBER) {
			int past = pastNumber(array, start, end);
			if (past >= 0) {
				this.found[hole] = number(array, start, past);
			}
			return past;
		}
		long found = JsonText.scan(array, start, end);
		if (found == JsonText.NONE) {
			return -1;
		}
		boolean fits = (kind == TEXT) ? isText(JsonText.value(array, start, found)) : JsonText.isPlainAscii(found);
		return fits ? JsonText.end(found) : -1;
	}

	/** Notes the text that the frame brings; where there are several, they are one. */
	private boolean isText(@Nullable String found) {
		if (found == null || found.isEmpty() || this.text != null && !this.text.equals(found)) {
			return false;
		}
		this.text = found;
		return true;
	}

	private boolean isSame(int from, int segment, byte[] array, int position, int end) {
		return end - position >= segment
				&& Arrays.equals(this.bytes, from, from + segment, array, position, position + segment);
	}

	/** Where a value ends that begins here, or -1 if it is of another kind. */
	private static int past(Kind kind, byte[] array, int start, int end) {
		if (kind == Kind.NUMBER) {
			return pastNumber(array, start, end);
		}
		long found = JsonText.scan(array, start, end);
		boolean fits = found != JsonText.NONE && (kind == Kind.TEXT || JsonText.isPlainAscii(found));
		return fits ? JsonText.end(found) : -1;
	}

	private static int pastNumber(byte[] array, int start, int end) {
		int position = start;
		while (position < end && array[position] >= '0' && array[position] <= '9') {
			position++;
		}
		boolean valid = position > start && position - start <= LONGEST_NUMBER
				&& (array[start] != '0' || position == start + 1);
		return valid ? position : -1;
	}

	private static long number(byte[] array, int start, int end) {
		long sum = 0;
		for (int i = start; i < end; i++) {
			sum = 10 * sum + (array[i] - '0');
		}
		return sum;
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
			this.names[hole] = found.name(hole);
			this.numbers[hole] = (kind == Kind.NUMBER) ? number(frame.array(), start, past) : 0;
			this.places[PLACE * hole] = start - frame.offset();
			this.places[PLACE * hole + 1] = past - frame.offset();
			this.places[PLACE * hole + 2] = kind.ordinal();
			position = past;
		}
		return true;
	}

	private void reserve(int count) {
		this.holes = count;
		if (count > this.names.length) {
			this.places = new int[count * PLACE];
			this.names = new String[count];
			this.numbers = new long[count];
			this.found = new long[count];
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
