package io.llmprovider.provider;

import java.time.Duration;

import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;

/**
 * The time limits that hold where nobody has set any. A model that is to think much may
 * be silent for longer than others: providers report up to ten minutes without a byte,
 * and nearly half an hour on some hosts.
 */
final class LongThinking {

	private static final TimeoutSettings PATIENT = new TimeoutSettings(null, Duration.ofMinutes(30),
			Duration.ofMinutes(15), null)
		.orElse(TimeoutSettings.DEFAULTS);

	private LongThinking() {
	}

	/**
	 * The limits for a level.
	 * @param level how much the model is to think, or null if nobody said
	 * @param silence for how long this server is known to be silent, or null for no
	 * longer than others
	 * @return the usual limits, from level high on with more patience before the first
	 * byte and between two
	 */
	static TimeoutSettings limits(@Nullable ThinkingLevel level, @Nullable Duration silence) {
		boolean much = level != null && level.compareTo(ThinkingLevel.HIGH) >= 0;
		TimeoutSettings usual = much ? PATIENT : TimeoutSettings.DEFAULTS;
		return (silence != null) ? new TimeoutSettings(null, silence, silence, null).orElse(usual) : usual;
	}

}
