package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Under which conditions an answer is delivered.
 *
 * @param delay how long to wait before the headers
 * @param pace how long to wait before each delta, or null for the simulator's own
 * @param headers headers beside those of the protocol
 * @param breakage where the answer breaks, or null if it does not
 */
record Conditions(Duration delay, @Nullable Duration pace, Map<String, String> headers, @Nullable Breakage breakage) {

	static final Conditions NONE = new Conditions(Duration.ZERO, null, Map.of(), null);

	Conditions withDelay(Duration delay) {
		return new Conditions(delay, this.pace, this.headers, this.breakage);
	}

	Conditions withPace(Duration pace) {
		return new Conditions(this.delay, pace, this.headers, this.breakage);
	}

	Conditions withHeader(String name, String value) {
		Map<String, String> changed = new LinkedHashMap<>(this.headers);
		changed.put(name, value);
		return new Conditions(this.delay, this.pace, changed, this.breakage);
	}

	Conditions withBreakage(Breakage breakage) {
		return new Conditions(this.delay, this.pace, this.headers, breakage);
	}

}
