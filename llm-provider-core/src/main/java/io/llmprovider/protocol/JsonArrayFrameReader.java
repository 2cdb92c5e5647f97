package io.llmprovider.protocol;

/**
 * Cuts a body that is one JSON array, as Google streams it without {@code alt=sse}: each
 * element is a frame without a type. Elements are objects or arrays. Objects that stand
 * without an array, alone as an error does or one behind the other, are frames as well.
 * <p>
 * Only strings and brackets are looked at; whether the rest is JSON is for the decoder to
 * find out. A body may end without the array's closing bracket but not inside an element.
 * <p>
 * An element that arrived in one piece is handed on as a view of the caller's array.
 */
public final class JsonArrayFrameReader implements FrameReader {

	private static final byte[] NO_BYTES = new byte[0];

	private final Frame frame = new Frame();

	private final FrameBuffer cutElement;

	private boolean begun;

	private boolean inArray;

	/** How many brackets of the element under way are open; 0 between elements. */
	private int depth;

	private boolean inString;

	private boolean escaped;

	private long bytesBefore;

	/**
	 * Creates a reader for one body.
	 * @param maxFrameBytes the largest element, in bytes, at least 1
	 */
	public JsonArrayFrameReader(int maxFrameBytes) {
		this.cutElement = new FrameBuffer(maxFrameBytes);
	}

	/**
	 * {@inheritDoc}
	 * @throws FramingException also if something else than an object or an array stands
	 * where an element should begin
	 */
	@Override
	public void read(byte[] bytes, int offset, int length, FrameHandler handler) {
		int position = offset;
		int end = offset + length;
		if (!this.begun) {
			position = ByteScan.preamble(bytes, position, end);
			this.begun = position < end;
		}
		while (position < end) {
			if (this.depth == 0) {
				position = betweenElements(bytes, position, end, offset);
			}
			if (position < end) {
				position = element(bytes, position, end, handler);
			}
		}
		this.bytesBefore += length;
		// An idle stream must not keep the caller's array from being collected.
		this.frame.set(null, NO_BYTES, 0, 0);
	}

	@Override
	public void end(FrameHandler handler) {
		if (this.depth > 0) {
			throw new FramingException(FramingException.Reason.CUT, "The body ended after " + this.bytesBefore
					+ " bytes inside a JSON element, of which " + this.cutElement.size() + " bytes had arrived");
		}
	}

	/**
	 * Looks for the beginning of an element.
	 * @return its index, or {@code to}
	 */
	private int betweenElements(byte[] bytes, int from, int to, int offset) {
		for (int i = from; i < to; i++) {
			byte value = bytes[i];
			if (value == '{' || (value == '[' && this.inArray)) {
				return i;
			}
			if (value == '[') {
				this.inArray = true;
			}
			else if (value == ']' && this.inArray) {
				this.inArray = false;
			}
			else if (value != ',' && !ByteScan.isBlank(value)) {
				throw new FramingException(FramingException.Reason.MALFORMED, "Byte " + (this.bytesBefore + i - offset)
						+ " of the body (0x%02x) does not begin an element of a JSON array".formatted(value));
			}
		}
		return to;
	}

	/**
	 * Hands on the element if it ends, and else keeps what there is of it.
	 * @return the index behind it, or {@code to}
	 */
	private int element(byte[] bytes, int from, int to, FrameHandler handler) {
		int end = elementEnd(bytes, from, to);
		if (this.depth > 0) {
			keep(bytes, from, end);
		}
		else if (this.cutElement.size() == 0) {
			this.cutElement.checkPayload(end - from);
			handler.frame(this.frame.set(null, bytes, from, end - from));
		}
		else {
			keep(bytes, from, end);
			int length = this.cutElement.size();
			this.cutElement.truncate(0);
			handler.frame(this.frame.set(null, this.cutElement.array(), 0, length));
		}
		return end;
	}

	private void keep(byte[] bytes, int from, int to) {
		this.cutElement.checkPayload((long) this.cutElement.size() + (to - from));
		this.cutElement.append(bytes, from, to);
	}

	private int elementEnd(byte[] bytes, int from, int to) {
		int open = this.depth;
		int i = from;
		while (i < to) {
			if (this.inString) {
				i = stringEnd(bytes, i, to);
				continue;
			}
			byte value = bytes[i++];
			if (value == '"') {
				this.inString = true;
			}
			else if (value == '{' || value == '[') {
				open++;
			}
			else if ((value == '}' || value == ']') && --open == 0) {
				break;
			}
		}
		this.depth = open;
		return i;
	}

	private int stringEnd(byte[] bytes, int from, int to) {
		int i = from;
		if (this.escaped) {
			this.escaped = false;
			i++;
		}
		while (i < to) {
			byte value = bytes[i++];
			if (value == '"') {
				this.inString = false;
				return i;
			}
			if (value == '\\') {
				if (i == to) {
					this.escaped = true;
					return i;
				}
				i++;
			}
		}
		return i;
	}

}
