package io.llmprovider.test.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import reactor.core.publisher.Flux;

/**
 * An answer as it goes over the wire.
 *
 * @param status the HTTP status
 * @param headers the headers; without a content length the answer is sent in chunks
 * @param before how long to wait before the headers
 * @param frames the body, made while it is sent
 * @param ending what happens after the last frame
 */
public record WireAnswer(int status, Map<String, String> headers, Duration before, Flux<Frame> frames, Ending ending) {

	/** The name of the content type header. */
	public static final String CONTENT_TYPE = "content-type";

	/** The name of the content length header. */
	public static final String CONTENT_LENGTH = "content-length";

	/**
	 * An answer that is sent in pieces.
	 * @param contentType the content type
	 * @param frames the body
	 * @param ending what happens after the last frame
	 * @return the answer, with status 200
	 */
	public static WireAnswer stream(String contentType, Flux<Frame> frames, Ending ending) {
		return new WireAnswer(200, Map.of(CONTENT_TYPE, contentType), Duration.ZERO, frames, ending);
	}

	/**
	 * An answer whose body is sent at once, with its length.
	 * @param status the HTTP status
	 * @param contentType the content type
	 * @param body the body
	 * @return the answer
	 */
	public static WireAnswer whole(int status, String contentType, byte[] body) {
		Map<String, String> headers = Map.of(CONTENT_TYPE, contentType, CONTENT_LENGTH, Integer.toString(body.length));
		return new WireAnswer(status, headers, Duration.ZERO, Flux.just(Frame.of(body)), Ending.COMPLETE);
	}

	/**
	 * An answer of plain text.
	 * @param status the HTTP status
	 * @param text the body
	 * @return the answer
	 */
	public static WireAnswer text(int status, String text) {
		return whole(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The same answer after a wait.
	 * @param delay how long to wait before the headers
	 * @return the changed answer
	 */
	public WireAnswer delayed(Duration delay) {
		return new WireAnswer(this.status, this.headers, this.before.plus(delay), this.frames, this.ending);
	}

	/**
	 * The same answer with another header.
	 * @param name the header's name in lower case
	 * @param value its value
	 * @return the changed answer
	 */
	public WireAnswer withHeader(String name, String value) {
		Map<String, String> changed = new LinkedHashMap<>(this.headers);
		changed.put(name, value);
		return new WireAnswer(this.status, changed, this.before, this.frames, this.ending);
	}

	/**
	 * The same answer broken off in the middle of its body.
	 * @param ending how it is broken off
	 * @return the changed answer
	 */
	public WireAnswer broken(Ending ending) {
		Map<String, String> changed = new LinkedHashMap<>(this.headers);
		if (ending == Ending.COMPLETE) {
			// a length that is not kept would make HTTP notice what only JSON should
			changed.remove(CONTENT_LENGTH);
		}
		Flux<Frame> half = this.frames.map((frame) -> Frame.of(half(frame.bytes())));
		return new WireAnswer(this.status, changed, this.before, half, ending);
	}

	private static byte[] half(byte[] bytes) {
		return Arrays.copyOf(bytes, bytes.length / 2);
	}

	static WireAnswer chunks(int status, String contentType, List<byte[]> chunks) {
		return new WireAnswer(status, Map.of(CONTENT_TYPE, contentType), Duration.ZERO,
				Flux.fromIterable(chunks).map(Frame::of), Ending.COMPLETE);
	}

}
