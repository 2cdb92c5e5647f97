package io.llmprovider.benchmarks.contender;

import java.util.Arrays;

import io.llmprovider.benchmarks.wire.AnswerScript;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;

/** When the deltas of one stream came. */
public final class Arrivals {

	private final long interval;

	/** Where in the body each delta ends, for clients that see bytes only. */
	private final long[] ends;

	private final long[] times;

	private int arrived;

	private Arrivals(long interval, long[] ends) {
		this.interval = interval;
		this.ends = ends;
		this.times = new long[ends.length];
	}

	/** For streams of a workload with a pace; the first of many, see {@link #next}. */
	public static Arrivals of(Api api, Workload workload) {
		AnswerScript script = api.script(workload);
		long[] ends = new long[workload.deltas()];
		long end = script.beginning().stream().mapToLong(event -> event.length).sum();
		for (int delta = 0; delta < ends.length; delta++) {
			end += script.deltas().get(delta).length;
			ends[delta] = end;
		}
		return new Arrivals(workload.intervalMillis() * 1_000_000L, ends);
	}

	/** For another stream of the same workload. */
	public Arrivals next() {
		return new Arrivals(this.interval, this.ends);
	}

	void delta() {
		if (this.arrived < this.times.length) {
			this.times[this.arrived++] = System.nanoTime();
		}
	}

	void bytes(long soFar) {
		while (this.arrived < this.ends.length && this.ends[this.arrived] <= soFar) {
			delta();
		}
	}

	/**
	 * How late each delta was, in nanoseconds. The server sends one at each interval, so
	 * the delta that was fastest tells when all the others were due.
	 */
	public long[] lateness() {
		return lateness(Arrays.copyOf(this.times, this.arrived), this.interval);
	}

	static long[] lateness(long[] times, long interval) {
		long[] late = new long[times.length];
		long earliest = Long.MAX_VALUE;
		for (int delta = 0; delta < late.length; delta++) {
			late[delta] = times[delta] - delta * interval;
			earliest = Math.min(earliest, late[delta]);
		}
		for (int delta = 0; delta < late.length; delta++) {
			late[delta] -= earliest;
		}
		return late;
	}

}
