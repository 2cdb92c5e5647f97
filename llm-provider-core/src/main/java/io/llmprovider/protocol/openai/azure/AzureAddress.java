package io.llmprovider.protocol.openai.azure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Where a call goes: one of two surfaces below the address of a resource, which users
 * write down in whichever form Azure's pages show it.
 *
 * @see <a href=
 * "https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle">Versions
 * and the v1 surface</a>
 */
final class AzureAddress {

	static final String CHAT = "/chat/completions";

	static final String RESPONSES = "/responses";

	/** The name of the query parameter, which is never a header. */
	static final String PARAMETER = "api-version";

	private static final String DEPLOYMENTS = "/deployments/";

	private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");

	private final String provider;

	/** The base URL without its query and without an endpoint's path at its end. */
	private final String base;

	private final AzureOptions options;

	private final @Nullable String version;

	private final String deployment;

	private AzureAddress(ChatCall call, AzureOptions options) {
		String url = call.baseUrl();
		int query = url.indexOf('?');
		this.provider = call.provider();
		this.base = plain((query < 0) ? url : url.substring(0, query));
		this.options = options;
		this.version = (options.apiVersion() != null) ? options.apiVersion() : version(url, query);
		this.deployment = (options.deployment() != null) ? options.deployment() : call.model().id();
	}

	/**
	 * The address of an endpoint.
	 * @param call the call
	 * @param options where it goes
	 * @param endpoint {@link #CHAT} or {@link #RESPONSES}
	 * @return an absolute URL
	 * @throws io.llmprovider.error.ConfigurationException if base URL, surface and
	 * version do not go together
	 */
	static String of(ChatCall call, AzureOptions options, String endpoint) {
		return new AzureAddress(call, options).to(endpoint);
	}

	/**
	 * Whether a call goes to a version of the API that is older than a date.
	 * @param call the call
	 * @param options where it goes
	 * @param date year, month and day
	 * @return whether it does; false on the v1 surface, which has no dates
	 */
	static boolean isBefore(ChatCall call, AzureOptions options, String date) {
		AzureAddress address = new AzureAddress(call, options);
		return address.version != null && address.isDated() && address.version.compareTo(date) < 0;
	}

	private String to(String endpoint) {
		boolean classic = isClassic();
		if (classic && !isDated()) {
			throw wrong(
					"The classic surface of Azure " + ((this.version != null)
							? "needs a date as its API version, not '" + this.version + "'" : "needs an API version"),
					"Set " + option("api-version") + ", as in 2025-04-01-preview, or use the v1 surface: a base-url"
							+ " that ends in /openai/v1.");
		}
		if (!classic && isDated()) {
			throw wrong("API version " + this.version + " is one of the classic surface, and the call goes to v1",
					"Take " + option("api-version") + " out, or the path behind the host in llm.providers."
							+ this.provider + ".base-url.");
		}
		String path = classic ? classic(endpoint) : v1() + endpoint;
		return (this.version != null) ? path + '?' + PARAMETER + '=' + encoded(this.version) : path;
	}

	private boolean isClassic() {
		boolean named = this.base.contains(DEPLOYMENTS);
		boolean v1 = this.base.endsWith("/v1");
		String surface = this.options.surface();
		if (AzureOptions.CLASSIC.equals(surface) && v1 || AzureOptions.V1.equals(surface) && named) {
			throw wrong("The base URL " + this.base + " is not one of the surface '" + surface + "'",
					"Take " + option("surface") + " out, or the path behind the host in llm.providers." + this.provider
							+ ".base-url.");
		}
		return (surface != null) ? AzureOptions.CLASSIC.equals(surface) : named || !v1 && isDated();
	}

	private boolean isDated() {
		return this.version != null && DATED.matcher(this.version).matches();
	}

	/** Responses are not told apart by deployment there, Chat Completions are. */
	private String classic(String endpoint) {
		int named = this.base.indexOf(DEPLOYMENTS);
		if (endpoint.equals(CHAT)) {
			return (named >= 0) ? this.base + endpoint
					: root() + "/openai" + DEPLOYMENTS + encoded(this.deployment) + endpoint;
		}
		return ((named >= 0) ? this.base.substring(0, named) : root() + "/openai") + endpoint;
	}

	private String v1() {
		return this.base.endsWith("/v1") ? this.base : root() + "/openai/v1";
	}

	private String root() {
		return withoutEnd(this.base, "/openai");
	}

	/**
	 * Azure's pages show the address of an endpoint, where others show that of the API.
	 */
	private static String plain(String url) {
		return withoutEnd(withoutEnd(withoutEnd(url, "/"), CHAT), RESPONSES);
	}

	private static String withoutEnd(String text, String end) {
		return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
	}

	private static @Nullable String version(String url, int query) {
		return (query < 0) ? null
				: Arrays.stream(url.substring(query + 1).split("&"))
					.filter((parameter) -> parameter.startsWith(PARAMETER + '='))
					.map((parameter) -> parameter.substring(PARAMETER.length() + 1))
					.filter((value) -> !value.isBlank())
					.findFirst()
					.orElse(null);
	}

	private static String encoded(String segment) {
		return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private String option(String name) {
		return "llm.providers." + this.provider + ".options.provider-options." + name;
	}

	private static LlmException wrong(String message, String action) {
		return ErrorKind.CONFIGURATION.exception(ErrorDetails.of(message, action)).attempts(0);
	}

}
