package io.llmprovider.protocol;

/**
 * Cuts a streamed body into {@link Frame}s. One reader serves one body and is used by one
 * thread at a time; it holds at every place where the network may have cut the bytes, in
 * the middle of a line ending or of a UTF-8 character too.
 */
public interface FrameReader {

	/**
	 * Takes the next bytes of the body and hands on every frame that they complete.
	 * @param bytes an array that holds them; the reader may keep what it needs only by
	 * copying
	 * @param offset where they begin
	 * @param length how many there are
	 * @param handler receives the frames, in order
	 * @throws FramingException if one event is larger than the bound, or if the bytes
	 * cannot be of this framing. Frames that were complete before have been handed on.
	 */
	void read(byte[] bytes, int offset, int length, FrameHandler handler);

	/**
	 * The body has ended: hands on what is complete although its terminator is missing.
	 * @param handler receives the frames
	 * @throws FramingException if the body ended where it cannot end
	 */
	void end(FrameHandler handler);

}
