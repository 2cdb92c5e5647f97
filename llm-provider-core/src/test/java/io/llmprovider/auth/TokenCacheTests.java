package io.llmprovider.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.llmprovider.HandClock;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TokenCacheTests {

	private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

	private final HandClock clock = new HandClock(BEGIN);

	private final AtomicInteger fetches = new AtomicInteger();

	private Duration life = Duration.ofHours(1);

	private boolean failing;

	private final TokenCache cache = new TokenCache(Mono.fromCallable(this::fetch), this.clock);

	@Test
	void aTokenIsFetchedOnceAndKeptUntilShortlyBeforeItsEnd() {
		assertThat(value()).isEqualTo("t1");
		this.clock.set(BEGIN.plus(Duration.ofMinutes(54)));
		assertThat(value()).isEqualTo("t1");
		this.clock.set(BEGIN.plus(Duration.ofMinutes(55)));
		assertThat(value()).isEqualTo("t2");
	}

	@Test
	void allWhoWaitShareOneFetchAndOneWhoLeavesDoesNotEndIt() {
		Sinks.One<AccessToken> answer = Sinks.one();
		AtomicInteger asked = new AtomicInteger();
		TokenCache waiting = new TokenCache(Mono.defer(() -> {
			asked.incrementAndGet();
			return answer.asMono();
		}), this.clock);
		List<String> seen = new ArrayList<>();
		waiting.token().subscribe().dispose();
		assertThat(asked).as("nobody is left who waits for the first").hasValue(1);
		var impatient = waiting.token().subscribe((token) -> seen.add("impatient"));
		waiting.token().subscribe((token) -> seen.add(token.value()));
		waiting.token().subscribe((token) -> seen.add(token.value()));
		impatient.dispose();
		answer.tryEmitValue(new AccessToken("shared", BEGIN.plus(this.life)));
		assertThat(seen).containsExactly("shared", "shared");
		assertThat(asked).hasValue(2);
	}

	@Test
	void aFailureIsNotKept() {
		this.failing = true;
		assertThatIllegalStateException().isThrownBy(this::value).withMessage("no network");
		this.failing = false;
		assertThat(value()).isEqualTo("t2");
	}

	@Test
	void aTokenNearItsEndIsUsedWhileNoOtherCanBeHad() {
		value();
		this.failing = true;
		this.clock.set(BEGIN.plus(Duration.ofMinutes(58)));
		assertThat(value()).isEqualTo("t1");
		this.clock.set(BEGIN.plus(this.life));
		assertThatIllegalStateException().isThrownBy(this::value);
	}

	@Test
	void aTokenThatWasRefusedIsNotSentAgain() {
		TokenAuthorizer authorizer = new TokenAuthorizer(this.cache);
		WireRequest plain = WireRequest.post("https://acme.example", Map.of(), true, List.of());
		WireRequest sent = authorizer.authorize(plain, null).block();
		assertThat(sent.headers()).containsEntry("Authorization", "Bearer t1");
		assertThat(authorizer.renew(sent)).isTrue();
		assertThat(authorizer.authorize(plain, null).block().headers()).containsEntry("Authorization", "Bearer t2");
		assertThat(authorizer.renew(sent)).isTrue();
		assertThat(authorizer.authorize(plain, "own").block().headers()).containsEntry("Authorization", "Bearer own");
		assertThat(authorizer.renew(plain)).isFalse();
	}

	@Test
	void aClockThatJumpsCostsAFetchAndNeverACall() {
		assertThat(value()).isEqualTo("t1");
		this.clock.set(BEGIN.plus(Duration.ofDays(3650)));
		assertThat(value()).as("set forward, the token seems to have ended").isEqualTo("t2");
		this.clock.set(BEGIN);
		assertThat(value()).as("set back, it seems to last").isEqualTo("t2");
		this.cache.refuse("t2");
		assertThat(value()).as("and when it has ended after all, the provider says so").isEqualTo("t3");
	}

	@Test
	void aTokenIsNotShown() {
		assertThat(new AccessToken("secret", BEGIN)).asString().doesNotContain("secret");
	}

	private String value() {
		return this.cache.token().map(AccessToken::value).block();
	}

	private AccessToken fetch() {
		int number = this.fetches.incrementAndGet();
		if (this.failing) {
			throw new IllegalStateException("no network");
		}
		return new AccessToken("t" + number, this.clock.instant().plus(this.life));
	}

}
