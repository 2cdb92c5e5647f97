package io.llmprovider.test.contract;

import java.util.List;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on reasoning: it is told apart from the answer, and goes back to its
 * author as its author wants it.
 */
public interface ReasoningContract extends ContractPart {

	private static ChatRequest.Builder thinking() {
		return ChatRequest.builder().options(ChatOptions.builder().thinking(ThinkingLevel.LOW).build());
	}

	@Test
	default void reasoningComesBeforeTheAnswerAndApartFromIt() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.REASONING);
		stage.willAnswer(Answer.builder().reasoning("17 times 20 ").reasoning("is 340.").text("It is 391.").build());
		ObservedCall call = stage.call(thinking().user("How much is 17 times 23? Think first.").build());
		ChatResponse response = call.response();
		assertThat(response.text()).isNotBlank();
		assertThat(response.content()).as("blocks of reasoning").anyMatch(Reasoning.class::isInstance);
		if (stage.isScripted()) {
			assertThat(response.reasoning()).isEqualTo("17 times 20 is 340.");
			assertThat(response.text()).isEqualTo("It is 391.");
			assertThat(call.events(StreamEvent.BlockEvent.class).get(0))
				.isInstanceOf(StreamEvent.ReasoningStarted.class);
			assertThat(stage.received().thinking()).as("whether the server was told to think").isNotEqualTo(false);
		}
	}

	@Test
	default void aConversationWithReasoningGoesOn() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.REASONING);
		stage.willAnswer(Answer.builder().reasoning("Easy.").text("391.").build(), Answer.text("782."));
		ChatRequest request = thinking().user("How much is 17 times 23?").build();
		ChatResponse first = stage.answer(request);
		ChatRequest kept = ChatRequest.fromJson(request.reply(first).user("And twice that?").toJson());
		assertThat(stage.answer(kept).text()).isNotBlank();
		if (stage.isScripted()) {
			assertThat(stage.receivedText("assistant")).contains("391.");
		}
	}

	@Test
	default void reasoningGoesBackWithTheResultsOfTools() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.REASONING, ContractAbility.TOOLS);
		stage.willAnswer(Answer.builder()
			.reasoning("I have to ")
			.reasoning("ask.")
			.toolCall("get_weather", "{\"city\":\"Paris\"}")
			.build(), Answer.builder().reasoning("Mild.").text("It is mild.").build());
		ChatRequest request = thinking().user("How is the weather in Paris? Ask the tool.")
			.tool(ContractTools.WEATHER)
			.build();
		ChatResponse first = stage.answer(request);
		if (!stage.isScripted() && first.toolCalls().isEmpty()) {
			assertThat(first.text()).as("the answer of a model that did not ask the tool").isNotBlank();
			return;
		}
		List<ToolCall> calls = first.toolCalls();
		assertThat(calls).isNotEmpty();
		ChatRequest next = request.reply(first);
		for (ToolCall call : calls) {
			next = next.toolResult(call, "Mild, 18 °C");
		}
		assertThat(stage.answer(next).text()).isNotBlank();
		if (stage.isScripted()) {
			new ReceivedCalls(stage.received()).assertResult("get_weather", "Paris", "Mild, 18 °C");
		}
	}

	@Test
	default void hiddenReasoningGoesBackUnseen() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.REASONING);
		stage.willAnswer(Answer.builder().hiddenReasoning("A secret thought.").text("Well.").build(),
				Answer.text("Yes."));
		ChatRequest request = thinking().user("Think.").build();
		ChatResponse first = stage.answer(request);
		assertThat(first.text()).isEqualTo("Well.");
		assertThat(stage.answer(request.reply(first).user("Sure?")).text()).isEqualTo("Yes.");
	}

	@Test
	default void aTurnOfNothingButAThoughtDoesNotEndTheConversation() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.REASONING);
		stage.willAnswer(Answer.builder().reasoning("A long thought").finish(FinishReason.LENGTH).build(),
				Answer.text("Short, then."));
		ChatRequest request = thinking().user("Think long.").build();
		ObservedCall first = stage.call(request);
		ChatRequest next = request.reply(first.response()).user("Too long.");
		assertThat(first.response().finishReason()).isEqualTo(FinishReason.LENGTH);
		assertThat(first.response().text()).isEmpty();
		assertThat(stage.answer(next).text()).isEqualTo("Short, then.");
	}

}
