package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Under which conditions an answer is delivered.
 *
 * @param delay how long to wait before the headers
 * @param pace how long to wait before each delta, or null for the simulator's own
 * @param headers headers beside those of the protocol
 * @param breakage where the answer breaks, or null if it does not
 * @param drip in what pieces it is sent, or null for those that it is made of
 */
record Conditions(Duration delay, @Nullable Duration pace, Map<String, String> headers, @Nullable Breakage breakage,
		@Nullable Drip drip) {

	static final Conditions NONE = new Conditions(Duration.ZERO, null, Map.of(), null, null);

	Conditions withDelay(Duration delay) {
		return new Conditions(delay, this.pace, this.headers, this.breakage, this.drip);
	}

	Conditions withPace(Duration pace) {
		return new Conditions(this.delay, pace, this.headers, this.breakage, this.drip);
	}

	Conditions withHeader(String name, String value) {
		Map<String, String> changed = new LinkedHashMap<>(this.headers);
		changed.put(name, value);
		return new Conditions(this.delay, this.pace, changed, this.breakage, this.drip);
	}

	Conditions withBreakage(Breakage breakage) {
		return new Conditions(this.delay, this.pace, this.headers, breakage, this.drip);
	}

	Conditions withDrip(Drip drip) {
		return new Conditions(this.delay, this.pace, this.headers, this.breakage, drip);
	}

	/**
	 * Pieces of a body without regard to what they are pieces of.
	 *
	 * @param bytes how many bytes each has
	 * @param pace how long to wait before each
	 */
	record Drip(int bytes, Duration pace) {

		Flux<Frame> of(Flux<Frame> frames) {
			return frames.concatMap(
					(frame) -> Flux.range(0, (frame.bytes().length + this.bytes - 1) / this.bytes).map((index) -> {
						int from = index * this.bytes;
						byte[] piece = Arrays.copyOfRange(frame.bytes(), from,
								Math.min(frame.bytes().length, from + this.bytes));
						return new Frame(piece, (index == 0) ? frame.before().plus(this.pace) : this.pace);
					}), 1);
		}

	}

}
