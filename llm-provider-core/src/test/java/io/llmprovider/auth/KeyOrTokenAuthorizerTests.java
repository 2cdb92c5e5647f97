package io.llmprovider.auth;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class KeyOrTokenAuthorizerTests {

	private static final WireRequest PLAIN = WireRequest.post("https://contoso.openai.azure.com", Map.of(), true,
			List.of());

	private final Map<String, String> environment = new HashMap<>();

	private final KeySource keys = new KeySource("office",
			new KeySettings(null, List.of(), null, List.of("OFFICE_KEY"), true), KeySupplier.NONE,
			this.environment::get);

	private final Authorizer authorizer = new KeyOrTokenAuthorizer(this.keys,
			new KeyAuthorizer(this.keys, AuthSettings.header("api-key"), null),
			new TokenAuthorizer(new TokenCache(Mono.just(new AccessToken("jwt", Instant.MAX)), Clock.systemUTC())));

	@Test
	void aTokenIsSentWhileThereIsNoKey() {
		WireRequest sent = this.authorizer.authorize(PLAIN, null).block();
		assertThat(sent.headers()).containsOnly(Map.entry("Authorization", "Bearer jwt"));
		assertThat(this.authorizer.renew(sent)).isTrue();
		assertThat(this.authorizer.worksWithoutKey()).isTrue();
	}

	@Test
	void aKeyThatTurnsUpIsSentInsteadAndNotRenewed() {
		this.authorizer.authorize(PLAIN, null).block();
		this.environment.put("OFFICE_KEY", "k");
		WireRequest sent = this.authorizer.authorize(PLAIN, null).block();
		assertThat(sent.headers()).containsOnly(Map.entry("api-key", "k"));
		assertThat(this.authorizer.renew(sent)).isFalse();
	}

	@Test
	void aKeyOfTheCallsOwnComesFirst() {
		assertThat(this.authorizer.authorize(PLAIN, "own").block().headers()).containsOnly(Map.entry("api-key", "own"));
	}

}
