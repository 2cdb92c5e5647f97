package io.llmprovider.transport;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.llmprovider.error.LlmException;

/**
 * Takes an answer that is small as a whole, up to a bound.
 */
public abstract class WholeBodyReader implements ResponseReader<byte[]> {

	private final int maxBytes;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	/**
	 * Creates the reader of one answer.
	 * @param maxBytes how long the body may be, in bytes
	 */
	protected WholeBodyReader(int maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * The body is longer than the bound.
	 * @param maxBytes the bound
	 * @return what to throw
	 */
	protected abstract LlmException tooLong(int maxBytes);

	@Override
	public final void begin(int status, Map<String, List<String>> headers) {
		this.body.reset();
	}

	@Override
	public final void read(byte[] bytes, int offset, int length, Consumer<? super byte[]> out) {
		if (this.body.size() + length > this.maxBytes) {
			throw tooLong(this.maxBytes);
		}
		this.body.write(bytes, offset, length);
	}

	@Override
	public final boolean isComplete() {
		return false;
	}

	@Override
	public final void end(Consumer<? super byte[]> out) {
		out.accept(this.body.toByteArray());
	}

	@Override
	public final void cancelled() {
		this.body.reset();
	}

}
