package io.llmprovider.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * A model of a provider: its name, its limits, what it can do and what it costs. Only the
 * provider and the id are required; what is null is unknown.
 */
@JsonDeserialize(builder = Model.Builder.class)
public final class Model {

	private final String provider;

	private final String id;

	private final String name;

	private final List<String> aliases;

	private final @Nullable Integer contextWindow;

	private final @Nullable Integer maxOutputTokens;

	private final @Nullable Capabilities capabilities;

	private final @Nullable ImageLimits images;

	private final @Nullable Pricing pricing;

	private final @Nullable ModelStatus status;

	private Model(Builder builder) {
		this.provider = Objects.requireNonNull(builder.provider, "provider");
		this.id = Objects.requireNonNull(builder.id, "id");
		this.name = (builder.name != null) ? builder.name : builder.id;
		this.aliases = List.copyOf(builder.aliases);
		this.contextWindow = builder.contextWindow;
		this.maxOutputTokens = builder.maxOutputTokens;
		this.capabilities = builder.capabilities;
		this.images = builder.images;
		this.pricing = builder.pricing;
		this.status = builder.status;
	}

	/**
	 * A model of which nothing is known but its name.
	 * @param provider the provider's name in the registry
	 * @param id the id that goes over the wire
	 * @return the model
	 */
	public static Model of(String provider, String id) {
		return builder(provider, id).build();
	}

	/**
	 * Starts a model.
	 * @param provider the provider's name in the registry
	 * @param id the id that goes over the wire
	 * @return a builder
	 */
	public static Builder builder(String provider, String id) {
		return new Builder().provider(provider).id(id);
	}

	/**
	 * A builder that holds what this model has.
	 * @return a builder
	 */
	public Builder toBuilder() {
		return builder(this.provider, this.id).name(this.name)
			.aliases(this.aliases)
			.contextWindow(this.contextWindow)
			.maxOutputTokens(this.maxOutputTokens)
			.capabilities(this.capabilities)
			.images(this.images)
			.pricing(this.pricing)
			.status(this.status);
	}

	/**
	 * The provider's name in the registry.
	 * @return the name
	 */
	@JsonProperty
	public String provider() {
		return this.provider;
	}

	/**
	 * The id that goes over the wire.
	 * @return the id
	 */
	@JsonProperty
	public String id() {
		return this.id;
	}

	/**
	 * A name for people; the id where there is no other.
	 * @return the name
	 */
	@JsonProperty
	public String name() {
		return this.name;
	}

	/**
	 * Other ids by which the model is found in the registry.
	 * @return the aliases, possibly none
	 */
	@JsonProperty
	public List<String> aliases() {
		return this.aliases;
	}

	/**
	 * How many tokens a call may have, input and output together.
	 * @return tokens, or null if unknown
	 */
	@JsonProperty
	public @Nullable Integer contextWindow() {
		return this.contextWindow;
	}

	/**
	 * How many tokens an answer may have.
	 * @return tokens, or null if unknown
	 */
	@JsonProperty
	public @Nullable Integer maxOutputTokens() {
		return this.maxOutputTokens;
	}

	/**
	 * What the model can do.
	 * @return the capabilities, each of which may be unknown
	 */
	@JsonProperty
	public Capabilities capabilities() {
		return (this.capabilities != null) ? this.capabilities : Capabilities.UNKNOWN;
	}

	/**
	 * How many images the model takes.
	 * @return the limits, each of which may be unknown
	 */
	@JsonProperty
	public ImageLimits images() {
		return (this.images != null) ? this.images : ImageLimits.UNKNOWN;
	}

	/**
	 * What the model costs.
	 * @return prices, or null if unknown
	 */
	@JsonProperty
	public @Nullable Pricing pricing() {
		return this.pricing;
	}

	/**
	 * Where the model stands in its life.
	 * @return the status, or null if unknown
	 */
	@JsonProperty
	public @Nullable ModelStatus status() {
		return this.status;
	}

	/**
	 * This model, and what another says where this one says nothing. Provider and id are
	 * this one's; aliases are those of both.
	 * @param other what is known from elsewhere
	 * @return the merged model
	 */
	public Model orElse(Model other) {
		Set<String> names = new LinkedHashSet<>(this.aliases);
		names.addAll(other.aliases);
		Pricing prices = this.pricing;
		if (prices != null && other.pricing != null) {
			prices = prices.orElse(other.pricing);
		}
		return builder(this.provider, this.id).name(this.name.equals(this.id) ? other.name : this.name)
			.aliases(List.copyOf(names))
			.contextWindow((this.contextWindow != null) ? this.contextWindow : other.contextWindow)
			.maxOutputTokens((this.maxOutputTokens != null) ? this.maxOutputTokens : other.maxOutputTokens)
			.capabilities(capabilities().orElse(other.capabilities()))
			.images(images().orElse(other.images()))
			.pricing((prices != null) ? prices : other.pricing)
			.status((this.status != null) ? this.status : other.status)
			.build();
	}

	/**
	 * The reference by which the registry finds this model.
	 * @return provider and id
	 */
	public ModelRef ref() {
		return new ModelRef(this.provider, this.id);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Model that && this.provider.equals(that.provider) && this.id.equals(that.id)
				&& this.name.equals(that.name) && this.aliases.equals(that.aliases)
				&& Objects.equals(this.contextWindow, that.contextWindow)
				&& Objects.equals(this.maxOutputTokens, that.maxOutputTokens)
				&& capabilities().equals(that.capabilities()) && images().equals(that.images())
				&& Objects.equals(this.pricing, that.pricing) && this.status == that.status;
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.provider, this.id);
	}

	@Override
	public String toString() {
		return this.provider + ":" + this.id;
	}

	/**
	 * Builds a {@link Model}.
	 */
	@JsonPOJOBuilder(withPrefix = "")
	public static final class Builder {

		private @Nullable String provider;

		private @Nullable String id;

		private @Nullable String name;

		private List<String> aliases = List.of();

		private @Nullable Integer contextWindow;

		private @Nullable Integer maxOutputTokens;

		private @Nullable Capabilities capabilities;

		private @Nullable ImageLimits images;

		private @Nullable Pricing pricing;

		private @Nullable ModelStatus status;

		private Builder() {
		}

		/**
		 * Sets the provider's name.
		 * @param provider its name in the registry
		 * @return this builder
		 */
		public Builder provider(String provider) {
			this.provider = provider;
			return this;
		}

		/**
		 * Sets the id that goes over the wire.
		 * @param id the id
		 * @return this builder
		 */
		public Builder id(String id) {
			this.id = id;
			return this;
		}

		/**
		 * Sets the name for people.
		 * @param name the name, or null to use the id
		 * @return this builder
		 */
		public Builder name(@Nullable String name) {
			this.name = name;
			return this;
		}

		/**
		 * Sets other ids by which the model is found.
		 * @param aliases the aliases
		 * @return this builder
		 */
		public Builder aliases(List<String> aliases) {
			this.aliases = aliases;
			return this;
		}

		/**
		 * Sets how many tokens a call may have.
		 * @param tokens a positive number, or null if unknown
		 * @return this builder
		 */
		public Builder contextWindow(@Nullable Integer tokens) {
			this.contextWindow = positive("context window", tokens);
			return this;
		}

		/**
		 * Sets how many tokens an answer may have.
		 * @param tokens a positive number, or null if unknown
		 * @return this builder
		 */
		public Builder maxOutputTokens(@Nullable Integer tokens) {
			this.maxOutputTokens = positive("output limit", tokens);
			return this;
		}

		/**
		 * Sets what the model can do.
		 * @param capabilities the capabilities, or null if unknown
		 * @return this builder
		 */
		public Builder capabilities(@Nullable Capabilities capabilities) {
			this.capabilities = capabilities;
			return this;
		}

		/**
		 * Sets how many images the model takes.
		 * @param images the limits, or null if unknown
		 * @return this builder
		 */
		public Builder images(@Nullable ImageLimits images) {
			this.images = images;
			return this;
		}

		/**
		 * Sets what the model costs.
		 * @param pricing the prices, or null if unknown
		 * @return this builder
		 */
		public Builder pricing(@Nullable Pricing pricing) {
			this.pricing = pricing;
			return this;
		}

		/**
		 * Sets where the model stands in its life.
		 * @param status the status, or null if unknown
		 * @return this builder
		 */
		public Builder status(@Nullable ModelStatus status) {
			this.status = status;
			return this;
		}

		/**
		 * Builds the model.
		 * @return the model
		 */
		public Model build() {
			return new Model(this);
		}

		private static @Nullable Integer positive(String what, @Nullable Integer tokens) {
			if (tokens != null && tokens <= 0) {
				throw new IllegalArgumentException(
						"The " + what + " must be a positive number of tokens, not " + tokens);
			}
			return tokens;
		}

	}

}
