package io.llmprovider.provider;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.transport.ResponseReader;

/**
 * Takes an answer that is small as a whole, for questions beside a call.
 */
final class BodyReader implements ResponseReader<byte[]> {

	private static final int MAX_BYTES = 64 * 1024;

	private final WireProtocol protocol;

	private final ChatCall call;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	BodyReader(WireProtocol protocol, ChatCall call) {
		this.protocol = protocol;
		this.call = call;
	}

	@Override
	public void begin(int status, Map<String, List<String>> headers) {
		this.body.reset();
	}

	@Override
	public void read(byte[] bytes, int offset, int length, Consumer<? super byte[]> out) {
		if (this.body.size() + length > MAX_BYTES) {
			throw ErrorKind.LIMIT.exception(ErrorDetails.of("The answer grew beyond " + MAX_BYTES + " bytes",
					"Check that llm.providers." + this.call.provider() + ".base-url fits the server."));
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
		return this.protocol.error(this.call, response);
	}

	@Override
	public LlmException failed(Throwable cause) {
		return Failures.of(cause, this.call.provider());
	}

	@Override
	public void cancelled() {
		this.body.reset();
	}

}
