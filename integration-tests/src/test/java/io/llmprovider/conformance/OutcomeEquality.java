package io.llmprovider.conformance;

import java.util.List;
import java.util.Objects;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;

/**
 * Whether two outcomes of the same body are the same, apart from the ids of tool calls,
 * which may have been generated.
 */
final class OutcomeEquality {

	private OutcomeEquality() {
	}

	/**
	 * The first difference.
	 * @param one an outcome
	 * @param other another of the same body
	 * @return a sentence, or null if they are the same
	 */
	static @Nullable String difference(Outcome one, Outcome other) {
		List<StreamEvent> events = one.events();
		for (int i = 0; i < Math.min(events.size(), other.events().size()); i++) {
			if (!same(events.get(i), other.events().get(i))) {
				return "event " + i + ": " + events.get(i) + " / " + other.events().get(i);
			}
		}
		if (events.size() != other.events().size()) {
			return events.size() + " events / " + other.events().size();
		}
		if (!describe(one.failure()).equals(describe(other.failure()))) {
			return describe(one.failure()) + " / " + describe(other.failure());
		}
		if (!Objects.equals(withoutIds(one.response()), withoutIds(other.response()))) {
			return "the responses differ";
		}
		return null;
	}

	private static boolean same(StreamEvent one, StreamEvent other) {
		return one.equals(other) || withoutIds(one).equals(withoutIds(other));
	}

	private static String describe(@Nullable Throwable failure) {
		if (failure instanceof LlmException failed) {
			return failed.kind() + " " + failed.details().message() + " " + failed.details().type();
		}
		return String.valueOf(failure);
	}

	private static StreamEvent withoutIds(StreamEvent event) {
		if (event instanceof StreamEvent.ToolCallStarted started) {
			return new StreamEvent.ToolCallStarted(started.index(), "", started.name());
		}
		if (event instanceof StreamEvent.ToolCallEnded ended) {
			return new StreamEvent.ToolCallEnded(ended.index(), withoutId(ended.call()));
		}
		if (event instanceof StreamEvent.Finished finished) {
			return new StreamEvent.Finished(Objects.requireNonNull(withoutIds(finished.response())));
		}
		return event;
	}

	private static @Nullable ChatResponse withoutIds(@Nullable ChatResponse response) {
		if (response == null) {
			return null;
		}
		List<AssistantContent> content = response.content()
			.stream()
			.map((block) -> (block instanceof ToolCall call) ? withoutId(call) : block)
			.toList();
		return response.toBuilder().content(content).build();
	}

	private static ToolCall withoutId(ToolCall call) {
		return new ToolCall("", call.name(), call.arguments(), call.replay());
	}

}
