package io.llmprovider.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeySource;
import io.llmprovider.auth.Origin;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.Limits;
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

	private final ProviderSettings defaults;

	private final Protocols protocols;

	private final ConnectorFactory connectors;

	private final Map<String, Authorizer> authorizers;

	private final UnaryOperator<@Nullable String> environment;

	private final RetriesCustomizer retries;

	ProviderFactory(ProviderSettings defaults, Protocols protocols, ConnectorFactory connectors,
			Map<String, Authorizer> authorizers, UnaryOperator<@Nullable String> environment,
			RetriesCustomizer retries) {
		ProviderSettings last = ProviderSettings.builder("defaults")
			.timeouts(TimeoutSettings.DEFAULTS)
			.connections(ConnectionSettings.DEFAULTS)
			.limits(Limits.DEFAULTS)
			.build();
		this.defaults = defaults.orElse(last);
		this.protocols = protocols;
		this.connectors = connectors;
		this.authorizers = Map.copyOf(authorizers);
		this.environment = environment;
		this.retries = retries;
	}

	WireProvider create(ProviderSettings configured) {
		ProviderSettings merged = effective(configured);
		validate(merged);
		ProviderSettings settings = withKeyHeader(merged);
		TimeoutSettings timeouts = settings.timeouts();
		ConnectorSettings connections = new ConnectorSettings(settings.name(), settings.connections(),
				Objects.requireNonNull(timeouts.connect()), settings.sslBundle());
		this.connectors.check(connections);
		HttpTransport transport = new HttpTransport(settings.name(), () -> this.connectors.create(connections),
				connections.connections().proxy());
		KeySource keys = keys(settings);
		String home = configured.keyVariables().isEmpty() ? settings.baseUrl() : null;
		Authorizer authorizer = new Authorizers(this.protocols, this.authorizers).create(settings, keys, home);
		return new WireProvider(settings, this.protocols, transport, keys, authorizer, this.retries);
	}

	private ProviderSettings effective(ProviderSettings configured) {
		ProviderSettings known = KnownProviders.find(configured.name())
			.filter((preset) -> KnownProviders.speaks(configured.name(), configured.api()))
			.orElseGet(() -> ProviderSettings.builder(configured.name()).build());
		ProviderSettings merged = configured.orElse(known);
		boolean elsewhere = configured.baseUrl() != null && known.baseUrl() != null
				&& !Origin.same(configured.baseUrl(), known.baseUrl());
		if (elsewhere && configured.apiKey() == null) {
			// A key from the environment belongs to the known host and goes nowhere else.
			merged = merged.toBuilder()
				.keyVariables(configured.keyVariables())
				.keyRequired(configured.keyRequired())
				.build();
		}
		return merged.orElse(this.defaults);
	}

	/** Where nobody says how the key travels, the protocol knows. */
	private ProviderSettings withKeyHeader(ProviderSettings settings) {
		String header = this.protocols.get(settings.api(), settings.name()).keyHeader();
		boolean open = settings.auth().scheme() == null && settings.auth().header() == null;
		return (header != null && open)
				? settings.toBuilder().auth(settings.auth().orElse(AuthSettings.header(header))).build() : settings;
	}

	private KeySource keys(ProviderSettings settings) {
		boolean required = (settings.keyRequired() != null) ? settings.keyRequired()
				: !settings.keyVariables().isEmpty() || settings.apiKey() != null;
		return new KeySource(settings.name(), settings.apiKey(), settings.keyVariables(), required, this.environment);
	}

	private void validate(ProviderSettings settings) {
		WireProtocol protocol = this.protocols.get(settings.api(), settings.name());
		validateBaseUrl(settings.name(), settings.baseUrl(), ".base-url", protocol);
		validateHeaders(settings);
		settings.connections().proxy().check(settings.name());
		Set<String> ids = new HashSet<>();
		List<ModelSettings> models = settings.models();
		for (int i = 0; i < models.size(); i++) {
			ModelSettings model = models.get(i);
			String property = "llm.providers." + settings.name() + ".models[" + i + "]";
			if (!ids.add(model.model().id())) {
				throw wrong("Provider '" + settings.name() + "' lists the model '" + model.model().id() + "' twice",
						"Take " + property + " out or give it another id.");
			}
			WireProtocol own = (model.api() != null) ? this.protocols.get(model.api(), settings.name()) : protocol;
			Headers.check(model.headers(), property + ".headers");
			if (model.baseUrl() != null) {
				validateBaseUrl(settings.name(), model.baseUrl(), ".models[" + i + "].base-url", own);
			}
		}
	}

	private static void validateHeaders(ProviderSettings settings) {
		String property = "llm.providers." + settings.name();
		Headers.check(settings.headers(), property + ".headers");
		String header = settings.auth().header();
		if (settings.auth().scheme() == AuthScheme.HEADER && (header == null || header.isBlank())) {
			throw wrong("Provider '" + settings.name() + "' sends its key in a header that has no name",
					"Set " + property + ".auth.header, as in X-Api-Key.");
		}
		if (header != null) {
			Headers.check(Map.of(header, ""), property + ".auth.header");
		}
	}

	private static void validateBaseUrl(String name, @Nullable String url, String suffix, WireProtocol protocol) {
		String property = "llm.providers." + name + suffix;
		if (url == null || url.isBlank()) {
			if (KnownProviders.find(name).isPresent()) {
				throw wrong("Provider '" + name + "' has no base URL: it is the address of a resource of your own",
						"Set " + property + ", as the provider's pages show it.");
			}
			throw wrong("Provider '" + name + "' has no base URL, and its name is not a known one",
					"Set " + property + ", as in http://localhost:8080/v1, or use one of the known names "
							+ KnownProviders.names() + ".");
		}
		try {
			URI uri = new URI(url.trim());
			String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
			if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https")) && uri.getUserInfo() == null
					&& isKnown(uri.getRawQuery(), protocol) && uri.getFragment() == null) {
				return;
			}
		}
		catch (URISyntaxException ex) {
			// Its message repeats the whole text, which may hold a password.
			throw wrong("The base URL of provider '" + name + "' is not valid: " + ex.getReason() + " at character "
					+ (ex.getIndex() + 1), "Correct " + property + ".");
		}
		throw wrong(
				"The base URL of provider '" + name + "' is not an absolute http or https URL: " + withoutSecrets(url),
				"Correct " + property + ": scheme, host and path only, as in https://llm.example.com/v1.");
	}

	private static String withoutSecrets(String url) {
		int end = url.indexOf('?');
		String shown = (end < 0) ? url : url.substring(0, end);
		return shown.replaceFirst("//[^/@]*@", "//…@");
	}

	private static boolean isKnown(@Nullable String query, WireProtocol protocol) {
		if (query == null) {
			return true;
		}
		return Arrays.stream(query.split("&"))
			.map((parameter) -> parameter.substring(0, Math.max(0, parameter.indexOf('='))))
			.allMatch(protocol.baseUrlParameters()::contains);
	}

	static LlmException wrong(String message, String action) {
		return ErrorKind.CONFIGURATION.exception(ErrorDetails.of(message, action)).attempts(0);
	}

}
