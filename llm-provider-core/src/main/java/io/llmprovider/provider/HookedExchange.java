package io.llmprovider.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.llmprovider.auth.Origin;
import io.llmprovider.chat.AnswerWatch;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.HookException;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.provider.hook.Exchange;
import io.llmprovider.provider.hook.ExchangeHook;
import io.llmprovider.provider.hook.ExchangeResult;
import io.llmprovider.retry.Deadline;
import io.llmprovider.retry.EmptyAnswerException;
import io.llmprovider.transport.ResponseReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One exchange with hooks around it.
 */
final class HookedExchange implements AnswerWatch {

	private static final Logger LOG = LoggerFactory.getLogger(HookedExchange.class);

	private final List<ExchangeHook> hooks;

	private final Exchange exchange;

	private final @Nullable Deadline deadline;

	private final AnswerWatch watch;

	private final AtomicBoolean told = new AtomicBoolean();

	private volatile @Nullable WatchedReader reader;

	private volatile @Nullable ChatResponse answer;

	HookedExchange(List<ExchangeHook> hooks, Exchange exchange, @Nullable Deadline deadline, AnswerWatch watch) {
		this.hooks = hooks;
		this.exchange = exchange;
		this.deadline = deadline;
		this.watch = watch;
	}

	@Override
	public void begun() {
		this.watch.begun();
	}

	@Override
	public void ended(ChatResponse answer) {
		this.answer = answer;
		this.watch.ended(answer);
	}

	/**
	 * The request as the hooks want it.
	 * @param written as the protocol wrote it
	 * @return what to send
	 */
	Mono<WireRequest> before(WireRequest written) {
		Mono<WireRequest> request = Mono.fromSupplier(() -> ownCopy(written));
		for (ExchangeHook hook : this.hooks) {
			request = request.flatMap((current) -> bounded(Mono.defer(() -> hook.before(current, this.exchange)))
				.switchIfEmpty(Mono.error(() -> new IllegalStateException("It gave no request")))
				.doOnNext((changed) -> check(hook, written.uri(), current, changed))
				.onErrorMap((cause) -> failure(hook, "before the request was sent", cause).attempts(0)));
		}
		return request;
	}

	/**
	 * Lets the hooks see how the exchange ends, before the caller is told of it.
	 * @param sent what is sent
	 * @param events the exchange
	 * @return the events; the last one waits for the hooks
	 */
	Flux<StreamEvent> after(WireRequest sent, Flux<StreamEvent> events) {
		AtomicReference<StreamEvent.@Nullable Finished> held = new AtomicReference<>();
		return events.<StreamEvent>handle((event, sink) -> {
			if (event instanceof StreamEvent.Finished finished) {
				held.set(finished);
			}
			else {
				sink.next(event);
			}
		})
			.onErrorResume(
					(cause) -> tell(sent, Failures.of(cause, this.exchange.model().provider())).then(Mono.error(cause)))
			.concatWith(Flux.defer(() -> tell(sent, null).then(Mono.justOrEmpty(held.get()))));
	}

	/**
	 * The reader of the exchange, which is being sent.
	 * @param sent what is sent
	 * @param reader the protocol's
	 * @return one that notes status and headers
	 */
	ResponseReader<StreamEvent> watched(WireRequest sent, ResponseReader<StreamEvent> reader) {
		WatchedReader watched = new WatchedReader(reader, () -> cancelled(sent));
		this.reader = watched;
		return watched;
	}

	/** Nobody waits for these hooks. */
	private void cancelled(WireRequest sent) {
		tell(sent, null).subscribe((nothing) -> {
		}, (failure) -> LOG.warn("{}: {}", this.exchange.model(), failure.getMessage(), failure));
	}

	private Mono<Void> tell(WireRequest sent, @Nullable LlmException failure) {
		WatchedReader reader = this.reader;
		if (reader == null || !this.told.compareAndSet(false, true)) {
			return Mono.empty();
		}
		boolean empty = failure instanceof EmptyAnswerException;
		ChatResponse answer = (failure instanceof EmptyAnswerException none) ? none.response() : this.answer;
		ExchangeResult result = new ExchangeResult(this.exchange, sent, reader.status(), reader.headers(), answer,
				empty ? null : failure, reader.age());
		Mono<Void> all = Mono.empty();
		for (ExchangeHook hook : this.hooks) {
			all = all.then(Mono.defer(() -> bounded(Mono.defer(() -> hook.after(result))))
				.onErrorMap((cause) -> keeping(failure(hook, "after the exchange", cause), answer, failure)));
		}
		return all;
	}

	private <T> Mono<T> bounded(Mono<T> hook) {
		Deadline deadline = this.deadline;
		return (deadline != null) ? hook.timeout(deadline.remaining()) : hook;
	}

	private static void check(ExchangeHook hook, String home, WireRequest before, WireRequest after) {
		Headers.check(after.headers(), "what hook '" + hook.name() + "' returns");
		if (after.streaming() != before.streaming()) {
			throw new IllegalStateException(
					"It changed whether a streamed answer is asked for; set wire-streaming of the model instead");
		}
		boolean allowed = after.uri().equals(before.uri()) || Origin.same(home, after.uri())
				|| hook.origins().stream().anyMatch((origin) -> Origin.same(origin, after.uri()));
		if (!allowed) {
			throw new IllegalStateException("It sends the request to another host than "
					+ home.replaceFirst("\\?.*", "") + "; name the other one in its origins() if that is meant");
		}
	}

	private static LlmException failure(ExchangeHook hook, String when, Throwable cause) {
		ErrorDetails.Builder details = ErrorDetails
			.builder("Hook '" + hook.name() + "' failed " + when + ": " + reason(cause))
			.action("Correct the hook, or take it out.");
		if (cause instanceof LlmException known) {
			details.retryable(known.isRetryable()).retryAfter(known.retryAfter().orElse(null));
		}
		return new HookException(hook.name(), details.build(), cause);
	}

	private static String reason(Throwable cause) {
		if (cause instanceof TimeoutException) {
			return "It was not done when the call's total time was over";
		}
		return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
	}

	private static LlmException keeping(LlmException failure, @Nullable ChatResponse answer,
			@Nullable LlmException exchange) {
		if (exchange != null) {
			failure.addSuppressed(exchange);
		}
		return (answer != null) ? failure.keep(answer) : failure;
	}

	private static WireRequest ownCopy(WireRequest request) {
		Map<String, @Nullable Object> body = request.body();
		return (body != null) ? request.withBody(copy(body)) : request;
	}

	private static Map<String, @Nullable Object> copy(Map<?, ?> body) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		body.forEach((name, value) -> copy.put(String.valueOf(name), copied(value)));
		return copy;
	}

	private static @Nullable Object copied(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			return copy(map);
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> copy = new ArrayList<>(list.size());
			list.forEach((each) -> copy.add(copied(each)));
			return copy;
		}
		return value;
	}

}
