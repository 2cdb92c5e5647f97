package io.llmprovider.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a body of server-sent events as the WHATWG describes them: lines end in
 * {@code \n}, {@code \r\n} or {@code \r}; the values of several {@code data} lines are
 * joined by {@code \n}; the event's name may stand before or behind them; comments,
 * {@code id}, {@code retry} and unknown fields are passed over, and so is an event
 * without a {@code data} line. An event whose data is empty is a frame of no bytes.
 * <p>
 * An event with one {@code data} line that arrived in one piece is handed on as a view of
 * the caller's array. Only what the end of an array cuts is copied.
 * <p>
 * It deviates from the WHATWG's text where providers do:
 * <ul>
 * <li>A line {@code error: …} (llama.cpp and what is built on it) is a frame of its own
 * with the type {@code error}, handed on at once. Data of the same event that came before
 * it goes first.</li>
 * <li>A body whose first byte is <code>{</code> or {@code [} is no event stream but an
 * answer in JSON, mostly an error. All of it is one frame without a type, handed on at
 * the end.</li>
 * <li>The last event needs neither an empty line nor a line end.</li>
 * <li>White space before the first line is passed over, as a byte order mark is.</li>
 * </ul>
 */
public final class SseFrameReader implements FrameReader {

	private static final byte[] NO_BYTES = new byte[0];

	private final Frame frame = new Frame();

	private final EventNames names = new EventNames();

	private final SseData data;

	private final FrameBuffer json;

	private Body body = Body.NOT_BEGUN;

	private boolean carriageReturnBefore;

	private @Nullable String type;

	/**
	 * Creates a reader for one body.
	 * @param maxFrameBytes the largest payload of one event, in bytes, at least 1
	 */
	public SseFrameReader(int maxFrameBytes) {
		this.data = new SseData(maxFrameBytes);
		this.json = new FrameBuffer(maxFrameBytes);
	}

	@Override
	public void read(byte[] bytes, int offset, int length, FrameHandler handler) {
		int position = offset;
		int end = offset + length;
		if (this.body == Body.NOT_BEGUN) {
			position = begin(bytes, position, end);
		}
		if (this.body == Body.JSON) {
			this.json.append(bytes, position, end);
			this.json.checkPayload(this.json.size());
			return;
		}
		readLines(bytes, position, end, false, handler);
		this.data.hold();
		this.frame.set(null, NO_BYTES, 0, 0);
	}

	/**
	 * Takes bytes up to the first line that begins with a bracket, which no line of
	 * events does.
	 * @return where that line begins, or {@code to}
	 */
	int readToBracket(byte[] bytes, int from, int to, FrameHandler handler) {
		this.body = Body.EVENTS;
		int end = readLines(bytes, from, to, true, handler);
		this.data.hold();
		this.frame.set(null, NO_BYTES, 0, 0);
		return end;
	}

	@Override
	public void end(FrameHandler handler) {
		if (this.body == Body.JSON) {
			handler.frame(this.frame.set(null, this.json.array(), 0, this.json.size()));
			return;
		}
		if (this.data.hasCutLine()) {
			finishCutLine(handler);
		}
		this.data.handOn(this.type, this.frame, handler);
	}

	private int begin(byte[] bytes, int from, int to) {
		int position = ByteScan.preamble(bytes, from, to);
		if (position < to) {
			this.body = isBracket(bytes[position]) ? Body.JSON : Body.EVENTS;
		}
		return position;
	}

	private int readLines(byte[] bytes, int from, int to, boolean toBracket, FrameHandler handler) {
		int position = from;
		while (position < to) {
			if (this.carriageReturnBefore) {
				this.carriageReturnBefore = false;
				if (bytes[position] == '\n') {
					position++;
					continue;
				}
			}
			if (toBracket && isBracket(bytes[position]) && !this.data.hasCutLine()) {
				return position;
			}
			int lineEnd = ByteScan.lineEnd(bytes, position, to);
			if (lineEnd == to) {
				this.data.cutLine(bytes, position, to);
				return to;
			}
			this.carriageReturnBefore = bytes[lineEnd] == '\r';
			if (this.data.hasCutLine()) {
				this.data.cutLine(bytes, position, lineEnd);
				finishCutLine(handler);
			}
			else {
				line(bytes, position, lineEnd, handler);
			}
			position = lineEnd + 1;
		}
		return to;
	}

	private static boolean isBracket(byte value) {
		return value == '{' || value == '[';
	}

	private void finishCutLine(FrameHandler handler) {
		line(this.data.cutLineArray(), this.data.cutLineStart(), this.data.cutLineEnd(), handler);
		this.data.forgetCutLine();
	}

	private void line(byte[] array, int from, int to, FrameHandler handler) {
		if (from == to) {
			this.data.handOn(this.type, this.frame, handler);
			this.type = null;
			return;
		}
		this.data.checkLine(to - from);
		if (isField(array, from, to, "data")) {
			this.data.add(array, value(array, from + 4, to), to);
		}
		else if (isField(array, from, to, "event")) {
			this.type = this.names.name(array, value(array, from + 5, to), to);
		}
		else if (ByteScan.startsWith(array, from, to, "error:")) {
			error(array, value(array, from + 5, to), to, handler);
		}
	}

	private void error(byte[] array, int from, int to, FrameHandler handler) {
		this.data.checkValue(to - from);
		this.data.handOn(this.type, this.frame, handler);
		handler.frame(this.frame.set("error", array, from, to - from));
	}

	private static boolean isField(byte[] array, int from, int to, String name) {
		int nameEnd = from + name.length();
		return ByteScan.startsWith(array, from, to, name) && (nameEnd == to || array[nameEnd] == ':');
	}

	private static int value(byte[] array, int nameEnd, int to) {
		int start = Math.min(nameEnd + 1, to);
		return (start < to && array[start] == ' ') ? start + 1 : start;
	}

	private enum Body {

		NOT_BEGUN, EVENTS, JSON

	}

}
