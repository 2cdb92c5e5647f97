package io.llmprovider.provider;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * A scheduler whose waits can be brought to their end at once.
 */
final class EndableWaits implements Scheduler {

	private final Supplier<Scheduler> timer;

	private final Set<Wait> waits = ConcurrentHashMap.newKeySet();

	private volatile boolean ended;

	/**
	 * Creates the waits.
	 * @param timer asked at the first wait, as Reactor's threads need not exist before
	 */
	EndableWaits(Supplier<Scheduler> timer) {
		this.timer = timer;
	}

	/**
	 * Runs at once what waits, and from now on whatever comes.
	 */
	void endAll() {
		this.ended = true;
		this.waits.forEach(Wait::run);
	}

	@Override
	public Disposable schedule(Runnable task) {
		return this.timer.get().schedule(task);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		Wait wait = new Wait(task);
		wait.timed = this.timer.get().schedule(wait, delay, unit);
		this.waits.add(wait);
		if (this.ended) {
			this.timer.get().schedule(wait);
		}
		if (wait.isDisposed()) {
			this.waits.remove(wait);
		}
		return wait;
	}

	@Override
	public Worker createWorker() {
		return this.timer.get().createWorker();
	}

	/**
	 * One task, which runs once or never.
	 */
	private final class Wait implements Disposable, Runnable {

		private final AtomicBoolean over = new AtomicBoolean();

		private final Runnable task;

		private volatile @Nullable Disposable timed;

		Wait(Runnable task) {
			this.task = task;
		}

		@Override
		public void run() {
			if (this.over.compareAndSet(false, true)) {
				release();
				this.task.run();
			}
		}

		@Override
		public void dispose() {
			this.over.set(true);
			release();
		}

		@Override
		public boolean isDisposed() {
			return this.over.get();
		}

		private void release() {
			EndableWaits.this.waits.remove(this);
			Disposable scheduled = this.timed;
			if (scheduled != null) {
				scheduled.dispose();
			}
		}

	}

}
