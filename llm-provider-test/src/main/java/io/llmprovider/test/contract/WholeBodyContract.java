package io.llmprovider.test.contract;

import java.util.List;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on answers in one body: they have all that streamed ones have.
 */
public interface WholeBodyContract extends ContractPart {

	@Test
	default void callsInOneBodyAreWholeAndGoOn() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.TOOLS, ContractAbility.PARALLEL_TOOLS,
				ContractAbility.WHOLE_BODIES);
		stage.willAnswer(Answer.builder()
			.text("I ask.")
			.toolCall("get_weather", "{\"city\":\"Paris\"}")
			.toolCall("get_weather", "{\"city\":\"Rome\"}")
			.build(), Answer.text("Both are mild."));
		ChatRequest request = stage.request().user("How is the weather?").tool(ContractTools.WEATHER).build();
		ChatResponse asked = stage.answer(request);
		assertThat(asked.text()).isEqualTo("I ask.");
		assertThat(asked.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		List<ToolCall> calls = asked.toolCalls();
		assertThat(calls).hasSize(2).extracting(ToolCall::id).doesNotHaveDuplicates();
		assertThat(calls.get(0).argumentMap()).containsEntry("city", "Paris");
		assertThat(calls.get(1).argumentMap()).containsEntry("city", "Rome");
		ChatRequest next = request.reply(asked).toolResult(calls.get(0), "Mild").toolResult(calls.get(1), "Warm");
		assertThat(stage.answer(next).text()).isEqualTo("Both are mild.");
		ReceivedCalls received = new ReceivedCalls(stage.received());
		received.assertResult("get_weather", "Paris", "Mild");
		received.assertResult("get_weather", "Rome", "Warm");
	}

	@Test
	default void reasoningInOneBodyIsToldApartAndGoesBack() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.REASONING,
				ContractAbility.WHOLE_BODIES);
		stage.willAnswer(Answer.builder().reasoning("17 times 20 is 340.").text("It is 391.").build(),
				Answer.text("It is 782."));
		ChatRequest request = ChatRequest.builder()
			.options(ChatOptions.builder().thinking(ThinkingLevel.LOW).build())
			.user("How much is 17 times 23?")
			.build();
		ChatResponse first = stage.answer(request);
		assertThat(first.reasoning()).isEqualTo("17 times 20 is 340.");
		assertThat(first.text()).isEqualTo("It is 391.");
		assertThat(stage.answer(request.reply(first).user("And twice that?")).text()).isEqualTo("It is 782.");
		assertThat(stage.receivedText("assistant")).contains("It is 391.");
	}

	@Test
	default void anAnswerInOneBodyThatReachedItsLimitSaysSo() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.OUTPUT_LIMIT,
				ContractAbility.WHOLE_BODIES);
		stage.willAnswer(Answer.builder().text("One, two,").finish(FinishReason.LENGTH).build());
		ChatResponse response = stage.answer(stage.ask("Count."));
		assertThat(response.text()).isEqualTo("One, two,");
		assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
	}

}
