package io.llmprovider.protocol;

/**
 * Reads one answer that comes in frames. The answer is over when its decoder says so:
 * what comes behind is looked at by nobody and cannot make it a failure, in whatever
 * pieces the bytes arrive.
 */
public final class FramedAnswer implements FrameHandler {

	private final FrameReader reader;

	private final StreamDecoder decoder;

	/**
	 * Creates a reader for one answer.
	 * @param reader cuts the body
	 * @param decoder takes the frames
	 */
	public FramedAnswer(FrameReader reader, StreamDecoder decoder) {
		this.reader = reader;
		this.decoder = decoder;
	}

	/**
	 * Takes the next bytes of the body.
	 * @param bytes an array that holds them
	 * @param offset where they begin
	 * @param length how many there are
	 * @throws FramingException if they cannot be cut before the answer is over
	 * @throws io.llmprovider.error.LlmException if the provider reports a failure, or if
	 * a frame is not of the protocol
	 */
	public void read(byte[] bytes, int offset, int length) {
		if (this.decoder.isComplete()) {
			return;
		}
		try {
			this.reader.read(bytes, offset, length, this);
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
	}

	/**
	 * The body has ended.
	 * @throws FramingException if it ended where it cannot end
	 * @throws io.llmprovider.error.TruncatedStreamException if the provider's terminal
	 * signal has not come
	 */
	public void end() {
		try {
			if (!this.decoder.isComplete()) {
				this.reader.end(this);
			}
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
		try {
			this.decoder.end();
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
	}

	/**
	 * Whether the answer is over.
	 * @return whether nothing more is expected
	 */
	public boolean isComplete() {
		return this.decoder.isComplete();
	}

	@Override
	public void frame(Frame frame) {
		if (!this.decoder.isComplete()) {
			this.decoder.frame(frame);
		}
	}

	private void failed(RuntimeException failure) {
		if (failure instanceof FramingException && this.decoder.isComplete()) {
			return;
		}
		try {
			this.decoder.brokenOff();
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
		throw failure;
	}

}
