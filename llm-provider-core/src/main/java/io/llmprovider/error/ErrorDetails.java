package io.llmprovider.error;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a failure. Whatever is unknown is null.
 */
public final class ErrorDetails {

	private static final int MAX_BODY = 64 * 1024;

	private final String message;

	private final @Nullable String action;

	private final @Nullable Integer status;

	private final @Nullable String code;

	private final @Nullable String type;

	private final @Nullable String requestId;

	private final @Nullable Boolean retryable;

	private final @Nullable Duration retryAfter;

	private final @Nullable Long limit;

	private final @Nullable Long actual;

	private final @Nullable String body;

	private ErrorDetails(Builder builder) {
		this.message = builder.message;
		this.action = builder.action;
		this.status = builder.status;
		this.code = builder.code;
		this.type = builder.type;
		this.requestId = builder.requestId;
		this.retryable = builder.retryable;
		this.retryAfter = builder.retryAfter;
		this.limit = builder.limit;
		this.actual = builder.actual;
		this.body = builder.body;
	}

	/**
	 * Starts details.
	 * @param message what happened
	 * @return a builder
	 */
	public static Builder builder(String message) {
		return new Builder(message);
	}

	/**
	 * Details of which only the message and the remedy are known.
	 * @param message what happened
	 * @param action what to change
	 * @return the details
	 */
	public static ErrorDetails of(String message, String action) {
		return builder(message).action(action).build();
	}

	/**
	 * A builder that holds what these details have.
	 * @return a builder
	 */
	public Builder toBuilder() {
		return builder(this.message).action(this.action)
			.status(this.status)
			.code(this.code)
			.type(this.type)
			.requestId(this.requestId)
			.retryable(this.retryable)
			.retryAfter(this.retryAfter)
			.limit(this.limit)
			.actual(this.actual)
			.body(this.body);
	}

	/**
	 * What happened, in a sentence without full stop; the provider's own words where it
	 * gave some.
	 * @return the value
	 */
	public String message() {
		return this.message;
	}

	/**
	 * What to change, in a sentence.
	 * @return the value, or null if unknown
	 */
	public @Nullable String action() {
		return this.action;
	}

	/**
	 * HTTP status.
	 * @return the value, or null if unknown
	 */
	public @Nullable Integer status() {
		return this.status;
	}

	/**
	 * The provider's code of the error.
	 * @return the value, or null if unknown
	 */
	public @Nullable String code() {
		return this.code;
	}

	/**
	 * The provider's type of the error.
	 * @return the value, or null if unknown
	 */
	public @Nullable String type() {
		return this.type;
	}

	/**
	 * The provider's id of the request, for its support.
	 * @return the value, or null if unknown
	 */
	public @Nullable String requestId() {
		return this.requestId;
	}

	/**
	 * Whether another try may help; null leaves it to the kind.
	 * @return the value, or null if unknown
	 */
	public @Nullable Boolean retryable() {
		return this.retryable;
	}

	/**
	 * How long the provider asks to wait.
	 * @return the value, or null if unknown
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/**
	 * The limit that was passed, in the unit of the kind (tokens, bytes, milliseconds).
	 * @return the value, or null if unknown
	 */
	public @Nullable Long limit() {
		return this.limit;
	}

	/**
	 * What there was against the limit, in the same unit.
	 * @return the value, or null if unknown
	 */
	public @Nullable Long actual() {
		return this.actual;
	}

	/**
	 * The answer's body, at most 64 KiB of it, without secrets.
	 * @return the value, or null if unknown
	 */
	public @Nullable String body() {
		return this.body;
	}

	@Override
	public String toString() {
		return "ErrorDetails[" + this.message + ", status=" + this.status + ", code=" + this.code + "]";
	}

	/**
	 * Builds {@link ErrorDetails}.
	 */
	public static final class Builder {

		private String message;

		private @Nullable String action;

		private @Nullable Integer status;

		private @Nullable String code;

		private @Nullable String type;

		private @Nullable String requestId;

		private @Nullable Boolean retryable;

		private @Nullable Duration retryAfter;

		private @Nullable Long limit;

		private @Nullable Long actual;

		private @Nullable String body;

		private Builder(String message) {
			this.message = Objects.requireNonNull(message, "message");
		}

		/**
		 * What to change, in a sentence.
		 * @param action the value, or null if unknown
		 * @return this builder
		 */
		public Builder action(@Nullable String action) {
			this.action = action;
			return this;
		}

		/**
		 * HTTP status.
		 * @param status the value, or null if unknown
		 * @return this builder
		 */
		public Builder status(@Nullable Integer status) {
			this.status = status;
			return this;
		}

		/**
		 * The provider's code of the error.
		 * @param code the value, or null if unknown
		 * @return this builder
		 */
		public Builder code(@Nullable String code) {
			this.code = code;
			return this;
		}

		/**
		 * The provider's type of the error.
		 * @param type the value, or null if unknown
		 * @return this builder
		 */
		public Builder type(@Nullable String type) {
			this.type = type;
			return this;
		}

		/**
		 * The provider's id of the request, for its support.
		 * @param requestId the value, or null if unknown
		 * @return this builder
		 */
		public Builder requestId(@Nullable String requestId) {
			this.requestId = requestId;
			return this;
		}

		/**
		 * Whether another try may help; null leaves it to the kind.
		 * @param retryable the value, or null if unknown
		 * @return this builder
		 */
		public Builder retryable(@Nullable Boolean retryable) {
			this.retryable = retryable;
			return this;
		}

		/**
		 * How long the provider asks to wait.
		 * @param retryAfter the value, or null if unknown
		 * @return this builder
		 */
		public Builder retryAfter(@Nullable Duration retryAfter) {
			this.retryAfter = retryAfter;
			return this;
		}

		/**
		 * The limit that was passed, in the unit of the kind (tokens, bytes,
		 * milliseconds).
		 * @param limit the value, or null if unknown
		 * @return this builder
		 */
		public Builder limit(@Nullable Long limit) {
			this.limit = limit;
			return this;
		}

		/**
		 * What there was against the limit, in the same unit.
		 * @param actual the value, or null if unknown
		 * @return this builder
		 */
		public Builder actual(@Nullable Long actual) {
			this.actual = actual;
			return this;
		}

		/**
		 * The answer's body, at most 64 KiB of it, without secrets.
		 * @param body the value, or null if unknown
		 * @return this builder
		 */
		public Builder body(@Nullable String body) {
			this.body = (body != null && body.length() > MAX_BODY) ? body.substring(0, MAX_BODY) : body;
			return this;
		}

		/**
		 * Builds the details.
		 * @return the details
		 */
		public ErrorDetails build() {
			return new ErrorDetails(this);
		}

	}

}
