package io.llmprovider.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.json.SettingsProbe;
import io.llmprovider.json.SettingsProbe.Subject;
import io.llmprovider.model.Model;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.Limits;
import io.llmprovider.provider.hook.ExchangeHook;
import io.llmprovider.provider.failover.CircuitBreakerSettings;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.TimeoutSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProviderSettingsTests {

	private static final Subject<ProviderSettings.Builder, ProviderSettings> SETTINGS = new Subject<>(
			() -> ProviderSettings.builder("p"), ProviderSettings.Builder::build);

	/** For each member a value of the higher and one of the lower rank. */
	private static final Map<String, List<Object>> VALUES = new TreeMap<>(Map.ofEntries(
			Map.entry("api", List.of("a", "b")), Map.entry("baseUrl", List.of("http://a", "http://b")),
			Map.entry("apiKey", List.of("sk-a", "sk-b")),
			Map.entry("keyVariables", List.of(List.of("A"), List.of("B"))),
			Map.entry("keyRequired", List.of(false, true)),
			Map.entry("auth", List.of(AuthSettings.header("a"), new AuthSettings(AuthScheme.HEADER, "b"))),
			Map.entry("oauth", List.of(OAuthSettings.of("a"), OAuthSettings.of("b"))),
			Map.entry("hooks", List.of(List.of(new FirstHook()), List.of(new FirstHook(), new FirstHook()))),
			Map.entry("headers", List.of(Map.of("X-A", "1"), Map.of("x-a", "2"))),
			Map.entry("apiKeys", List.of(List.of("a", "b"), List.of("c"))),
			Map.entry("apiKeyFile", List.of("a.key", "b.key")),
			Map.entry("compat",
					List.of(Compat.builder().supportsSeed(false).build(), Compat.builder().supportsSeed(true).build())),
			Map.entry("models",
					List.of(List.of(ModelSettings.of(Model.of("p", "m1"))),
							List.of(ModelSettings.of(Model.of("p", "m2"))))),
			Map.entry("options",
					List.of(ChatOptions.builder().seed(1L).build(), ChatOptions.builder().seed(2L).build())),
			Map.entry("timeouts", List.of(idle(1), idle(2))),
			Map.entry("retry",
					List.of(RetrySettings.builder().maxAttempts(1).build(),
							RetrySettings.builder().maxAttempts(2).build())),
			Map.entry("connections", List.of(new ConnectionSettings(1, null), new ConnectionSettings(2, null))),
			Map.entry("circuitBreaker",
					List.of(new CircuitBreakerSettings(true, null, null, null, null, null),
							new CircuitBreakerSettings(false, null, null, null, null, null))),
			Map.entry("limits", List.of(new Limits(1, 1, 1), new Limits(2, 2, 2))),
			Map.entry("sslBundle", List.of("a", "b")), Map.entry("wireStreaming", List.of(false, true)),
			Map.entry("deliverOn", List.of(DeliverOn.EVENT_LOOP, DeliverOn.PARALLEL))));

	static Stream<String> members() {
		return SettingsProbe.setters(ProviderSettings.Builder.class).stream();
	}

	@Test
	void everyMemberIsTried() {
		assertThat(members()).containsExactlyElementsOf(VALUES.keySet());
	}

	@ParameterizedTest
	@MethodSource("members")
	void theHigherRankWinsAndTheLowerFillsIn(String name) {
		Object high = VALUES.get(name).get(0);
		Object low = VALUES.get(name).get(1);
		ProviderSettings set = SETTINGS.with(name, high);
		ProviderSettings below = SETTINGS.with(name, low);
		ProviderSettings empty = ProviderSettings.builder("p").build();

		assertThat(SETTINGS.get(set.orElse(below), name)).isEqualTo(high);
		assertThat(SETTINGS.get(empty.orElse(below), name)).isEqualTo(low);
		assertThat(SETTINGS.get(set.orElse(empty), name)).isEqualTo(high);
		assertThat(SETTINGS.get(set.toBuilder().build(), name)).isEqualTo(high);
	}

	@Test
	void theNameIsNeverTakenFromElsewhere() {
		assertThat(ProviderSettings.builder("a").build().orElse(ProviderSettings.builder("b").build()).name())
			.isEqualTo("a");
	}

	@Test
	void headersMergeByNameWithoutRegardToCase() {
		ProviderSettings high = SETTINGS.with("headers", Map.of("X-A", "1"));
		ProviderSettings low = SETTINGS.with("headers", Map.of("x-a", "2", "X-B", "3"));

		assertThat(high.orElse(low).headers()).isEqualTo(Map.of("X-A", "1", "X-B", "3"));
	}

	@ParameterizedTest
	@MethodSource("members")
	void everyMemberIsInItsWords(String name) {
		String before = ProviderSettings.builder("p").build().toString();

		assertThat(SETTINGS.with(name, VALUES.get(name).get(0)).toString()).isNotEqualTo(before);
	}

	@Test
	void secretsAreNotInItsWords() {
		ModelSettings model = new ModelSettings(Model.of("p", "m"), null, null, Map.of("X-Model", "abcd"), Compat.NONE,
				ChatOptions.NONE, null);
		ProviderSettings settings = ProviderSettings.builder("p")
			.apiKey("sk-1234")
			.headers(Map.of("X-Token", "efgh"))
			.models(List.of(model))
			.build();

		assertThat(settings.toString()).contains("api-key=(set)", "X-Token").doesNotContain("1234", "efgh", "abcd");
		assertThat(model.toString()).contains("p:m", "X-Model").doesNotContain("abcd");
	}

	private static TimeoutSettings idle(int seconds) {
		return new TimeoutSettings(null, null, Duration.ofSeconds(seconds), null);
	}

	/**
	 * A hook that does nothing.
	 */
	private static final class FirstHook implements ExchangeHook {

	}

}
