package io.llmprovider.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeyHeader;
import io.llmprovider.auth.KeySource;
import io.llmprovider.model.Model;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Signing in at one provider: all of its users, one flow.
 */
public final class ProviderSignIn {

	/** How long a user may take if nobody says otherwise. */
	public static final Duration USUAL_TIMEOUT = Duration.ofMinutes(10);

	/** Sessions are made anew from the store when they are needed again. */
	private static final int MOST_SESSIONS = 10_000;

	private final String provider;

	private final OAuthFlow flow;

	private final Supplier<CredentialStore> store;

	private final String home;

	private final Duration timeout;

	private final Clock clock;

	private final Map<CredentialKey, SignInSession> sessions = new LinkedHashMap<>(16, 0.75f, true);

	/**
	 * Creates it; nothing is read yet.
	 * @param provider the provider's name
	 * @param flow how one signs in
	 * @param store where credentials are kept, asked for when it is first needed
	 * @param home the provider's base URL, to which the credentials belong
	 * @param timeout how long a user may take, or null for {@link #USUAL_TIMEOUT}
	 * @param clock tells what has ended
	 */
	public ProviderSignIn(String provider, OAuthFlow flow, Supplier<CredentialStore> store, String home,
			@Nullable Duration timeout, Clock clock) {
		this.provider = provider;
		this.flow = flow;
		this.store = store;
		this.home = home;
		this.timeout = (timeout != null) ? timeout : USUAL_TIMEOUT;
		this.clock = clock;
	}

	/**
	 * Signs a user in.
	 * @param principal the application's user, or null for all of its calls
	 * @param prompts what the user is shown and asked
	 * @return how it stands afterwards
	 * @see SignIns#signIn
	 */
	public Mono<SignInStatus> signIn(@Nullable String principal, SignInPrompts prompts) {
		return Mono.defer(() -> {
			CredentialKey key = key(principal);
			SignInFailures failures = new SignInFailures(key, this.flow.name());
			SignInSession session = session(key);
			// A store that cannot be used is found before the user is asked for anything.
			return this.store.get()
				.read(key)
				.then(Mono.defer(() -> this.flow.signIn(new PatientPrompts(prompts))))
				.timeout(this.timeout)
				.onErrorMap((failure) -> failures.ofSignIn(failure, this.timeout))
				.switchIfEmpty(Mono.error(failures::notSignedIn))
				.map((fresh) -> HomeMark.put(fresh, this.home))
				.flatMap((fresh) -> this.store.get().write(key, fresh))
				.then(Mono.fromRunnable(session::forget))
				.then(Mono.defer(() -> status(principal)));
		});
	}

	/**
	 * Signs a user out.
	 * @param principal the application's user, or null for all of its calls
	 * @return completes when it is done
	 * @see SignIns#signOut
	 */
	public Mono<Void> signOut(@Nullable String principal) {
		return Mono.defer(() -> {
			CredentialKey key = key(principal);
			SignInFailures failures = new SignInFailures(key, this.flow.name());
			return this.store.get()
				.delete(key)
				.doOnTerminate(session(key)::forget)
				.flatMap((forgotten) -> this.flow.revoke(forgotten).onErrorMap(failures::ofSignOut));
		});
	}

	/**
	 * How the sign-in of a user stands.
	 * @param principal the application's user, or null for all of its calls
	 * @return the status
	 * @see SignIns#status
	 */
	public Mono<SignInStatus> status(@Nullable String principal) {
		return Mono.defer(() -> {
			CredentialKey key = key(principal);
			return this.store.get().read(key).flatMap((found) -> {
				SignInSession session = session(key);
				SignInStatus status = status(key, state(session, found), found.expiresAt());
				// What is known from now on are the user's models.
				return session.isDue(found) ? Mono.just(status) : session.credentials().thenReturn(status);
			}).defaultIfEmpty(status(key, SignInStatus.State.SIGNED_OUT, null));
		});
	}

	private SignInStatus status(CredentialKey key, SignInStatus.State state, @Nullable Instant end) {
		return new SignInStatus(this.provider, key.principal(), this.flow.name(), state, end);
	}

	private SignInStatus.State state(SignInSession session, OAuthCredentials found) {
		if (!session.isDue(found)) {
			return SignInStatus.State.SIGNED_IN;
		}
		boolean refreshable = (found.refresh() != null || !this.flow.needsUser()) && !session.isDead(found);
		if (refreshable) {
			return SignInStatus.State.REFRESH_DUE;
		}
		return session.isStillGood(found) ? SignInStatus.State.SIGNED_IN : SignInStatus.State.EXPIRED;
	}

	/**
	 * The models as the flow lists them for whoever is signed in for all of the
	 * application's calls, once that is known.
	 * @param models what the provider lists
	 * @return the models to list
	 */
	public List<Model> models(List<Model> models) {
		OAuthCredentials known = session(key(null)).known();
		return (known != null) ? this.flow.models(models, known) : models;
	}

	/**
	 * Whether credentials for all of the application's calls are known.
	 * @return whether somebody is signed in, as far as was looked
	 */
	public boolean isKnown() {
		return session(key(null)).known() != null;
	}

	/**
	 * What puts the credentials on requests, where no key ranks higher.
	 * @param keys the provider's keys
	 * @param below sends keys, and knows what to do if there is none
	 * @param how how the user wants keys to travel; a token is a bearer token if nothing
	 * is set
	 * @return the authorizer
	 */
	public Authorizer authorizer(KeySource keys, Authorizer below, AuthSettings how) {
		return new SignInAuthorizer(this, this.flow, this.home, keys, below, KeyHeader.of(how));
	}

	CredentialKey key(@Nullable String principal) {
		return new CredentialKey(this.provider, principal);
	}

	SignInSession session(CredentialKey key) {
		synchronized (this.sessions) {
			SignInSession session = this.sessions.computeIfAbsent(key,
					(absent) -> new SignInSession(absent, this.flow, this.store, this.home, this.clock));
			if (this.sessions.size() > MOST_SESSIONS) {
				Iterator<SignInSession> eldest = this.sessions.values().iterator();
				eldest.next();
				eldest.remove();
			}
			return session;
		}
	}

	boolean refuse(String value) {
		List<SignInSession> all;
		synchronized (this.sessions) {
			all = List.copyOf(this.sessions.values());
		}
		return all.stream().filter((session) -> session.refuse(value)).count() > 0;
	}

	SignInFailures failures(CredentialKey key) {
		return new SignInFailures(key, this.flow.name());
	}

}
