package io.llmprovider.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.json.SettingsProbe;
import io.llmprovider.json.SettingsProbe.Subject;
import io.llmprovider.retry.RetrySettings;
import io.llmprovider.transport.TimeoutSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class CallSettingsTests {

	private static final Subject<CallSettings.Builder, CallSettings> SETTINGS = new Subject<>(CallSettings::builder,
			CallSettings.Builder::build);

	private static final Map<String, List<Object>> VALUES = Map.of("apiKey", List.of("sk-high", "sk-low"), "headers",
			List.of(Map.of("X-A", "1"), Map.of("x-a", "2")), "timeouts", List.of(idle(1), idle(2)), "retry",
			List.of(RetrySettings.builder().maxAttempts(1).build(), RetrySettings.builder().maxAttempts(2).build()),
			"tag", List.of("a", "b"), "keepAnswer", List.of(false, true), "principal", List.of("alice", "bob"));

	static Stream<String> members() {
		return SettingsProbe.setters(CallSettings.Builder.class).stream();
	}

	@Test
	void everyMemberIsTried() {
		assertThat(members()).containsExactlyInAnyOrderElementsOf(VALUES.keySet());
	}

	@ParameterizedTest
	@MethodSource("members")
	void theHigherRankWinsAndTheLowerFillsIn(String name) {
		CallSettings high = SETTINGS.with(name, VALUES.get(name).get(0));
		CallSettings low = SETTINGS.with(name, VALUES.get(name).get(1));
		CallSettings unrelated = name.equals("tag") ? CallSettings.apiKey("k") : SETTINGS.with("tag", "t");

		assertThat(high.orElse(low)).isEqualTo(high).isNotEqualTo(low);
		assertThat(SETTINGS.get(unrelated.orElse(low), name)).isEqualTo(VALUES.get(name).get(1));
		assertThat(SETTINGS.get(high.orElse(unrelated), name)).isEqualTo(VALUES.get(name).get(0));
		assertThat(high.orElse(CallSettings.NONE)).isEqualTo(high);
		assertThat(CallSettings.NONE.orElse(low)).isEqualTo(low);
	}

	@Test
	void limitsMergeOneByOne() {
		CallSettings high = SETTINGS.with("timeouts", new TimeoutSettings(null, Duration.ofSeconds(7), null, null));

		assertThat(high.orElse(SETTINGS.with("timeouts", idle(3))).timeouts())
			.isEqualTo(new TimeoutSettings(null, Duration.ofSeconds(7), Duration.ofSeconds(3), null));
	}

	@Test
	void secretsAreNotInItsWords() {
		CallSettings settings = CallSettings.builder().apiKey("sk-1234").headers(Map.of("X-Token", "abcd")).build();

		assertThat(settings.toString()).contains("own key", "X-Token").doesNotContain("1234", "abcd");
	}

	private static TimeoutSettings idle(int seconds) {
		return new TimeoutSettings(null, null, Duration.ofSeconds(seconds), null);
	}

}
