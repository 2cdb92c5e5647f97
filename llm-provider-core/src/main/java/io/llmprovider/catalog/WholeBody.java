package io.llmprovider.catalog;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.transport.WholeBodyReader;

/**
 * Reads a document.
 */
final class WholeBody extends WholeBodyReader {

	private final String what;

	WholeBody(String what, int maxBytes) {
		super(maxBytes);
		this.what = what;
	}

	@Override
	protected LlmException tooLong(int maxBytes) {
		return ErrorKind.LIMIT.exception(ErrorDetails.builder(this.what + " is larger than " + maxBytes + " bytes")
			.limit((long) maxBytes)
			.build());
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

}
