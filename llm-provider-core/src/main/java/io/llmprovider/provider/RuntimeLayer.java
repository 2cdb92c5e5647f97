package io.llmprovider.provider;

import java.util.List;

import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;

/**
 * What was registered under one name while the application was running.
 *
 * @param provider a provider that is there already, or null
 * @param settings settings of a new provider, or null
 * @param protocol an API type of this provider's own, or null
 * @param flow how one signs in at this provider, or null
 * @param models models in place of the provider's, or null
 * @param override settings over the provider's, or null
 */
record RuntimeLayer(@Nullable LlmProvider provider, @Nullable ProviderSettings settings,
		@Nullable WireProtocol protocol, @Nullable OAuthFlow flow, @Nullable List<ModelSettings> models,
		@Nullable ProviderSettings override) {

	/** Nothing was registered. */
	static final RuntimeLayer NONE = new RuntimeLayer(null, null, null, null, null, null);

	static RuntimeLayer of(LlmProvider provider) {
		return new RuntimeLayer(provider, null, null, null, null, null);
	}

	static RuntimeLayer of(ProviderSettings settings, @Nullable WireProtocol protocol, @Nullable OAuthFlow flow) {
		ProviderSettings whole = (protocol != null && settings.api() == null)
				? settings.toBuilder().api(protocol.id()).build() : settings;
		return new RuntimeLayer(null, whole, protocol, flow, null, null);
	}

	RuntimeLayer withModels(List<ModelSettings> models) {
		return new RuntimeLayer(this.provider, this.settings, this.protocol, this.flow, List.copyOf(models),
				this.override);
	}

	RuntimeLayer withOverride(ProviderSettings override) {
		return new RuntimeLayer(this.provider, this.settings, this.protocol, this.flow, this.models, override);
	}

	/**
	 * Whether the provider itself came at run time.
	 */
	boolean isProvider() {
		return this.provider != null || this.settings != null;
	}

	/**
	 * Whether settings or models of a provider are overridden.
	 */
	boolean isOverride() {
		return this.models != null || this.override != null;
	}

}
