package io.llmprovider.transport;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * What is left of a body after the answer is whole: it is read away for a while, so that
 * the connection can be used again, and then given up.
 */
final class Leftover {

	private static final long SECONDS = 2;

	private final Scheduler timer;

	private final Disposable.Swap end = Disposables.swap();

	private volatile boolean over;

	Leftover(Scheduler timer) {
		this.timer = timer;
	}

	void readAway(@Nullable Subscription body) {
		if (!this.over && body != null) {
			this.end.update(this.timer.schedule(body::cancel, SECONDS, TimeUnit.SECONDS));
			body.request(Long.MAX_VALUE);
		}
	}

	/**
	 * The body has ended.
	 */
	void ended() {
		this.over = true;
		this.end.dispose();
	}

}
