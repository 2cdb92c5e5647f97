package io.llmprovider.oauth.standard;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.oauth.FlowContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Finds out where the authorization server is asked what: as set, and for the rest as the
 * server tells itself. It is asked when somebody first signs in, and not again after it
 * has answered.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-3">RFC 8414, section 3</a>
 */
final class Discovery {

	private static final String OPENID = "/.well-known/openid-configuration";

	private static final String OAUTH = "/.well-known/oauth-authorization-server";

	private static final ParameterizedTypeReference<Map<String, @Nullable Object>> OBJECT = new ParameterizedTypeReference<>() {
	};

	private final FlowContext context;

	private final TokenFailures failures;

	Discovery(FlowContext context, TokenFailures failures) {
		this.context = context;
		this.failures = failures;
	}

	Mono<Endpoints> endpoints() {
		Endpoints set = Endpoints.of(this.context.settings());
		String issuer = this.context.settings().issuerUri();
		return (issuer == null) ? Mono.just(set)
				: Mono.defer(() -> told(issuer)).map(set::orElse).cacheInvalidateIf((known) -> false);
	}

	private Mono<Endpoints> told(String issuer) {
		return Flux.fromIterable(addresses(issuer))
			.concatMap(this::document)
			.next()
			.switchIfEmpty(Mono.error(() -> wrong(issuer, "tells nothing of itself at " + addresses(issuer))))
			.map((document) -> endpoints(issuer, document));
	}

	/** The second is how servers without OpenID Connect do it. */
	static List<URI> addresses(String issuer) {
		String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
		URI uri = URI.create(base);
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		return List.of(URI.create(base + OPENID),
				URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + OAUTH + path));
	}

	private Mono<Map<String, @Nullable Object>> document(URI address) {
		return this.context.http()
			.get()
			.get()
			.uri(address)
			.accept(MediaType.APPLICATION_JSON)
			.exchangeToMono(this::document)
			.timeout(TokenClient.PATIENCE);
	}

	private Mono<Map<String, @Nullable Object>> document(ClientResponse response) {
		int status = response.statusCode().value();
		if (status >= 500 || status == 429) {
			return response.releaseBody().then(Mono.error(() -> this.failures.status(status)));
		}
		boolean json = response.headers()
			.contentType()
			.filter(MediaType.APPLICATION_JSON::isCompatibleWith)
			.isPresent();
		return (json && response.statusCode().is2xxSuccessful()) ? response.bodyToMono(OBJECT)
				: response.releaseBody().then(Mono.empty());
	}

	/** A server that speaks for another one would get that one's codes. */
	private Endpoints endpoints(String issuer, Map<String, @Nullable Object> document) {
		if (!issuer.equals(document.get("issuer"))) {
			throw wrong(issuer, "calls itself " + document.get("issuer"));
		}
		return new Endpoints(text(document, "authorization_endpoint"), text(document, "token_endpoint"),
				text(document, "device_authorization_endpoint"), text(document, "revocation_endpoint"));
	}

	private LlmException wrong(String issuer, String what) {
		return ErrorKind.CONFIGURATION.exception(ErrorDetails.of(
				"The authorization server " + issuer + " of provider '" + this.context.provider() + "' " + what,
				"Correct " + this.context.property("issuer-uri") + ", or set the addresses themselves."));
	}

	private static @Nullable String text(Map<String, @Nullable Object> document, String name) {
		return (document.get(name) instanceof String text) ? text : null;
	}

}
