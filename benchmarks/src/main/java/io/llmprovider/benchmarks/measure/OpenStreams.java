package io.llmprovider.benchmarks.measure;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.llmprovider.benchmarks.contender.Contender;
import io.llmprovider.benchmarks.contender.Tally;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;
import org.jspecify.annotations.Nullable;

/** Starts streams and counts those that fail or stay incomplete. */
final class OpenStreams {

	private static final int PATIENCE_SECONDS = 60;

	private final Contender contender;

	private final Api api;

	private int failed;

	private @Nullable String firstFailure;

	OpenStreams(Contender contender, Api api) {
		this.api = api;
		this.contender = contender;
	}

	/** Compiles the path of one stream before a thousand of them take it. */
	void warmUp(Settings settings) throws InterruptedException {
		Workload burst = Workload.burst(settings.deltas());
		Tally complete = Tally.expected(this.api, burst);
		long end = System.nanoTime() + settings.windowMillis() * 1_000_000L;
		while (System.nanoTime() < end) {
			await(List.of(start(burst, new Tally(), complete)));
		}
	}

	CompletableFuture<Void> start(Workload asked, Tally tally, Tally complete) {
		try {
			return this.contender.start(asked, tally)
				.thenAccept(ended -> complete.check(tally, this.contender.counts()));
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	void await(List<CompletableFuture<Void>> streams) throws InterruptedException {
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

	int failed() {
		return this.failed;
	}

	@Nullable String firstFailure() {
		return this.firstFailure;
	}

	private void failed(String failure) {
		this.failed++;
		if (this.firstFailure == null) {
			this.firstFailure = failure;
		}
	}

}
