package io.llmprovider.provider;

import java.time.Duration;

import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.transport.TimeoutSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LongThinkingTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, 10, 5", "OFF, 10, 5", "MINIMAL, 10, 5", "LOW, 10, 5", "MEDIUM, 10, 5",
			"HIGH, 30, 15", "XHIGH, 30, 15", "MAX, 30, 15" })
	void muchThinkingHasMoreTime(ThinkingLevel level, int firstByte, int idle) {
		TimeoutSettings limits = LongThinking.limits(level, null);
		assertThat(limits.firstByte()).isEqualTo(Duration.ofMinutes(firstByte));
		assertThat(limits.idle()).isEqualTo(Duration.ofMinutes(idle));
		assertThat(limits.connect()).isEqualTo(TimeoutSettings.DEFAULTS.connect());
		assertThat(limits.total()).isEqualTo(TimeoutSettings.DEFAULTS.total());
	}

	@Test
	void aServerThatIsKnownToBeSilentHasItsTimeAtEachLevel() {
		Duration silence = Duration.ofMinutes(20);
		assertThat(LongThinking.limits(ThinkingLevel.LOW, silence)).satisfies((limits) -> {
			assertThat(limits.firstByte()).isEqualTo(silence);
			assertThat(limits.idle()).isEqualTo(silence);
			assertThat(limits.total()).isEqualTo(TimeoutSettings.DEFAULTS.total());
		});
	}

	@Test
	void whatSomebodySetCounts() {
		TimeoutSettings own = new TimeoutSettings(null, Duration.ofSeconds(3), null, null);
		TimeoutSettings limits = own.orElse(LongThinking.limits(ThinkingLevel.MAX, null));
		assertThat(limits.firstByte()).isEqualTo(Duration.ofSeconds(3));
		assertThat(limits.idle()).isEqualTo(Duration.ofMinutes(15));
	}

}
