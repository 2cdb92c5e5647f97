package io.llmprovider.oauth.standard;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.SignInRequiredException;
import io.llmprovider.oauth.DeviceCode;
import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.SignInPrompts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the server is asked while the user is on the way to another device, in virtual
 * time.
 */
class DeviceCodeFlowTests {

	private static final String CODES = """
			{"device_code": "d-1", "user_code": "WDJB-MJHT", "verification_uri": "https://sso.example.com/device",
			 "verification_uri_complete": "https://sso.example.com/device?user_code=WDJB-MJHT", "expires_in": 60,
			 "interval": 3}""";

	private static final String TOKEN = """
			{"access_token": "a-1", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "r-1"}""";

	private static final String PENDING = "{\"error\": \"authorization_pending\"}";

	private static final String SLOWER = "{\"error\": \"slow_down\"}";

	private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

	private final Queue<String> replies = new ArrayDeque<>();

	private final List<Long> times = new ArrayList<>();

	private final List<DeviceCode> shown = new ArrayList<>();

	@Test
	void theUserIsShownTheCodeAndTheServerIsAskedAtItsPace() {
		answer(CODES, PENDING, SLOWER, PENDING, TOKEN);
		StepVerifier.withVirtualTime(this::signIn)
			.thenAwait(Duration.ofSeconds(30))
			.assertNext((credentials) -> assertThat(credentials.refresh()).isEqualTo("r-1"))
			.verifyComplete();
		assertThat(this.times).containsExactly(0L, 3L, 6L, 14L, 22L);
		assertThat(this.shown).containsExactly(new DeviceCode("WDJB-MJHT", URI.create("https://sso.example.com/device"),
				URI.create("https://sso.example.com/device?user_code=WDJB-MJHT"), NOW.plusSeconds(60),
				Duration.ofSeconds(3)));
	}

	@Test
	void withoutAnIntervalItIsFiveSeconds() {
		answer("""
				{"device_code": "d", "user_code": "u", "verification_url": "https://a/b", "expires_in": "60"}""",
				PENDING, TOKEN);
		StepVerifier.withVirtualTime(this::signIn)
			.thenAwait(Duration.ofSeconds(20))
			.expectNextCount(1)
			.verifyComplete();
		assertThat(this.times).containsExactly(0L, 5L, 10L);
	}

	@Test
	void aServerInTroubleIsAskedAtHalfThePace() {
		answer(CODES, "503", TOKEN);
		StepVerifier.withVirtualTime(this::signIn)
			.thenAwait(Duration.ofSeconds(20))
			.expectNextCount(1)
			.verifyComplete();
		assertThat(this.times).containsExactly(0L, 3L, 9L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "expired_token", "access_denied" })
	void whatTheUserHasToRepeatIsSaidSo(String code) {
		answer(CODES, PENDING, "{\"error\": \"" + code + "\"}");
		StepVerifier.withVirtualTime(this::signIn)
			.thenAwait(Duration.ofSeconds(20))
			.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(SignInRequiredException.class)
				.extracting((ex) -> ((LlmException) ex).details().code())
				.isEqualTo(code));
	}

	@Test
	void aCodeThatNobodyEntersEnds() {
		answer(CODES);
		for (int i = 0; i < 25; i++) {
			answer(PENDING);
		}
		StepVerifier.withVirtualTime(this::signIn)
			.thenAwait(Duration.ofSeconds(60))
			.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(SignInRequiredException.class)
				.hasMessageContaining("expired_token"));
	}

	@Test
	void aSignInThatIsCancelledAsksNoMore() {
		answer(CODES, PENDING, PENDING);
		VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
		try {
			Disposable leaving = signIn().subscribe();
			time.advanceTimeBy(Duration.ofSeconds(4));
			leaving.dispose();
			time.advanceTimeBy(Duration.ofSeconds(30));
		}
		finally {
			VirtualTimeScheduler.reset();
		}
		assertThat(this.times).containsExactly(0L, 3L);
	}

	@Test
	void aRefusedClientIsNamed() {
		answer("{\"error\": \"unauthorized_client\"}");
		StepVerifier.withVirtualTime(this::signIn)
			.thenAwait(Duration.ofSeconds(1))
			.verifyErrorSatisfies((failure) -> assertThat(failure).isExactlyInstanceOf(AuthenticationException.class)
				.hasMessageContaining("llm.providers.office.oauth.client-id"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"device_code\": \"d\", \"user_code\": \"u\", \"verification_uri\": \"a b\"}" })
	void anAnswerWithoutCodesIsNoDeviceCode(String json) {
		answer(json);
		StepVerifier.withVirtualTime(this::signIn)
			.thenAwait(Duration.ofSeconds(1))
			.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(LlmException.class,
					(ex) -> assertThat(ex.kind()).isEqualTo(ErrorKind.PROTOCOL)));
	}

	@Test
	void codesAreNotInTexts() {
		DeviceAuthorization given = DeviceAuthorization.of(io.llmprovider.json.Json.object(CODES), Clock.systemUTC(),
				new TokenFailures(context()));
		assertThat(given).asString().doesNotContain("d-1", "WDJB");
	}

	private void answer(String... bodies) {
		this.replies.addAll(List.of(bodies));
	}

	private Mono<OAuthCredentials> signIn() {
		return new StandardFlows().create(context()).signIn(new SignInPrompts() {

			@Override
			public Mono<Void> open(URI page, @Nullable String instructions) {
				throw new AssertionError("a device code has no page to open");
			}

			@Override
			public Mono<Void> show(DeviceCode code) {
				return Mono.fromRunnable(() -> DeviceCodeFlowTests.this.shown.add(code));
			}

			@Override
			public Mono<String> ask(Question question) {
				throw new AssertionError("a device code asks nothing");
			}

		});
	}

	private FlowContext context() {
		OAuthSettings settings = OAuthSettings.builder()
			.flow("device-code")
			.clientId("app")
			.tokenUri("https://sso.example.com/token")
			.deviceAuthorizationUri("https://sso.example.com/device_authorization")
			.build();
		return new FlowContext("office", settings,
				() -> WebClient.builder().exchangeFunction((request) -> Mono.fromCallable(this::reply)).build(),
				Clock.fixed(NOW, ZoneOffset.UTC));
	}

	private ClientResponse reply() {
		this.times.add(VirtualTimeScheduler.get().now(java.util.concurrent.TimeUnit.SECONDS));
		String reply = this.replies.remove();
		if (reply.length() == 3) {
			return ClientResponse.create(HttpStatusCode.valueOf(Integer.parseInt(reply))).build();
		}
		return ClientResponse.create(HttpStatusCode.valueOf(reply.contains("error") ? 400 : 200))
			.header("Content-Type", "application/json")
			.body(reply)
			.build();
	}

}
