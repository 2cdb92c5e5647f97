package io.llmprovider.provider.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.ModelRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Asks an ordered list of models, the next one only if the one before it failed before
 * the first event of its answer, with a failure that another provider could cure. Each
 * step is an event of type {@link FailoverStep#EVENT} after {@code Started}, and a
 * warning of the response.
 */
public final class Failover {

	private static final Logger LOG = LoggerFactory.getLogger(Failover.class);

	private final List<Candidate> candidates;

	private Failover(List<Candidate> candidates) {
		this.candidates = List.copyOf(candidates);
	}

	/**
	 * A call that may be answered by one of several models.
	 * @param candidates the models in their order, at least one
	 * @return the call; it fails with the last model's failure, which has those before it
	 * as suppressed exceptions
	 */
	public static Flux<StreamEvent> among(List<Candidate> candidates) {
		return Flux.defer(() -> new Failover(candidates).ask(0, List.of()));
	}

	private Flux<StreamEvent> ask(int index, List<FailoverStep> steps) {
		Candidate candidate = this.candidates.get(index);
		AtomicBoolean begun = new AtomicBoolean();
		Flux<StreamEvent> answer = Flux.defer(candidate.call()).doOnNext((event) -> {
			if (!begun.get()) {
				begun.set(true);
			}
		});
		return (steps.isEmpty() ? answer : told(answer, steps)).onErrorResume(LlmException.class, (failure) -> {
			if (begun.get() || index + 1 == this.candidates.size() || !isCurable(failure)) {
				steps.forEach((step) -> failure.addSuppressed(step.cause()));
				return Flux.error(failure);
			}
			FailoverStep step = new FailoverStep(candidate.model(), this.candidates.get(index + 1).model(), failure);
			LOG.warn("{} is asked in place of {}: {}", step.to(), step.from(), failure.getMessage());
			List<FailoverStep> taken = new ArrayList<>(steps);
			taken.add(step);
			return ask(index + 1, taken);
		});
	}

	private static Flux<StreamEvent> told(Flux<StreamEvent> answer, List<FailoverStep> steps) {
		List<StreamEvent> events = steps.stream().map(FailoverStep::event).toList();
		List<Warning> warnings = steps.stream().map(FailoverStep::warning).toList();
		return answer
			.switchOnFirst((first, all) -> (first.get() instanceof StreamEvent.Started started)
					? Flux.concat(Flux.just((StreamEvent) started), Flux.fromIterable(events), all.skip(1)) : all)
			.map((event) -> (event instanceof StreamEvent.Finished finished) ? warned(finished, warnings) : event);
	}

	private static StreamEvent warned(StreamEvent.Finished finished, List<Warning> warnings) {
		List<Warning> all = new ArrayList<>(warnings);
		all.addAll(finished.response().warnings());
		return new StreamEvent.Finished(finished.response().toBuilder().warnings(all).build());
	}

	/**
	 * Whether another provider could answer what this one did not. A request that is
	 * wrong, a prompt that is withheld and a configuration that cannot work would be so
	 * anywhere, and a caller must hear of them.
	 * @param failure why there was no answer
	 * @return whether to ask the next one
	 */
	static boolean isCurable(LlmException failure) {
		return switch (failure.kind()) {
			case AUTHENTICATION, PERMISSION, NOT_FOUND, RATE_LIMIT, QUOTA_EXHAUSTED, OVERLOADED, SERVER, TIMEOUT,
					TRANSPORT, TRUNCATED, PROTOCOL ->
				true;
			case CONFIGURATION, INVALID_REQUEST, CONTEXT_OVERFLOW, CONTENT_FILTER, LIMIT, BUDGET, HOOK -> false;
		};
	}

	/**
	 * One of the models.
	 *
	 * @param model its reference
	 * @param call asks it
	 */
	public record Candidate(ModelRef model, Supplier<Flux<StreamEvent>> call) {

	}

}
