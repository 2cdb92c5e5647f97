package io.llmprovider.signin;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.SignInRequiredException;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.SignInStatus;
import io.llmprovider.oauth.SignInStatus.State;
import io.llmprovider.test.simulator.Exchange;
import io.llmprovider.test.simulator.LlmSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Signing in at a real Spring Authorization Server, which the tests start themselves on
 * the loopback interface; the provider behind it lets only its tokens through. Nothing
 * has to be prepared: {@code mvn -Pit -pl integration-tests -am verify
 * -Dit.test=OAuthIT}.
 */
class OAuthIT {

	/** Tokens live for half an hour and are refreshed five minutes before their end. */
	private static final Duration LIFE = Duration.ofMinutes(30);

	private static final Duration NEAR_ITS_END = Duration.ofMinutes(26);

	private static AuthorizationServer server;

	private static GuardedDialect gateway;

	private static LlmSimulator provider;

	private int before;

	@BeforeAll
	static void start() {
		server = AuthorizationServer.start(LIFE);
		gateway = new GuardedDialect(server);
		provider = LlmSimulator.builder().dialect(gateway).start();
	}

	@AfterAll
	static void stop() {
		provider.close();
		server.close();
	}

	@BeforeEach
	void reset() {
		provider.reset();
		this.before = allRefreshes();
	}

	@Test
	void anApplicationSignsInAsItself() {
		try (Office office = Office.of(gatewaySettings())) {
			long earlier = server.tokenRequests("client_credentials");
			List<ChatResponse> answers = all(office, 50);
			assertThat(answers).hasSize(50);
			assertThat(office.answer()).contains("Hello");
			assertThat(server.tokenRequests("client_credentials") - earlier).isEqualTo(1);
			office.clock.advance(NEAR_ITS_END);
			office.answer();
			assertThat(server.tokenRequests("client_credentials") - earlier).isEqualTo(2);
		}
	}

	@Test
	void aWrongSecretIsNamed() {
		Map<String, Object> settings = gatewaySettings();
		settings.put("llm.providers.office.oauth.client-secret", "wrong");
		try (Office office = Office.of(settings)) {
			AuthenticationException failure = catchThrowableOfType(AuthenticationException.class, office::answer);
			assertThat(failure).isExactlyInstanceOf(AuthenticationException.class)
				.hasMessageContaining("invalid_client")
				.hasMessageContaining("llm.providers.office.oauth.client-secret");
		}
		assertThat(provider.exchangeCount()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { AuthorizationServer.DESKTOP, AuthorizationServer.TERMINAL })
	void aUserSignsInAndOut(String client) {
		try (Office office = Office.of(userSettings(client))) {
			SignInRequiredException before = catchThrowableOfType(SignInRequiredException.class, office::answer);
			assertThat(before.attempts()).isZero();
			SignInStatus status = signIn(office, Browser.ofConsentingUser());
			assertThat(status.state()).isEqualTo(State.SIGNED_IN);
			assertThat(office.answer()).contains("Hello");
			OAuthCredentials credentials = office.stored();
			assertThat(provider.requests().get(0).header("authorization")).isEqualTo("Bearer " + credentials.access());
			office.signIns().signOut("office").block();
			assertThatExceptionOfType(SignInRequiredException.class).isThrownBy(office::answer);
			assertThat(refreshAtServer(client, credentials)).contains("invalid_grant");
		}
		assertThat(provider.exchangeCount()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { AuthorizationServer.DESKTOP, AuthorizationServer.TERMINAL })
	void aTokenIsRefreshedBeforeItsEndAndTheRefreshTokenRotates(String client) {
		try (Office office = signedIn(client)) {
			OAuthCredentials first = office.stored();
			office.answer();
			assertThat(refreshes()).isZero();
			office.clock.advance(NEAR_ITS_END);
			office.answer();
			assertThat(refreshes()).isEqualTo(1);
			OAuthCredentials second = office.stored();
			assertThat(second.access()).isNotEqualTo(first.access());
			assertThat(second.refresh()).isNotEqualTo(first.refresh());
			assertThat(provider.requests().get(1).header("authorization")).isEqualTo("Bearer " + second.access());
			office.clock.advance(NEAR_ITS_END);
			office.answer();
			assertThat(refreshes()).isEqualTo(2);
			assertThat(refreshAtServer(client, first)).contains("invalid_grant");
		}
	}

	@Test
	void aRevokedRefreshTokenAsksForAnotherSignIn() {
		try (Office office = signedIn(AuthorizationServer.TERMINAL)) {
			post("/oauth2/revoke", "client_id=" + AuthorizationServer.TERMINAL + "&token=" + office.stored().refresh());
			office.clock.advance(LIFE.plusMinutes(1));
			SignInRequiredException failure = catchThrowableOfType(SignInRequiredException.class, office::answer);
			assertThat(failure).hasMessageContaining("office");
			assertThat(failure.attempts()).isZero();
			assertThat(failure.isRetryable()).isFalse();
			assertThatExceptionOfType(SignInRequiredException.class).isThrownBy(office::answer);
			assertThat(refreshes()).as("the server is not asked again for what it has refused").isEqualTo(1);
			signIn(office, Browser.ofConsentingUser());
			assertThat(office.answer()).contains("Hello");
		}
	}

	@Test
	void fiftyCallersThatFindTheTokenEndedMakeOneTokenRequest() {
		try (Office office = signedIn(AuthorizationServer.TERMINAL)) {
			office.clock.advance(LIFE.plusMinutes(1));
			assertThat(all(office, 50)).hasSize(50).allMatch((answer) -> answer.text().contains("Hello"));
			assertThat(refreshes()).isEqualTo(1);
			assertThat(provider.requests()).extracting((request) -> request.header("authorization"))
				.containsOnly("Bearer " + office.stored().access());
		}
	}

	@Test
	void aTokenThatTheProviderRefusesIsRefreshedOnceAndTheCallSentAgain() {
		try (Office office = signedIn(AuthorizationServer.TERMINAL)) {
			OAuthCredentials ended = office.stored();
			gateway.end(ended.access());
			assertThat(office.answer()).contains("Hello");
			assertThat(statuses()).containsExactly(401, 200);
			assertThat(refreshes()).isEqualTo(1);
			assertThat(office.stored().access()).isNotEqualTo(ended.access());
		}
	}

	@Test
	void whoeverRefusesConsentIsNotSignedIn() {
		try (AuthorizationServer fresh = AuthorizationServer.start(LIFE)) {
			for (String client : List.of(AuthorizationServer.DESKTOP, AuthorizationServer.TERMINAL)) {
				try (Office office = Office.of(userSettings(client, fresh.issuer()))) {
					SignInRequiredException failure = catchThrowableOfType(SignInRequiredException.class,
							() -> signIn(office, Browser.ofRefusingUser()));
					assertThat(failure.details().code()).as(client).isEqualTo("access_denied");
					assertThat(status(office)).isEqualTo(State.SIGNED_OUT);
				}
			}
		}
	}

	@Test
	void twoProcessesWithOneFileRefreshOnce(@TempDir Path folder) throws Exception {
		Map<String, Object> settings = userSettings(AuthorizationServer.TERMINAL);
		settings.put("llm.oauth.store", "file");
		settings.put("llm.oauth.path", folder.resolve("credentials.json").toString());
		try (Office office = new Office(settings, null)) {
			signIn(office, Browser.ofConsentingUser());
			Process other = OtherProcess.start(settings);
			try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8);
					BufferedWriter tell = other.outputWriter(StandardCharsets.UTF_8)) {
				for (int round = 1; round <= 5; round++) {
					assertThat(OtherProcess.said(said)).isEqualTo("ready");
					office.clock.advance(NEAR_ITS_END);
					tell.write(NEAR_ITS_END + "\n");
					tell.flush();
					assertThat(office.answer()).contains("Hello");
					assertThat(OtherProcess.said(said)).contains("Hello");
					assertThat(refreshes()).isEqualTo(round);
				}
			}
			assertThat(other.waitFor()).isZero();
			assertThat(statuses()).hasSize(10).containsOnly(200);
		}
	}

	private static List<ChatResponse> all(Office office, int callers) {
		return Objects.requireNonNull(Flux.range(0, callers)
			.flatMap((caller) -> office.call().subscribeOn(Schedulers.parallel()), callers)
			.collectList()
			.block());
	}

	private static Office signedIn(String client) {
		Office office = Office.of(userSettings(client));
		signIn(office, Browser.ofConsentingUser());
		return office;
	}

	private static SignInStatus signIn(Office office, Browser browser) {
		return Objects.requireNonNull(office.signIns().signIn("office", new UserPrompts(browser)).block());
	}

	private static State status(Office office) {
		return Objects.requireNonNull(office.signIns().status("office").block()).state();
	}

	private static List<Integer> statuses() {
		return provider.exchanges()
			.stream()
			.map(Exchange::refusal)
			.map((refusal) -> (refusal != null) ? refusal.status() : 200)
			.toList();
	}

	private int refreshes() {
		return allRefreshes() - this.before;
	}

	private static int allRefreshes() {
		return (int) server.tokenRequests("refresh_token");
	}

	private static String refreshAtServer(String client, OAuthCredentials credentials) {
		return post("/oauth2/token",
				"grant_type=refresh_token&client_id=" + client + "&refresh_token=" + credentials.refresh());
	}

	private static String post(String path, String form) {
		try {
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create(server.issuer() + path))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(HttpRequest.BodyPublishers.ofString(form))
					.build(), HttpResponse.BodyHandlers.ofString())
				.body();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private static Map<String, Object> gatewaySettings() {
		Map<String, Object> settings = settings("client-credentials", AuthorizationServer.GATEWAY, server.issuer());
		settings.put("llm.providers.office.oauth.client-secret", AuthorizationServer.GATEWAY_SECRET);
		return settings;
	}

	private static Map<String, Object> userSettings(String client) {
		return userSettings(client, server.issuer());
	}

	private static Map<String, Object> userSettings(String client, String issuer) {
		boolean browser = client.equals(AuthorizationServer.DESKTOP);
		return settings(browser ? "authorization-code" : "device-code", client, issuer);
	}

	private static Map<String, Object> settings(String flow, String client, String issuer) {
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("llm.providers.office.api", "openai-completions");
		settings.put("llm.providers.office.base-url", provider.baseUrl("openai-completions"));
		settings.put("llm.providers.office.oauth.flow", flow);
		settings.put("llm.providers.office.oauth.issuer-uri", issuer);
		settings.put("llm.providers.office.oauth.client-id", client);
		settings.put("llm.providers.office.oauth.scopes", AuthorizationServer.SCOPE);
		return settings;
	}

}
