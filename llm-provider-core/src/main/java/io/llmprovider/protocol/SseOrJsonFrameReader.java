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
			position = this.events.readToBracket(bytes, position, end, handler);
			if (position == end) {
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

}
