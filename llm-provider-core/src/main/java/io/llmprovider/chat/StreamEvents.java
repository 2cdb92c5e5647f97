package io.llmprovider.chat;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import io.llmprovider.chat.StreamEvent.Finished;
import io.llmprovider.chat.StreamEvent.ReasoningDelta;
import io.llmprovider.chat.StreamEvent.TextDelta;
import io.llmprovider.chat.StreamEvent.ToolCallDelta;
import io.llmprovider.chat.StreamEvent.ToolCallEnded;
import io.llmprovider.chat.StreamEvent.ToolCallStarted;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What one usually does with a stream of events, for {@code Flux.transform}.
 */
public final class StreamEvents {

	private StreamEvents() {
	}

	/**
	 * Only the visible text, piece by piece.
	 * @return a function for {@code Flux.transform}
	 */
	public static Function<Flux<StreamEvent>, Flux<String>> text() {
		return (events) -> events.handle((event, sink) -> {
			if (event instanceof TextDelta delta) {
				sink.next(delta.text());
			}
		});
	}

	/**
	 * Only the reasoning, piece by piece.
	 * @return a function for {@code Flux.transform}
	 */
	public static Function<Flux<StreamEvent>, Flux<String>> reasoning() {
		return (events) -> events.handle((event, sink) -> {
			if (event instanceof ReasoningDelta delta) {
				sink.next(delta.text());
			}
		});
	}

	/**
	 * The arguments of tool calls as they grow: after each piece the JSON so far, closed
	 * so that it parses, for a user interface that shows a call while it is written. The
	 * arguments to execute are those of the finished answer.
	 * @return a function for {@code Flux.transform}
	 */
	public static Function<Flux<StreamEvent>, Flux<PartialArguments>> partialArguments() {
		return (events) -> Flux.defer(() -> {
			Map<Integer, PartialArguments.Growing> calls = new HashMap<>();
			return events.handle((event, sink) -> {
				if (event instanceof ToolCallStarted started) {
					calls.put(started.index(), new PartialArguments.Growing(started));
				}
				else if (event instanceof ToolCallDelta delta) {
					PartialArguments.Growing call = calls.get(delta.index());
					if (call != null) {
						sink.next(call.append(delta.json()));
					}
				}
				else if (event instanceof ToolCallEnded ended) {
					calls.remove(ended.index());
					sink.next(PartialArguments.complete(ended));
				}
			});
		});
	}

	/**
	 * The whole answer at the end of a stream.
	 * @return a function for {@code Flux.as}
	 */
	public static Function<Publisher<StreamEvent>, Mono<ChatResponse>> response() {
		// Not next(): its cancellation would close a connection that can be used again.
		return (events) -> Flux.from(events)
			.ofType(Finished.class)
			.reduce((first, second) -> second)
			.map(Finished::response);
	}

	/**
	 * Lets the events through and hands over the answer once the stream is over, however
	 * it ends: complete, failed or cancelled (then with {@link FinishReason#CANCELLED}
	 * and what had arrived).
	 * @param whenOver receives the answer, exactly once for each subscription that saw at
	 * least one block begin or the end
	 * @return a function for {@code Flux.transform}
	 */
	public static Function<Flux<StreamEvent>, Flux<StreamEvent>> capture(Consumer<ChatResponse> whenOver) {
		return (events) -> Flux.defer(() -> {
			ResponseCapture capture = new ResponseCapture(whenOver);
			return events.doOnNext(capture::event)
				.doOnError(capture::failed)
				.doOnCancel(capture::cancelled)
				.contextWrite((context) -> AnswerWatch.add(context, capture));
		});
	}

}
