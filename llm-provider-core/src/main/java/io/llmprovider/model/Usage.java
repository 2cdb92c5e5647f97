package io.llmprovider.model;

import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * How many tokens a call used. A count that the provider did not give is null, never
 * zero.
 */
@JsonDeserialize(builder = Usage.Builder.class)
public final class Usage {

	/** Nothing is known. */
	public static final Usage UNKNOWN = new Builder().build();

	private final @Nullable Long inputTokens;

	private final @Nullable Long outputTokens;

	private final @Nullable Long cacheReadTokens;

	private final @Nullable Long cacheWriteTokens;

	private final @Nullable Long reasoningTokens;

	private final @Nullable Long cacheWriteHourTokens;

	private final @Nullable Long inputAudioTokens;

	private final @Nullable Long outputAudioTokens;

	private final @Nullable Long reportedTotalTokens;

	private final Map<String, @Nullable Object> raw;

	private Usage(Builder builder) {
		this.inputTokens = builder.inputTokens;
		this.outputTokens = builder.outputTokens;
		this.cacheReadTokens = builder.cacheReadTokens;
		this.cacheWriteTokens = builder.cacheWriteTokens;
		this.reasoningTokens = builder.reasoningTokens;
		this.cacheWriteHourTokens = builder.cacheWriteHourTokens;
		this.inputAudioTokens = builder.inputAudioTokens;
		this.outputAudioTokens = builder.outputAudioTokens;
		this.reportedTotalTokens = builder.totalTokens;
		this.raw = Json.frozen(builder.raw);
	}

	/**
	 * Starts a usage in which nothing is known.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * A usage with the two counts that every provider gives.
	 * @param inputTokens all input tokens, cached ones included
	 * @param outputTokens all output tokens, reasoning included
	 * @return the usage
	 */
	public static Usage of(long inputTokens, long outputTokens) {
		return builder().inputTokens(inputTokens).outputTokens(outputTokens).build();
	}

	/**
	 * All input tokens, those read from and written to a cache included.
	 * @return tokens, or null if unknown
	 */
	@JsonProperty
	public @Nullable Long inputTokens() {
		return this.inputTokens;
	}

	/**
	 * All output tokens, reasoning included.
	 * @return tokens, or null if unknown
	 */
	@JsonProperty
	public @Nullable Long outputTokens() {
		return this.outputTokens;
	}

	/**
	 * Input tokens that were read from a cache.
	 * @return tokens, or null if unknown
	 */
	@JsonProperty
	public @Nullable Long cacheReadTokens() {
		return this.cacheReadTokens;
	}

	/**
	 * Input tokens that were written to a cache.
	 * @return tokens, or null if unknown
	 */
	@JsonProperty
	public @Nullable Long cacheWriteTokens() {
		return this.cacheWriteTokens;
	}

	/**
	 * Output tokens that were reasoning.
	 * @return tokens, or null if unknown
	 */
	@JsonProperty
	public @Nullable Long reasoningTokens() {
		return this.reasoningTokens;
	}

	/**
	 * Those of the tokens written to a cache that are kept for an hour.
	 * @return tokens, or null if unknown
	 */
	@JsonProperty
	public @Nullable Long cacheWriteHourTokens() {
		return this.cacheWriteHourTokens;
	}

	/**
	 * Input tokens that were sound.
	 * @return tokens, or null if unknown
	 */
	@JsonProperty
	public @Nullable Long inputAudioTokens() {
		return this.inputAudioTokens;
	}

	/**
	 * Output tokens that were sound.
	 * @return tokens, or null if unknown
	 */
	@JsonProperty
	public @Nullable Long outputAudioTokens() {
		return this.outputAudioTokens;
	}

	/**
	 * The total: the provider's own if it gave one, else input plus output.
	 * @return tokens, or null if neither is known
	 */
	@JsonProperty
	public @Nullable Long totalTokens() {
		if (this.reportedTotalTokens != null) {
			return this.reportedTotalTokens;
		}
		return (this.inputTokens != null && this.outputTokens != null) ? this.inputTokens + this.outputTokens : null;
	}

	/**
	 * The provider's usage object as it came.
	 * @return an unmodifiable map, empty if there was none
	 */
	@JsonProperty
	public Map<String, @Nullable Object> raw() {
		return this.raw;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Usage that && Objects.equals(this.inputTokens, that.inputTokens)
				&& Objects.equals(this.outputTokens, that.outputTokens)
				&& Objects.equals(this.cacheReadTokens, that.cacheReadTokens)
				&& Objects.equals(this.cacheWriteTokens, that.cacheWriteTokens)
				&& Objects.equals(this.reasoningTokens, that.reasoningTokens)
				&& Objects.equals(this.cacheWriteHourTokens, that.cacheWriteHourTokens)
				&& Objects.equals(this.inputAudioTokens, that.inputAudioTokens)
				&& Objects.equals(this.outputAudioTokens, that.outputAudioTokens)
				&& Objects.equals(totalTokens(), that.totalTokens()) && this.raw.equals(that.raw);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.inputTokens, this.outputTokens, this.cacheReadTokens, this.cacheWriteTokens,
				this.reasoningTokens);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("Usage[in=").append(this.inputTokens)
			.append(", out=")
			.append(this.outputTokens);
		append(text, ", cacheRead=", this.cacheReadTokens);
		append(text, ", cacheWrite=", this.cacheWriteTokens);
		append(text, ", reasoning=", this.reasoningTokens);
		return text.append(']').toString();
	}

	private static void append(StringBuilder text, String label, @Nullable Long count) {
		if (count != null) {
			text.append(label).append(count);
		}
	}

	/**
	 * Builds a {@link Usage}; what is not set is unknown.
	 */
	@JsonPOJOBuilder(withPrefix = "")
	public static final class Builder {

		private @Nullable Long inputTokens;

		private @Nullable Long outputTokens;

		private @Nullable Long cacheReadTokens;

		private @Nullable Long cacheWriteTokens;

		private @Nullable Long reasoningTokens;

		private @Nullable Long cacheWriteHourTokens;

		private @Nullable Long inputAudioTokens;

		private @Nullable Long outputAudioTokens;

		private @Nullable Long totalTokens;

		private Map<String, @Nullable Object> raw = Map.of();

		private Builder() {
		}

		/**
		 * Sets all input tokens, cached ones included.
		 * @param tokens how many, or null if unknown
		 * @return this builder
		 */
		public Builder inputTokens(@Nullable Long tokens) {
			this.inputTokens = tokens;
			return this;
		}

		/**
		 * Sets all output tokens, reasoning included.
		 * @param tokens how many, or null if unknown
		 * @return this builder
		 */
		public Builder outputTokens(@Nullable Long tokens) {
			this.outputTokens = tokens;
			return this;
		}

		/**
		 * Sets the input tokens that were read from a cache.
		 * @param tokens how many, or null if unknown
		 * @return this builder
		 */
		public Builder cacheReadTokens(@Nullable Long tokens) {
			this.cacheReadTokens = tokens;
			return this;
		}

		/**
		 * Sets the input tokens that were written to a cache.
		 * @param tokens how many, or null if unknown
		 * @return this builder
		 */
		public Builder cacheWriteTokens(@Nullable Long tokens) {
			this.cacheWriteTokens = tokens;
			return this;
		}

		/**
		 * Sets the output tokens that were reasoning.
		 * @param tokens how many, or null if unknown
		 * @return this builder
		 */
		public Builder reasoningTokens(@Nullable Long tokens) {
			this.reasoningTokens = tokens;
			return this;
		}

		/**
		 * Sets those of the tokens written to a cache that are kept for an hour.
		 * @param tokens how many, or null if unknown
		 * @return this builder
		 */
		public Builder cacheWriteHourTokens(@Nullable Long tokens) {
			this.cacheWriteHourTokens = tokens;
			return this;
		}

		/**
		 * Sets the input tokens that were sound.
		 * @param tokens how many, or null if unknown
		 * @return this builder
		 */
		public Builder inputAudioTokens(@Nullable Long tokens) {
			this.inputAudioTokens = tokens;
			return this;
		}

		/**
		 * Sets the output tokens that were sound.
		 * @param tokens how many, or null if unknown
		 * @return this builder
		 */
		public Builder outputAudioTokens(@Nullable Long tokens) {
			this.outputAudioTokens = tokens;
			return this;
		}

		/**
		 * Sets the total that the provider reported.
		 * @param tokens how many, or null to use the sum
		 * @return this builder
		 */
		public Builder totalTokens(@Nullable Long tokens) {
			this.totalTokens = tokens;
			return this;
		}

		/**
		 * Sets the provider's usage object as it came.
		 * @param raw a JSON object
		 * @return this builder
		 */
		public Builder raw(Map<String, @Nullable Object> raw) {
			this.raw = raw;
			return this;
		}

		/**
		 * Builds the usage.
		 * @return the usage
		 */
		public Usage build() {
			return new Usage(this);
		}

	}

}
