package io.llmprovider.auth;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps a token until shortly before it ends. All who need one while none is there wait
 * for the same fetch, and a failure is told to those only: whoever comes next asks again.
 */
public final class TokenCache {

	/** How long before its end a token is replaced. */
	public static final Duration MARGIN = Duration.ofMinutes(5);

	private final Clock clock;

	private final SingleFlight<AccessToken> tokens;

	private final AtomicReference<@Nullable String> refused = new AtomicReference<>();

	/**
	 * Creates an empty cache.
	 * @param source fetches a new token at each subscription, without blocking whoever
	 * subscribes
	 * @param clock tells what has ended
	 */
	public TokenCache(Mono<AccessToken> source, Clock clock) {
		this.clock = clock;
		this.tokens = new SingleFlight<>(source, this::isStale, this::isStillGood);
	}

	/**
	 * A token that can be sent now.
	 * @return the token, from the cache where there is one
	 */
	public Mono<AccessToken> token() {
		return this.tokens.value();
	}

	/**
	 * A provider did not take a token: the next call fetches another one.
	 * @param value the token that was sent
	 */
	public void refuse(String value) {
		this.refused.set(value);
	}

	private boolean isStale(AccessToken token) {
		return token.value().equals(this.refused.get()) || endsWithin(token, MARGIN);
	}

	/** A token near its end is better than none. */
	private boolean isStillGood(AccessToken token) {
		return !token.value().equals(this.refused.get()) && !endsWithin(token, Duration.ZERO);
	}

	private boolean endsWithin(AccessToken token, Duration margin) {
		return !token.expiresAt().minus(margin).isAfter(this.clock.instant());
	}

}
