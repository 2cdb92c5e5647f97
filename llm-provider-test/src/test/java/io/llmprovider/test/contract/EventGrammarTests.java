package io.llmprovider.test.contract;

import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvent.Finished;
import io.llmprovider.chat.StreamEvent.ProviderEvent;
import io.llmprovider.chat.StreamEvent.ReasoningDelta;
import io.llmprovider.chat.StreamEvent.Started;
import io.llmprovider.chat.StreamEvent.TextDelta;
import io.llmprovider.chat.StreamEvent.TextEnded;
import io.llmprovider.chat.StreamEvent.TextStarted;
import io.llmprovider.chat.StreamEvent.ToolCallEnded;
import io.llmprovider.chat.StreamEvent.ToolCallStarted;
import io.llmprovider.chat.StreamEvent.UsageReported;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each rule of the grammar is noticed when it is broken.
 */
class EventGrammarTests {

	private static final Started STARTED = new Started("corpus", "model", "api", null);

	private static final Usage USAGE = Usage.of(3, 4);

	private static final ToolCall CALL = new ToolCall("id", "name", "{}");

	private static Finished finished(AssistantContent... content) {
		return finished(Usage.UNKNOWN, content);
	}

	private static Finished finished(Usage usage, AssistantContent... content) {
		return new Finished(response(usage, content));
	}

	private static ChatResponse response(Usage usage, AssistantContent... content) {
		return ChatResponse.builder("corpus", "model", "api")
			.content(List.of(content))
			.usage(usage)
			.finishReason(FinishReason.STOP)
			.build();
	}

	@Test
	void interleavedBlocksUsageAndProviderEventsAreWithinTheGrammar() {
		List<StreamEvent> events = List.of(new ProviderEvent("ping", "{}"), STARTED, new TextStarted(0),
				new ToolCallStarted(1, "id", "name"), new TextDelta(0, "a"), new ToolCallEnded(1, CALL),
				new TextDelta(0, "b"), new TextEnded(0, new Text("ab")), new UsageReported(USAGE),
				finished(USAGE, new Text("ab"), CALL));
		assertThat(EventGrammar.violations(events, null)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource
	void whatBreaksARuleIsNamed(String violation, List<StreamEvent> events) {
		assertThat(EventGrammar.violations(events, null)).contains(violation);
	}

	static Stream<Arguments> whatBreaksARuleIsNamed() {
		Text text = new Text("a");
		TextStarted begun = new TextStarted(0);
		TextDelta delta = new TextDelta(0, "a");
		TextEnded ended = new TextEnded(0, text);
		return Stream.of(arguments("the events end without Finished", List.of(STARTED)),
				arguments("Started comes twice", List.of(STARTED, STARTED, finished())),
				arguments("Finished before Started", List.of(finished())),
				arguments("block 0 begins before Started", List.of(begun, delta, ended, STARTED, finished(text))),
				arguments("block 1 begins where 0 is next",
						List.of(STARTED, new TextStarted(1), new TextEnded(1, text), finished(text))),
				arguments("block 0 TextDelta without an open block of its kind", List.of(STARTED, delta, finished())),
				arguments("block 0 TextDelta without an open block of its kind",
						List.of(STARTED, begun, delta, ended, delta, finished(text))),
				arguments("block 0 ReasoningDelta without an open block of its kind",
						List.of(STARTED, begun, new ReasoningDelta(0, "a"), ended, finished(text))),
				arguments("block 0 TextEnded without an open block of its kind",
						List.of(STARTED, begun, delta, ended, ended, finished(text))),
				arguments("block 0 is open at Finished", List.of(STARTED, begun, delta, finished(text))),
				arguments("block 0 has an empty delta",
						List.of(STARTED, begun, new TextDelta(0, ""), ended, finished(text))),
				arguments("block 0 is not the sum of its deltas", List.of(STARTED, begun, ended, finished(text))),
				arguments("block 0 ends with another id or name",
						List.of(STARTED, new ToolCallStarted(0, "other", "name"), new ToolCallEnded(0, CALL),
								finished(CALL))),
				arguments("UsageReported comes twice",
						List.of(STARTED, new UsageReported(USAGE), new UsageReported(USAGE), finished(USAGE))),
				arguments("block 0 begins after UsageReported",
						List.of(STARTED, new UsageReported(USAGE), begun, delta, ended, finished(USAGE, text))),
				arguments("Finished has not the usage that was reported",
						List.of(STARTED, new UsageReported(USAGE), finished())),
				arguments("Finished has not the blocks that the events told",
						List.of(STARTED, begun, delta, ended, finished())),
				arguments(begun + " after Finished", List.of(STARTED, finished(), begun)));
	}

	@Test
	void aFailureKeepsWhatTheEventsTold() {
		List<StreamEvent> events = List.of(STARTED, new TextStarted(0), new TextDelta(0, "a"));
		assertThat(EventGrammar.violations(events, failure("a"))).isEmpty();
		assertThat(EventGrammar.violations(events, failure("b")))
			.containsExactly("the partial text is not what the events told");
	}

	@Test
	void aFailureAfterFinishedIsAViolation() {
		assertThat(EventGrammar.violations(List.of(STARTED, finished()), failure("")))
			.containsExactly("a failure after Finished");
	}

	private static LlmException failure(String arrived) {
		return ErrorKind.SERVER.exception(ErrorDetails.builder("broken").build())
			.keep(response(Usage.UNKNOWN, new Text(arrived)));
	}

}
