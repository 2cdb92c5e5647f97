package io.llmprovider.protocol;

/**
 * Cuts a body of JSON lines (NDJSON): one frame without a type for each line that is not
 * blank, without the white space around it. Lines end in {@code \n} or {@code \r\n}; a
 * lone {@code \r} is white space of JSON. The last line needs no end.
 * <p>
 * Some proxies turn JSON lines into server-sent events. So a {@code data:} in front of a
 * line is cut off, and lines that begin with {@code :}, {@code event:}, {@code id:} or
 * {@code retry:}, which no JSON does, are passed over.
 * <p>
 * A line that arrived in one piece is handed on as a view of the caller's array.
 */
public final class JsonLinesFrameReader implements FrameReader {

	private static final byte[] NO_BYTES = new byte[0];

	private final Frame frame = new Frame();

	private final FrameBuffer cutLine;

	private boolean begun;

	/**
	 * Creates a reader for one body.
	 * @param maxFrameBytes the largest line, in bytes, at least 1
	 */
	public JsonLinesFrameReader(int maxFrameBytes) {
		this.cutLine = new FrameBuffer(maxFrameBytes);
	}

	@Override
	public void read(byte[] bytes, int offset, int length, FrameHandler handler) {
		int position = offset;
		int end = offset + length;
		if (!this.begun) {
			position = ByteScan.preamble(bytes, position, end);
			this.begun = position < end;
		}
		while (position < end) {
			int lineFeed = ByteScan.lineFeed(bytes, position, end);
			if (lineFeed == end) {
				this.cutLine.append(bytes, position, end);
			}
			else if (this.cutLine.size() > 0) {
				this.cutLine.append(bytes, position, lineFeed);
				finishCutLine(handler);
			}
			else {
				line(bytes, position, lineFeed, handler);
			}
			position = lineFeed + 1;
		}
		// An idle stream must not keep the caller's array from being collected.
		this.frame.set(null, NO_BYTES, 0, 0);
	}

	@Override
	public void end(FrameHandler handler) {
		finishCutLine(handler);
	}

	private void finishCutLine(FrameHandler handler) {
		int length = this.cutLine.size();
		this.cutLine.truncate(0);
		line(this.cutLine.array(), 0, length, handler);
	}

	private void line(byte[] array, int from, int to, FrameHandler handler) {
		this.cutLine.checkHeld(to - from);
		int start = afterBlanks(array, from, to);
		if (ByteScan.startsWith(array, start, to, "data:")) {
			start = afterBlanks(array, start + 5, to);
		}
		else if (isOtherField(array, start, to)) {
			return;
		}
		int end = to;
		while (end > start && ByteScan.isBlank(array[end - 1])) {
			end--;
		}
		if (end > start) {
			this.cutLine.checkPayload(end - start);
			handler.frame(this.frame.set(null, array, start, end - start));
		}
	}

	private static int afterBlanks(byte[] array, int from, int to) {
		int start = from;
		while (start < to && ByteScan.isBlank(array[start])) {
			start++;
		}
		return start;
	}

	private static boolean isOtherField(byte[] array, int from, int to) {
		return ByteScan.startsWith(array, from, to, ":") || ByteScan.startsWith(array, from, to, "event:")
				|| ByteScan.startsWith(array, from, to, "id:") || ByteScan.startsWith(array, from, to, "retry:");
	}

}
