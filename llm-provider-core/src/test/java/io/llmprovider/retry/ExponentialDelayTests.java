package io.llmprovider.retry;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.context.RetryContextSupport;
import org.springframework.retry.support.RetryTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The delays of the library's own back-off.
 */
class ExponentialDelayTests {

	private static final RetrySettings EXACT = CallFixture.exact(3);

	@Test
	void theDelayGrowsUpToTheLongest() {
		assertThat(delays(EXACT, 0.5, 6, CallFixture.failure(ErrorKind.SERVER))).containsExactly(1000L, 2000L, 4000L,
				8000L, 10000L, 10000L);
	}

	@Test
	void aDelayThatNeverEndsGrowingStaysFinite() {
		RetrySettings steep = RetrySettings.builder().multiplier(1e300).jitter(0).build();
		assertThat(delays(steep, 0.5, 3, CallFixture.failure(ErrorKind.SERVER))).containsExactly(1000L, 10000L, 10000L);
	}

	@ParameterizedTest
	@CsvSource({ "0.0, 800, 1600, 3200, 6400, 8000", "0.5, 1000, 2000, 4000, 8000, 9000",
			"1.0, 1200, 2400, 4800, 9600, 10000" })
	void theJitterSpreadsTheDelayAndNeverPassesTheLongest(double random, long first, long second, long third,
			long fourth, long fifth) {
		RetrySettings settings = RetrySettings.DEFAULTS;
		assertThat(delays(settings, random, 5, CallFixture.failure(ErrorKind.SERVER))).containsExactly(first, second,
				third, fourth, fifth);
	}

	@ParameterizedTest
	@CsvSource({ "0.0, 30000", "0.5, 31500", "1.0, 33000" })
	void whatTheProviderAskedForIsLengthenedByUpToATenthAndNeverShortened(double random, long expected) {
		assertThat(delays(RetrySettings.DEFAULTS, random, 1, CallFixture.asksToWait(Duration.ofSeconds(30))))
			.containsExactly(expected);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -5 })
	void aTimeThatIsNotPositiveIsNoHint(long seconds) {
		assertThat(delays(EXACT, 0.5, 2, CallFixture.asksToWait(Duration.ofSeconds(seconds)))).containsExactly(1000L,
				2000L);
	}

	@Test
	void theLongestWaitThatMayBeAskedForIsStillWaited() {
		assertThat(delays(EXACT, 0.5, 1, CallFixture.asksToWait(Duration.ofSeconds(60)))).containsExactly(60000L);
	}

	@Test
	void inSpringRetrysTemplateALongerWaitFailsAtOnce() {
		LlmException failure = CallFixture.asksToWait(Duration.ofSeconds(61));
		RetryTemplate template = RetryTemplate.builder()
			.maxAttempts(3)
			.customBackoff(new ExponentialDelay(EXACT))
			.build();
		assertThatExceptionOfType(LlmException.class).isThrownBy(() -> template.execute((context) -> {
			throw failure;
		})).withCause(failure).withMessageContaining("61s").withMessageContaining("retry.max-retry-after allows 1m");
	}

	@Test
	void inSpringRetrysTemplateItSleeps() {
		RetryTemplate template = RetryTemplate.builder()
			.maxAttempts(3)
			.customBackoff(new ExponentialDelay(EXACT))
			.build();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(BackOffInterruptedException.class).isThrownBy(() -> template.execute((context) -> {
			throw CallFixture.failure(ErrorKind.SERVER);
		}));
		assertThat(Thread.interrupted()).as("whoever comes next hears of it").isTrue();
	}

	@Test
	void inSpringRetrysTemplateTheNextAttemptFollows() {
		RetrySettings short1 = RetrySettings.builder().delay(Duration.ofMillis(1)).build();
		RetryTemplate template = RetryTemplate.builder()
			.maxAttempts(3)
			.customBackoff(new ExponentialDelay(short1))
			.build();
		int[] count = { 0 };
		String answer = template.execute((context) -> {
			if (count[0]++ < 2) {
				throw CallFixture.failure(ErrorKind.SERVER);
			}
			return "answer";
		});
		assertThat(answer).isEqualTo("answer");
	}

	@Test
	void aForeignContextIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ExponentialDelay(EXACT).delay(null));
	}

	private static List<Long> delays(RetrySettings settings, double random, int count, @Nullable Throwable failure) {
		ExponentialDelay delay = new ExponentialDelay(settings, () -> random);
		RetryContextSupport context = new RetryContextSupport(null);
		BackOffContext waits = delay.start(context);
		context.registerThrowable(failure);
		return Stream.generate(() -> delay.delay(waits).toMillis()).limit(count).toList();
	}

}
