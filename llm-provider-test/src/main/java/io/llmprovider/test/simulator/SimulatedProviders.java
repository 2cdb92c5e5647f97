package io.llmprovider.test.simulator;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderRegistryCustomizer;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.test.LoopbackConnectors;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Sends every provider of a registry to a simulator, whatever its address and API:
 * configured ones, known ones that are not configured, and those that are registered at
 * run time. All else of their settings stays as it is. Keys need not be set, clouds are
 * not asked for tokens, nobody signs in, and no connection leaves this machine: one to
 * anywhere else fails by name.
 * <p>
 * Providers that the application makes itself, as {@code LlmProvider} objects, are not
 * changed, except that their connections are their own.
 */
public final class SimulatedProviders implements ProviderRegistryCustomizer, Ordered {

	private static final String KEY = "simulated-key";

	/** Who has an API of their own is held to it; others only imitate it. */
	private static final Map<String, String> HOSTS = Map.of("openai-completions", "//api.openai.com",
			"openai-responses", "//api.openai.com", "anthropic-messages", "//api.anthropic.com", "mistral",
			"//api.mistral.ai");

	private static final Set<AuthScheme> BY_KEY = Set.of(AuthScheme.NONE, AuthScheme.BEARER, AuthScheme.HEADER);

	private final LlmSimulator simulator;

	/**
	 * Creates the customizer.
	 * @param simulator where all requests go
	 */
	public SimulatedProviders(LlmSimulator simulator) {
		this.simulator = simulator;
	}

	@Override
	public void customize(ProviderRegistryBuilder builder) {
		String key = Objects.requireNonNullElse(this.simulator.apiKey(), KEY);
		builder.wrapConnectors((real) -> new LoopbackConnectors())
			.keys((provider) -> Optional.of(key))
			.changeSettings(this::simulated);
	}

	/**
	 * The last, so that no other has the final word.
	 */
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	private ProviderSettings simulated(ProviderSettings settings) {
		List<ModelSettings> models = settings.models().stream().map((model) -> simulated(model, settings)).toList();
		return settings.toBuilder()
			.baseUrl(address(settings.api(), settings.baseUrl()))
			.auth(withoutTokens(settings.auth()))
			.oauth(OAuthSettings.UNSET)
			.models(models)
			.build();
	}

	private ModelSettings simulated(ModelSettings model, ProviderSettings provider) {
		if (model.api() == null && model.baseUrl() == null) {
			return model;
		}
		String api = (model.api() != null) ? model.api() : provider.api();
		String real = (model.baseUrl() != null) ? model.baseUrl() : provider.baseUrl();
		return new ModelSettings(model.model(), model.api(), address(api, real), model.headers(), model.compat(),
				model.options(), model.wireStreaming());
	}

	/** Whatever fetches tokens or signs would ask somebody outside. */
	private static AuthSettings withoutTokens(AuthSettings auth) {
		return (auth.scheme() == null || BY_KEY.contains(auth.scheme())) ? auth : AuthSettings.UNSET;
	}

	private String address(@Nullable String api, @Nullable String real) {
		String root = "http://127.0.0.1:" + this.simulator.port();
		boolean spoken = this.simulator.dialects().stream().anyMatch((dialect) -> dialect.protocol().equals(api));
		if (api == null || !spoken) {
			return root + SimulatorHandler.UNSPOKEN + api;
		}
		String host = HOSTS.get(api);
		boolean imitated = host != null && real != null && !real.contains(host);
		return root + (imitated ? SimulatorHandler.COMPATIBLE : "")
				+ this.simulator.baseUrl(api).substring(root.length());
	}

}
