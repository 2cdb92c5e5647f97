package io.llmprovider.oauth;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeyHeader;
import io.llmprovider.auth.KeySource;
import io.llmprovider.auth.Origin;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Puts the credentials of whoever is signed in on a request. A key of the call, of the
 * configuration or of the application's supplier goes before them; one of a file or of
 * the environment comes after them, and never for a user of its own.
 */
final class SignInAuthorizer implements Authorizer {

	private final ProviderSignIn signIn;

	private final OAuthFlow flow;

	private final String home;

	private final KeySource keys;

	private final Authorizer below;

	private final KeyHeader header;

	SignInAuthorizer(ProviderSignIn signIn, OAuthFlow flow, String home, KeySource keys, Authorizer below,
			KeyHeader header) {
		this.signIn = signIn;
		this.flow = flow;
		this.home = home;
		this.keys = keys;
		this.below = below;
		this.header = header;
	}

	@Override
	public Mono<WireRequest> authorize(WireRequest request, @Nullable String key) {
		return authorize(request, key, null);
	}

	@Override
	public Mono<WireRequest> authorize(WireRequest request, @Nullable String key, @Nullable String principal) {
		return Mono.defer(() -> {
			if (key != null || this.keys.outranksSignIn()) {
				return this.below.authorize(request, key);
			}
			CredentialKey whose = this.signIn.key(principal);
			return this.signIn.session(whose)
				.credentials()
				.map(Optional::of)
				.defaultIfEmpty(Optional.empty())
				.flatMap((found) -> found.map((credentials) -> Mono.just(signed(request, credentials, whose)))
					.orElseGet(() -> withoutSignIn(request, whose)));
		});
	}

	private Mono<WireRequest> withoutSignIn(WireRequest request, CredentialKey whose) {
		boolean other = whose.principal() == null && (this.keys.isPresent() || this.below.worksWithoutKey());
		return other ? this.below.authorize(request, null) : Mono.error(this.signIn.failures(whose).notSignedIn());
	}

	private WireRequest signed(WireRequest request, OAuthCredentials credentials, CredentialKey whose) {
		String own = this.flow.baseUrl(credentials);
		if (own == null && !HomeMark.allows(credentials, request.uri())) {
			String home = String.valueOf(HomeMark.of(credentials));
			throw this.signIn.failures(whose).belongsElsewhere(home, Origin.of(request.uri()));
		}
		WireRequest target = (own != null) ? at(own, request) : request;
		for (Map.Entry<String, String> each : this.flow.headers(credentials).entrySet()) {
			target = target.header(each.getKey(), each.getValue());
		}
		return this.header.put(target, KeySource.sendable(this.flow.key(credentials), whose.provider()));
	}

	/**
	 * The same path below another base URL; a model's own base URL counts for it, too.
	 */
	private WireRequest at(String base, WireRequest request) {
		URI from = URI.create(this.home.strip());
		URI address = URI.create(request.uri());
		String below = path(from);
		String path = String.valueOf(address.getRawPath());
		String rest = (path.equals(below) || path.startsWith(below + "/")) ? path.substring(below.length()) : path;
		String query = (address.getRawQuery() != null) ? "?" + address.getRawQuery() : "";
		try {
			URI to = URI.create(base.strip());
			if (to.getHost() != null && to.getScheme() != null && to.getScheme().startsWith("http")) {
				return request.at(to.getScheme() + "://" + to.getRawAuthority() + path(to) + rest + query);
			}
		}
		catch (IllegalArgumentException ex) {
			// Said below, without the text, which is made of a token.
		}
		throw ErrorKind.CONFIGURATION
			.exception(ErrorDetails.of(
					"The base URL that the login '" + this.flow.name()
							+ "' gives for this user is not an absolute http or https URL",
					"Correct OAuthFlow.baseUrl."))
			.attempts(0);
	}

	private static String path(URI base) {
		String path = (base.getRawPath() != null) ? base.getRawPath() : "";
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

	@Override
	public boolean renew(WireRequest refused) {
		String value = this.header.read(refused);
		return value != null && this.signIn.refuse(value) || this.below.renew(refused);
	}

	@Override
	public boolean worksWithoutKey() {
		return true;
	}

}
