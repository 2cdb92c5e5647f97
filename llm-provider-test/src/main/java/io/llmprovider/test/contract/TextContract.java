package io.llmprovider.test.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * The contract on text: it is streamed and whole, the same in every way of calling, and
 * of any language.
 */
public interface TextContract extends ContractPart {

	/** Characters of one to four bytes, joined and marked ones, and what JSON escapes. */
	String ALL_KINDS_OF_CHARACTERS = "Grüße, 你好, שלום, 👩‍👩‍👧, 🙈, e\u0301, \u2028, \"quoted\", back\\slash, \ttab, <b>&amp;</b>,\n\n    indented,\r\n \u0001";

	@Test
	default void textIsStreamedAndItsPiecesAddUp() {
		ContractStage stage = ContractStage.of(subject());
		stage.willAnswer(Answer.text("One, two, three, four."));
		ObservedCall call = stage.call(stage.ask("Count from one to four."));
		assertThat(call.response().text()).isNotBlank();
		assertThat(call.response().finishReason()).isIn(FinishReason.STOP, FinishReason.LENGTH);
		assertThat(call.response().provider()).isEqualTo(stage.client().model().provider());
		assertThat(call.response().model()).isNotBlank();
		if (stage.isScripted()) {
			assertThat(call.response().text()).isEqualTo("One, two, three, four.");
			assertThat(call.response().finishReason()).isEqualTo(FinishReason.STOP);
			assertThat(stage.receivedText("user")).contains("Count from one to four.");
		}
	}

	@Test
	default void anAnswerComesInMoreThanOnePiece() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.STREAMING);
		stage.willAnswer(Answer.text("One, two, three, four."));
		ObservedCall call = stage.call(stage.ask("Count from one to twenty, in words."));
		assertThat(call.events(StreamEvent.TextDelta.class)).hasSizeGreaterThan(1);
	}

	@Test
	default void thousandsOfSmallPiecesAddUp() {
		ContractStage stage = ContractStage.scripted(subject());
		String[] pieces = new String[5_000];
		Arrays.setAll(pieces, (i) -> i + " ");
		stage.willAnswer(Answer.builder().deltas(pieces).build());
		assertThat(stage.answer(stage.ask("Count.")).text()).isEqualTo(String.join("", pieces));
	}

	@Test
	default void chatAndStreamAgree() {
		ContractStage stage = ContractStage.of(subject());
		assertAgreement(stage, stage.client(), stage.client());
	}

	@Test
	default void anAnswerInOneBodyIsTheSameAnswer() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.WHOLE_BODIES);
		assertAgreement(stage, subject().client(), stage.client());
	}

	private static void assertAgreement(ContractStage stage, LlmClient streamed, LlmClient other) {
		Answer answer = Answer.builder().text("I have ").text("looked at it.").build();
		stage.willAnswer(answer, answer, answer);
		ChatRequest request = stage.ask("Look at it.");
		ChatResponse first = ObservedCall.of(streamed, request, stage.patience()).response();
		ChatResponse second = ObservedCall.of(other, request, stage.patience()).response();
		ChatResponse third = Objects.requireNonNull(other.chat(request).block(stage.patience()));
		for (ChatResponse each : List.of(second, third)) {
			assertThat(each.text()).isNotBlank();
			assertThat(each.finishReason()).isIn(FinishReason.STOP, FinishReason.LENGTH);
			assertThat(each.usage().inputTokens() == null).as("whether tokens are told")
				.isEqualTo(first.usage().inputTokens() == null);
			if (stage.isScripted()) {
				assertSame(first, each);
			}
		}
	}

	private static void assertSame(ChatResponse first, ChatResponse each) {
		assertThat(each.text()).isEqualTo(first.text()).isEqualTo("I have looked at it.");
		assertThat(each.content()).hasSameSizeAs(first.content());
		assertThat(each.finishReason()).isEqualTo(first.finishReason());
		assertThat(each.rawFinishReason()).isEqualTo(first.rawFinishReason());
		assertThat(each.usage().inputTokens()).isEqualTo(first.usage().inputTokens());
		assertThat(each.usage().outputTokens()).isEqualTo(first.usage().outputTokens());
		assertThat(each.usage().totalTokens()).isEqualTo(first.usage().totalTokens());
		assertThat(each.model()).isEqualTo(first.model());
	}

	@Test
	default void aConversationGoesOn() {
		ContractStage stage = ContractStage.of(subject());
		stage.willAnswer(Answer.text("Good evening."), Answer.text("Very well."));
		ChatRequest request = stage.request().system("Be brief.").user("Good evening!").build();
		ChatResponse first = stage.answer(request);
		ChatResponse second = stage.answer(request.reply(first).user("How are you?"));
		assertThat(second.text()).isNotBlank();
		if (stage.isScripted()) {
			assertThat(stage.receivedText("system") + stage.receivedText("user")).contains("Be brief.");
			assertThat(stage.receivedText("assistant")).contains("Good evening.");
			assertThat(stage.receivedText("user")).containsOnlyOnce("How are you?");
			assertThat(stage.receivedText()).containsSubsequence("Good evening!", "Good evening.", "How are you?");
		}
	}

	@Test
	default void answersAtTheSameTimeDoNotMix() {
		ContractStage stage = ContractStage.scripted(subject());
		stage.simulator()
			.script((request) -> Answer.text("You said: " + request.lastUserText()).paced(Duration.ofMillis(1)));
		Map<String, String> answers = Flux.range(0, 16)
			.map((number) -> "Number " + number + " of those who call")
			.flatMap((words) -> stage.client().chat(stage.ask(words)).map((answer) -> Map.entry(words, answer.text())),
					16)
			.collectMap(Map.Entry::getKey, Map.Entry::getValue)
			.blockOptional(stage.patience())
			.orElseThrow();
		assertThat(answers).hasSize(16)
			.allSatisfy((words, answer) -> assertThat(answer).isEqualTo("You said: " + words));
	}

	@Test
	default void charactersOfAllKindsArriveOnBothSides() {
		ContractStage stage = ContractStage.of(subject());
		List<String> pieces = new ArrayList<>();
		ALL_KINDS_OF_CHARACTERS.codePoints().forEach((point) -> pieces.add(Character.toString(point)));
		stage.willAnswer(Answer.builder().deltas(pieces.toArray(String[]::new)).build());
		String words = "  Repeat:\n" + ALL_KINDS_OF_CHARACTERS + "\n  ";
		ChatResponse response = stage.answer(stage.ask(words));
		assertThat(response.text()).isNotEmpty();
		if (stage.isScripted()) {
			assertThat(response.text()).isEqualTo(ALL_KINDS_OF_CHARACTERS);
			assertThat(stage.receivedText("user")).contains(words);
			stage.willAnswer(Answer.text("Well repeated."));
			stage.answer(stage.ask(words).reply(response).user("Thanks."));
			assertThat(stage.receivedText("assistant")).contains(ALL_KINDS_OF_CHARACTERS);
		}
	}

	@Test
	default void halvesOfCharactersDoNoHarm() {
		ContractStage stage = ContractStage.of(subject());
		stage.willAnswer(Answer.text("Fine."));
		ChatRequest request = stage.request()
			.system("Be kind\ud83d.")
			.user("What is a\ud83db and \ud83d\ud83d\ude48?")
			.build();
		assertThat(stage.answer(request).text()).isNotBlank();
		if (stage.isScripted()) {
			assertThat(stage.receivedText("user")).contains("What is ab and \ud83d\ude48?");
		}
	}

	@Test
	default void messagesOfNothingAreNoHindrance() {
		ContractStage stage = ContractStage.of(subject());
		for (UserMessage nothing : List.of(UserMessage.of(""), UserMessage.of(" \n"),
				UserMessage.of(new Text(""), new Text("Hello?"), new Text("  ")))) {
			stage.willAnswer(Answer.text("Yes?"));
			ChatRequest request = stage.ask("Are you there?").with(AssistantMessage.of("")).with(nothing);
			assertThat(stage.answer(request).text()).as("answer to %s", nothing).isNotBlank();
		}
	}

	@Test
	default void aMessageOfNothingAloneIsAnsweredOrRefusedByName() {
		ContractStage stage = ContractStage.of(subject());
		for (String nothing : List.of("", " ", "\n\t")) {
			stage.willAnswer(Answer.text("Yes?"));
			ObservedCall call = stage.call(stage.ask(nothing));
			if (call.failure() != null) {
				assertThat(call.failed().details().message()).isNotBlank();
			}
			else {
				assertThat(call.response().finishReason()).isNotEqualTo(FinishReason.ERROR);
			}
		}
	}

	@Test
	default void anAnswerOfNothingEndsWithAWarning() {
		ContractStage stage = ContractStage.scripted(subject());
		stage.willAnswer(Answer.builder().finish(FinishReason.STOP).build());
		ObservedCall call = stage.call(stage.ask("Say nothing."));
		if (call.failure() == null) {
			assertThat(call.response().content()).isEmpty();
			assertThat(call.response().warnings()).isNotEmpty();
		}
		else {
			assertThat(call.failed().isRetryable()).isTrue();
		}
	}

	/**
	 * Real models may end before the limit, small ones often do: they are asked again.
	 */
	@Test
	default void aLimitOfTheAnswersLengthEndsIt() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.OUTPUT_LIMIT);
		stage.willAnswer(Answer.builder().text("One, two,").finish(FinishReason.LENGTH).build());
		ChatOptions options = ChatOptions.builder().maxTokens(16).build();
		ChatRequest request = ChatRequest.of("Count from one to one thousand, in words.").withOptions(options);
		ChatResponse response = stage.answer(request);
		boolean reached = !endedBefore(response, 16);
		for (int tries = 1; !stage.isScripted() && response.finishReason() == FinishReason.STOP
				&& tries < 20; tries++) {
			response = stage.answer(request);
			reached |= !endedBefore(response, 16);
		}
		if (!stage.isScripted() && !reached) {
			abort("the model ended by itself each time, at last after " + response.usage().outputTokens() + " tokens");
		}
		assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
		if (stage.isScripted()) {
			assertThat(response.text()).isEqualTo("One, two,");
			assertThat(stage.received().maxOutputTokens()).isEqualTo(16);
		}
	}

	private static boolean endedBefore(ChatResponse response, int limit) {
		Long used = response.usage().outputTokens();
		return response.finishReason() == FinishReason.STOP && used != null && used < limit;
	}

}
