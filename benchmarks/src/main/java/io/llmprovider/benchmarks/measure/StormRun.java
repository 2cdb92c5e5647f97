package io.llmprovider.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.llmprovider.benchmarks.contender.Contender;
import io.llmprovider.benchmarks.contender.Tally;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;

/**
 * Many streams at the same time, each at the pace of a model. A stream that fails or
 * stays incomplete is counted; the figures are then of no use, and the table says so.
 */
final class StormRun {

	private final OpenStreams streams;

	private final Settings settings;

	private final Workload workload;

	private final Tally expected;

	StormRun(Contender contender, Settings settings, Api api) {
		this.streams = new OpenStreams(contender, api);
		this.settings = settings;
		this.workload = settings.storm();
		this.expected = Tally.expected(api, this.workload);
	}

	StormResult run(ProcessState before) throws InterruptedException {
		this.streams.warmUp(this.settings);
		Settling settling = new Settling(this.settings.tolerance(), this.settings.maxStorms());
		ProcessState.resetPeaks();
		while (!settling.done() && this.streams.failed() == 0) {
			Stopwatch stopwatch = new Stopwatch();
			this.streams.await(startAll());
			settling.add(stopwatch.stop((long) this.settings.streams() * this.workload.deltas()));
		}
		int peakThreads = ProcessState.peakThreads();
		double peakHeap = ProcessState.peakHeapMegabytes();
		Window measured = settling.measured();
		int storms = Math.min(settling.count(), Settling.AGREEING);
		Map<String, Integer> threads = Map.of();
		double liveHeap = Double.NaN;
		if (this.streams.failed() == 0) {
			List<CompletableFuture<Void>> started = startAll();
			TimeUnit.MILLISECONDS.sleep((long) this.workload.deltas() * this.workload.intervalMillis() / 2);
			liveHeap = ProcessState.liveHeapMegabytes() - before.liveHeap();
			threads = before.newThreadsByName();
			this.streams.await(started);
		}
		return new StormResult(settling.settled(), settling.spread(), settling.count(),
				measured.wallNanos() / 1e9 / storms, measured.cpuNanos() / 1e9 / storms,
				(measured.cpuNanos() - measured.compilerNanos()) / 1e9 / storms, measured.bytesPerDelta(),
				measured.lostThreads(), peakThreads, peakThreads - before.threads(), threads, peakHeap, liveHeap,
				this.streams.failed(), this.streams.firstFailure());
	}

	private List<CompletableFuture<Void>> startAll() {
		List<CompletableFuture<Void>> started = new ArrayList<>(this.settings.streams());
		for (int i = 0; i < this.settings.streams(); i++) {
			started.add(this.streams.start(this.workload, new Tally(), this.expected));
		}
		return started;
	}

}
