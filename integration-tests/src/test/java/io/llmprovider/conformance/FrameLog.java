package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.FrameHandler;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.FramingException;
import org.jspecify.annotations.Nullable;

/**
 * The frames that a reader found, copied, and how it failed if it did.
 */
final class FrameLog implements FrameHandler {

	private final List<Kept> frames = new ArrayList<>();

	private @Nullable String failure;

	/**
	 * Reads a part of a body to its end.
	 * @param reader a new reader
	 * @param body the body
	 * @param from where the part begins
	 * @param to where it ends
	 * @param pieces where it is cut
	 * @return what the reader found
	 */
	static FrameLog of(FrameReader reader, byte[] body, int from, int to, Pieces pieces) {
		FrameLog log = new FrameLog();
		pieces.feed(body, from, to, (bytes, offset, length) -> log.read(reader, bytes, offset, length));
		log.guard(() -> reader.end(log));
		return log;
	}

	/**
	 * Takes the next bytes, unless the reader has failed.
	 */
	void read(FrameReader reader, byte[] bytes, int offset, int length) {
		guard(() -> reader.read(bytes, offset, length, this));
	}

	private void guard(Runnable step) {
		if (this.failure == null) {
			this.failure = failureOf(step);
		}
	}

	private static @Nullable String failureOf(Runnable step) {
		try {
			step.run();
			return null;
		}
		catch (FramingException ex) {
			return ex.reason().name();
		}
		catch (RuntimeException ex) {
			return ex.toString();
		}
	}

	@Override
	public void frame(Frame frame) {
		this.frames.add(new Kept(frame.type(), frame.headers(),
				Arrays.copyOfRange(frame.array(), frame.offset(), frame.offset() + frame.length())));
	}

	int size() {
		return this.frames.size();
	}

	boolean failed() {
		return this.failure != null;
	}

	/**
	 * Some of the frames, as far as there are so many.
	 * @param from the first of them
	 * @param to behind the last of them
	 * @param isEnd whether the failure belongs to them
	 * @return the part
	 */
	FrameLog part(int from, int to, boolean isEnd) {
		FrameLog part = new FrameLog();
		int end = Math.min(to, this.frames.size());
		part.frames.addAll(this.frames.subList(Math.min(from, end), end));
		part.failure = isEnd ? this.failure : null;
		return part;
	}

	/**
	 * What another log has otherwise.
	 * @param actual the other
	 * @return a sentence, or null if both are the same
	 */
	@Nullable String difference(FrameLog actual) {
		Matcher matcher = new Matcher();
		for (Kept kept : actual.frames) {
			matcher.match(kept.type, kept.headers, kept.payload, 0, kept.payload.length);
		}
		return matcher.difference(actual.failure);
	}

	/**
	 * Cuts a part of a body in two and says what becomes different. It keeps nothing, as
	 * it is called for every byte of the corpus.
	 * @param reader a new reader
	 * @param body the body
	 * @param from where the part begins
	 * @param cut where the second piece begins
	 * @param to where the part ends
	 * @param scratch at least as long as the body
	 * @return a sentence, or null if these frames come again
	 */
	@Nullable String difference(FrameReader reader, byte[] body, int from, int cut, int to, byte[] scratch) {
		Matcher matcher = new Matcher();
		String failed = failureOf(() -> {
			System.arraycopy(body, from, scratch, from, cut - from);
			reader.read(scratch, from, cut - from, matcher);
			// A view of the first piece must not survive it.
			Arrays.fill(scratch, from, cut, (byte) '?');
			reader.read(body, cut, to - cut, matcher);
			reader.end(matcher);
		});
		return matcher.difference(failed);
	}

	private record Kept(@Nullable String type, Map<String, String> headers, byte[] payload) {

		boolean isSame(@Nullable String otherType, Map<String, String> otherHeaders, byte[] array, int offset,
				int length) {
			return Objects.equals(this.type, otherType)
					&& Arrays.equals(this.payload, 0, this.payload.length, array, offset, offset + length)
					&& this.headers.equals(otherHeaders);
		}

	}

	private final class Matcher implements FrameHandler {

		private int next;

		private @Nullable String difference;

		@Override
		public void frame(Frame frame) {
			match(frame.type(), frame.headers(), frame.array(), frame.offset(), frame.length());
		}

		void match(@Nullable String type, Map<String, String> headers, byte[] array, int offset, int length) {
			int index = this.next++;
			if (this.difference != null) {
				return;
			}
			if (index >= FrameLog.this.frames.size()) {
				this.difference = "frame " + index + " is one too many";
			}
			else if (!FrameLog.this.frames.get(index).isSame(type, headers, array, offset, length)) {
				this.difference = "frame " + index + " differs";
			}
		}

		@Nullable String difference(@Nullable String failed) {
			if (this.difference == null && this.next < FrameLog.this.frames.size()) {
				this.difference = this.next + " frames instead of " + FrameLog.this.frames.size();
			}
			if (this.difference == null && !Objects.equals(failed, FrameLog.this.failure)) {
				this.difference = "failure " + failed + " instead of " + FrameLog.this.failure;
			}
			return this.difference;
		}

	}

}
