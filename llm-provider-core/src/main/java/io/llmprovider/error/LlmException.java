package io.llmprovider.error;

import java.time.Duration;
import java.util.Optional;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.model.ModelRef;
import org.jspecify.annotations.Nullable;

/**
 * A failed call. It says which provider and model, what happened and what to change,
 * whether another try may help and after what time, and it keeps what had arrived. A
 * provider of one's own throws it or a subclass of its own.
 */
public class LlmException extends RuntimeException {

	private final ErrorKind kind;

	private final ErrorDetails details;

	private volatile @Nullable ModelRef model;

	private volatile @Nullable ChatResponse partialResponse;

	private volatile int attempts = 1;

	/**
	 * Creates the exception.
	 * @param kind what kind of failure it is
	 * @param details what is known
	 * @param cause what caused it, or null
	 */
	public LlmException(ErrorKind kind, ErrorDetails details, @Nullable Throwable cause) {
		super(details.message(), cause);
		this.kind = kind;
		this.details = details;
	}

	/**
	 * What kind of failure it is.
	 * @return the kind
	 */
	public ErrorKind kind() {
		return this.kind;
	}

	/**
	 * All that is known.
	 * @return the details
	 */
	public ErrorDetails details() {
		return this.details;
	}

	/**
	 * Whose call failed.
	 * @return provider and model, if the failure is one of a call
	 */
	public Optional<ModelRef> model() {
		return Optional.ofNullable(this.model);
	}

	/**
	 * The HTTP status.
	 * @return the status, or null if there was no answer
	 */
	public @Nullable Integer status() {
		return this.details.status();
	}

	/**
	 * The provider's id of the request, for its support.
	 * @return the id, or null if it gave none
	 */
	public @Nullable String requestId() {
		return this.details.requestId();
	}

	/**
	 * Whether another try may help. A failure after the answer had begun is never retried
	 * by the library, even if it is retryable by itself.
	 * @return whether it may
	 */
	public boolean isRetryable() {
		Boolean known = this.details.retryable();
		return (known != null) ? known : this.kind.retryable();
	}

	/**
	 * How long the provider asks to wait before another try.
	 * @return the time, if it said so
	 */
	public Optional<Duration> retryAfter() {
		return Optional.ofNullable(this.details.retryAfter());
	}

	/**
	 * What had arrived before the failure. Its tool calls must not be executed.
	 * @return the beginning of the answer, if there was one
	 */
	public Optional<ChatResponse> partialResponse() {
		return Optional.ofNullable(this.partialResponse);
	}

	/**
	 * How many exchanges went over the wire.
	 * @return 0 if nothing was sent
	 */
	public int attempts() {
		return this.attempts;
	}

	/**
	 * What happened, to whom, and what to change.
	 */
	@Override
	public String getMessage() {
		StringBuilder text = new StringBuilder();
		if (this.model != null) {
			text.append(this.model).append(": ");
		}
		text.append(this.details.message());
		appendFacts(text);
		if (this.details.action() != null) {
			text.append(endsSentence(text) ? " " : ". ").append(this.details.action());
		}
		return text.toString();
	}

	/**
	 * Says whose call failed; called once by the library, later calls change nothing.
	 * @param model provider and model
	 * @return this exception
	 */
	public LlmException at(ModelRef model) {
		if (this.model == null) {
			this.model = model;
		}
		return this;
	}

	/**
	 * Keeps what had arrived; called once by the library, later calls change nothing.
	 * @param partial the beginning of the answer
	 * @return this exception
	 */
	public LlmException keep(ChatResponse partial) {
		if (this.partialResponse == null) {
			this.partialResponse = partial;
		}
		return this;
	}

	/**
	 * Says how many exchanges went over the wire; called by the library.
	 * @param attempts 0 or more
	 * @return this exception
	 */
	public LlmException attempts(int attempts) {
		this.attempts = attempts;
		return this;
	}

	private void appendFacts(StringBuilder text) {
		String separator = " [";
		if (this.details.status() != null) {
			text.append(separator).append("HTTP ").append(this.details.status());
			separator = ", ";
		}
		if (this.details.code() != null) {
			text.append(separator).append("code ").append(this.details.code());
			separator = ", ";
		}
		if (this.details.requestId() != null) {
			text.append(separator).append("request id ").append(this.details.requestId());
			separator = ", ";
		}
		if (this.attempts > 1) {
			text.append(separator).append("after ").append(this.attempts).append(" attempts");
			separator = ", ";
		}
		if (!" [".equals(separator)) {
			text.append(']');
		}
	}

	private static boolean endsSentence(StringBuilder text) {
		char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
		return last == '.' || last == '!' || last == '?';
	}

}
