package io.llmprovider.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Warning;
import io.llmprovider.model.Cost;
import io.llmprovider.model.Model;
import io.llmprovider.model.Pricing;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.UsageLookup;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.retry.Deadline;
import io.llmprovider.transport.ExchangeLimits;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks for the usage of an answer that ended without it, before its end is told.
 *
 * @param lookup how to ask
 * @param model the target
 * @param exchange sends a request and gives the body of the answer
 * @param timer where the wait before the request is kept
 */
record UsageEnquiry(UsageLookup lookup, Model model, Function<WireRequest, Mono<byte[]>> exchange, Scheduler timer) {

	/** How long one enquiry may take, without the wait before it. */
	static final Duration BOUND = Duration.ofSeconds(5);

	/**
	 * How long one enquiry may take.
	 * @param call the end of the call's time, or null for a call without one
	 * @return what is left of the call's time, and the bound of enquiries at most
	 */
	static ExchangeLimits limits(@Nullable Deadline call) {
		Duration left = (call != null) ? call.remaining() : BOUND;
		return ExchangeLimits.of(new TimeoutSettings(null, null, null, BOUND),
				(left.compareTo(BOUND) < 0) ? left : BOUND);
	}

	/**
	 * Completes an answer.
	 * @param events its events
	 * @return the same, the last one with usage if it could be had
	 */
	Flux<StreamEvent> complete(Flux<StreamEvent> events) {
		return Flux.defer(() -> {
			AtomicReference<StreamEvent.@Nullable Finished> held = new AtomicReference<>();
			Flux<StreamEvent> answered = events.handle((event, sink) -> {
				if (event instanceof StreamEvent.Finished finished
						&& finished.response().usage().equals(Usage.UNKNOWN)) {
					held.set(finished);
				}
				else {
					sink.next(event);
				}
			});
			return answered.concatWith(Flux.defer(() -> {
				StreamEvent.Finished finished = held.get();
				return (finished != null) ? ask(finished) : Flux.empty();
			}));
		});
	}

	private Flux<StreamEvent> ask(StreamEvent.Finished finished) {
		ChatResponse response = finished.response();
		return Mono.justOrEmpty(this.lookup.request(response))
			.delayElement(this.lookup.settling(), this.timer)
			.flatMap(this.exchange)
			.map(this.lookup::read)
			.map((found) -> with(found, response))
			.onErrorResume(Exception.class, (failure) -> Mono.just(List.of(without(failure, response))))
			.defaultIfEmpty(List.of(finished))
			.flatMapIterable(Function.identity());
	}

	private List<StreamEvent> with(UsageLookup.Found found, ChatResponse response) {
		Pricing pricing = this.model.pricing();
		Cost computed = (pricing != null) ? pricing.of(found.usage()) : null;
		Cost cost = (found.reportedCost() != null) ? Cost.reported(found.reportedCost(), computed) : computed;
		return List.of(new StreamEvent.UsageReported(found.usage()),
				new StreamEvent.Finished(response.toBuilder().usage(found.usage()).cost(cost).build()));
	}

	private static StreamEvent without(Exception failure, ChatResponse response) {
		List<Warning> warnings = new ArrayList<>(response.warnings());
		warnings.add(new Warning("usage-unknown",
				"The answer came without usage, and asking for it failed: " + failure.getMessage()));
		return new StreamEvent.Finished(response.toBuilder().warnings(warnings).build());
	}

}
