package io.llmprovider.oauth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.llmprovider.HandClock;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.ServerException;
import io.llmprovider.error.SignInRequiredException;
import io.llmprovider.error.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How calls get the credentials of one user, and who refreshes them when.
 */
class SignInSessionTests {

	private static final String HOME = "https://llm.example/v1";

	private static final CredentialKey OFFICE = CredentialKey.of("office");

	private final HandClock clock = new HandClock();

	private final ScriptedFlow flow = new ScriptedFlow(this.clock);

	private final MemoryCredentialStore store = new MemoryCredentialStore();

	private final SignInSession session = session(this.store);

	private SignInSession session(CredentialStore store) {
		return new SignInSession(OFFICE, this.flow, () -> store, HOME, this.clock);
	}

	private void signedIn() {
		this.store.write(OFFICE, OAuthCredentials.fresh("access-0", "refresh-0", this.flow.life, this.clock)).block();
	}

	private String access() {
		return this.session.credentials().map(OAuthCredentials::access).block();
	}

	@Test
	void nobodyIsSignedInUntilSomebodyIs() {
		assertThat(this.session.credentials().blockOptional()).isEmpty();
		assertThat(this.session.known()).isNull();
		signedIn();
		assertThat(access()).isEqualTo("access-0");
		assertThat(this.flow.refreshedWith).isEmpty();
	}

	@Test
	void aTokenIsRefreshedBeforeItEndsAndStoredBeforeItIsUsed() {
		signedIn();
		this.clock.forward(Duration.ofMinutes(54));
		assertThat(access()).isEqualTo("access-0");
		this.clock.forward(Duration.ofMinutes(1));
		assertThat(access()).isEqualTo("access-1");
		assertThat(this.store.read(OFFICE).block()).extracting(OAuthCredentials::refresh).isEqualTo("refresh-1");
		this.clock.forward(Duration.ofMinutes(60));
		assertThat(access()).isEqualTo("access-2");
		assertThat(this.flow.refreshedWith).containsExactly("refresh-0", "refresh-1");
	}

	@Test
	void tenCallersThatFindTheTokenExpiredAtOnceMakeOneRefresh() {
		signedIn();
		this.clock.forward(Duration.ofHours(2));
		Sinks.Empty<Void> answer = Sinks.empty();
		this.flow.beforeRefresh = answer.asMono();
		List<String> seen = new ArrayList<>();

		IntStream.range(0, 10)
			.forEach((i) -> this.session.credentials().subscribe((token) -> seen.add(token.access())));
		assertThat(seen).isEmpty();
		answer.tryEmitEmpty();

		assertThat(seen).hasSize(10).containsOnly("access-1");
		assertThat(this.flow.refreshedWith).containsExactly("refresh-0");
	}

	@Test
	void callersWhoLeaveDoNotEndARefreshWhoseTokenWouldBeLost() {
		signedIn();
		this.clock.forward(Duration.ofHours(2));
		Sinks.Empty<Void> answer = Sinks.empty();
		this.flow.beforeRefresh = answer.asMono();

		this.session.credentials().subscribe().dispose();
		answer.tryEmitEmpty();

		assertThat(this.store.read(OFFICE).block()).extracting(OAuthCredentials::refresh).isEqualTo("refresh-1");
		assertThat(access()).isEqualTo("access-1");
		assertThat(this.flow.refreshedWith).containsExactly("refresh-0");
	}

	@Test
	void theTokenThatAnotherProcessHasGotIsTaken() {
		signedIn();
		assertThat(access()).isEqualTo("access-0");
		this.clock.forward(Duration.ofHours(2));
		assertThat(session(this.store).credentials().block().access()).isEqualTo("access-1");

		assertThat(access()).isEqualTo("access-1");
		assertThat(this.flow.refreshedWith).hasSize(1);
	}

	@Test
	void twoProcessesThatNeedATokenAtOnceMakeOneRefresh() {
		signedIn();
		this.clock.forward(Duration.ofHours(2));
		Sinks.Empty<Void> answer = Sinks.empty();
		this.flow.beforeRefresh = answer.asMono();
		var mine = this.session.credentials().toFuture();
		var others = session(this.store).credentials().toFuture();
		answer.tryEmitEmpty();

		assertThat(mine.join()).isEqualTo(others.join());
		assertThat(this.flow.refreshedWith).hasSize(1);
	}

	@Test
	void aTokenThatWasRefusedIsRefreshedWhateverItsEndSays() {
		signedIn();
		assertThat(access()).isEqualTo("access-0");
		assertThat(this.session.refuse("access-0")).isTrue();
		assertThat(this.session.refuse("some key")).isFalse();
		assertThat(access()).isEqualTo("access-1");
		assertThat(access()).isEqualTo("access-1");
		assertThat(this.flow.refreshedWith).containsExactly("refresh-0");
	}

	@Test
	void aCallWhoseOldTokenIsRefusedLateTakesTheNewOneWithoutAnotherRefresh() {
		signedIn();
		access();
		this.clock.forward(Duration.ofMinutes(56));
		assertThat(access()).isEqualTo("access-1");
		assertThat(this.session.refuse("access-0")).isTrue();
		assertThat(access()).isEqualTo("access-1");
		assertThat(this.session.refuse("access-1")).isTrue();
		assertThat(access()).isEqualTo("access-2");
		assertThat(this.session.refuse("access-1")).isTrue();
		assertThat(access()).isEqualTo("access-2");
		assertThat(this.flow.refreshedWith).hasSize(2);
	}

	@Test
	void aRefreshTokenThatWasRevokedAsksForAnotherSignInAndIsNotTriedAgain() {
		signedIn();
		this.flow.beforeRefresh = Mono.error(ScriptedFlow::revokedToken);
		this.clock.forward(Duration.ofHours(2));

		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(SignInRequiredException.class).isThrownBy(this::access)
				.withMessageContaining("ign in")
				.matches((failure) -> failure.attempts() == 0 && !failure.isRetryable());
		}
		assertThat(this.flow.refreshedWith).hasSize(1);
		assertThat(this.store.read(OFFICE).block()).as("kept").isNotNull();

		this.flow.beforeRefresh = Mono.empty();
		this.store.write(OFFICE, OAuthCredentials.fresh("new", "new-refresh", this.flow.life, this.clock)).block();
		assertThat(access()).isEqualTo("new");
	}

	@Test
	void eachWaitingCallerIsToldOfAFailureByAnExceptionOfItsOwn() {
		signedIn();
		this.clock.forward(Duration.ofHours(2));
		Sinks.Empty<Void> answer = Sinks.empty();
		this.flow.beforeRefresh = answer.asMono()
			.then(Mono.error(() -> ErrorKind.SERVER.exception(ErrorDetails.builder("503 from the login").build())));
		List<Throwable> failures = new ArrayList<>();

		for (int i = 0; i < 2; i++) {
			this.session.credentials().subscribe((token) -> {
			}, failures::add);
		}
		answer.tryEmitEmpty();

		assertThat(failures).hasSize(2).allMatch(ServerException.class::isInstance).doesNotHaveDuplicates();
		assertThat(failures).allMatch((failure) -> ((LlmException) failure).attempts() == 0);
	}

	@Test
	void aTokenThatIsStillGoodIsUsedWhileTheLoginIsDownWhichIsAskedOnlyNowAndThen() {
		signedIn();
		this.clock.forward(Duration.ofMinutes(56));
		this.flow.beforeRefresh = Mono.error(new IllegalStateException("no network"));
		assertThat(access()).isEqualTo("access-0");
		assertThat(access()).isEqualTo("access-0");
		assertThat(this.flow.refreshedWith).hasSize(1);
		this.clock.forward(SignInSession.PAUSE);
		assertThat(access()).isEqualTo("access-0");
		assertThat(this.flow.refreshedWith).hasSize(2);
		this.clock.forward(Duration.ofMinutes(4));
		assertThatExceptionOfType(AuthenticationException.class).isThrownBy(this::access)
			.withMessageContaining("could not be refreshed: IllegalStateException")
			.withMessageNotContaining("no network");
		this.flow.rotating = false;
		this.flow.beforeRefresh = Mono.empty();
		assertThat(access()).isEqualTo("access-1");
		assertThat(this.store.read(OFFICE).block()).extracting(OAuthCredentials::refresh).isEqualTo("refresh-0");
	}

	@Test
	void tokensThatLiveForMinutesAreNotRefreshedAtEachCall() {
		this.flow.life = Duration.ofMinutes(2);
		signedIn();
		for (int i = 0; i < 12; i++) {
			access();
			this.clock.forward(Duration.ofSeconds(10));
		}
		assertThat(this.flow.refreshedWith).containsExactly("refresh-0");
	}

	@Test
	void clocksMayDifferByMinutes() {
		this.store.write(OFFICE, OAuthCredentials.of("from a clock ahead", "r", this.clock.instant().plusSeconds(240),
				this.clock.instant().plusSeconds(3840)))
			.block();
		assertThat(access()).isEqualTo("from a clock ahead");
		this.store.write(OFFICE, OAuthCredentials.of("from a clock behind", "r2",
				this.clock.instant().minusSeconds(240), this.clock.instant().plusSeconds(3360)))
			.block();
		this.session.forget();
		assertThat(access()).isEqualTo("from a clock behind");
		assertThat(this.flow.refreshedWith).isEmpty();
	}

	@Test
	void whatCouldNotBeStoredIsNotUsedAndNotLost() {
		signedIn();
		AtomicInteger failing = new AtomicInteger(1);
		SignInSession full = session(new FailingStore(failing));
		this.clock.forward(Duration.ofHours(2));

		assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> full.credentials().block())
			.withMessageContaining("disk full");
		assertThat(full.credentials().block().access()).isEqualTo("access-1");
		assertThat(this.flow.refreshedWith).containsExactly("refresh-0");
		assertThat(this.store.read(OFFICE).block()).extracting(OAuthCredentials::refresh).isEqualTo("refresh-1");
	}

	@Test
	void aRefreshThatTakesTooLongIsGivenUpAndTheLockWithIt() {
		signedIn();
		this.clock.forward(Duration.ofHours(2));
		VirtualTimeScheduler.getOrSet();
		try {
			this.flow.beforeRefresh = Mono.never();
			AtomicReference<Throwable> failure = new AtomicReference<>();
			this.session.credentials().subscribe((token) -> {
			}, failure::set);
			VirtualTimeScheduler.get().advanceTimeBy(SignInSession.PATIENCE);
			assertThat(failure.get()).isInstanceOf(TimeoutException.class).hasMessageContaining("30 seconds");
			this.flow.rotating = false;
			this.flow.beforeRefresh = Mono.empty();
			assertThat(access()).isEqualTo("access-1");
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	@Test
	void whoNeedsNoUserIsSignedInByTheFirstCallAndBoundToWhereCallsGo() {
		this.flow.user = false;

		List<OAuthCredentials> all = Flux.merge(this.session.credentials(), this.session.credentials())
			.collectList()
			.block();

		assertThat(all).extracting(OAuthCredentials::access).containsOnly("access-1");
		assertThat(this.store.read(OFFICE).block().attributes()).containsEntry("endpoint", HOME);
		SignInSession moved = new SignInSession(OFFICE, this.flow, () -> this.store, "https://other.example",
				this.clock);
		assertThat(moved.credentials().block().access()).isEqualTo("access-2");
	}

	@Test
	void whatIsForgottenIsReadAgain() {
		signedIn();
		access();
		this.store.delete(OFFICE).block();
		assertThat(access()).as("not asked for again at each call").isEqualTo("access-0");
		this.session.forget();
		assertThat(this.session.known()).isNull();
		assertThat(this.session.credentials().blockOptional()).isEmpty();
		assertThat(this.session).asString().doesNotContain("access-0").doesNotContain("refresh-0");
	}

	/**
	 * A store whose first writes fail.
	 */
	private final class FailingStore implements CredentialStore {

		private final AtomicInteger failing;

		FailingStore(AtomicInteger failing) {
			this.failing = failing;
		}

		@Override
		public Mono<OAuthCredentials> read(CredentialKey key) {
			return SignInSessionTests.this.store.read(key);
		}

		@Override
		public Mono<OAuthCredentials> delete(CredentialKey key) {
			return SignInSessionTests.this.store.delete(key);
		}

		@Override
		public Mono<OAuthCredentials> update(CredentialKey key,
				Function<Optional<OAuthCredentials>, Mono<OAuthCredentials>> change) {
			return SignInSessionTests.this.store.update(key, (current) -> change.apply(current)
				.flatMap((changed) -> (this.failing.getAndDecrement() > 0)
						? Mono.error(ErrorKind.AUTHENTICATION.exception(ErrorDetails.builder("disk full").build()))
						: Mono.just(changed)));
		}

	}

}
