package io.llmprovider.oauth.standard;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.AbstractWebClientReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.DefaultOAuth2TokenRequestHeadersConverter;
import org.springframework.security.oauth2.client.endpoint.DefaultOAuth2TokenRequestParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.web.reactive.function.OAuth2BodyExtractors;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Asks the authorization server: by Spring Security's clients for the grants that it
 * knows, with its forms and its reader of answers for device codes, which it does not
 * know.
 */
final class TokenClient {

	/** How long one request may take. */
	static final Duration PATIENCE = Duration.ofSeconds(20);

	/**
	 * What Spring Security takes for the life of a token of which the server told none.
	 */
	private static final Duration NOT_TOLD = Duration.ofSeconds(1);

	private static final ParameterizedTypeReference<Map<String, @Nullable Object>> OBJECT = new ParameterizedTypeReference<>() {
	};

	private final FlowContext context;

	private final OAuthSettings settings;

	private final Registrations registrations;

	private final TokenFailures failures;

	TokenClient(FlowContext context, TokenFailures failures) {
		this.context = context;
		this.settings = context.settings();
		this.registrations = new Registrations(context);
		this.failures = failures;
	}

	Mono<OAuthCredentials> byClient(Endpoints endpoints) {
		return Mono.defer(() -> {
			var client = more(new WebClientReactiveClientCredentialsTokenResponseClient());
			return credentials(client.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(
					this.registrations.of(AuthorizationGrantType.CLIENT_CREDENTIALS, endpoints))));
		});
	}

	Mono<OAuthCredentials> byCode(Endpoints endpoints, OAuth2AuthorizationExchange exchange) {
		return Mono.defer(() -> {
			var client = more(new WebClientReactiveAuthorizationCodeTokenResponseClient());
			ClientRegistration registration = this.registrations.of(AuthorizationGrantType.AUTHORIZATION_CODE,
					endpoints);
			return credentials(
					client.getTokenResponse(new OAuth2AuthorizationCodeGrantRequest(registration, exchange)));
		});
	}

	/** Says neither scopes nor parameters: some servers refuse a refresh that does. */
	Mono<OAuthCredentials> byRefreshToken(Endpoints endpoints, String access, String refresh) {
		return Mono.defer(() -> {
			var client = new WebClientReactiveRefreshTokenTokenResponseClient();
			client.setWebClient(http());
			return credentials(client.getTokenResponse(new OAuth2RefreshTokenGrantRequest(
					this.registrations.of(AuthorizationGrantType.REFRESH_TOKEN, endpoints),
					new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, access, null, null),
					new OAuth2RefreshToken(refresh, null))));
		});
	}

	Mono<OAuthCredentials> byDeviceCode(Endpoints endpoints, String deviceCode) {
		return Mono.defer(() -> {
			Grant grant = new Grant(this.registrations.of(AuthorizationGrantType.DEVICE_CODE, endpoints));
			MultiValueMap<String, String> form = form(grant);
			form.set("device_code", deviceCode);
			form.setAll(this.settings.parameters());
			String uri = grant.getClientRegistration().getProviderDetails().getTokenUri();
			return credentials(post(uri, grant, form,
					(response) -> response.body(OAuth2BodyExtractors.oauth2AccessTokenResponse())));
		});
	}

	/** The answer as the server wrote it, be it a device code or a refusal. */
	Mono<Map<String, @Nullable Object>> deviceCode(Endpoints endpoints) {
		return Mono.defer(() -> {
			String uri = Endpoints.required(endpoints.deviceAuthorization(), "device-authorization-uri", this.context);
			Grant grant = new Grant(this.registrations.of(AuthorizationGrantType.DEVICE_CODE, endpoints));
			MultiValueMap<String, String> form = form(grant);
			form.remove("grant_type");
			if (!this.settings.scopes().isEmpty()) {
				form.set("scope", String.join(" ", this.settings.scopes()));
			}
			form.setAll(this.settings.parameters());
			return post(uri, grant, form, (response) -> response.bodyToMono(OBJECT)).timeout(PATIENCE);
		});
	}

	Mono<Void> revoke(Endpoints endpoints, String token, String hint) {
		return Mono.defer(() -> {
			String uri = Endpoints.required(endpoints.revocation(), "revocation-uri", this.context);
			Grant grant = new Grant(this.registrations.of(AuthorizationGrantType.REFRESH_TOKEN, endpoints));
			MultiValueMap<String, String> form = form(grant);
			form.remove("grant_type");
			form.set("token", token);
			form.set("token_type_hint", hint);
			return post(uri, grant, form, this::revoked).timeout(PATIENCE);
		});
	}

	private Mono<Void> revoked(ClientResponse response) {
		if (response.statusCode().is2xxSuccessful()) {
			return response.releaseBody();
		}
		return response.bodyToMono(OBJECT)
			.flatMap((refusal) -> Mono.error(this.failures.refusal(String.valueOf(refusal.get("error")),
					(refusal.get("error_description") instanceof String words) ? words : null, null)));
	}

	private <T extends AbstractOAuth2AuthorizationGrantRequest, C extends AbstractWebClientReactiveOAuth2AccessTokenResponseClient<T>> C more(
			C client) {
		client.setWebClient(http());
		client.setParametersCustomizer((form) -> form.setAll(this.settings.parameters()));
		return client;
	}

	private <T> Mono<T> post(String uri, Grant grant, MultiValueMap<String, String> form,
			Function<ClientResponse, Mono<T>> reader) {
		HttpHeaders headers = new DefaultOAuth2TokenRequestHeadersConverter<Grant>().convert(grant);
		return http().post()
			.uri(uri)
			.headers((all) -> all.addAll(headers))
			.body(BodyInserters.fromFormData(form))
			.exchangeToMono(reader);
	}

	private static MultiValueMap<String, String> form(Grant grant) {
		return new LinkedMultiValueMap<>(new DefaultOAuth2TokenRequestParametersConverter<Grant>().convert(grant));
	}

	private WebClient http() {
		return this.context.http()
			.get()
			.mutate()
			.filter(ExchangeFilterFunction.ofResponseProcessor(this::readable))
			.build();
	}

	/** Pages of proxies and redirects to logins are no answers of a token endpoint. */
	private Mono<ClientResponse> readable(ClientResponse response) {
		boolean json = response.headers()
			.contentType()
			.filter(MediaType.APPLICATION_JSON::isCompatibleWith)
			.isPresent();
		if (response.statusCode().is2xxSuccessful() || json) {
			return Mono.just(response);
		}
		return response.releaseBody().then(Mono.error(() -> this.failures.status(response.statusCode().value())));
	}

	private Mono<OAuthCredentials> credentials(Mono<OAuth2AccessTokenResponse> response) {
		return response.timeout(PATIENCE).map(this::credentials);
	}

	private OAuthCredentials credentials(OAuth2AccessTokenResponse response) {
		OAuth2AccessToken token = response.getAccessToken();
		Instant issued = token.getIssuedAt();
		Instant end = token.getExpiresAt();
		Duration life = (issued != null && end != null) ? Duration.between(issued, end) : NOT_TOLD;
		OAuth2RefreshToken refresh = response.getRefreshToken();
		OAuthCredentials fresh = OAuthCredentials.fresh(token.getTokenValue(),
				(refresh != null) ? refresh.getTokenValue() : null, life.equals(NOT_TOLD) ? null : life,
				this.context.clock());
		Map<String, @Nullable Object> more = new LinkedHashMap<>(response.getAdditionalParameters());
		// Who the user is: nothing here needs it, so it is not kept.
		more.remove("id_token");
		return new OAuthCredentials(fresh.type(), fresh.access(), fresh.refresh(), fresh.issuedAt(), fresh.expiresAt(),
				more);
	}

	/** Carries the client to Spring Security's converters of forms and headers. */
	private static final class Grant extends AbstractOAuth2AuthorizationGrantRequest {

		Grant(ClientRegistration registration) {
			super(registration.getAuthorizationGrantType(), registration);
		}

	}

}
