package io.llmprovider.test.contract;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.llmprovider.chat.StreamEvent;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Who cancels at the first word, and notes what is told nevertheless. Reactor's own
 * operators would keep that back.
 */
final class EnoughAtOnce implements Subscriber<StreamEvent> {

	private final CountDownLatch enough = new CountDownLatch(1);

	private final List<Object> late = new CopyOnWriteArrayList<>();

	private volatile @Nullable Subscription subscription;

	private volatile boolean over;

	boolean awaitEnough(Duration patience) {
		try {
			return this.enough.await(patience.toMillis(), TimeUnit.MILLISECONDS) && this.over;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** What came after the cancellation: events, a failure, or the word "completed". */
	List<Object> late() {
		return this.late;
	}

	@Override
	public void onSubscribe(Subscription begun) {
		this.subscription = begun;
		begun.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(StreamEvent event) {
		if (this.over) {
			this.late.add(event);
		}
		else if (event instanceof StreamEvent.TextDelta || event instanceof StreamEvent.ReasoningDelta) {
			this.over = true;
			Objects.requireNonNull(this.subscription, "subscription").cancel();
			this.enough.countDown();
		}
	}

	@Override
	public void onError(Throwable failure) {
		end(failure);
	}

	@Override
	public void onComplete() {
		end("completed");
	}

	private void end(Object how) {
		if (this.over) {
			this.late.add(how);
		}
		this.enough.countDown();
	}

}
