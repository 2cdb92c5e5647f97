package io.llmprovider.test.contract;

import java.util.List;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Origin;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.model.Model;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on histories with tool calls as applications leave them: without results,
 * with too many, of nothing, with strange ids.
 */
public interface ToolHistoryContract extends ContractPart {

	private static ChatRequest.Builder called(ContractStage stage, ToolCall... calls) {
		Model model = stage.client().model();
		return stage.request()
			.tool(ContractTools.WEATHER)
			.user("How is the weather in Paris?")
			.message(new AssistantMessage(List.of(calls), new Origin(model.provider(), model.id(), "elsewhere"),
					FinishReason.TOOL_CALLS, null));
	}

	private static ToolCall call(String id) {
		return new ToolCall(id, "get_weather", "{\"city\":\"Paris\"}");
	}

	@Test
	default void aCallWithoutResultDoesNotEndTheConversation() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS);
		stage.willAnswer(Answer.text("As you like."));
		ChatRequest request = called(stage, call("call_1")).user("Never mind, tell me a joke.").build();
		assertThat(stage.answer(request).finishReason()).isIn(FinishReason.STOP, FinishReason.LENGTH,
				FinishReason.TOOL_CALLS);
		if (stage.isScripted()) {
			new ReceivedCalls(stage.received()).assertPaired();
			assertThat(stage.receivedText("user")).contains("Never mind");
		}
	}

	@Test
	default void oneOfTwoResultsIsEnough() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS, ContractAbility.PARALLEL_TOOLS);
		stage.willAnswer(Answer.text("Mild, at least here."));
		ToolCall first = call("call_1");
		ChatRequest request = called(stage, first, call("call_2")).message(ToolResultMessage.of(first, "Mild"))
			.user("Go on.")
			.build();
		assertThat(stage.answer(request).finishReason()).isNotEqualTo(FinishReason.ERROR);
		if (stage.isScripted()) {
			new ReceivedCalls(stage.received()).assertPaired();
		}
	}

	@Test
	default void aResultWithoutCallIsNoHindrance() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS);
		stage.willAnswer(Answer.text("Fine."));
		ChatRequest request = stage.request()
			.tool(ContractTools.WEATHER)
			.message(ToolResultMessage.of(call("call_gone"), "Mild"))
			.user("And now?")
			.build();
		assertThat(stage.answer(request).finishReason()).isNotEqualTo(FinishReason.ERROR);
	}

	@Test
	default void resultsMayBeOfNothingOrOfAllCharacters() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS);
		for (String result : List.of("", " ", "\ud83d half", TextContract.ALL_KINDS_OF_CHARACTERS, "[]", "null")) {
			stage.willAnswer(Answer.text("I see."));
			ToolCall call = call("call_1");
			ChatRequest request = called(stage, call).message(ToolResultMessage.of(call, result)).build();
			assertThat(stage.answer(request).finishReason()).as("answer to '%s'", result)
				.isNotEqualTo(FinishReason.ERROR);
			if (stage.isScripted()) {
				String sound = result.replace("\ud83d half", "half").strip();
				new ReceivedCalls(stage.received()).assertResult("get_weather", "Paris", sound);
			}
		}
	}

	@Test
	default void aResultOfSeveralTextsAndAFailureAreTaken() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS);
		ToolCall call = call("call_1");
		for (ToolResultMessage result : List.of(ToolResultMessage.failed(call, "No such city"),
				ToolResultMessage.of(call, new Text("Mild"), new Text("and dry")))) {
			stage.willAnswer(Answer.text("I see."));
			assertThat(stage.answer(called(stage, call).message(result).build()).finishReason())
				.isNotEqualTo(FinishReason.ERROR);
			if (stage.isScripted()) {
				result.content()
					.forEach((part) -> new ReceivedCalls(stage.received()).assertResult("get_weather", "Paris",
							((Text) part).text()));
			}
		}
	}

	@Test
	default void idsOfAnyFormAreMadeToFit() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS, ContractAbility.PARALLEL_TOOLS);
		String longest = "call_" + "a|b+c/".repeat(75);
		for (String id : List.of("1", "functions.get_weather:0", longest, "ünïcode id", "toolu_01ABC", "call-x|fc_y")) {
			stage.willAnswer(Answer.text("I see."));
			ToolCall one = call(id);
			ToolCall other = new ToolCall(id + "-2", "get_weather", "{\"city\":\"Rome\"}");
			ChatRequest request = called(stage, one, other).message(ToolResultMessage.of(other, "Warm"))
				.message(ToolResultMessage.of(one, "Mild"))
				.build();
			assertThat(stage.answer(request).finishReason()).as("answer to a call with the id %s", id)
				.isNotEqualTo(FinishReason.ERROR);
			if (stage.isScripted()) {
				ReceivedCalls received = new ReceivedCalls(stage.received());
				received.assertPaired();
				received.assertResult("get_weather", "Paris", "Mild");
				received.assertResult("get_weather", "Rome", "Warm");
			}
		}
	}

	@Test
	default void aHistoryWithCallsGoesOnWithoutTools() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS);
		stage.willAnswer(Answer.text("You are welcome."));
		ToolCall call = call("call_1");
		ChatRequest request = called(stage, call).message(ToolResultMessage.of(call, "Mild"))
			.message(AssistantMessage.of("It is mild."))
			.user("Thanks.")
			.tools(List.of())
			.build();
		assertThat(stage.answer(request).text()).isNotBlank();
	}

	@Test
	default void argumentsThatAreNoJsonAreToldAndDoNoHarmLater() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.TOOLS);
		stage.willAnswer(Answer.text("Again, then."));
		ToolCall broken = new ToolCall("call_1", "get_weather", "{\"city\":");
		assertThat(broken.hasValidArguments()).isFalse();
		ChatRequest request = called(stage, broken).message(ToolResultMessage.failed(broken, "That is no JSON"))
			.build();
		assertThat(stage.answer(request).text()).isEqualTo("Again, then.");
	}

}
