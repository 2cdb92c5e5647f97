package io.llmprovider.test.contract;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.error.LlmException;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on histories that have turns which came to no good end.
 */
public interface HistoryContract extends ContractPart {

	@Test
	default void aCancelledTurnIsKeptAndTheConversationGoesOn() {
		ContractStage stage = ContractStage.of(subject());
		stage.willAnswer(Answer.builder().deltas("Once ", "upon ", "a ").hang().build(), Answer.text("Sorry."));
		ChatRequest request = stage.ask("Tell me a long story.");
		CompletableFuture<ChatResponse> captured = new CompletableFuture<>();
		stage.client()
			.stream(request)
			.transform(StreamEvents.capture(captured::complete))
			.takeUntil(StreamEvent.TextDelta.class::isInstance)
			.blockLast(stage.patience());
		ChatResponse cancelled = captured.orTimeout(stage.patience().toSeconds(), TimeUnit.SECONDS).join();
		assertThat(cancelled.finishReason()).isEqualTo(FinishReason.CANCELLED);
		assertThat(cancelled.text()).isNotEmpty();
		assertThat(stage.answer(request.reply(cancelled).user("Stop.")).finishReason())
			.isNotEqualTo(FinishReason.ERROR);
	}

	@Test
	default void aTurnThatWasCutOffIsKeptAndTheConversationGoesOn() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.TOOLS);
		stage.willAnswer(Answer.builder().text("I ask.").toolCall("get_weather", "{\"city\":\"Rome\"}").close().build(),
				Answer.text("Again."));
		ChatRequest request = stage.request().user("How is Rome?").tool(ContractTools.WEATHER).build();
		LlmException failure = stage.call(request).failed();
		ChatRequest next = failure.partialResponse().map(request::reply).orElse(request).user("Well?");
		assertThat(stage.answer(next).text()).isEqualTo("Again.");
	}

	@Test
	default void speakersNeedNotAlternate() {
		ContractStage stage = ContractStage.of(subject());
		stage.willAnswer(Answer.text("Here."));
		ChatRequest request = stage.request()
			.message(AssistantMessage.of("Welcome back."))
			.message(AssistantMessage.of("What can I do?"))
			.user("Hello!")
			.user("Are you there?")
			.build();
		assertThat(stage.answer(request).text()).isNotBlank();
		if (stage.isScripted()) {
			assertThat(stage.receivedText("user")).contains("Hello!", "Are you there?");
		}
	}

	@Test
	default void aConversationMayEndWithTheAssistant() {
		ContractStage stage = ContractStage.of(subject());
		stage.willAnswer(Answer.text("and lived happily ever after."));
		ChatRequest request = stage.request()
			.user("Tell me a story.")
			.message(AssistantMessage.of("Once upon a time "))
			.build();
		ObservedCall call = stage.call(request);
		if (call.failure() != null) {
			assertThat(call.failed().isRetryable()).isFalse();
			assertThat(call.failed().details().message()).isNotBlank();
		}
		else {
			assertThat(call.response().finishReason()).isNotEqualTo(FinishReason.ERROR);
		}
	}

}
