package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.KeySource;
import io.llmprovider.auth.Origin;
import io.llmprovider.auth.aws.AwsRegions;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Names;
import io.llmprovider.protocol.Limits;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.ConnectorSettings;
import io.llmprovider.transport.HttpTransport;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;

/**
 * Makes a provider of its settings, the known provider of the same name and the defaults.
 */
final class ProviderFactory {

	private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

	private final ProviderSettings defaults;

	private final UnaryOperator<ProviderSettings> change;

	private final UnaryOperator<@Nullable String> environment;

	private final AccessFactory access;

	private final ProviderParts parts;

	/**
	 * Creates a factory.
	 * @param defaults what counts where nobody says otherwise
	 * @param change the application's last word on settings
	 * @param environment gives environment variables
	 * @param access makes what a provider is asked with
	 * @param parts what providers share
	 */
	ProviderFactory(ProviderSettings defaults, UnaryOperator<ProviderSettings> change,
			UnaryOperator<@Nullable String> environment, AccessFactory access, ProviderParts parts) {
		ProviderSettings last = ProviderSettings.builder("defaults")
			.timeouts(new TimeoutSettings(TimeoutSettings.DEFAULTS.connect(), null, null,
					TimeoutSettings.DEFAULTS.total()))
			.connections(ConnectionSettings.DEFAULTS)
			.limits(Limits.DEFAULTS)
			.build();
		this.defaults = defaults.orElse(last);
		this.change = change;
		this.environment = environment;
		this.access = access;
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
		Protocols protocols = parts.protocols();
		ProviderSettings merged = withApiOfModels(effective(registration.settings()));
		new SettingsCheck(protocols).check(merged);
		KeySource keys = this.access.keys(merged);
		ProviderSettings settings = withVariables(withKeyHeader(withAbsoluteUrl(merged, protocols), protocols), keys,
				protocols);
		HttpTransport transport = transport(settings);
		Access access = this.access.create(registration, settings, keys, protocols, transport);
		return new WireProvider(settings, transport, access, parts);
	}

	private HttpTransport transport(ProviderSettings settings) {
		ConnectorFactory connectors = this.parts.connectors();
		ConnectorSettings connections = new ConnectorSettings(settings.name(), settings.connections(),
				Objects.requireNonNull(settings.timeouts().connect()), settings.sslBundle());
		connectors.check(connections);
		return new HttpTransport(settings.name(), () -> connectors.create(connections),
				connections.connections().proxy());
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
		return withRegion(this.change.apply(merged.orElse(this.defaults)));
	}

	/** A known address may have a place for the region. */
	private ProviderSettings withRegion(ProviderSettings settings) {
		String url = settings.baseUrl();
		if (url == null || !url.contains(AwsRegions.PLACEHOLDER)) {
			return settings;
		}
		AuthSettings auth = settings.auth();
		String region = AwsRegions.find(auth.region(), null, auth.profile(), this.environment)
			.filter((found) -> REGION.matcher(found).matches())
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

	/** Whoever compares origins needs the address as it is called. */
	private static ProviderSettings withAbsoluteUrl(ProviderSettings settings, Protocols protocols) {
		String written = Objects.requireNonNull(settings.baseUrl());
		String absolute = protocols.get(settings.api(), settings.name()).absolute(written);
		return absolute.equals(written) ? settings : settings.toBuilder().baseUrl(absolute).build();
	}

	/** Where nobody says how the key travels, the protocol knows. */
	private static ProviderSettings withKeyHeader(ProviderSettings settings, Protocols protocols) {
		String header = protocols.get(settings.api(), settings.name()).keyHeader();
		boolean open = settings.auth().scheme() == null && settings.auth().header() == null;
		return (header != null && open)
				? settings.toBuilder().auth(settings.auth().orElse(AuthSettings.header(header))).build() : settings;
	}

	/**
	 * Options that come from the environment where nobody sets them. With a key they do
	 * not count: it says itself whose project it belongs to, unlike a bearer token.
	 */
	private ProviderSettings withVariables(ProviderSettings settings, KeySource keys, Protocols protocols) {
		List<Option> open = protocols.get(settings.api(), settings.name()).options().withVariables();
		if (open.isEmpty() || keys.isPresent() && !settings.auth().isBearer()) {
			return settings;
		}
		Map<String, @Nullable Object> options = new LinkedHashMap<>(settings.options().providerOptions());
		Set<String> set = options.keySet().stream().map(Names::plain).collect(Collectors.toSet());
		for (Option option : open) {
			if (!set.contains(Names.plain(option.name()))) {
				option.variables()
					.stream()
					.map(this.environment)
					.filter((value) -> value != null && !value.isBlank())
					.findFirst()
					.ifPresent((value) -> options.put(option.name(), value));
			}
		}
		return (options.size() == settings.options().providerOptions().size()) ? settings
				: settings.toBuilder().options(settings.options().toBuilder().providerOptions(options).build()).build();
	}

	static LlmException wrong(String message, String action) {
		return ErrorKind.CONFIGURATION.exception(ErrorDetails.of(message, action)).attempts(0);
	}

}
