package io.llmprovider.catalog;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.transport.ResponseReader;

/**
 * Reads an answer as a whole, up to a bound.
 */
final class WholeBody implements ResponseReader<byte[]> {

	private final String what;

	private final int maxBytes;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	WholeBody(String what, int maxBytes) {
		this.what = what;
		this.maxBytes = maxBytes;
	}

	@Override
	public void begin(int status, Map<String, List<String>> headers) {
		this.body.reset();
	}

	@Override
	public void read(byte[] bytes, int offset, int length, Consumer<? super byte[]> out) {
		if (this.body.size() + length > this.maxBytes) {
			throw ErrorKind.LIMIT
				.exception(ErrorDetails.builder(this.what + " is larger than " + this.maxBytes + " bytes")
					.limit((long) this.maxBytes)
					.build());
		}
		this.body.write(bytes, offset, length);
	}

	@Override
	public boolean isComplete() {
		return false;
	}

	@Override
	public void end(Consumer<? super byte[]> out) {
		out.accept(this.body.toByteArray());
	}

	@Override
	public LlmException error(ErrorResponse response) {
		ErrorKind kind = switch (response.status()) {
			case 401 -> ErrorKind.AUTHENTICATION;
			case 403 -> ErrorKind.PERMISSION;
			case 404 -> ErrorKind.NOT_FOUND;
			default -> (response.status() >= 500) ? ErrorKind.SERVER : ErrorKind.PROTOCOL;
		};
		return kind.exception(ErrorDetails.builder(this.what + " was refused").status(response.status()).build());
	}

	@Override
	public LlmException failed(Throwable cause) {
		return (cause instanceof LlmException failure) ? failure : ErrorKind.PROTOCOL
			.exception(ErrorDetails.builder(this.what + " could not be read: " + cause).build(), cause);
	}

	@Override
	public void cancelled() {
		this.body.reset();
	}

}
