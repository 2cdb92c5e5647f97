package io.llmprovider.benchmarks.measure;

import io.llmprovider.benchmarks.contender.Contender;
import io.llmprovider.benchmarks.contender.Tally;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;

/** One stream after the other, each as fast as the bytes come. */
final class BurstRun {

	private static final int WARM_UP_WINDOWS = 3;

	/**
	 * The clock of CPU time ticks every 10 ms, so a window in which the compiler has made
	 * the client much faster is too short to be told from the next.
	 */
	private static final double SHORTEST_WINDOW = 0.6;

	private static final double SMALLEST_STEP = 0.2;

	private final Contender contender;

	private final Settings settings;

	private final Workload workload;

	private final Tally expected;

	BurstRun(Contender contender, Settings settings, Api api, Workload workload) {
		this.contender = contender;
		this.settings = settings;
		this.workload = workload;
		this.expected = Tally.expected(api, workload);
	}

	BurstResult run() throws Exception {
		int streams = 0;
		for (int i = 0; i < WARM_UP_WINDOWS; i++) {
			streams = streamsIn(this.settings.windowMillis());
		}
		Settling settling = new Settling(this.settings.tolerance(), this.settings.maxWindows());
		while (!settling.done()) {
			Window window = window(streams);
			settling.add(window);
			double length = window.cpuNanos() / 1e6 / this.settings.windowMillis();
			if (length < SHORTEST_WINDOW) {
				streams = (int) Math.ceil(streams / Math.max(length, SMALLEST_STEP));
				settling = new Settling(this.settings.tolerance(), this.settings.maxWindows());
			}
		}
		Window measured = settling.measured();
		return new BurstResult(settling.settled(), settling.spread(), settling.count(), streams,
				measured.cpuMicrosPerDelta(), measured.deltasPerSecond(), measured.bytesPerDelta(),
				measured.lostThreads());
	}

	/**
	 * How much work fills a window, at the speed that the compiler has reached by now.
	 */
	private int streamsIn(int millis) throws Exception {
		long end = System.nanoTime() + millis * 1_000_000L;
		int streams = 0;
		while (System.nanoTime() < end) {
			stream();
			streams++;
		}
		return streams;
	}

	private Window window(int streams) throws Exception {
		Stopwatch stopwatch = new Stopwatch();
		for (int i = 0; i < streams; i++) {
			stream();
		}
		return stopwatch.stop((long) streams * this.workload.deltas());
	}

	private void stream() throws Exception {
		Tally tally = new Tally();
		this.contender.consume(this.workload, tally);
		this.expected.check(tally, this.contender.counts());
	}

}
