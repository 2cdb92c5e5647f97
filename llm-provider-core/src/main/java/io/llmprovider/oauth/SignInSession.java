package io.llmprovider.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.llmprovider.auth.SingleFlight;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.SignInRequiredException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The credentials of one user at one provider, as calls use them: read once, refreshed
 * before they end, by one caller for all. What a refresh gives is stored before anybody
 * uses it, since the refresh token that was used for it may be worth nothing from then
 * on.
 */
final class SignInSession {

	/** How long a refresh may take; whoever shares the store waits for it. */
	static final Duration PATIENCE = Duration.ofSeconds(30);

	/** How long a token that is still good is used after a refresh failed. */
	static final Duration PAUSE = Duration.ofSeconds(30);

	private final CredentialKey key;

	private final OAuthFlow flow;

	private final Supplier<CredentialStore> store;

	private final String home;

	private final SignInFailures failures;

	private final Clock clock;

	private final SingleFlight<Held> held;

	private volatile int generation;

	private volatile @Nullable String refused;

	/** The key before the one that is known. */
	private volatile @Nullable String former;

	private volatile Instant notBefore = Instant.MIN;

	/** Credentials whose refresh the server has refused for good. */
	private volatile @Nullable OAuthCredentials dead;

	/** What a refresh gave and could not be stored. */
	private final AtomicReference<@Nullable Unstored> unstored = new AtomicReference<>();

	SignInSession(CredentialKey key, OAuthFlow flow, Supplier<CredentialStore> store, String home, Clock clock) {
		this.key = key;
		this.flow = flow;
		this.store = store;
		this.home = home;
		this.clock = clock;
		this.failures = new SignInFailures(key, flow.name());
		// Whoever leaves does not end what others may wait for, nor lose what a server
		// has given.
		this.held = new SingleFlight<>(Mono.fromFuture(() -> load().toFuture(), true), this::isStale,
				this::isStillGood);
	}

	/**
	 * Credentials that can be sent now.
	 * @return the credentials; empty if nobody is signed in
	 */
	Mono<OAuthCredentials> credentials() {
		return Mono.defer(this.held::value)
			.onErrorMap(SignInFailures::own)
			.flatMap((found) -> Mono.justOrEmpty(found.credentials()));
	}

	/**
	 * What was read last, without asking anybody.
	 * @return the credentials, or null if none are known
	 */
	@Nullable OAuthCredentials known() {
		Held found = this.held.latest();
		return (found != null && found.generation() == this.generation) ? found.credentials() : null;
	}

	/**
	 * The provider did not take a key.
	 * @param value what was sent
	 * @return whether it was one of this session, and another can be had
	 */
	boolean refuse(String value) {
		OAuthCredentials known = known();
		if (known != null && value.equals(key(known))) {
			this.refused = value;
			return true;
		}
		// It was sent before somebody else's call got another one.
		return value.equals(this.refused) || value.equals(this.former);
	}

	/**
	 * Forgets what was read: the store has changed.
	 */
	synchronized void forget() {
		this.generation++;
		this.notBefore = Instant.MIN;
	}

	/**
	 * Whether a refresh of credentials is known to be in vain.
	 */
	boolean isDead(OAuthCredentials credentials) {
		return credentials.equals(this.dead);
	}

	private Mono<Held> load() {
		int begun = this.generation;
		return this.store.get()
			.read(this.key)
			.filter(this::isReady)
			.switchIfEmpty(Mono.defer(this::renewed))
			.map((found) -> held(found, begun))
			.defaultIfEmpty(new Held(null, begun));
	}

	private Held held(OAuthCredentials found, int begun) {
		OAuthCredentials before = known();
		if (before != null && !key(before).equals(key(found))) {
			this.former = key(before);
		}
		return new Held(found, begun);
	}

	private Mono<OAuthCredentials> renewed() {
		return this.store.get()
			.update(this.key, this::renewed)
			.doOnNext((stored) -> this.unstored.set(null))
			.onErrorMap(this.failures::ofRefresh);
	}

	/** Runs alone; the store may have been changed by another process meanwhile. */
	private Mono<OAuthCredentials> renewed(Optional<OAuthCredentials> current) {
		if (current.isEmpty() || isMovedMachine(current.get())) {
			return this.flow.needsUser() ? Mono.empty()
					: this.flow.signIn(SignInPrompts.NOBODY)
						.timeout(PATIENCE)
						.map((fresh) -> HomeMark.put(fresh, this.home));
		}
		OAuthCredentials old = current.get();
		if (!isDue(old)) {
			return current.map(Mono::just).orElseThrow();
		}
		Unstored saved = this.unstored.get();
		if (saved != null && saved.old().equals(old)) {
			return isDue(saved.fresh()) ? refreshed(saved.fresh()) : Mono.just(saved.fresh());
		}
		return refreshed(old).doOnNext((fresh) -> this.unstored.set(new Unstored(old, fresh)))
			.onErrorResume((failure) -> isStillGood(old), (failure) -> {
				this.notBefore = this.clock.instant().plus(PAUSE);
				return Mono.just(old);
			});
	}

	private Mono<OAuthCredentials> refreshed(OAuthCredentials old) {
		if (isDead(old)) {
			return Mono.error(this.failures.mustSignInAgain(null));
		}
		return Mono.defer(() -> this.flow.refresh(old))
			.timeout(PATIENCE)
			.map((fresh) -> fresh.orRefreshOf(old))
			.doOnError(SignInRequiredException.class, (failure) -> this.dead = old)
			.switchIfEmpty(Mono.error(() -> this.failures.mustSignInAgain(null)));
	}

	private boolean isReady(OAuthCredentials found) {
		return !isDue(found) && !isMovedMachine(found);
	}

	/** Who needs no user gets credentials for wherever calls go now. */
	private boolean isMovedMachine(OAuthCredentials found) {
		return !this.flow.needsUser() && !HomeMark.allows(found, this.home);
	}

	private String key(OAuthCredentials credentials) {
		return this.flow.key(credentials);
	}

	/**
	 * Whether credentials should be replaced before a call uses them.
	 */
	boolean isDue(OAuthCredentials credentials) {
		return credentials.isDue(this.clock.instant()) && !isPausing(credentials)
				|| key(credentials).equals(this.refused);
	}

	private boolean isPausing(OAuthCredentials credentials) {
		Instant now = this.clock.instant();
		return now.isBefore(this.notBefore) && !credentials.isExpired(now);
	}

	/**
	 * Whether credentials are better than none.
	 */
	boolean isStillGood(OAuthCredentials credentials) {
		return !credentials.isExpired(this.clock.instant()) && !key(credentials).equals(this.refused);
	}

	private boolean isStale(Held found) {
		return found.credentials() == null || found.generation() != this.generation || isDue(found.credentials());
	}

	private boolean isStillGood(Held found) {
		return found.credentials() != null && found.generation() == this.generation && isStillGood(found.credentials());
	}

	@Override
	public String toString() {
		return "SignInSession[" + this.key + ", " + known() + "]";
	}

	/**
	 * What was read, and when it counts.
	 */
	private record Held(@Nullable OAuthCredentials credentials, int generation) {

	}

	/**
	 * What is in the store, and what should be there.
	 */
	private record Unstored(OAuthCredentials old, OAuthCredentials fresh) {

	}

}
