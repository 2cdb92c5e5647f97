package io.llmprovider.handover;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Origin;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.ToolIdForm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What one rule does, and that nothing else does it.
 */
class HandoverRuleTests {

	private static final UserMessage HELLO = UserMessage.of("Hello");

	private static final ToolCall LOOK = new ToolCall("call_1", "look", "{}");

	private static final ToolCall LISTEN = new ToolCall("call_2", "listen", "{}");

	private static final ToolCall STRANGE = new ToolCall("call.1", "look", "{}");

	private static final ReplayData OWN = new ReplayData("acme", "m-1", "acme-api", Map.of("signature", "S"));

	/** The very id that the strange one would get. */
	private static final String MADE_OF_STRANGE = ToolIdHash.of(STRANGE.id(), ToolIdForm.USUAL);

	@ParameterizedTest
	@MethodSource("conversations")
	void whatOneRuleWouldChangeStaysIfItIsNotKept(HandoverRule rule, List<Message> messages) {
		assertThat(messages(Handover.withAllRules(), messages)).isNotEqualTo(messages);
		assertThat(messages(Handover.withAllRules().without(rule), messages)).isEqualTo(messages);
	}

	static Stream<Arguments> conversations() {
		return Stream.of(
				arguments(HandoverRule.TOOL_IDS,
						List.of(HELLO, turn(FinishReason.STOP, STRANGE), ToolResultMessage.of(STRANGE, "x"))),
				arguments(HandoverRule.BROKEN_TURNS,
						List.of(HELLO, turn(FinishReason.CANCELLED, new Text("Let me", null, OWN)), HELLO)),
				arguments(HandoverRule.RESULTS_BEHIND_CALLS, List.of(HELLO, turn(FinishReason.STOP, LOOK, LISTEN),
						HELLO, ToolResultMessage.of(LISTEN, "y"), ToolResultMessage.of(LOOK, "x"))));
	}

	@ParameterizedTest
	@MethodSource("taken")
	void anIdThatIsMadeIsNeverOneThatComesLater(Message asking, Message answering) {
		List<Message> messages = messages(Handover.withAllRules(), List.of(HELLO, turn(FinishReason.STOP, STRANGE),
				ToolResultMessage.of(STRANGE, "x"), asking, answering));
		ToolCall renamed = ((AssistantMessage) messages.get(1)).toolCalls().get(0);
		assertThat(renamed.id()).isNotEqualTo(MADE_OF_STRANGE).matches("[A-Za-z0-9_-]{1,40}");
		assertThat(((ToolResultMessage) messages.get(2)).callId()).isEqualTo(renamed.id());
		assertThat(messages.subList(3, 5)).containsExactly(asking, answering);
	}

	static Stream<Arguments> taken() {
		ToolCall call = new ToolCall(MADE_OF_STRANGE, "look", "{}");
		return Stream.of(arguments(turn(FinishReason.STOP, call), ToolResultMessage.of(call, "y")),
				arguments(turn(FinishReason.STOP, new ServerToolResult(MADE_OF_STRANGE, "approval", "{}", OWN)),
						new ToolResultMessage(MADE_OF_STRANGE, "approval", List.of(new Text("yes")), false)));
	}

	private static List<Message> messages(Handover handover, List<Message> messages) {
		Target target = new Target(Model.of("acme", "m-1"), "acme-api", HandoverRules.builder().build());
		return handover.hand(ChatRequest.builder().messages(messages).build(), target).request().messages();
	}

	private static AssistantMessage turn(FinishReason reason, AssistantContent... content) {
		return new AssistantMessage(List.of(content), new Origin("acme", "m-1", "acme-api"), reason, "resp_1");
	}

}
