package io.llmprovider.provider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.llmprovider.HandClock;
import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.SignInRequiredException;
import io.llmprovider.error.TimeoutException;
import io.llmprovider.model.Model;
import io.llmprovider.oauth.CredentialKey;
import io.llmprovider.oauth.DeviceCode;
import io.llmprovider.oauth.FileCredentialStore;
import io.llmprovider.oauth.MemoryCredentialStore;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.ScriptedFlow;
import io.llmprovider.oauth.SignInPrompts;
import io.llmprovider.oauth.SignInStatus.State;
import io.llmprovider.protocol.Compat;
import io.llmprovider.retry.RetrySettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Signing in at providers of a registry, and to whom the credentials go.
 */
class SignInTests {

	private static final String DONE = "\"ok\"\n\"END\"\n";

	private final FakeServer server = FakeServer.lines("\"ok\"", "\"END\"");

	private final FakeServer stranger = FakeServer.lines("\"ok\"", "\"END\"");

	private final HandClock clock = new HandClock();

	private final ScriptedFlow flow = new ScriptedFlow(this.clock);

	private final MemoryCredentialStore store = new MemoryCredentialStore();

	private final Map<String, String> environment = new ConcurrentHashMap<>();

	private final Map<String, String> supplied = new ConcurrentHashMap<>();

	private ProviderRegistry registry = ProviderRegistry.builder().build();

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		this.registry.close();
		this.server.close();
		this.stranger.close();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "call,runtime,configured,supplied,signedin,file,environment, call",
					"-,runtime,configured,supplied,signedin,file,environment, runtime",
					"-,-,configured,supplied,signedin,file,environment, configured",
					"-,-,-,supplied,signedin,file,environment, supplied", "-,-,-,-,signedin,file,environment, access-1",
					"-,-,-,-,-,file,environment, file", "-,-,-,-,-,-,environment, environment",
					"-,-,${UNSET},-,signedin,-,environment, access-1" })
	void theOrderIsCallRuntimeConfiguredSuppliedSignInFileEnvironment(@Nullable String call, @Nullable String runtime,
			@Nullable String configured, @Nullable String supplied, @Nullable String signedIn, @Nullable String file,
			@Nullable String environment, String used) throws IOException {
		Path path = this.directory.resolve("key");
		if (file != null) {
			Files.writeString(path, file + "\n");
		}
		if (supplied != null) {
			this.supplied.put("office", supplied);
		}
		this.environment.put("OFFICE_KEY", environment);
		open((office) -> office.apiKey(configured).apiKeyFile(path.toString()).keyVariables(List.of("OFFICE_KEY")));
		if (runtime != null) {
			this.registry.override(ProviderSettings.builder("office").apiKey(runtime).build());
		}
		if (signedIn != null) {
			signIn();
		}

		CallSettings settings = (call != null) ? CallSettings.apiKey(call) : CallSettings.NONE;
		this.registry.client("office:m").with(settings).chat(ChatRequest.of("hi")).block();

		assertThat(key(this.server)).isEqualTo("Bearer " + used);
	}

	@Test
	void aCallBeforeAnybodySignedInSaysHowToSignIn() {
		open(UnaryOperator.identity());

		assertThat(this.registry.signIns().providers()).containsExactly("office");
		assertThat(state()).isEqualTo(State.SIGNED_OUT);
		assertThat(this.registry.describe("office").orElseThrow().key())
			.isEqualTo(ProviderDescription.KeyState.SIGN_IN);
		assertThatExceptionOfType(SignInRequiredException.class).isThrownBy(this::call)
			.withMessageContaining("Nobody is signed in at provider 'office' (Test login)")
			.withMessageContaining("SignIns.signIn(\"office\", …)")
			.matches((failure) -> failure.attempts() == 0);
		assertThat(this.server.asked).isEmpty();
	}

	@Test
	void signingInAndOutAgain() {
		open(UnaryOperator.identity());

		assertThat(signIn()).isEqualTo(State.SIGNED_IN);
		call();
		assertThat(key(this.server)).isEqualTo("Bearer access-1");
		assertThat(this.registry.describe("office").orElseThrow().key())
			.isEqualTo(ProviderDescription.KeyState.PRESENT);
		this.registry.signIns().signOut("office").block();
		this.registry.signIns().signOut("office").block();

		assertThat(this.flow.revoked).containsExactly("access-1");
		assertThat(state()).isEqualTo(State.SIGNED_OUT);
		assertThatExceptionOfType(SignInRequiredException.class).isThrownBy(this::call);
	}

	@Test
	void whoCannotBeRevokedIsForgottenAllTheSame() {
		open(UnaryOperator.identity());
		signIn();
		this.flow.revocation = Mono.error(new IllegalStateException("token access-1"));

		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> this.registry.signIns().signOut("office").block())
			.withMessageContaining("forgotten here")
			.withMessageNotContaining("access-1");
		assertThat(this.store.read(CredentialKey.of("office")).blockOptional()).isEmpty();
		assertThatExceptionOfType(SignInRequiredException.class).isThrownBy(this::call);
	}

	@Test
	void aUserWhoLeavesEndsTheSignInAndNothingIsStored() throws InterruptedException {
		open(UnaryOperator.identity());
		CountDownLatch asked = new CountDownLatch(1);
		var leaving = this.registry.signIns()
			.signIn("office", new Answers(Mono.<String>never().doOnSubscribe((asking) -> asked.countDown())))
			.subscribe();
		assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
		leaving.dispose();

		assertThat(this.flow.left).hasValue(1);
		assertThat(state()).isEqualTo(State.SIGNED_OUT);
	}

	@Test
	void aUserWhoDoesNothingIsNotWaitedForForever() {
		open((office) -> office.oauth(OAuthSettings.builder().flow("own").timeout(Duration.ofMinutes(3)).build()));
		VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
		try {
			AtomicReference<Throwable> failure = new AtomicReference<>();
			this.registry.signIns().signIn("office", new Answers(Mono.never())).subscribe((status) -> {
			}, failure::set);
			time.advanceTimeBy(Duration.ofSeconds(179));
			assertThat(failure).hasValue(null);
			time.advanceTimeBy(Duration.ofSeconds(2));

			assertThat(failure.get()).isInstanceOf(TimeoutException.class)
				.hasMessageContaining("within 180 seconds")
				.hasMessageContaining("oauth.timeout");
			assertThat(this.flow.left).hasValue(1);
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	@Test
	void aUserWhoGivesNoAnswerIsNotSignedIn() {
		open(UnaryOperator.identity());

		assertThatExceptionOfType(SignInRequiredException.class)
			.isThrownBy(() -> this.registry.signIns().signIn("office", new Answers(Mono.empty())).block());
		assertThat(state()).isEqualTo(State.SIGNED_OUT);
	}

	@Test
	void promptsMayBlock() {
		open(UnaryOperator.identity());
		AtomicReference<Boolean> blockable = new AtomicReference<>();

		this.registry.signIns().signIn("office", new Answers(Mono.fromCallable(() -> {
			blockable.set(!Schedulers.isInNonBlockingThread());
			return "code";
		}))).subscribeOn(Schedulers.parallel()).block();

		assertThat(blockable).hasValue(true);
	}

	@Test
	void aStoreThatCannotBeUsedIsFoundBeforeTheUserIsAsked() throws IOException {
		Path file = Files.writeString(this.directory.resolve("credentials.json"), "{");
		this.registry = builder(office(UnaryOperator.identity())).credentials(() -> new FileCredentialStore(file))
			.build();

		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> this.registry.signIns()
				.signIn("office", new Answers(Mono.error(new IllegalStateException("asked"))))
				.block())
			.withMessageContaining(file.toString());
	}

	@Test
	void aTokenThatIsRefusedIsRefreshedOnceWhichIsAnAttempt() {
		try (FakeServer strict = new FakeServer((response, number) -> (number == 1) ? response.status(401).send()
				: response.header("Content-Type", "application/x-ndjson").sendString(Flux.just(DONE)))) {
			open((office) -> office.baseUrl(strict.url()));
			signIn();

			call();

			assertThat(strict.asked).extracting((asked) -> asked.headers().get("Authorization"))
				.containsExactly("Bearer access-1", "Bearer access-2");
			assertThat(this.flow.refreshedWith).containsExactly("refresh-1");
		}
	}

	@Test
	void aTokenThatIsRefusedAgainAfterARefreshEndsTheCall() {
		try (FakeServer closed = new FakeServer((response, number) -> response.status(401).send())) {
			open((office) -> office.baseUrl(closed.url()));
			signIn();

			assertThatExceptionOfType(AuthenticationException.class).isThrownBy(this::call)
				.matches((failure) -> failure.attempts() == 2);
			assertThat(closed.asked).hasSize(2);
			assertThat(this.flow.refreshedWith).hasSize(1);
		}
	}

	@Test
	void aTokenAndItsRefreshTokenThatWereRevokedAskForAnotherSignIn() {
		try (FakeServer closed = new FakeServer((response, number) -> response.status(401).send())) {
			open((office) -> office.baseUrl(closed.url()));
			signIn();
			this.flow.beforeRefresh = Mono.error(ScriptedFlow::revokedToken);

			assertThatExceptionOfType(SignInRequiredException.class).isThrownBy(this::call)
				.matches((failure) -> failure.attempts() == 1)
				.matches((failure) -> failure.model().orElseThrow().toString().equals("office:m"));
			assertThat(state()).isEqualTo(State.EXPIRED);
			this.flow.beforeRefresh = Mono.empty();
			assertThat(signIn()).isEqualTo(State.SIGNED_IN);
		}
	}

	@Test
	void fiftyCallsThatFindTheTokenExpiredMakeOneRefresh() {
		open(UnaryOperator.identity());
		signIn();
		this.clock.forward(Duration.ofHours(2));
		assertThat(state()).isEqualTo(State.REFRESH_DUE);
		this.flow.beforeRefresh = Mono.delay(Duration.ofMillis(20)).then();

		Flux.fromStream(IntStream.range(0, 50).boxed())
			.flatMap((i) -> this.registry.client("office:m").chat(ChatRequest.of("hi")), 50)
			.blockLast(Duration.ofSeconds(30));

		assertThat(this.flow.refreshedWith).containsExactly("refresh-1");
		assertThat(this.server.asked).hasSize(50)
			.allMatch((asked) -> asked.headers().get("Authorization").equals("Bearer access-2"));
	}

	@Test
	void theUsersOwnAddressHeadersAndModelsCount() {
		open((office) -> office.models(List.of(ModelSettings.of(Model.of("office", "m")))));
		this.flow.marks = (token) -> token.with("base", this.stranger.url().replace("/v1", "/eu/v2/"))
			.with("account", "4711")
			.with("plan", "pro");
		signIn();

		assertThat(this.registry.provider("office").models()).extracting(Model::id).containsExactly("pro");
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(this::call);
		this.registry.client("office:pro").chat(ChatRequest.of("hi")).block();
		assertThat(this.stranger.last().uri()).isEqualTo("/eu/v2/chat");
		assertThat(this.stranger.last().headers().get("X-Account")).isEqualTo("4711");
		assertThat(key(this.stranger)).isEqualTo("Bearer access-1");
		this.registry.signIns().signOut("office").block();
		assertThat(this.registry.provider("office").models()).extracting(Model::id).containsExactly("m");
		assertThat(this.server.asked).isEmpty();
	}

	@Test
	void anAddressOfTheUsersThatIsNoneFailsWithoutItsText() {
		open(UnaryOperator.identity());
		this.flow.marks = (token) -> token.with("base", "secret of a token");
		signIn();

		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(this::call)
			.withMessageContaining("OAuthFlow.baseUrl")
			.withMessageNotContaining("secret");
	}

	@Test
	void credentialsGoOnlyWhereTheyBelong() {
		open((office) -> office.models(
				List.of(ModelSettings.of(Model.of("office", "m")), new ModelSettings(Model.of("office", "elsewhere"),
						null, this.stranger.url(), Map.of(), Compat.NONE, ChatOptions.NONE, null))));
		signIn();
		call();
		assertThatExceptionOfType(SignInRequiredException.class)
			.isThrownBy(() -> this.registry.client("office:elsewhere").chat(ChatRequest.of("hi")).block())
			.withMessageContaining("belongs to " + this.server.url());
		this.registry.override(ProviderSettings.builder("office").baseUrl(this.stranger.url()).build());
		assertThatExceptionOfType(SignInRequiredException.class).isThrownBy(this::call)
			.withMessageContaining("is not sent to " + this.stranger.url().replace("/v1", ""));
		assertThat(this.stranger.asked).isEmpty();

		signIn();
		call();
		assertThat(key(this.stranger)).isEqualTo("Bearer access-2");
		this.registry.unregister("office");
		assertThatExceptionOfType(SignInRequiredException.class).isThrownBy(this::call);
		assertThat(this.server.asked).hasSize(1);
	}

	@Test
	void redirectsAreNotFollowedWithCredentials() {
		try (FakeServer redirecting = new FakeServer(
				(response, number) -> response.status(307).header("Location", this.stranger.url() + "/chat").send())) {
			open((office) -> office.baseUrl(redirecting.url()).retry(RetrySettings.once()));
			signIn();

			assertThatExceptionOfType(io.llmprovider.error.LlmException.class).isThrownBy(this::call)
				.satisfies((failure) -> assertThat(failure.status()).isEqualTo(307));
			assertThat(key(redirecting)).isEqualTo("Bearer access-1");
			assertThat(this.stranger.asked).isEmpty();
		}
	}

	@Test
	void eachUserHasCredentialsOfItsOwnAndNobodyElses() {
		this.environment.put("OFFICE_KEY", "of-everybody");
		open((office) -> office.keyVariables(List.of("OFFICE_KEY")));
		var alice = this.registry.signIns().forPrincipal("alice");
		assertThat(alice.signIn("office", new Answers(Mono.just("a"))).block().principal()).isEqualTo("alice");
		signIn();

		callAs("alice");
		assertThat(key(this.server)).isEqualTo("Bearer access-1");
		call();
		assertThat(key(this.server)).isEqualTo("Bearer access-2");
		assertThatExceptionOfType(SignInRequiredException.class).isThrownBy(() -> callAs("bob"))
			.withMessageContaining("for 'bob'");
		alice.signOut("office").block();
		assertThatExceptionOfType(SignInRequiredException.class).isThrownBy(() -> callAs("alice"));
		assertThat(state()).isEqualTo(State.SIGNED_IN);
	}

	@Test
	void aTokenTravelsAsTheUserSaysAndAsABearerTokenOtherwise() {
		open((office) -> office.auth(AuthSettings.header("X-Token")));
		signIn();
		call();
		assertThat(this.server.last().headers().get("X-Token")).isEqualTo("access-1");
		assertThat(this.server.last().headers().contains("Authorization")).isFalse();
	}

	@Test
	void aProviderIsRegisteredWithItsLoginAndTakenBackWithIt() {
		this.registry = builder(office(UnaryOperator.identity())).build();
		this.registry.register(ProviderSettings.builder("corporate").api("fake").baseUrl(this.server.url()).build(),
				this.flow);
		this.registry.register(ProviderSettings.builder("other").baseUrl(this.server.url()).build(),
				new FakeProtocol("mine"), this.flow);
		assertThat(this.registry.signIns().providers()).containsExactly("office", "corporate", "other");

		this.registry.override(ProviderSettings.builder("corporate").headers(Map.of("X-Team", "a")).build());
		this.registry.signIns().signIn("corporate", new Answers(Mono.just("code"))).block();
		this.registry.client("corporate:m").chat(ChatRequest.of("hi")).block();
		assertThat(key(this.server)).isEqualTo("Bearer access-1");

		this.registry.unregister("corporate");
		this.registry.unregister("other");
		assertThat(this.registry.signIns().providers()).containsExactly("office");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> this.registry.signIns().status("corporate").block());
		assertThat(this.store.read(CredentialKey.of("corporate")).block()).isNotNull();
	}

	@Test
	void whoNeedsNoUserNeedsNoSignIn() {
		this.flow.user = false;
		open(UnaryOperator.identity());

		call();
		this.clock.forward(Duration.ofMinutes(30));
		call();
		this.clock.forward(Duration.ofHours(1));
		call();

		assertThat(this.server.asked).extracting((asked) -> asked.headers().get("Authorization"))
			.containsExactly("Bearer access-1", "Bearer access-1", "Bearer access-2");
	}

	@Test
	void aTokenThatCannotBeSentIsNotShown() {
		open(UnaryOperator.identity());
		this.flow.marks = (token) -> OAuthCredentials.of("with a\nline break", null, null, null);
		signIn();

		assertThatExceptionOfType(AuthenticationException.class).isThrownBy(this::call)
			.withMessageNotContaining("with a");
	}

	@Test
	void settingsThatCannotWorkAreRefused() {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> open((office) -> office.oauth(OAuthSettings.builder().clientId("x").build())))
			.withMessageContaining("llm.providers.office.oauth.flow");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> open((office) -> office.oauth(OAuthSettings.of("devicecode"))))
			.withMessageContaining("did you mean 'device-code'?");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> open((office) -> office.auth(new AuthSettings(AuthScheme.NONE, null))))
			.withMessageContaining("auth.scheme");
		open(UnaryOperator.identity());
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> this.registry.signIns().signIn("ollama", new Answers(Mono.empty())).block())
			.withMessageContaining("One cannot sign in at provider 'ollama'; one can at [office]");
	}

	@Test
	void nothingIsShownThatIsSecret() {
		open((office) -> office.oauth(OAuthSettings.builder().flow("own").clientSecret("hush").build()));
		signIn();

		assertThat(this.registry.provider("office").toString() + this.registry.describe("office")
				+ this.registry.signIns().status("office").block() + this.store)
			.doesNotContain("hush")
			.doesNotContain("access-1")
			.doesNotContain("refresh-1");
		assertThat(this.registry.describe("office").orElseThrow().origins()).containsEntry("oauth.flow",
				Layer.CONFIGURED);
	}

	@Test
	void aFailureOfTheLoginIsNamedByItsType() {
		open(UnaryOperator.identity());

		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> this.registry.signIns()
				.signIn("office", new Answers(Mono.error(new IllegalStateException("secret"))))
				.block())
			.withMessageContaining("failed: IllegalStateException")
			.withMessageNotContaining("secret");
	}

	private State signIn() {
		return this.registry.signIns().signIn("office", new Answers(Mono.just("code"))).block().state();
	}

	private State state() {
		return this.registry.signIns().status("office").block().state();
	}

	private void call() {
		this.registry.client("office:m").chat(ChatRequest.of("hi")).block();
	}

	private void callAs(String principal) {
		this.registry.client("office:m")
			.with(CallSettings.builder().principal(principal).build())
			.chat(ChatRequest.of("hi"))
			.block();
	}

	private void open(UnaryOperator<ProviderSettings.Builder> office) {
		this.registry = builder(office(office)).build();
	}

	private ProviderSettings office(UnaryOperator<ProviderSettings.Builder> office) {
		return office
			.apply(ProviderSettings.builder("office")
				.api("fake")
				.baseUrl(this.server.url())
				.oauth(OAuthSettings.of("own")))
			.build();
	}

	private ProviderRegistryBuilder builder(ProviderSettings office) {
		return ProviderRegistry.builder()
			.environment(this.environment::get)
			.keys((provider) -> Optional.ofNullable(this.supplied.get(provider)))
			.protocol(new FakeProtocol())
			.clock(this.clock)
			.flow("own", this.flow)
			.credentials(() -> this.store)
			.provider(office);
	}

	private static String key(FakeServer server) {
		return server.last().headers().get("Authorization");
	}

	/**
	 * A user who gives one answer.
	 */
	private record Answers(Mono<String> answer) implements SignInPrompts {

		@Override
		public Mono<Void> open(URI page, @Nullable String instructions) {
			return Mono.empty();
		}

		@Override
		public Mono<Void> show(DeviceCode code) {
			return Mono.empty();
		}

		@Override
		public Mono<String> ask(Question question) {
			return this.answer;
		}

	}

}
