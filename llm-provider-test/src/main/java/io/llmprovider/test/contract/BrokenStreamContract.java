package io.llmprovider.test.contract;

import java.util.List;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.AnswerBuilder;
import io.llmprovider.test.simulator.SimulatedError;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on answers that begin well: one that breaks off is never a success, and
 * what had arrived is kept.
 */
public interface BrokenStreamContract extends ContractPart {

	private static AnswerBuilder begun() {
		return Answer.builder().deltas("Half ", "an ", "answer");
	}

	@Test
	default void anAnswerThatStopsWithoutItsEndIsNoSuccess() {
		ContractStage stage = ContractStage.scripted(subject());
		// what was sent before a reset need not arrive
		Answer reset = begun().reset().build();
		for (Answer cut : List.of(begun().unfinished().build(), begun().close().build(), reset)) {
			stage.willAnswer(cut);
			ObservedCall call = stage.call(stage.ask("Hello"));
			LlmException failure = call.failed();
			assertThat(failure.kind()).isIn(ErrorKind.TRUNCATED, ErrorKind.TRANSPORT);
			assertThat(call.events(StreamEvent.Finished.class)).isEmpty();
			String arrived = failure.partialResponse().map(ChatResponse::text).orElse("");
			assertThat(arrived).as("what had arrived")
				.isEqualTo(String.join("",
						call.events(StreamEvent.TextDelta.class).stream().map(StreamEvent.TextDelta::text).toList()));
			if (cut != reset && subject().lacking(ContractAbility.STREAMING) == null) {
				assertThat(arrived).isEqualTo("Half an answer");
			}
		}
	}

	@Test
	default void anAnswerThatIsCutBeforeItsFirstByteIsAFailureToTryAgain() {
		ContractStage stage = ContractStage.scripted(subject());
		for (Answer cut : List.of(Answer.reset(), Answer.closed(), begun().build().cutAfter(0))) {
			stage.willAnswer(cut);
			ObservedCall call = stage.call(stage.ask("Hello"));
			assertThat(call.failed().kind()).isIn(ErrorKind.TRUNCATED, ErrorKind.TRANSPORT);
			assertThat(call.failed().isRetryable()).isTrue();
			assertThat(call.events()).isEmpty();
		}
	}

	@Test
	default void anAnswerCutAtAnyByteIsNoSuccess() {
		ContractStage stage = ContractStage.scripted(subject());
		stage.willAnswer(begun().build());
		String whole = stage.answer(stage.ask("Hello")).text();
		long bytes = stage.simulator().exchanges().get(0).awaitEnd(stage.patience()).sentBytes();
		assertThat(bytes).as("bytes of a whole answer").isGreaterThan(whole.length());
		for (long at = 1; at < bytes; at += Math.max(1, bytes / 40)) {
			stage.willAnswer(begun().build().cutAfter(at));
			ObservedCall call = stage.call(stage.ask("Hello"));
			if (call.failure() == null) {
				assertThat(call.response().text()).as("text of an answer cut at byte %s of %s", at, bytes)
					.isEqualTo(whole);
			}
			else {
				assertThat(call.failed().kind()).as("cut at byte %s of %s", at, bytes)
					.isIn(ErrorKind.TRUNCATED, ErrorKind.TRANSPORT, ErrorKind.PROTOCOL);
			}
		}
	}

	@Test
	default void aFailureInsideAStreamIsTypedAndKeepsWhatHadArrived() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.FAILURES_IN_STREAM);
		stage.willAnswer(begun().failure(SimulatedError.of(503, "The model is overloaded")).build());
		ObservedCall call = stage.call(stage.ask("Hello"));
		LlmException failure = call.failed();
		assertThat(failure.kind()).isIn(ErrorKind.OVERLOADED, ErrorKind.SERVER);
		assertThat(failure.getMessage()).contains("The model is overloaded");
		assertThat(failure.partialResponse()).map(ChatResponse::text).contains("Half an answer");
		assertThat(failure.model()).contains(stage.client().model().ref());
	}

	@Test
	default void anEventThatCannotBeReadIsNoSuccess() {
		ContractStage stage = ContractStage.scripted(subject());
		stage.willAnswer(begun().event("{\"this is\": no JSON").text(".").build());
		ObservedCall call = stage.call(stage.ask("Hello"));
		assertThat(call.failed().kind()).isIn(ErrorKind.PROTOCOL, ErrorKind.TRUNCATED);
	}

	@Test
	default void signsOfLifeDoNoHarm() {
		ContractStage stage = ContractStage.scripted(subject());
		stage.willAnswer(Answer.builder().comment("working").text("Well").comment("still").text(".").build());
		assertThat(stage.answer(stage.ask("Hello")).text()).isEqualTo("Well.");
	}

}
