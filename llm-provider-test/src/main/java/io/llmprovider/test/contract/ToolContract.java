package io.llmprovider.test.contract;

import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.SimulatedRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on tools: calls are told apart, their arguments are whole, and the loop of
 * calls and results ends in an answer.
 */
public interface ToolContract extends ContractPart {

	private static ChatRequest weather(ContractStage stage, ToolChoice choice) {
		return stage.request()
			.user("How is the weather in Paris?")
			.tool(ContractTools.WEATHER)
			.options(stage.calling(choice))
			.build();
	}

	@Test
	default void aToolIsCalledWithWholeArguments() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS);
		stage.willAnswer(Answer.toolCall("get_weather", "{\"city\":\"Paris\"}"));
		ObservedCall call = stage.call(weather(stage, ToolChoice.REQUIRED));
		ChatResponse response = call.response();
		stage.assumeCalls(response);
		assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(call.events(StreamEvent.ToolCallEnded.class)).hasSameSizeAs(response.toolCalls());
		ToolCall first = response.toolCalls().get(0);
		assertThat(first.name()).isEqualTo("get_weather");
		assertThat(first.id()).isNotBlank();
		assertThat(first.hasValidArguments()).isTrue();
		assertThat(first.argumentMap()).containsKey("city");
		if (stage.isScripted()) {
			assertThat(first.argumentMap()).containsEntry("city", "Paris");
			assertWeatherIsOffered(stage.received());
			if (subject().lacking(ContractAbility.TOOL_CHOICE) == null) {
				assertChoice(stage, response, "get_weather", ToolChoice.REQUIRED);
			}
		}
	}

	private static void assertWeatherIsOffered(SimulatedRequest request) {
		assertThat(request.tools()).as("tools that the server has read").singleElement().satisfies((tool) -> {
			assertThat(tool.name()).isEqualTo("get_weather");
			assertThat(tool.description()).isEqualTo("The weather in a city");
			assertThat(String.valueOf(tool.parameters())).as("its parameters").contains("city", "Paris", "Rome");
		});
	}

	/** An API without choices says at least that it has none. */
	private static void assertChoice(ContractStage stage, ChatResponse response, String tool, ToolChoice asked) {
		SimulatedRequest request = stage.received();
		ToolChoice alike = (request.tools().size() == 1) ? ToolChoice.REQUIRED : asked;
		if (response.warnings().isEmpty()) {
			assertThat(request.toolChoice()).as("the choice that the server has read")
				.isIn(asked, alike, ToolChoice.of(tool));
		}
	}

	@Test
	default void aLoopOfToolsEndsInAnAnswer() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS);
		stage.willAnswer(Answer.toolCall("get_weather", "{\"city\":\"Paris\"}"),
				Answer.toolCall("get_weather", "{\"city\":\"Rome\"}"), Answer.text("Both are mild."));
		ChatRequest request = weather(stage, ToolChoice.REQUIRED);
		for (int round = 0; round < 2; round++) {
			ChatResponse asked = stage.answer(request);
			stage.assumeCalls(asked);
			// Some servers demand a call only where no result came before.
			assertThat(asked.toolCalls().isEmpty() && (stage.isScripted() || round == 0))
				.as("no calls in round %s", round)
				.isFalse();
			request = asked.toolCalls().isEmpty() ? request : request.reply(asked);
			for (ToolCall call : asked.toolCalls()) {
				request = request.toolResult(call, "Mild, 18 °C");
			}
		}
		ChatResponse answer = stage.answer(request.withOptions(stage.calling(ToolChoice.NONE)));
		assertThat(answer.toolCalls()).isEmpty();
		assertThat(answer.finishReason()).isIn(FinishReason.STOP, FinishReason.LENGTH);
		if (stage.isScripted()) {
			assertThat(answer.text()).isEqualTo("Both are mild.");
			assertThat(stage.receivedText("tool") + stage.receivedText("user")).containsSubsequence("Mild, 18 °C",
					"Mild, 18 °C");
		}
	}

	@Test
	default void severalCallsOfOneTurnKeepTheirArguments() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.TOOLS, ContractAbility.PARALLEL_TOOLS);
		stage.willAnswer(Answer.builder()
			.text("I ask.")
			.toolCall("get_weather", "{\"city\":\"Paris\"}")
			.toolCall("get_time", "{}")
			.toolCall("get_weather", "{\"city\":\"Rome\"}")
			.build(), Answer.text("Mild, late, warm."));
		ChatRequest request = stage.request()
			.user("How is the weather in Paris and Rome, and what time is it?")
			.tool(ContractTools.WEATHER)
			.tool(ContractTools.CLOCK)
			.build();
		ChatResponse asked = stage.answer(request);
		List<ToolCall> calls = asked.toolCalls();
		assertThat(calls).extracting(ToolCall::name).containsExactly("get_weather", "get_time", "get_weather");
		assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates();
		assertThat(calls.get(0).argumentMap()).containsEntry("city", "Paris");
		assertThat(calls.get(1).argumentMap()).isEmpty();
		assertThat(calls.get(2).argumentMap()).containsEntry("city", "Rome");
		ChatRequest next = request.reply(asked)
			.toolResult(calls.get(2), "Warm")
			.toolResult(calls.get(0), "Mild")
			.toolFailed(calls.get(1), "The clock stands");
		assertThat(stage.answer(next).text()).isEqualTo("Mild, late, warm.");
		ReceivedCalls received = new ReceivedCalls(stage.received());
		received.assertPaired();
		received.assertResult("get_weather", "Paris", "Mild");
		received.assertResult("get_weather", "Rome", "Warm");
		received.assertResult("get_time", "", "The clock stands");
	}

	@Test
	default void argumentsInManyPiecesAndOfAllCharactersAreWhole() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.TOOLS);
		String city = "Zürich 🙈 \\\"quoted\\\" \\\\ \\n ".repeat(40);
		stage.willAnswer(
				Answer.toolCall("get_weather", "{\"city\":\"" + city + "\",\"more\":{\"list\":[1,-2.5e3,null,true]}}"));
		ToolCall call = stage.answer(weather(stage, ToolChoice.AUTO)).toolCalls().get(0);
		assertThat(call.argumentMap()).containsEntry("city", "Zürich 🙈 \"quoted\" \\ \n ".repeat(40));
		assertThat(call.argumentMap()).containsKey("more");
	}

	@Test
	default void aCallWithoutArgumentsHasAnEmptyObject() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.TOOLS);
		stage.willAnswer(Answer.toolCall("get_time", "{}"));
		ToolCall call = stage.answer(stage.request().user("What time is it?").tool(ContractTools.CLOCK).build())
			.toolCalls()
			.get(0);
		assertThat(call.hasValidArguments()).isTrue();
		assertThat(call.argumentMap()).isEmpty();
	}

	@Test
	default void toolsCanBeForbidden() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS, ContractAbility.TOOL_CHOICE,
				ContractAbility.NO_TOOL);
		stage.willAnswer(Answer.text("I cannot look."));
		ChatResponse response = stage.answer(weather(stage, ToolChoice.NONE));
		assertThat(response.toolCalls()).isEmpty();
		assertThat(response.text()).isNotBlank();
		if (stage.isScripted()) {
			assertThat(stage.received().tools().isEmpty() || stage.received().toolChoice().equals(ToolChoice.NONE))
				.as("whether the server has read that there is no tool to call")
				.isTrue();
		}
	}

	@Test
	default void oneToolCanBeChosenByName() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS, ContractAbility.TOOL_CHOICE,
				ContractAbility.TOOL_BY_NAME);
		stage.willAnswer(Answer.toolCall("get_time", "{}"));
		ChatRequest request = weather(stage, ToolChoice.of("get_time")).toBuilder().tool(ContractTools.CLOCK).build();
		ChatResponse response = stage.answer(request);
		assertThat(response.toolCalls()).isNotEmpty().allMatch((call) -> call.name().equals("get_time"));
		assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		if (stage.isScripted()) {
			assertChoice(stage, response, "get_time", ToolChoice.of("get_time"));
		}
	}

	@Test
	default void aTextBeforeACallIsKept() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.TOOLS);
		stage.willAnswer(Answer.builder().text("Let me see.").toolCall("get_weather", "{\"city\":\"Rome\"}").build());
		ChatResponse response = stage.answer(weather(stage, ToolChoice.AUTO));
		assertThat(response.text()).isEqualTo("Let me see.");
		assertThat(response.toolCalls()).hasSize(1);
		assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
	}

}
