package io.llmprovider.protocol;

/**
 * Cuts a body that is an event stream or a JSON array, whatever was asked for: the first
 * byte tells. An event stream that goes on in plain JSON, as some servers report a
 * failure in the middle of an answer, ends there, and the JSON is cut as an array is.
 */
public final class SseOrJsonFrameReader implements FrameReader {

	private final SseFrameReader events;

	private final JsonArrayFrameReader json;

	private boolean isJson;

	private boolean begun;

	private boolean atLineStart = true;

	/**
	 * Creates a reader for one body.
	 * @param maxFrameBytes the largest payload of one event or element, in bytes, at
	 * least 1
	 */
	public SseOrJsonFrameReader(int maxFrameBytes) {
		this.events = new SseFrameReader(maxFrameBytes);
		this.json = new JsonArrayFrameReader(maxFrameBytes);
	}

	@Override
	public void read(byte[] bytes, int offset, int length, FrameHandler handler) {
		int end = offset + length;
		int position = offset;
		if (!this.begun) {
			position = ByteScan.preamble(bytes, position, end);
			this.begun = position < end;
		}
		if (!this.isJson) {
			int begin = jsonLine(bytes, position, end);
			if (begin > position) {
				this.events.read(bytes, position, begin - position, handler);
			}
			position = begin;
			if (begin == end) {
				return;
			}
			this.isJson = true;
			this.events.end(handler);
		}
		this.json.read(bytes, position, end - position, handler);
	}

	@Override
	public void end(FrameHandler handler) {
		if (this.isJson) {
			this.json.end(handler);
		}
		else {
			this.events.end(handler);
		}
	}

	/**
	 * Finds the first line that begins with a bracket, which no line of events does.
	 * @return its index, or {@code to}
	 */
	private int jsonLine(byte[] bytes, int from, int to) {
		int position = from;
		while (position < to) {
			if (this.atLineStart && (bytes[position] == '{' || bytes[position] == '[')) {
				return position;
			}
			int lineEnd = ByteScan.lineEnd(bytes, position, to);
			this.atLineStart = lineEnd < to;
			position = lineEnd + 1;
		}
		return to;
	}

}
