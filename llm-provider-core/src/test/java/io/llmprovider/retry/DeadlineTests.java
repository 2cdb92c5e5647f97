package io.llmprovider.retry;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The time of a call in total.
 */
class DeadlineTests {

	@ParameterizedTest
	@CsvSource({ "0, 10, false", "4, 6, false", "9, 1, false", "10, 0, true", "11, 0, true" })
	void theRestShrinksToNothing(long passed, long remaining, boolean expired) {
		long[] now = { Long.MAX_VALUE - 3 };
		Deadline deadline = Deadline.after(Duration.ofNanos(10), () -> now[0]);
		now[0] += passed;
		assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(remaining));
		assertThat(deadline.expired()).isEqualTo(expired);
		assertThat(deadline.total()).isEqualTo(Duration.ofNanos(10));
	}

	@Test
	void theClockOfTheMachineIsUsedIfNoOtherIsGiven() {
		assertThat(Deadline.after(Duration.ofHours(1)).remaining()).isBetween(Duration.ofMinutes(59),
				Duration.ofHours(1));
	}

	@Test
	void aTimeThatIsTooLongForNanosecondsIsKept() {
		Duration centuries = Duration.ofDays(365 * 1000);
		assertThat(Deadline.after(centuries, () -> 7).remaining()).isEqualTo(centuries);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void aTimeThatIsNotPositiveIsRefused(long nanos) {
		assertThatIllegalArgumentException().isThrownBy(() -> Deadline.after(Duration.ofNanos(nanos)))
			.withMessageContaining("timeouts.total");
	}

}
