package io.llmprovider.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Looks settings over before anything is made of them.
 */
final class SettingsCheck {

	private final Protocols protocols;

	SettingsCheck(Protocols protocols) {
		this.protocols = protocols;
	}

	/**
	 * Fails if settings cannot work.
	 * @param settings the settings with all layers merged
	 * @throws io.llmprovider.error.ConfigurationException with the property to correct
	 */
	void check(ProviderSettings settings) {
		checkName(settings.name());
		WireProtocol protocol = this.protocols.get(settings.api(), settings.name());
		validateBaseUrl(settings.name(), settings.baseUrl(), ".base-url", protocol);
		validateHeaders(settings);
		if (settings.connections().hasProxy()) {
			settings.connections().proxy().check(settings.name());
		}
		Set<String> ids = new HashSet<>();
		List<ModelSettings> models = settings.models();
		for (int i = 0; i < models.size(); i++) {
			ModelSettings model = models.get(i);
			String property = "llm.providers." + settings.name() + ".models[" + i + "]";
			checkModel(settings.name(), model.model(), property);
			if (!ids.add(model.model().id())) {
				throw ProviderFactory.wrong(
						"Provider '" + settings.name() + "' lists the model '" + model.model().id() + "' twice",
						"Take " + property + " out or give it another id.");
			}
			WireProtocol own = (model.api() != null) ? this.protocols.get(model.api(), settings.name()) : protocol;
			if (!model.headers().isEmpty()) {
				Headers.check(model.headers(), property + ".headers");
			}
			if (model.baseUrl() != null) {
				validateBaseUrl(settings.name(), model.baseUrl(), ".models[" + i + "].base-url", own);
			}
		}
	}

	private static void checkName(String name) {
		if (name.isBlank() || name.indexOf(':') >= 0) {
			throw ProviderFactory.wrong("'" + name + "' cannot be the name of a provider",
					"Use letters, digits and dashes; a colon would end the name in a reference such as office:model.");
		}
	}

	private static void checkModel(String provider, Model model, String property) {
		if (model.id().isBlank()) {
			throw ProviderFactory.wrong("Provider '" + provider + "' lists a model without an id",
					"Set " + property + ".id to the id that the provider gives the model.");
		}
		if (!model.provider().equals(provider)) {
			throw ProviderFactory.wrong("Provider '" + provider + "' lists the model '" + model + "' of provider '"
					+ model.provider() + "'", "Give " + property + " the provider '" + provider + "'.");
		}
	}

	private static void validateHeaders(ProviderSettings settings) {
		String property = "llm.providers." + settings.name();
		if (!settings.headers().isEmpty()) {
			Headers.check(settings.headers(), property + ".headers");
		}
		if (!settings.hasAuth()) {
			return;
		}
		String header = settings.auth().header();
		if (settings.auth().scheme() == AuthScheme.HEADER && (header == null || header.isBlank())) {
			throw ProviderFactory.wrong("Provider '" + settings.name() + "' sends its key in a header that has no name",
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
				throw ProviderFactory.wrong(
						"Provider '" + name + "' has no base URL: it is the address of a resource of your own",
						"Set " + property + ", as the provider's pages show it.");
			}
			throw ProviderFactory.wrong("Provider '" + name + "' has no base URL, and its name is not a known one",
					"Set " + property + ", as in http://localhost:8080/v1, or use one of the known names "
							+ KnownProviders.names() + ".");
		}
		String absolute = protocol.absolute(url);
		try {
			URI uri = new URI(absolute.trim());
			String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
			if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https")) && uri.getUserInfo() == null
					&& isKnown(uri.getRawQuery(), protocol) && uri.getFragment() == null) {
				return;
			}
		}
		catch (URISyntaxException ex) {
			// Its message repeats the whole text, which may hold a password.
			throw ProviderFactory.wrong("The base URL of provider '" + name + "' is not valid: " + ex.getReason()
					+ " at character " + (ex.getIndex() + 1), "Correct " + property + ".");
		}
		throw ProviderFactory.wrong(
				"The base URL of provider '" + name + "' is not an absolute http or https URL: "
						+ withoutSecrets(absolute),
				"Correct " + property + ": scheme, host and path only, as in https://llm.example.com/v1.");
	}

	private static String withoutSecrets(String url) {
		int end = url.indexOf('?');
		String shown = (end < 0) ? url : url.substring(0, end);
		return shown.replaceFirst("(//|^)[^/@]*@", "$1…@");
	}

	private static boolean isKnown(@Nullable String query, WireProtocol protocol) {
		if (query == null) {
			return true;
		}
		return Arrays.stream(query.split("&"))
			.map((parameter) -> parameter.substring(0, Math.max(0, parameter.indexOf('='))))
			.allMatch(protocol.baseUrlParameters()::contains);
	}

}
