package io.llmprovider.provider;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a call but never to a stored request: a key or a user, headers, time
 * limits, retry, a tag for the account of cost and whether the answer is kept. What is
 * not set is taken from the provider.
 */
public final class CallSettings {

	/** Nothing is set. */
	public static final CallSettings NONE = new Builder().build();

	private final @Nullable String apiKey;

	private final @Nullable String principal;

	private final Map<String, String> headers;

	private final TimeoutSettings timeouts;

	private final RetrySettings retry;

	private final @Nullable String tag;

	private final @Nullable Boolean keepAnswer;

	private CallSettings(Builder builder) {
		this.apiKey = builder.apiKey;
		this.principal = builder.principal;
		this.headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
		this.timeouts = builder.timeouts;
		this.retry = builder.retry;
		this.tag = builder.tag;
		this.keepAnswer = builder.keepAnswer;
	}

	/**
	 * Starts settings of which nothing is set.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Settings with a key and nothing else.
	 * @param key the key
	 * @return the settings
	 */
	public static CallSettings apiKey(String key) {
		return builder().apiKey(key).build();
	}

	/**
	 * These settings, and the others' where these are not set; headers merge by name,
	 * without regard to case.
	 * @param other settings of lower rank
	 * @return the merged settings
	 */
	public CallSettings orElse(CallSettings other) {
		if (this == NONE || other == NONE) {
			return (this == NONE) ? other : this;
		}
		Map<String, String> merged = Headers.merge(other.headers, this.headers);
		return builder().apiKey((this.apiKey != null) ? this.apiKey : other.apiKey)
			.principal((this.principal != null) ? this.principal : other.principal)
			.headers(merged)
			.timeouts(this.timeouts.orElse(other.timeouts))
			.retry(this.retry.orElse(other.retry))
			.tag((this.tag != null) ? this.tag : other.tag)
			.keepAnswer((this.keepAnswer != null) ? this.keepAnswer : other.keepAnswer)
			.build();
	}

	/**
	 * The key of this call.
	 * @return the key, or null to use the provider's
	 */
	public @Nullable String apiKey() {
		return this.apiKey;
	}

	/**
	 * The application's user or tenant whose sign-in the call uses.
	 * @return the user's name, or null for the sign-in that all calls share
	 */
	public @Nullable String principal() {
		return this.principal;
	}

	/**
	 * Headers of this call, over the provider's and the model's.
	 * @return names and values
	 */
	public Map<String, String> headers() {
		return this.headers;
	}

	/**
	 * Time limits of this call.
	 * @return limits, each of which may be left to the provider
	 */
	public TimeoutSettings timeouts() {
		return this.timeouts;
	}

	/**
	 * Retry of this call.
	 * @return settings, each of which may be left to the provider
	 */
	public RetrySettings retry() {
		return this.retry;
	}

	/**
	 * A word of the caller's own by which the account of cost is kept.
	 * @return the tag, or null
	 */
	public @Nullable String tag() {
		return this.tag;
	}

	/**
	 * Whether text and reasoning are kept for the whole answer.
	 * @return whether, or null if nobody says, which means that they are
	 */
	public @Nullable Boolean keepAnswer() {
		return this.keepAnswer;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CallSettings that && Objects.equals(this.apiKey, that.apiKey)
				&& Objects.equals(this.principal, that.principal) && this.headers.equals(that.headers)
				&& this.timeouts.equals(that.timeouts) && this.retry.equals(that.retry)
				&& Objects.equals(this.tag, that.tag) && Objects.equals(this.keepAnswer, that.keepAnswer);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.principal, this.headers, this.timeouts, this.retry, this.tag, this.keepAnswer);
	}

	@Override
	public String toString() {
		return "CallSettings[" + ((this.apiKey != null) ? "own key, " : "")
				+ ((this.principal != null) ? "principal=" + this.principal + ", " : "") + "headers "
				+ this.headers.keySet() + ", " + this.timeouts + ", " + this.retry + ", tag=" + this.tag
				+ ", keep-answer=" + this.keepAnswer + "]";
	}

	/**
	 * Builds {@link CallSettings}; what is not set is left to the provider.
	 */
	public static final class Builder {

		private @Nullable String apiKey;

		private @Nullable String principal;

		private Map<String, String> headers = Map.of();

		private TimeoutSettings timeouts = TimeoutSettings.NONE;

		private RetrySettings retry = RetrySettings.NONE;

		private @Nullable String tag;

		private @Nullable Boolean keepAnswer;

		private Builder() {
		}

		/**
		 * Sets the key of this call.
		 * @param key the key, or null to use the provider's
		 * @return this builder
		 */
		public Builder apiKey(@Nullable String key) {
			this.apiKey = key;
			return this;
		}

		/**
		 * Sets whose sign-in the call uses. Without one, nobody else's is used instead.
		 * Keys that are configured go before it all the same.
		 * @param principal the application's user or tenant, or null for the sign-in that
		 * all calls share
		 * @return this builder
		 */
		public Builder principal(@Nullable String principal) {
			this.principal = principal;
			return this;
		}

		/**
		 * Sets headers of this call.
		 * @param headers names and values
		 * @return this builder
		 */
		public Builder headers(Map<String, String> headers) {
			this.headers = headers;
			return this;
		}

		/**
		 * Sets time limits of this call. The one for connecting is the time until the
		 * call has a connection, an unused one or a new one. It can only be shorter than
		 * the provider's, which belongs to the connections that calls share and goes on
		 * counting. Connectors other than Reactor Netty's do not say when a connection
		 * stands; with them it has no effect.
		 * @param timeouts the limits
		 * @return this builder
		 */
		public Builder timeouts(TimeoutSettings timeouts) {
			this.timeouts = timeouts;
			return this;
		}

		/**
		 * Sets retry of this call.
		 * @param retry the settings
		 * @return this builder
		 */
		public Builder retry(RetrySettings retry) {
			this.retry = retry;
			return this;
		}

		/**
		 * Sets the tag by which the account of cost is kept.
		 * @param tag the tag, or null
		 * @return this builder
		 */
		public Builder tag(@Nullable String tag) {
			this.tag = tag;
			return this;
		}

		/**
		 * Sets whether text and reasoning are kept until the answer is whole, as they are
		 * unless somebody says otherwise. A caller who hands the pieces on and needs
		 * nothing of them afterwards can say false: the memory that a stream takes is
		 * then the same however long it becomes. The events that end a block, the
		 * finished answer and the partial one of a failure then hold tool calls and
		 * counts, but no text and no reasoning, so the answer cannot go into a
		 * conversation; its warning {@code answer-not-kept} says so.
		 * @param keepAnswer whether they are kept, or null to leave it to lower ranks
		 * @return this builder
		 */
		public Builder keepAnswer(@Nullable Boolean keepAnswer) {
			this.keepAnswer = keepAnswer;
			return this;
		}

		/**
		 * Builds the settings.
		 * @return the settings
		 */
		public CallSettings build() {
			return new CallSettings(this);
		}

	}

}
