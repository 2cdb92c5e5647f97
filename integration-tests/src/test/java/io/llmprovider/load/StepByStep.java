package io.llmprovider.load;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A caller that asks for one event, and for the next one when it was taken from here.
 */
final class StepByStep extends BaseSubscriber<StreamEvent> {

	private final BlockingQueue<Object> arrived = new ArrayBlockingQueue<>(2);

	/**
	 * The length of the next piece of text.
	 */
	int next() throws InterruptedException {
		while (true) {
			if (event() instanceof StreamEvent.TextDelta delta) {
				return delta.text().length();
			}
		}
	}

	/**
	 * The answer after the last piece.
	 */
	ChatResponse end() throws InterruptedException {
		while (true) {
			if (event() instanceof StreamEvent.Finished finished) {
				return finished.response();
			}
		}
	}

	private StreamEvent event() throws InterruptedException {
		request(1);
		Object event = this.arrived.poll(1, TimeUnit.MINUTES);
		assertThat(event).as("the next event").isNotNull().isInstanceOf(StreamEvent.class);
		return (StreamEvent) event;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		// Nothing is asked for before somebody wants it.
	}

	@Override
	protected void hookOnNext(StreamEvent event) {
		this.arrived.add(event);
	}

	@Override
	protected void hookOnError(Throwable failure) {
		this.arrived.add(failure);
	}

}
