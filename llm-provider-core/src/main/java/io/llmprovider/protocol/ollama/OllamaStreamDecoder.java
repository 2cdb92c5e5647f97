package io.llmprovider.protocol.ollama;

import java.util.Arrays;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Reads the lines of an answer; an answer that is not streamed is its last line. Thinking
 * and content may take turns, and the last line may carry both.
 */
final class OllamaStreamDecoder implements StreamDecoder {

	private static final int NONE = -1;

	private final ChatCall call;

	private final StreamSink sink;

	private final OllamaLine line = new OllamaLine();

	private @Nullable String model;

	private int thinking = NONE;

	private int text = NONE;

	private boolean complete;

	OllamaStreamDecoder(ChatCall call, StreamSink sink) {
		this.call = call;
		this.sink = sink;
	}

	@Override
	public void frame(Frame frame) {
		read(frame.array(), frame.offset(), frame.length());
	}

	/**
	 * Reads one line, or a whole body.
	 * @param bytes holds it
	 * @param offset where it begins
	 * @param length its length in bytes
	 */
	void read(byte[] bytes, int offset, int length) {
		try (OllamaLineReader reader = new OllamaLineReader(bytes, offset, length, this.line)) {
			while (!this.complete && reader.next()) {
				if (this.line.error) {
					throw OllamaErrors.inStream(this.call, reader.object());
				}
				line();
			}
		}
		catch (UnexpectedEndOfInputException ex) {
			throw truncated("The stream ended inside a line", ex);
		}
		catch (JacksonException ex) {
			throw unreadable(Arrays.copyOfRange(bytes, offset, offset + length), ex);
		}
	}

	@Override
	public void end() {
		if (!this.complete) {
			throw truncated("The stream ended before the line that is marked as done", null);
		}
	}

	@Override
	public boolean isComplete() {
		return this.complete;
	}

	private void line() {
		if (this.line.model != null && this.line.model != this.model) {
			this.model = this.line.model;
			this.sink.responseModel(this.model);
		}
		if (this.line.logprobs != null) {
			this.sink.providerEvent("logprobs", this.line.logprobs);
		}
		thinking(this.line.thinking);
		text(this.line.content);
		this.line.calls().forEach(this::toolCall);
		if (this.line.done) {
			done();
		}
	}

	private void thinking(String piece) {
		if (!piece.isEmpty()) {
			endText();
			this.thinking = (this.thinking != NONE) ? this.thinking : this.sink.reasoningStarted();
			this.sink.delta(this.thinking, piece);
		}
	}

	private void text(String piece) {
		if (!piece.isEmpty()) {
			endThinking();
			this.text = (this.text != NONE) ? this.text : this.sink.textStarted();
			this.sink.delta(this.text, piece);
		}
	}

	private void toolCall(OllamaLine.Call toolCall) {
		endThinking();
		endText();
		int block = this.sink.toolCallStarted(toolCall.id(), toolCall.name());
		this.sink.delta(block, toolCall.arguments());
		this.sink.toolCallEnded(block, null);
	}

	private void done() {
		endThinking();
		endText();
		Usage usage = this.line.usage.toUsage();
		if (usage != null) {
			this.sink.usage(usage);
		}
		this.line.usage.durations().forEach(this.sink::metadata);
		this.sink.metadata("remote_model", this.line.remoteModel);
		this.sink.metadata("remote_host", this.line.remoteHost);
		warnOfFullContext();
		String raw = this.line.doneReason;
		this.sink.finish(reason(raw), (raw != null && !raw.isEmpty()) ? raw : null);
		this.complete = true;
	}

	private FinishReason reason(@Nullable String raw) {
		if (raw != null && !raw.isEmpty()) {
			return switch (raw) {
				case "stop" -> FinishReason.STOP;
				case "length" -> FinishReason.LENGTH;
				default -> FinishReason.OTHER;
			};
		}
		if (this.call.request().messages().isEmpty()) {
			return FinishReason.OTHER;
		}
		// Old servers never give a reason; one whose engine died gives neither reason nor
		// content.
		boolean empty = !this.sink.hasBlocks() && this.line.usage.output() == null;
		return empty ? FinishReason.ERROR : FinishReason.STOP;
	}

	/** The server drops the oldest messages without a word when the context is full. */
	private void warnOfFullContext() {
		Object size = this.call.options().providerOptions().get(OllamaOptions.NUM_CTX);
		Long input = this.line.usage.input();
		Long output = this.line.usage.output();
		if (size instanceof Number context && input != null
				&& input + ((output != null) ? output : 0) >= context.longValue()) {
			this.sink.warn(new Warning("context-full", "Prompt and answer fill the context of " + context
					+ " tokens: the server may have left out the oldest messages. Raise the option num_ctx"));
		}
	}

	private void endThinking() {
		if (this.thinking != NONE) {
			this.sink.ended(this.thinking);
			this.thinking = NONE;
		}
	}

	private void endText() {
		if (this.text != NONE) {
			this.sink.ended(this.text);
			this.text = NONE;
		}
	}

	private static LlmException truncated(String message, @Nullable Throwable cause) {
		return ErrorKind.TRUNCATED.exception(ErrorDetails.builder(message)
			.action("The connection broke or the server stopped: look into the server's log.")
			.build(), cause);
	}

	/** A line that does not end as an object does was cut. */
	private LlmException unreadable(byte[] payload, JacksonException cause) {
		if (payload.length == 0 || payload[0] != '{') {
			return OllamaErrors.inStream(this.call, payload);
		}
		if (payload[payload.length - 1] != '}') {
			return truncated("The stream ended inside a line", cause);
		}
		return ErrorKind.PROTOCOL.exception(
				ErrorDetails.of("The answer has a line that is not JSON: " + cause.getOriginalMessage(),
						"Check that llm.providers." + this.call.provider() + ".base-url is the address of Ollama."),
				cause);
	}

}
