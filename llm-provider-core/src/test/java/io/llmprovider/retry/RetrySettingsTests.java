package io.llmprovider.retry;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Settings are merged field by field and checked with the name of their property.
 */
class RetrySettingsTests {

	@Test
	void whatIsNotSetComesFromTheNextLevel() {
		RetrySettings call = RetrySettings.builder().maxAttempts(5).build();
		RetrySettings provider = RetrySettings.builder().maxAttempts(2).delay(Duration.ofSeconds(4)).build();
		assertThat(call.orElse(provider).orElse(RetrySettings.DEFAULTS)).isEqualTo(new RetrySettings(5,
				Duration.ofSeconds(4), 2.0, Duration.ofSeconds(10), 0.2, Duration.ofSeconds(60), false));
	}

	@Test
	void everyFieldIsInherited() {
		RetrySettings all = new RetrySettings(7, Duration.ofMillis(1), 3.0, Duration.ofMillis(2), 0.5,
				Duration.ofMillis(3), true);
		assertThat(RetrySettings.builder().build().orElse(all)).isEqualTo(all);
		assertThat(RetrySettings.NONE.orElse(all)).isEqualTo(all);
		assertThat(all.orElse(RetrySettings.DEFAULTS)).isEqualTo(all);
	}

	@Test
	void aCallThatIsMadeOnceSetsNothingElse() {
		assertThat(RetrySettings.once()).isEqualTo(new RetrySettings(1, null, null, null, null, null, null));
	}

	@ParameterizedTest
	@MethodSource
	void aValueOutOfRangeIsRefusedByName(String property, UnaryOperator<RetrySettings.Builder> value) {
		assertThatIllegalArgumentException().isThrownBy(() -> value.apply(RetrySettings.builder()).build())
			.withMessageStartingWith("retry." + property + " ");
	}

	static Stream<Arguments> aValueOutOfRangeIsRefusedByName() {
		return Stream.of(refused("max-attempts", (builder) -> builder.maxAttempts(0)),
				refused("delay", (builder) -> builder.delay(Duration.ofMillis(-1))),
				refused("multiplier", (builder) -> builder.multiplier(0.9)),
				refused("multiplier", (builder) -> builder.multiplier(Double.NaN)),
				refused("multiplier", (builder) -> builder.multiplier(Double.POSITIVE_INFINITY)),
				refused("max-delay", (builder) -> builder.maxDelay(Duration.ofMillis(-1))),
				refused("jitter", (builder) -> builder.jitter(-0.1)),
				refused("jitter", (builder) -> builder.jitter(1.1)),
				refused("jitter", (builder) -> builder.jitter(Double.NaN)),
				refused("max-retry-after", (builder) -> builder.maxRetryAfter(Duration.ofMillis(-1))));
	}

	@ParameterizedTest
	@CsvSource({ "PT0S, 0s", "PT0.5S, 500ms", "PT1.25S, 1250ms", "PT90S, 90s", "PT2M, 2m", "PT1H, 1h", "PT90M, 90m",
			"P2D, 48h" })
	void timesAreWrittenAsInTheConfiguration(Duration time, String text) {
		assertThat(Durations.text(time)).isEqualTo(text);
	}

	private static Arguments refused(String property, UnaryOperator<RetrySettings.Builder> value) {
		return arguments(property, value);
	}

}
