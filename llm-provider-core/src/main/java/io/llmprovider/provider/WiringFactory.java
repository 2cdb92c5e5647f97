package io.llmprovider.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.KeySource;
import io.llmprovider.json.Names;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.ConnectorSettings;
import io.llmprovider.transport.HttpTransport;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a provider's calls go through, of settings that were looked over, and with
 * what can be derived from them: from the protocol, and from the environment.
 */
final class WiringFactory {

	private final UnaryOperator<@Nullable String> environment;

	private final AccessFactory access;

	/**
	 * Creates a factory.
	 * @param environment gives environment variables
	 * @param access makes what a provider is asked with
	 */
	WiringFactory(UnaryOperator<@Nullable String> environment, AccessFactory access) {
		this.environment = environment;
		this.access = access;
	}

	/**
	 * Wires a provider; nothing is opened yet.
	 * @param registration what the user says of it
	 * @param merged its settings with all layers merged
	 * @param keys where its key comes from
	 * @param parts what providers share
	 * @return the wiring
	 * @throws io.llmprovider.error.ConfigurationException if something cannot work
	 */
	ProviderWiring wire(Registration registration, ProviderSettings merged, KeySource keys, ProviderParts parts) {
		Protocols protocols = parts.protocols();
		ProviderSettings settings = withVariables(withKeyHeader(withAbsoluteUrl(merged, protocols), protocols), keys,
				protocols);
		ConnectorFactory connectors = parts.connectors();
		ConnectorSettings connections = ProviderFactory.connections(settings);
		HttpTransport transport = new HttpTransport(settings.name(), () -> connectors.create(connections),
				connections.connections().proxy());
		Access access = this.access.create(registration, settings, keys, protocols, transport);
		return new ProviderWiring(settings, transport, access, parts);
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

}
