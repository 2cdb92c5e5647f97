package io.llmprovider.benchmarks.measure;

import io.llmprovider.benchmarks.contender.Contender;
import io.llmprovider.benchmarks.contender.Tally;
import io.llmprovider.benchmarks.wire.Workload;

/** One stream after the other, each as fast as the bytes come. */
final class BurstRun {

	private static final int WARM_UP_WINDOWS = 3;

	private final Contender contender;

	private final Settings settings;

	private final Workload workload;

	private final Tally expected;

	BurstRun(Contender contender, Settings settings) {
		this.contender = contender;
		this.settings = settings;
		this.workload = settings.burst();
		this.expected = Tally.expected(this.workload);
	}

	BurstResult run() throws Exception {
		int streams = 0;
		for (int i = 0; i < WARM_UP_WINDOWS; i++) {
			streams = streamsIn(this.settings.windowMillis());
		}
		Settling settling = new Settling(this.settings.tolerance(), this.settings.maxWindows());
		while (!settling.done()) {
			settling.add(window(streams));
		}
		Window measured = settling.measured();
		return new BurstResult(settling.settled(), settling.spread(), settling.count(), streams,
				measured.cpuMicrosPerDelta(), measured.deltasPerSecond(), measured.bytesPerDelta(),
				measured.lostThreads());
	}

	/** How much work fills a window, at the speed that the compiler has reached by now. */
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
