package io.llmprovider.test.contract;

import java.util.List;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Message;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on conversations that began with another provider: they go on, and what
 * belongs to their authors alone stays at home.
 */
public interface HandoverContract extends ContractPart {

	private static ChatRequest.Builder after(ContractStage stage, List<Message> messages) {
		return stage.request().system("Be brief.").tool(ContractTools.WEATHER).messages(messages).user("Go on.");
	}

	@Test
	default void conversationsOfEveryOtherApiGoOn() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS);
		for (ForeignHistory history : ForeignHistory.values()) {
			stage.willAnswer(Answer.text("Well."));
			ChatResponse response = stage.answer(after(stage, history.messages()).build());
			assertThat(response.finishReason()).as("answer to a conversation of %s", history)
				.isNotEqualTo(FinishReason.ERROR);
			if (stage.isScripted()) {
				assertWhatArrived(stage, history);
			}
		}
	}

	private static void assertWhatArrived(ContractStage stage, ForeignHistory history) {
		assertThat(stage.received().received().bodyText()).as("request after a conversation of %s", history)
			.doesNotContain(ForeignHistory.MARK);
		assertThat(stage.receivedText("assistant")).contains("Mild in Paris, warm in Rome.", "I ask.");
		assertThat(stage.receivedText("tool")).contains("Mild", "No answer");
		assertThat(stage.receivedText("user")).contains("Think about it.", "Go on.");
	}

	@Test
	default void aConversationThatWentThroughAllApisGoesOn() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS);
		stage.willAnswer(Answer.text("Well."));
		ChatRequest request = after(stage, ForeignHistory.all()).build();
		ChatRequest stored = ChatRequest.fromJson(request.toJson());
		assertThat(stored).isEqualTo(request);
		assertThat(stage.answer(stored).finishReason()).isNotEqualTo(FinishReason.ERROR);
	}

	@Test
	default void aForeignConversationGoesOnThinking() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.REASONING, ContractAbility.TOOLS);
		stage.willAnswer(Answer.builder().reasoning("Hm.").text("Well.").build());
		ChatRequest request = after(stage, ForeignHistory.all())
			.options(ChatOptions.builder().thinking(ThinkingLevel.LOW).build())
			.build();
		assertThat(stage.answer(request).content()).isNotEmpty();
	}

	@Test
	default void foreignThoughtsStayAsText() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.TOOLS);
		stage.willAnswer(Answer.text("Well."));
		stage.answer(after(stage, ForeignHistory.ANTHROPIC.messages()).build());
		assertThat(stage.received().received().bodyText()).contains(ForeignHistory.THOUGHT);
	}

	@Test
	default void aConversationOfTextAloneGoesOn() {
		ContractStage stage = ContractStage.of(subject());
		stage.willAnswer(Answer.text("Well."));
		List<Message> messages = ForeignHistory.OLLAMA.messages();
		ChatRequest request = stage.request().message(messages.get(0)).message(messages.get(4)).user("Go on.").build();
		assertThat(stage.answer(request).text()).isNotBlank();
	}

}
