package io.llmprovider.protocol;

import java.util.List;
import java.util.function.Consumer;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Model;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Keeps the event grammar for a provider without HTTP: the provider says what its model
 * said, and the builder makes the events, the indices and the finished answer. It may be
 * written to from any thread, one at a time.
 */
public final class EventStreamBuilder {

	private final FluxSink<StreamEvent> events;

	private final Assembler assembler;

	private final Model model;

	private EventStreamBuilder(FluxSink<StreamEvent> events, Model model, String api) {
		this.events = events;
		this.model = model;
		ChatCall call = ChatCall.builder(model).baseUrl("").request(ChatRequest.builder().build()).build();
		this.assembler = new Assembler(call, api, List.of(), events::next);
	}

	/**
	 * A stream of events. Events that the subscriber has not asked for yet are kept.
	 * @param model the model that answers
	 * @param api a name for the kind of provider
	 * @param answer called once for each subscription; it may write at once or hand the
	 * builder to something that writes later
	 * @return the events
	 */
	public static Flux<StreamEvent> stream(Model model, String api, Consumer<EventStreamBuilder> answer) {
		return Flux.create((sink) -> {
			EventStreamBuilder builder = new EventStreamBuilder(sink, model, api);
			try {
				answer.accept(builder);
			}
			catch (RuntimeException ex) {
				builder.fail(ex);
			}
		});
	}

	/**
	 * Where the provider says what its model said.
	 * @return the sink
	 */
	public StreamSink sink() {
		return this.assembler;
	}

	/**
	 * The answer is whole.
	 */
	public void complete() {
		this.assembler.complete();
		this.events.complete();
	}

	/**
	 * The answer failed; what was said until now is kept in the failure.
	 * @param cause why: an {@code LlmException}, or anything else, which becomes one
	 */
	public void fail(Throwable cause) {
		LlmException failure = (cause instanceof LlmException known) ? known
				: ErrorKind.SERVER.exception(ErrorDetails.builder("The provider failed: " + cause).build(), cause);
		failure.at(this.model.ref());
		this.events.error(this.assembler.hasBlocks() ? failure.keep(this.assembler.partialResponse(FinishReason.ERROR))
				: failure);
	}

	/**
	 * Whether nobody listens any more.
	 * @return whether the subscriber has cancelled
	 */
	public boolean isCancelled() {
		return this.events.isCancelled();
	}

	/**
	 * Sets what to do when the subscriber cancels.
	 * @param action stops the provider's work
	 */
	public void onCancel(Runnable action) {
		this.events.onCancel(action::run);
	}

}
