package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.Origin;
import io.llmprovider.auth.aws.AwsRegions;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.Limits;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.ConnectorSettings;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;

/**
 * Makes a provider of its settings, the known provider of the same name and the defaults.
 */
final class ProviderFactory {

	private static final String REGION = "[a-z0-9-]{1,32}";

	private final ProviderSettings defaults;

	private final @Nullable UnaryOperator<ProviderSettings> change;

	private final UnaryOperator<@Nullable String> environment;

	private final Wirings wirings;

	private final ProviderParts parts;

	/**
	 * Creates a factory.
	 * @param defaults what counts where nobody says otherwise
	 * @param change the application's last word on settings, or null
	 * @param environment gives environment variables
	 * @param wirings makes what calls go through
	 * @param parts what providers share
	 */
	ProviderFactory(ProviderSettings defaults, @Nullable UnaryOperator<ProviderSettings> change,
			UnaryOperator<@Nullable String> environment, Wirings wirings, ProviderParts parts) {
		ProviderSettings last = ProviderSettings.builder("defaults")
			.timeouts(new TimeoutSettings(TimeoutSettings.DEFAULTS.connect(), null, null,
					TimeoutSettings.DEFAULTS.total()))
			.connections(ConnectionSettings.DEFAULTS)
			.limits(Limits.DEFAULTS)
			.build();
		this.defaults = defaults.orElse(last);
		this.change = change;
		this.environment = environment;
		this.wirings = wirings;
		this.parts = parts;
	}

	WireProvider create(ProviderSettings configured) {
		return create(Registration.of(configured));
	}

	/**
	 * Makes a provider; nothing is opened yet.
	 * @param registration what the user says of it
	 * @return the provider
	 * @throws io.llmprovider.error.ConfigurationException if something cannot work
	 */
	WireProvider create(Registration registration) {
		WireProtocol own = registration.protocol();
		ProviderParts parts = (own != null) ? this.parts.with(own) : this.parts;
		ProviderSettings merged = withApiOfModels(effective(registration.settings()));
		new SettingsCheck(parts.protocols()).check(merged);
		parts.connectors().check(connections(merged));
		WireProvider provider = new WireProvider(registration, merged, parts, this.wirings);
		if (registration.flow() != null || parts.retries() != null || merged.needsMoreThanKey()
				|| parts.protocols().get(merged.api(), merged.name()).cloud() != null) {
			// What may be wrong with it is told at once.
			provider.wiring();
		}
		return provider;
	}

	static ConnectorSettings connections(ProviderSettings settings) {
		return new ConnectorSettings(settings.name(), settings.connections(),
				Objects.requireNonNull(settings.timeouts().connect()), settings.sslBundle());
	}

	private ProviderSettings effective(ProviderSettings configured) {
		ProviderSettings known = known(configured.name(), configured.api());
		ProviderSettings merged = (known != null) ? configured.orElse(known) : configured;
		boolean elsewhere = known != null && configured.baseUrl() != null && known.baseUrl() != null
				&& !Origin.same(configured.baseUrl(), known.baseUrl());
		String imitated = KnownProviders.imitatedApi(configured.name());
		if (elsewhere && configured.api() == null && imitated != null) {
			merged = merged.toBuilder().api(imitated).build();
		}
		if (elsewhere) {
			// A key from the environment belongs to the known host and goes nowhere else.
			merged = merged.toBuilder()
				.keyVariables(configured.keyVariables())
				.keyRequired(configured.keyRequired())
				.build();
		}
		merged = merged.orElse(this.defaults);
		return withRegion((this.change != null) ? this.change.apply(merged) : merged);
	}

	/** A known address may have a place for the region. */
	private ProviderSettings withRegion(ProviderSettings settings) {
		String url = settings.baseUrl();
		if (url == null || !url.contains(AwsRegions.PLACEHOLDER)) {
			return settings;
		}
		AuthSettings auth = settings.auth();
		String region = AwsRegions.find(auth.region(), null, auth.profile(), this.environment)
			.filter((found) -> found.matches(REGION))
			.orElseThrow(() -> wrong("Provider '" + settings.name() + "' has no AWS region", "Set llm.providers."
					+ settings.name() + ".auth.region, as in eu-west-1, or the environment variable AWS_REGION."));
		return settings.toBuilder().baseUrl(url.replace(AwsRegions.PLACEHOLDER, region)).build();
	}

	private static @Nullable ProviderSettings known(String name, @Nullable String api) {
		return KnownProviders.speaks(name, api) ? KnownProviders.find(name).orElse(null) : null;
	}

	/**
	 * From which layer each value of a provider came.
	 * @param effective the values that count
	 * @param user what the user set, from high to low
	 * @return layers by property
	 */
	Map<String, Layer> origins(ProviderSettings effective, List<SettingOrigins.Source> user) {
		List<SettingOrigins.Source> sources = new ArrayList<>(user);
		ProviderSettings known = known(effective.name(), effective.api());
		if (known != null) {
			sources.add(new SettingOrigins.Source(Layer.BUILT_IN, known));
		}
		sources.add(new SettingOrigins.Source(Layer.DEFAULTS, this.defaults));
		return SettingOrigins.of(effective, sources);
	}

	/** Where each model names its API type, the provider need not. */
	private static ProviderSettings withApiOfModels(ProviderSettings settings) {
		List<ModelSettings> models = settings.models();
		boolean all = settings.api() == null && !models.isEmpty();
		for (ModelSettings model : models) {
			all &= model.api() != null;
		}
		return all ? settings.toBuilder().api(models.get(0).api()).build() : settings;
	}

	static LlmException wrong(String message, String action) {
		return ErrorKind.CONFIGURATION.exception(ErrorDetails.of(message, action)).attempts(0);
	}

}
