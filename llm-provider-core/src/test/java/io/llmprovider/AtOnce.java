package io.llmprovider;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two threads that begin at the same moment. Whoever waits for a latch or a lock wakes up
 * so late that the other has long been through; these look for each other without rest.
 */
public final class AtOnce {

	private AtOnce() {
	}

	/**
	 * Runs two things side by side and waits for both.
	 * @param one runs on this thread
	 * @param other runs on another one
	 */
	public static void run(Runnable one, Runnable other) {
		AtomicInteger ready = new AtomicInteger();
		FutureTask<Void> task = new FutureTask<>(() -> {
			meet(ready);
			other.run();
		}, null);
		Thread thread = new Thread(task, "at-once");
		thread.setDaemon(true);
		thread.start();
		meet(ready);
		one.run();
		try {
			task.get(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void meet(AtomicInteger ready) {
		ready.incrementAndGet();
		for (int i = 0; ready.get() < 2; i++) {
			if (i > 10_000) {
				// There may be one processor only.
				Thread.yield();
			}
			Thread.onSpinWait();
		}
	}

}
