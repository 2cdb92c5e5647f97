package io.llmprovider.oauth.standard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.SignInRequiredException;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.OAuthSettings.ClientAuthentication;
import io.llmprovider.oauth.SignInPrompts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What is sent to the endpoint of tokens, and what is made of its answers.
 */
class TokenRequestTests {

	private static final String TOKEN = """
			{"access_token": "a-1", "token_type": "Bearer", "expires_in": 3600}""";

	private static final OAuthCredentials OLD = new OAuthCredentials(OAuthCredentials.OAUTH, "a-0", "r-0", null, null,
			Map.of("account", "ada"));

	private final FakeServer server = new FakeServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	static Stream<Arguments> authentications() {
		return Stream.of(Arguments.of(null, "Basic YXBwOnMlMkIzY3JldA==", null, null),
				Arguments.of(ClientAuthentication.BASIC, "Basic YXBwOnMlMkIzY3JldA==", null, null),
				Arguments.of(ClientAuthentication.POST, null, "app", "s+3cret"),
				Arguments.of(ClientAuthentication.NONE, null, "app", null));
	}

	@ParameterizedTest
	@MethodSource("authentications")
	void theClientProvesItselfAsSet(@Nullable ClientAuthentication way, @Nullable String header, @Nullable String id,
			@Nullable String secret) {
		this.server.answers(200, TOKEN);
		signIn(this.server.settings("client-credentials").clientSecret("s+3cret").clientAuthentication(way));
		FakeServer.Asked asked = this.server.asked.get(0);
		assertThat(asked.authorization()).isEqualTo(header);
		assertThat(asked.form()).containsEntry("grant_type", "client_credentials");
		assertThat(asked.form().get("client_id")).isEqualTo(id);
		assertThat(asked.form().get("client_secret")).isEqualTo(secret);
	}

	@Test
	void scopesAndParametersAreSentWhenTheApplicationSignsIn() {
		this.server.answers(200, TOKEN);
		signIn(this.server.settings("client-credentials")
			.clientSecret("s")
			.scopes(List.of("llm.use", "llm.list"))
			.parameters(Map.of("audience", "https://llm.example.com")));
		assertThat(this.server.asked.get(0).form()).containsEntry("scope", "llm.use llm.list")
			.containsEntry("audience", "https://llm.example.com");
	}

	@Test
	void scopesAndParametersAreSentWithTheQuestionForADeviceCode() {
		this.server.answers(400, "{\"error\": \"invalid_scope\"}");
		assertThat(catchThrowableOfType(LlmException.class,
				() -> signIn(this.server.settings("device-code")
					.scopes(List.of("llm.use", "llm.list"))
					.parameters(Map.of("audience", "https://llm.example.com")))))
			.isNotNull();
		assertThat(this.server.asked.get(0).path()).isEqualTo("/device");
		assertThat(this.server.asked.get(0).form()).containsEntry("scope", "llm.use llm.list")
			.containsEntry("audience", "https://llm.example.com");
	}

	@Test
	void aRefreshSaysNothingButTheTokenAndKeepsWhatTheServerDoesNotRepeat() {
		this.server.answers(200, TOKEN);
		OAuthCredentials fresh = refreshed(
				this.server.settings("device-code").scopes(List.of("llm.use")).parameters(Map.of("audience", "x")));
		assertThat(this.server.asked.get(0).form())
			.isEqualTo(Map.of("grant_type", "refresh_token", "refresh_token", "r-0", "client_id", "app"));
		assertThat(fresh.access()).isEqualTo("a-1");
		assertThat(fresh.refresh()).isEqualTo("r-0");
		assertThat(fresh.text("account")).isEqualTo("ada");
	}

	@Test
	void aRotatedRefreshTokenTakesTheOldOnesPlace() {
		this.server.answers(200, """
				{"access_token": "a-1", "token_type": "bearer", "expires_in": 60, "refresh_token": "r-1"}""");
		assertThat(refreshed(this.server.settings("authorization-code")).refresh()).isEqualTo("r-1");
	}

	@Test
	void theApplicationRefreshesBySigningInAgain() {
		this.server.answers(200, TOKEN);
		OAuthFlow flow = flow(this.server.settings("client-credentials").clientSecret("s"));
		assertThat(flow.needsUser()).isFalse();
		assertThat(Objects.requireNonNull(flow.refresh(OLD).block()).access()).isEqualTo("a-1");
		assertThat(this.server.asked.get(0).form()).containsEntry("grant_type", "client_credentials");
	}

	@Test
	void whereTheServerTellsNoLifeTheEndIsUnknown() {
		this.server.answers(200, """
				{"access_token": "a-1", "token_type": "Bearer"}""").answers(200, TOKEN);
		OAuthSettings.Builder settings = this.server.settings("client-credentials").clientSecret("s");
		assertThat(signIn(settings).expiresAt()).isNull();
		OAuthCredentials told = signIn(settings);
		assertThat(Duration.between(Objects.requireNonNull(told.issuedAt()), told.expiresAt()))
			.isEqualTo(Duration.ofHours(1));
	}

	@Test
	void whatElseTheServerSaysIsKeptButWhoTheUserIs() {
		this.server.answers(200,
				"""
						{"access_token": "a-1", "token_type": "Bearer", "resource_url": "eu.example.com", "id_token": "x.y.z"}""");
		assertThat(signIn(this.server.settings("client-credentials").clientSecret("s")).attributes())
			.isEqualTo(Map.of("resource_url", "eu.example.com"));
	}

	@Test
	void revocationNamesTheRefreshTokenElseTheAccessToken() {
		this.server.answers(200, "{}").answers(200, "{}");
		OAuthFlow flow = flow(this.server.settings("device-code"));
		flow.revoke(OLD).block();
		flow.revoke(OAuthCredentials.of("a-0", null, null, null)).block();
		assertThat(this.server.asked).extracting(FakeServer.Asked::path).containsOnly("/revoke");
		assertThat(this.server.asked).extracting(FakeServer.Asked::form)
			.containsExactly(Map.of("client_id", "app", "token", "r-0", "token_type_hint", "refresh_token"),
					Map.of("client_id", "app", "token", "a-0", "token_type_hint", "access_token"));
	}

	@Test
	void withoutAnEndpointNobodyIsToldOfARevocation() {
		flow(this.server.settings("device-code").revocationUri(null)).revoke(OLD).block();
		assertThat(this.server.asked).isEmpty();
	}

	@Test
	void credentialsWithoutRefreshTokenAskForAnotherSignIn() {
		OAuthFlow flow = flow(this.server.settings("device-code"));
		assertThat(catchThrowableOfType(SignInRequiredException.class,
				() -> flow.refresh(OAuthCredentials.of("a-0", null, null, Instant.EPOCH)).block()))
			.hasMessageContaining("SignIns.signIn(\"office\"");
		assertThat(this.server.asked).isEmpty();
	}

	static Stream<Arguments> refusals() {
		String json = "application/json";
		return Stream.of(
				Arguments.of(400, json, "{\"error\": \"invalid_grant\", \"error_description\": \"revoked\"}",
						ErrorKind.AUTHENTICATION, true, "revoked (invalid_grant)"),
				Arguments.of(200, json, "{\"error\": \"invalid_grant\"}", ErrorKind.AUTHENTICATION, true,
						"invalid_grant"),
				Arguments.of(401, json, "{\"error\": \"invalid_client\"}", ErrorKind.AUTHENTICATION, false,
						"llm.providers.office.oauth.client-secret"),
				Arguments.of(400, json, "{\"error\": \"invalid_scope\"}", ErrorKind.AUTHENTICATION, false,
						"llm.providers.office.oauth.scopes"),
				Arguments.of(503, json, "{\"error\": \"temporarily_unavailable\"}", ErrorKind.SERVER, false,
						"temporarily_unavailable"),
				Arguments.of(502, "text/html", "<h1>Bad gateway</h1>", ErrorKind.SERVER, false, "HTTP 502"),
				Arguments.of(429, "text/plain", "slowly", ErrorKind.RATE_LIMIT, false, "HTTP 429"),
				Arguments.of(302, "text/html", "", ErrorKind.AUTHENTICATION, false, "HTTP 302"),
				Arguments.of(404, "text/html", "", ErrorKind.AUTHENTICATION, false, "llm.providers.office.oauth."),
				Arguments.of(200, "text/html", "<p>Login</p>", ErrorKind.PROTOCOL, false, "token-uri"),
				Arguments.of(200, json, "{\"token\": \"x\"}", ErrorKind.SERVER, false, "server_error"),
				Arguments.of(200, json, "{\"access_token\": \"a\", \"token_type\": \"mac\"}", ErrorKind.PROTOCOL, false,
						"token-uri"),
				Arguments.of(200, json, "{\"access_", ErrorKind.PROTOCOL, false, "token-uri"));
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void aRefusalSaysWhatToDo(int status, String type, String body, ErrorKind kind, boolean signIn, String words) {
		this.server.answers(status, type, body);
		LlmException failure = catchThrowableOfType(LlmException.class,
				() -> refreshed(this.server.settings("device-code")));
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure instanceof SignInRequiredException).isEqualTo(signIn);
		assertThat(failure).hasMessageContaining(words);
		assertThat(failure.toString()).doesNotContain("r-0");
	}

	@Test
	void aServerThatIsNotThereIsAFailureOfTheNetwork() {
		OAuthSettings.Builder settings = this.server.settings("device-code");
		this.server.close();
		assertThat(catchThrowableOfType(LlmException.class, () -> refreshed(settings)).kind())
			.isEqualTo(ErrorKind.TRANSPORT);
	}

	private static OAuthFlow flow(OAuthSettings.Builder settings) {
		return new StandardFlows().create(FakeServer.context(settings.build()));
	}

	private static OAuthCredentials signIn(OAuthSettings.Builder settings) {
		return Objects.requireNonNull(flow(settings).signIn(SignInPrompts.NOBODY).block());
	}

	private static OAuthCredentials refreshed(OAuthSettings.Builder settings) {
		return Objects.requireNonNull(flow(settings).refresh(OLD).block());
	}

}
