package io.llmprovider.provider;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Schedulers;

/**
 * A client for callers that block, on platform and on virtual threads. Interrupting the
 * thread cancels the call and closes the connection.
 */
public final class BlockingLlmClient {

	private static final int BATCH = 256;

	private final LlmClient client;

	BlockingLlmClient(LlmClient client) {
		this.client = client;
	}

	/**
	 * Answers a request as a whole.
	 * @param request what is asked
	 * @return the answer
	 * @throws io.llmprovider.error.LlmException if the call fails
	 * @throws CancellationException if the thread is interrupted
	 */
	public ChatResponse chat(ChatRequest request) {
		requireBlockingThread();
		CompletableFuture<@Nullable ChatResponse> answer = this.client.chat(request).toFuture();
		try {
			return Objects.requireNonNull(answer.get(), "The client gave no answer");
		}
		catch (InterruptedException ex) {
			answer.cancel(true);
			throw interrupted();
		}
		catch (ExecutionException ex) {
			throw unwrapped(ex);
		}
	}

	/**
	 * Answers a request piece by piece. Closing the stream cancels the call; use it in
	 * try-with-resources.
	 * @param request what is asked
	 * @return the events; failures are thrown by the terminal operation,
	 * {@link CancellationException} among them if the thread is interrupted
	 */
	public Stream<StreamEvent> stream(ChatRequest request) {
		requireBlockingThread();
		Stream<StreamEvent> events = this.client.stream(request).toStream(BATCH);
		Iterator<StreamEvent> iterator = new InterruptibleEvents(events);
		return StreamSupport
			.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL), false)
			.onClose(events::close);
	}

	private static CancellationException interrupted() {
		Thread.currentThread().interrupt();
		return new CancellationException("The thread was interrupted; the call is cancelled");
	}

	private static void requireBlockingThread() {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException("blocking() was called on " + Thread.currentThread().getName()
					+ ", a thread that must not block: use stream() or chat() of the client itself");
		}
	}

	private static RuntimeException unwrapped(ExecutionException ex) {
		if (ex.getCause() instanceof RuntimeException cause) {
			cause.addSuppressed(new IllegalStateException("The call was made here"));
			return cause;
		}
		return new IllegalStateException(ex.getCause());
	}

	/**
	 * Says an interruption in the same words as {@link #chat}.
	 */
	private static final class InterruptibleEvents implements Iterator<StreamEvent> {

		private final Stream<StreamEvent> events;

		private final Iterator<StreamEvent> iterator;

		InterruptibleEvents(Stream<StreamEvent> events) {
			this.events = events;
			this.iterator = events.iterator();
		}

		@Override
		public boolean hasNext() {
			try {
				return this.iterator.hasNext();
			}
			catch (RuntimeException ex) {
				if (Exceptions.unwrap(ex) instanceof InterruptedException) {
					this.events.close();
					throw interrupted();
				}
				throw ex;
			}
		}

		@Override
		public StreamEvent next() {
			return this.iterator.next();
		}

	}

}
