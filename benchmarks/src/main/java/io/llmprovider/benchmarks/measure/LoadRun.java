package io.llmprovider.benchmarks.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.llmprovider.benchmarks.contender.Arrivals;
import io.llmprovider.benchmarks.contender.Contender;
import io.llmprovider.benchmarks.contender.Tally;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;

/**
 * As many streams at the same time as one asks for, in a small heap: do all of them
 * complete, at what cost, and how late are their deltas? The same load runs twice, and
 * the second time counts, so that the compiler is not what is measured.
 */
final class LoadRun {

	private static final int STEP_MILLIS = 20;

	private final Settings settings;

	private final OpenStreams opened;

	private final Workload workload;

	private final Tally expected;

	private final Arrivals form;

	private final int streams;

	LoadRun(Contender contender, Settings settings, Api api, int streams) {
		this.settings = settings;
		this.opened = new OpenStreams(contender, api);
		this.workload = settings.load();
		this.expected = Tally.expected(api, this.workload);
		this.form = Arrivals.of(api, this.workload);
		this.streams = streams;
	}

	LoadResult run(ProcessState before) throws InterruptedException {
		this.opened.warmUp(this.settings);
		load(before);
		ProcessState.resetPeaks();
		Stopwatch stopwatch = new Stopwatch();
		Load load = (this.opened.failed() == 0) ? load(before) : new Load(List.of(), Map.of());
		Window window = stopwatch.stop((long) this.streams * this.workload.deltas());
		long[] late = load.arrivals().stream().map(Arrivals::lateness).flatMapToLong(Arrays::stream).sorted().toArray();
		int peakThreads = ProcessState.peakThreads();
		return new LoadResult(this.streams, window.wallNanos() / 1e9, window.cpuNanos() / 1e9,
				window.cpuMicrosPerDelta(), peakThreads, peakThreads - before.threads(), load.threads(),
				ProcessState.peakHeapMegabytes(), millis(late, 0.5), millis(late, 0.99), millis(late, 1),
				this.opened.failed(), this.opened.firstFailure());
	}

	private Load load(ProcessState before) throws InterruptedException {
		List<CompletableFuture<Void>> started = new ArrayList<>(this.streams);
		List<Arrivals> arrivals = new ArrayList<>(this.streams);
		long begin = System.nanoTime();
		while (started.size() < this.streams) {
			long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
			long due = Math.min(this.streams, this.streams * (passed + STEP_MILLIS) / this.settings.rampMillis());
			while (started.size() < due) {
				Arrivals own = this.form.next();
				arrivals.add(own);
				started.add(this.opened.start(this.workload, new Tally(own), this.expected));
			}
			TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
		}
		Map<String, Integer> threads = before.newThreadsByName();
		this.opened.await(started);
		return new Load(arrivals, threads);
	}

	private static double millis(long[] sorted, double part) {
		return (sorted.length == 0) ? Double.NaN
				: sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))] / 1e6;
	}

	private record Load(List<Arrivals> arrivals, Map<String, Integer> threads) {
	}

}
