package io.llmprovider.oauth.standard;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.SignInRequiredException;
import io.llmprovider.oauth.DeviceCode;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.SignInPrompts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The way through the browser, which is played by a client, and back.
 */
class AuthorizationCodeFlowTests {

	private static final String TOKEN = """
			{"access_token": "a-1", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "r-1"}""";

	private final FakeServer server = new FakeServer();

	private final HttpClient browser = HttpClient.newHttpClient();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void theBrowserBringsTheCodeAndTheVerifierFitsTheChallenge() throws Exception {
		this.server.answers(200, TOKEN);
		AtomicReference<MultiValueMap<String, String>> asked = new AtomicReference<>();
		OAuthCredentials credentials = signIn(this.server.settings("authorization-code")
			.scopes(List.of("llm.use"))
			.parameters(Map.of("audience", "https://llm.example.com")), (page) -> {
				asked.set(query(page));
				assertThat(visit(redirect(page) + "?code=c-1&state=" + state(page)).statusCode()).isEqualTo(200);
			});
		assertThat(credentials.refresh()).isEqualTo("r-1");
		Map<String, String> page = asked.get().toSingleValueMap();
		Map<String, String> form = this.server.asked.get(0).form();
		assertThat(page).containsEntry("response_type", "code")
			.containsEntry("client_id", "app")
			.containsEntry("scope", "llm.use")
			.containsEntry("audience", "https://llm.example.com")
			.containsEntry("code_challenge_method", "S256");
		assertThat(form).containsEntry("grant_type", "authorization_code")
			.containsEntry("code", "c-1")
			.containsEntry("redirect_uri", page.get("redirect_uri"));
		String verifier = Objects.requireNonNull(form.get("code_verifier"));
		assertThat(verifier).hasSizeBetween(43, 128).isNotEqualTo(page.get("state"));
		assertThat(page.get("code_challenge")).isEqualTo(Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII))));
	}

	@Test
	void strangersAreTurnedAwayAndTheSignInGoesOn() {
		this.server.answers(200, TOKEN);
		signIn(this.server.settings("authorization-code"), (page) -> {
			String redirect = redirect(page);
			assertThat(visit(redirect + "/other?code=c&state=" + state(page)).statusCode()).isEqualTo(404);
			assertThat(visit(redirect + "?code=c&state=guessed").statusCode()).isEqualTo(400);
			assertThat(visit(redirect + "?error=access_denied").statusCode()).isEqualTo(400);
			assertThat(visit(redirect + "?state=" + state(page)).statusCode()).isEqualTo(400);
			assertThat(visit(redirect + "?code=c-1&state=" + state(page)).body()).doesNotContain("c-1");
		});
		assertThat(this.server.asked).hasSize(1);
		assertThat(this.server.asked.get(0).form()).containsEntry("code", "c-1");
	}

	@Test
	void whoeverRefusesOnThePageEndsTheSignIn() {
		SignInRequiredException failure = catchThrowableOfType(SignInRequiredException.class,
				() -> signIn(this.server.settings("authorization-code"), (page) -> visit(
						redirect(page) + "?error=access_denied&error_description=No+thanks&state=" + state(page))));
		assertThat(failure.details().code()).isEqualTo("access_denied");
		assertThat(failure).hasMessageContaining("No thanks");
		assertThat(this.server.asked).isEmpty();
	}

	@Test
	void thePortIsOpenOnlyWhileSomebodySignsIn() throws Exception {
		this.server.answers(200, TOKEN);
		AtomicReference<String> redirect = new AtomicReference<>();
		signIn(this.server.settings("authorization-code"), (page) -> {
			redirect.set(redirect(page));
			visit(redirect(page) + "?code=c-1&state=" + state(page));
		});
		assertClosed(redirect.get());
		CountDownLatch opened = new CountDownLatch(1);
		Disposable left = flowSignIn(this.server.settings("authorization-code").build(), prompts((page) -> {
			redirect.set(redirect(page));
			opened.countDown();
		}, (question) -> Mono.empty())).subscribe();
		assertThat(opened.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(visit(redirect.get()).statusCode()).isEqualTo(400);
		left.dispose();
		assertClosed(redirect.get());
	}

	@Test
	void whoeverHasNoBrowserHerePastesTheCode() {
		this.server.answers(200, TOKEN);
		AtomicReference<String> state = new AtomicReference<>();
		OAuthCredentials credentials = Objects
			.requireNonNull(flowSignIn(this.server.settings("authorization-code").build(),
					prompts((page) -> state.set(state(page)),
							(question) -> Mono.fromCallable(() -> "http://127.0.0.1/cb?code=c-2&state=" + state.get())))
				.block());
		assertThat(credentials.access()).isEqualTo("a-1");
		assertThat(this.server.asked.get(0).form()).containsEntry("code", "c-2");
	}

	@Test
	void aCodeOfAnotherSignInIsNotTaken() {
		assertThatExceptionOfType(SignInRequiredException.class)
			.isThrownBy(() -> flowSignIn(this.server.settings("authorization-code").build(), prompts((page) -> {
			}, (question) -> Mono.just("c-2#another"))).block())
			.withMessageContaining("another sign-in");
		assertThat(this.server.asked).isEmpty();
	}

	@Test
	void aPortThatIsTakenLeavesThePasting() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			String redirect = "http://localhost:" + taken.getLocalPort() + "/callback";
			OAuthSettings settings = this.server.settings("authorization-code").redirectUri(redirect).build();
			this.server.answers(200, TOKEN);
			flowSignIn(settings,
					prompts((page) -> assertThat(redirect(page)).isEqualTo(redirect), (question) -> Mono.just("c-3")))
				.block();
			assertThat(this.server.asked.get(0).form()).containsEntry("code", "c-3")
				.containsEntry("redirect_uri", redirect);
			assertThatExceptionOfType(ConfigurationException.class)
				.isThrownBy(() -> flowSignIn(settings, prompts((page) -> {
				}, (question) -> Mono.empty())).block())
				.withMessageContaining("llm.providers.office.oauth.redirect-uri");
		}
	}

	@Test
	void anAddressElsewhereIsAPageThatShowsTheCode() {
		this.server.answers(200, TOKEN);
		OAuthSettings settings = this.server.settings("authorization-code")
			.redirectUri("https://sso.example.com/code")
			.build();
		flowSignIn(settings, prompts((page) -> assertThat(redirect(page)).isEqualTo("https://sso.example.com/code"),
				(question) -> Mono.just("c-4")))
			.block();
		assertThat(this.server.asked.get(0).form()).containsEntry("code", "c-4");
	}

	private OAuthCredentials signIn(OAuthSettings.Builder settings, Consumer<URI> user) {
		return Objects.requireNonNull(flowSignIn(settings.build(), prompts(user, (question) -> Mono.empty())).block());
	}

	private static Mono<OAuthCredentials> flowSignIn(OAuthSettings settings, SignInPrompts prompts) {
		return new StandardFlows().create(FakeServer.context(settings)).signIn(prompts);
	}

	private static SignInPrompts prompts(Consumer<URI> user, Function<SignInPrompts.Question, Mono<String>> answers) {
		return new SignInPrompts() {

			@Override
			public Mono<Void> open(URI page, @Nullable String instructions) {
				return Mono.<Void>fromRunnable(() -> user.accept(page)).subscribeOn(Schedulers.boundedElastic());
			}

			@Override
			public Mono<Void> show(DeviceCode code) {
				throw new AssertionError("a browser needs no code");
			}

			@Override
			public Mono<String> ask(Question question) {
				return answers.apply(question);
			}

		};
	}

	private HttpResponse<String> visit(String address) {
		try {
			return this.browser.send(HttpRequest.newBuilder(URI.create(address)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/** Who leaves does not wait until the port is closed. */
	private static void assertClosed(String address) throws InterruptedException {
		HttpClient client = HttpClient.newHttpClient();
		HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		do {
			try {
				client.send(request, HttpResponse.BodyHandlers.discarding());
			}
			catch (ConnectException ex) {
				return;
			}
			catch (IOException ex) {
				// It was closed in the middle of an answer; the next connection tells.
			}
		}
		while (System.nanoTime() < end);
		throw new AssertionError("Somebody still listens at " + address);
	}

	private static String redirect(URI page) {
		return Objects.requireNonNull(query(page).getFirst("redirect_uri"));
	}

	private static String state(URI page) {
		return Objects.requireNonNull(query(page).getFirst("state"));
	}

	private static MultiValueMap<String, String> query(URI page) {
		return UriComponentsBuilder.fromUri(page).build().getQueryParams();
	}

}
