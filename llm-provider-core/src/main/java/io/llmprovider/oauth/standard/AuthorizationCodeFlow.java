package io.llmprovider.oauth.standard;

import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.function.Function;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.SignInPrompts;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;

import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;

/**
 * The user signs in with a browser, which brings a code back to this machine; where it
 * cannot, the user pastes it. PKCE and a random state are always used.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252">RFC 8252</a>
 */
final class AuthorizationCodeFlow extends StandardFlow {

	private static final Base64StringKeyGenerator STATES = new Base64StringKeyGenerator(
			Base64.getUrlEncoder().withoutPadding(), 32);

	private static final String INSTRUCTIONS = "Sign in on this page; the application goes on by itself.";

	private static final SignInPrompts.Question PASTE = new SignInPrompts.Question(
			"If the browser does not come back by itself, paste the address it ended at, or the code it shows",
			"http://127.0.0.1/callback?code=…", false, false);

	AuthorizationCodeFlow(FlowContext context) {
		super(context);
	}

	@Override
	Mono<OAuthCredentials> signIn(Endpoints endpoints, SignInPrompts prompts) {
		LoopbackAddress address = LoopbackAddress.of(this.context);
		String state = STATES.generateKey();
		if (!address.isLoopback()) {
			return signIn(endpoints, prompts, request(endpoints, address.template(), state),
					(pasted) -> pasted.switchIfEmpty(Mono.error(() -> nobodyToAsk(address, null))));
		}
		return Mono
			.usingWhen(LoopbackServer.open(address, state),
					(listening) -> signIn(endpoints, prompts, request(endpoints, listening.redirectUri(), state),
							(pasted) -> Mono.firstWithSignal(listening.answer(), pasted.switchIfEmpty(Mono.never()))),
					LoopbackServer.Listening::close)
			.onErrorResume(ChannelBindException.class,
					(taken) -> signIn(endpoints, prompts, request(endpoints, address.template(), state),
							(pasted) -> pasted.switchIfEmpty(Mono.error(() -> nobodyToAsk(address, taken)))));
	}

	private Mono<OAuthCredentials> signIn(Endpoints endpoints, SignInPrompts prompts,
			OAuth2AuthorizationRequest request, Function<Mono<RedirectAnswer>, Mono<RedirectAnswer>> waiting) {
		String state = Objects.requireNonNull(request.getState());
		Mono<RedirectAnswer> pasted = prompts.ask(PASTE).map((text) -> mine(RedirectAnswer.ofPasted(text), state));
		return prompts.open(URI.create(request.getAuthorizationRequestUri()), INSTRUCTIONS)
			.then(Mono.defer(() -> waiting.apply(pasted)))
			.map(this::code)
			.flatMap((code) -> this.tokens.byCode(endpoints, exchange(request, code)));
	}

	private OAuth2AuthorizationRequest request(Endpoints endpoints, String redirectUri, String state) {
		OAuthSettings settings = this.context.settings();
		OAuth2AuthorizationRequest.Builder request = OAuth2AuthorizationRequest.authorizationCode()
			.clientId(Objects.requireNonNull(settings.clientId()))
			.authorizationUri(Endpoints.required(endpoints.authorization(), "authorization-uri", this.context))
			.redirectUri(redirectUri)
			.scopes(new LinkedHashSet<>(settings.scopes()))
			.state(state)
			.additionalParameters(new LinkedHashMap<>(settings.parameters()));
		OAuth2AuthorizationRequestCustomizers.withPkce().accept(request);
		return request.build();
	}

	private static OAuth2AuthorizationExchange exchange(OAuth2AuthorizationRequest request, String code) {
		return new OAuth2AuthorizationExchange(request,
				OAuth2AuthorizationResponse.success(code)
					.redirectUri(Objects.requireNonNull(request.getRedirectUri()))
					.state(Objects.requireNonNull(request.getState()))
					.build());
	}

	/**
	 * A code alone is the user's own word; one with a state has to have the right one.
	 */
	private RedirectAnswer mine(RedirectAnswer pasted, String state) {
		if (pasted.state() != null && !pasted.belongsTo(state)) {
			throw this.failures.refusal("access_denied", "What was pasted belongs to another sign-in", null);
		}
		return pasted;
	}

	private String code(RedirectAnswer answer) {
		if (answer.error() != null) {
			throw this.failures.refusal(answer.error(), answer.words(), null);
		}
		if (answer.code() == null) {
			throw this.failures.refusal("access_denied", "What was pasted holds no code", null);
		}
		return answer.code();
	}

	private LlmException nobodyToAsk(LoopbackAddress address, @Nullable Throwable taken) {
		String why = (taken != null) ? "another program listens at " + address.uri().getAuthority()
				: "the browser does not come back to this machine";
		return ErrorKind.CONFIGURATION.exception(ErrorDetails.of(
				"The sign-in at provider '" + this.context.provider() + "' cannot go on: " + why
						+ ", and there is no way to ask for the code",
				"Set " + this.context.property("redirect-uri") + " to a loopback address whose port is free, such as "
						+ "http://127.0.0.1:0/callback, or answer SignInPrompts.ask."),
				taken);
	}

}
