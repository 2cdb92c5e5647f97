package io.llmprovider.error;

import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * What kind of failure it is; each has an exception of its own.
 */
public enum ErrorKind {

	/** The configuration is wrong: nothing was sent. */
	CONFIGURATION(false, ConfigurationException::new),

	/** The key or token is missing, wrong or expired. */
	AUTHENTICATION(false, AuthenticationException::new),

	/** The key is good but may not do this. */
	PERMISSION(false, PermissionException::new),

	/** The model, deployment or address does not exist. */
	NOT_FOUND(false, NotFoundException::new),

	/** The provider does not accept the request, or the library refused to send it. */
	INVALID_REQUEST(false, InvalidRequestException::new),

	/** The conversation is longer than the model's context. */
	CONTEXT_OVERFLOW(false, ContextOverflowException::new),

	/** The provider withheld prompt or answer. */
	CONTENT_FILTER(false, ContentFilterException::new),

	/** Too many requests or tokens at the moment; waiting helps. */
	RATE_LIMIT(true, RateLimitException::new),

	/** The account's quota or credit is used up; waiting a moment does not help. */
	QUOTA_EXHAUSTED(false, QuotaExhaustedException::new),

	/** A budget of the application's own is spent: nothing was sent. */
	BUDGET(false, BudgetExceededException::new),

	/** The provider is overloaded or still loading the model. */
	OVERLOADED(true, OverloadedException::new),

	/** The provider failed. */
	SERVER(true, ServerException::new),

	/** A time limit passed. */
	TIMEOUT(true, TimeoutException::new),

	/** The connection could not be made or broke. */
	TRANSPORT(true, TransportException::new),

	/** The stream stopped without the provider's terminal signal. */
	TRUNCATED(true, TruncatedStreamException::new),

	/** The answer is not what the protocol says it is. */
	PROTOCOL(false, ProtocolException::new),

	/** A bound of ours was passed: the size of an event, an answer or a tool call. */
	LIMIT(false, LimitExceededException::new),

	/** A hook of the application's own failed. */
	HOOK(false, (details, cause) -> new HookException("", details, cause));

	private final boolean retryable;

	private final BiFunction<ErrorDetails, @Nullable Throwable, LlmException> factory;

	ErrorKind(boolean retryable, BiFunction<ErrorDetails, @Nullable Throwable, LlmException> factory) {
		this.retryable = retryable;
		this.factory = factory;
	}

	/**
	 * Whether such a failure is worth another try where nothing else is known.
	 * @return whether it usually passes
	 */
	public boolean retryable() {
		return this.retryable;
	}

	/**
	 * The exception of this kind.
	 * @param details what is known
	 * @param cause what caused it, or null
	 * @return a new exception
	 */
	public LlmException exception(ErrorDetails details, @Nullable Throwable cause) {
		return this.factory.apply(details, cause);
	}

	/**
	 * The exception of this kind.
	 * @param details what is known
	 * @return a new exception
	 */
	public LlmException exception(ErrorDetails details) {
		return exception(details, null);
	}

}
