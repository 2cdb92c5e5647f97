package io.llmprovider.provider;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import io.llmprovider.chat.AnswerWatch;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.FramedAnswer;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.retry.Attempt;
import io.llmprovider.retry.EmptyAnswerException;
import io.llmprovider.transport.ResponseReader;
import io.llmprovider.transport.WireLog;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer with a protocol: in frames as they arrive, or as a whole where the
 * server sends it so.
 */
final class AnswerReader implements ResponseReader<StreamEvent>, Consumer<StreamEvent> {

	private static final int MAX_HTML_BYTES = 64 * 1024;

	private final WireProtocol protocol;

	private final ChatCall call;

	private final long maxBytes;

	private final SentSecrets secrets;

	private final Assembler assembler;

	private final FramedAnswer framed;

	private @Nullable Consumer<? super StreamEvent> out;

	private @Nullable ByteArrayOutputStream whole;

	private int status;

	private Map<String, List<String>> headers = Map.of();

	private boolean page;

	private boolean begun;

	private long received;

	private final AnswerObserver observer;

	private boolean told;

	AnswerReader(WireProtocol protocol, ChatCall call, List<Warning> warnings, int attempt, SentSecrets secrets,
			AnswerObserver observer) {
		this.secrets = secrets;
		this.observer = observer;
		this.protocol = protocol;
		this.call = call;
		this.maxBytes = call.limits().maxResponseBytes();
		this.assembler = new Assembler(call, protocol.id(), warnings, this);
		this.assembler.attempts(attempt);
		this.framed = new FramedAnswer(protocol.framing(call), protocol.decoder(call, this.assembler));
	}

	@Override
	public void begin(int status, Map<String, List<String>> headers) {
		this.status = status;
		this.headers = headers;
		String type = contentType(headers);
		WireLog.response(this.call.provider(), status, (type != null) ? type : "none");
		this.page = "text/html".equals(type);
		if (this.page || !this.call.streaming() || !this.protocol.isFramed(type)) {
			this.whole = new ByteArrayOutputStream(1024);
		}
	}

	@Override
	public void read(byte[] bytes, int offset, int length, Consumer<? super StreamEvent> out) {
		if (WireLog.isOn()) {
			WireLog.body(this.call.provider(), bytes, offset, length);
		}
		this.received += length;
		if (this.received > this.maxBytes) {
			throw tooLong();
		}
		if (this.whole == null) {
			this.out = out;
			this.framed.read(bytes, offset, length);
		}
		else if (!this.page || this.whole.size() < MAX_HTML_BYTES) {
			this.whole.write(bytes, offset, this.page ? Math.min(length, MAX_HTML_BYTES - this.whole.size()) : length);
		}
	}

	@Override
	public boolean isComplete() {
		return this.whole == null && this.framed.isComplete();
	}

	@Override
	public void end(Consumer<? super StreamEvent> out) {
		this.out = out;
		if (this.whole != null) {
			whole(this.whole.toByteArray());
		}
		else {
			this.framed.end();
		}
		if (this.assembler.isEmpty()) {
			throw new EmptyAnswerException(this.assembler.response());
		}
		this.assembler.complete();
	}

	private void whole(byte[] body) {
		if (this.page) {
			throw this.protocol.error(this.call, this.secrets.mask(new ErrorResponse(this.status, this.headers, body)));
		}
		if (looksLikeJson(body)) {
			this.protocol.decode(this.call, body, this.assembler);
			return;
		}
		this.framed.read(body, 0, body.length);
		this.framed.end();
	}

	@Override
	public LlmException error(ErrorResponse answer) {
		ErrorResponse response = this.secrets.mask(answer);
		WireLog.response(this.call.provider(), response.status(), String.valueOf(response.header("content-type")));
		WireLog.body(this.call.provider(), response.body(), 0, response.body().length);
		return this.protocol.error(this.call, response);
	}

	@Override
	public LlmException failed(Throwable cause) {
		LlmException failure = Failures.of(cause, this.call.provider());
		if (this.assembler.hasBegun()) {
			ChatResponse partial = this.assembler.partialResponse(FinishReason.ERROR);
			tell(partial);
			failure = failure.keep(partial);
		}
		try {
			this.observer.failed(failure);
		}
		catch (RuntimeException ex) {
			// An authorizer's or protocol's own failure must not hide this one.
			failure.addSuppressed(ex);
		}
		return failure;
	}

	@Override
	public void cancelled() {
		WireLog.cancelled(this.call.provider(), this.received);
		if (this.assembler.hasBegun()) {
			tell(this.assembler.partialResponse(FinishReason.CANCELLED));
		}
	}

	private void tell(ChatResponse answer) {
		if (!this.told) {
			this.told = true;
			this.observer.ended(answer);
		}
	}

	/** An event of the answer. */
	@Override
	public void accept(StreamEvent event) {
		if (event instanceof StreamEvent.Finished finished) {
			tell(finished.response());
		}
		if (!this.begun && event instanceof StreamEvent.BlockEvent) {
			this.begun = true;
			this.observer.begun();
		}
		if (this.out != null) {
			this.out.accept(event);
		}
	}

	private boolean looksLikeJson(byte[] body) {
		for (byte each : body) {
			if (each != ' ' && each != '\n' && each != '\r' && each != '\t') {
				return each == '{' || each == '[';
			}
		}
		return !this.call.streaming();
	}

	private LlmException tooLong() {
		return ErrorKind.LIMIT.exception(ErrorDetails.builder("The answer grew beyond " + this.maxBytes + " bytes")
			.action("Raise llm.providers." + this.call.provider()
					+ ".limits.max-response-bytes if such answers are meant.")
			.limit(this.maxBytes)
			.actual(this.received)
			.build());
	}

	private static @Nullable String contentType(Map<String, List<String>> headers) {
		List<String> values = headers.get("Content-Type");
		if (values == null || values.isEmpty()) {
			return null;
		}
		String value = values.get(0);
		int semicolon = value.indexOf(';');
		return ((semicolon < 0) ? value : value.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
	}

}
