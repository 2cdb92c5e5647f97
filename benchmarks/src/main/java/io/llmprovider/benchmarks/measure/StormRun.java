package io.llmprovider.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.llmprovider.benchmarks.contender.Contender;
import io.llmprovider.benchmarks.contender.Tally;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;
import org.jspecify.annotations.Nullable;

/**
 * Many streams at the same time, each at the pace of a model. A stream that fails or
 * stays incomplete is counted; the figures are then of no use, and the table says so.
 */
final class StormRun {

	private static final int PATIENCE_SECONDS = 60;

	private final Contender contender;

	private final Settings settings;

	private final Workload workload;

	private final Api api;

	private final Tally expected;

	private int failed;

	private @Nullable String firstFailure;

	StormRun(Contender contender, Settings settings, Api api) {
		this.contender = contender;
		this.settings = settings;
		this.api = api;
		this.workload = settings.storm();
		this.expected = Tally.expected(api, this.workload);
	}

	StormResult run(ProcessState before) throws InterruptedException {
		warmUpOneByOne();
		Settling settling = new Settling(this.settings.tolerance(), this.settings.maxStorms());
		ProcessState.resetPeaks();
		while (!settling.done() && this.failed == 0) {
			Stopwatch stopwatch = new Stopwatch();
			await(startAll());
			settling.add(stopwatch.stop((long) this.settings.streams() * this.workload.deltas()));
		}
		int peakThreads = ProcessState.peakThreads();
		double peakHeap = ProcessState.peakHeapMegabytes();
		Window measured = settling.measured();
		int storms = Math.min(settling.count(), Settling.AGREEING);
		Map<String, Integer> threads = Map.of();
		double liveHeap = Double.NaN;
		if (this.failed == 0) {
			List<CompletableFuture<Void>> streams = startAll();
			TimeUnit.MILLISECONDS.sleep((long) this.workload.deltas() * this.workload.intervalMillis() / 2);
			liveHeap = ProcessState.liveHeapMegabytes() - before.liveHeap();
			threads = before.newThreadsByName();
			await(streams);
		}
		return new StormResult(settling.settled(), settling.spread(), settling.count(),
				measured.wallNanos() / 1e9 / storms, measured.cpuNanos() / 1e9 / storms, measured.bytesPerDelta(),
				measured.lostThreads(), peakThreads, peakThreads - before.threads(), threads, peakHeap, liveHeap,
				this.failed, this.firstFailure);
	}

	/** Compiles the path of one stream before a thousand of them take it. */
	private void warmUpOneByOne() throws InterruptedException {
		Workload burst = Workload.burst(this.settings.deltas());
		Tally complete = Tally.expected(this.api, burst);
		long end = System.nanoTime() + this.settings.windowMillis() * 1_000_000L;
		while (System.nanoTime() < end) {
			await(List.of(start(burst, complete)));
		}
	}

	private List<CompletableFuture<Void>> startAll() {
		List<CompletableFuture<Void>> streams = new ArrayList<>(this.settings.streams());
		for (int i = 0; i < this.settings.streams(); i++) {
			streams.add(start(this.workload, this.expected));
		}
		return streams;
	}

	private CompletableFuture<Void> start(Workload asked, Tally complete) {
		Tally tally = new Tally();
		try {
			return this.contender.start(asked, tally)
				.thenAccept(ended -> complete.check(tally, this.contender.counts()));
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void await(List<CompletableFuture<Void>> streams) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		for (CompletableFuture<Void> stream : streams) {
			try {
				stream.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
			}
			catch (ExecutionException ex) {
				failed(String.valueOf(ex.getCause()));
			}
			catch (TimeoutException ex) {
				failed("not complete after " + PATIENCE_SECONDS + " s");
			}
		}
	}

	private void failed(String failure) {
		this.failed++;
		if (this.firstFailure == null) {
			this.firstFailure = failure;
		}
	}

}
