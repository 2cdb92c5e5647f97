package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One event of a streamed body, as a view of bytes that a {@link FrameReader} owns: an
 * SSE event, a line of JSON, an element of a JSON array or an AWS event-stream message. A
 * frame is valid only during {@link FrameHandler#frame(Frame)}; whoever wants to keep its
 * payload copies it.
 */
public final class Frame {

	private @Nullable String type;

	private Map<String, String> headers = Map.of();

	private byte[] array = new byte[0];

	private int offset;

	private int length;

	/**
	 * Points this frame at other bytes, so that a reader needs one frame for a whole
	 * stream.
	 * @param type the event's name, or null if the framing gives none
	 * @param array the array that holds the payload; not copied
	 * @param offset where the payload begins
	 * @param length how many bytes it has
	 * @return this frame
	 */
	public Frame set(@Nullable String type, byte[] array, int offset, int length) {
		return set(type, Map.of(), array, offset, length);
	}

	/**
	 * Points this frame at other bytes that came with headers.
	 * @param type the event's name, or null if the framing gives none
	 * @param headers headers of the event, as AWS's event stream has them
	 * @param array the array that holds the payload; not copied
	 * @param offset where the payload begins
	 * @param length how many bytes it has
	 * @return this frame
	 */
	public Frame set(@Nullable String type, Map<String, String> headers, byte[] array, int offset, int length) {
		this.type = type;
		this.headers = headers;
		this.array = array;
		this.offset = offset;
		this.length = length;
		return this;
	}

	/**
	 * The event's name: SSE's {@code event} field or AWS's {@code :event-type}.
	 * @return the name, or null if there is none
	 */
	public @Nullable String type() {
		return this.type;
	}

	/**
	 * Headers of the event; empty where the framing has none.
	 * @return an unmodifiable map
	 */
	public Map<String, String> headers() {
		return this.headers;
	}

	/**
	 * The array that holds the payload between {@link #offset()} and {@link #length()}.
	 * @return the array itself, not a copy; it must not be changed
	 */
	public byte[] array() {
		return this.array;
	}

	/**
	 * Where the payload begins in {@link #array()}.
	 * @return an index
	 */
	public int offset() {
		return this.offset;
	}

	/**
	 * The payload's length in bytes.
	 * @return a number of bytes, zero or more
	 */
	public int length() {
		return this.length;
	}

	/**
	 * The payload as UTF-8 text, a copy.
	 * @return the text
	 */
	public String text() {
		return new String(this.array, this.offset, this.length, StandardCharsets.UTF_8);
	}

	/**
	 * Whether the payload is exactly this ASCII text, compared without decoding.
	 * @param ascii what to compare with
	 * @return whether each byte is the same
	 */
	public boolean contentEquals(String ascii) {
		if (ascii.length() != this.length) {
			return false;
		}
		for (int i = 0; i < this.length; i++) {
			if (this.array[this.offset + i] != (byte) ascii.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	@Override
	public String toString() {
		return "Frame[type=" + this.type + ", length=" + this.length + "]";
	}

}
