package io.llmprovider.provider;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.transport.WholeBodyReader;

/**
 * Takes the answer to a question beside a call.
 */
final class BodyReader extends WholeBodyReader {

	private static final int MAX_BYTES = 64 * 1024;

	private final WireProtocol protocol;

	private final ChatCall call;

	BodyReader(WireProtocol protocol, ChatCall call) {
		super(MAX_BYTES);
		this.protocol = protocol;
		this.call = call;
	}

	@Override
	protected LlmException tooLong(int maxBytes) {
		return ErrorKind.LIMIT.exception(ErrorDetails.of("The answer grew beyond " + maxBytes + " bytes",
				"Check that llm.providers." + this.call.provider() + ".base-url fits the server."));
	}

	@Override
	public LlmException error(ErrorResponse response) {
		return this.protocol.error(this.call, response);
	}

	@Override
	public LlmException failed(Throwable cause) {
		return Failures.of(cause, this.call.provider());
	}

}
