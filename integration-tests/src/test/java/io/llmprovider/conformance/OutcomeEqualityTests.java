package io.llmprovider.conformance;

import java.util.List;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Outcomes are compared in everything but generated ids.
 */
class OutcomeEqualityTests {

	private static Outcome call(String id, String arguments) {
		ToolCall call = new ToolCall(id, "add", arguments);
		ChatResponse response = ChatResponse.builder("corpus", "model", "api").content(List.of(call)).build();
		return new Outcome(List.of(new StreamEvent.ToolCallStarted(0, id, "add"),
				new StreamEvent.ToolCallEnded(0, call), new StreamEvent.Finished(response)), null);
	}

	private static Outcome failure(String message, String partialModel) {
		LlmException failure = ErrorKind.SERVER.exception(ErrorDetails.builder(message).build())
			.keep(ChatResponse.builder("corpus", partialModel, "api").build());
		return new Outcome(List.of(), failure);
	}

	@Test
	void idsOfToolCallsMakeNoDifference() {
		assertThat(OutcomeEquality.difference(call("a", "{}"), call("b", "{}"))).isNull();
	}

	@Test
	void allElseDoes() {
		assertThat(OutcomeEquality.difference(call("a", "{}"), call("a", "{\"x\":1}"))).startsWith("event 1");
		assertThat(OutcomeEquality.difference(call("a", "{}"), failure("x", "m"))).startsWith("3 events / 0");
		assertThat(OutcomeEquality.difference(failure("x", "m"), failure("y", "m"))).contains("x", "y");
		assertThat(OutcomeEquality.difference(failure("x", "m"), failure("x", "n"))).isEqualTo("the responses differ");
		assertThat(OutcomeEquality.difference(failure("x", "m"), failure("x", "m"))).isNull();
	}

}
