package io.llmprovider.test.contract;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.llmprovider.chat.StreamEvent;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on callers that go away: the provider hears of it, and its connection is
 * free.
 */
public interface CancellationContract extends ContractPart {

	/**
	 * How soon the server has to notice; a second is usual, and build machines are slow.
	 */
	Duration SOON = Duration.ofSeconds(5);

	private static Answer begun() {
		return Answer.builder().deltas("Half ", "an ", "answer").hang().build();
	}

	@Test
	default void nothingIsSentBeforeSomebodyListens() {
		ContractStage stage = ContractStage.scripted(subject());
		Flux<StreamEvent> unheard = stage.client().stream(stage.ask("Hello"));
		stage.client().chat(stage.ask("Hello"));
		assertThat(stage.simulator().exchangeCount()).isZero();
		stage.willAnswer(Answer.text("One."), Answer.text("Two."));
		assertThat(unheard.blockLast(stage.patience())).isInstanceOf(StreamEvent.Finished.class);
		assertThat(unheard.blockLast(stage.patience())).isInstanceOf(StreamEvent.Finished.class);
		assertThat(stage.simulator().exchangeCount()).as("requests of two listeners").isEqualTo(2);
	}

	@Test
	default void cancellingBeforeTheFirstByteEndsTheExchange() {
		ContractStage stage = ContractStage.scripted(subject());
		for (boolean streaming : new boolean[] { true, false }) {
			stage.simulator().reset();
			stage.willAnswer(Answer.silence());
			Disposable call = streaming ? stage.client().stream(stage.ask("Hello")).subscribe()
					: stage.client().chat(stage.ask("Hello")).subscribe();
			stage.simulator().awaitExchange(1, stage.patience());
			call.dispose();
			stage.simulator().awaitExchange(1, stage.patience()).awaitCancelled(SOON);
			assertThat(stage.simulator().exchangeCount()).isEqualTo(1);
		}
	}

	@Test
	default void cancellingInTheMiddleEndsTheExchange() throws InterruptedException {
		ContractStage stage = ContractStage.scripted(subject());
		stage.willAnswer(begun());
		CountDownLatch heard = new CountDownLatch(1);
		Disposable call = stage.client()
			.stream(stage.ask("Hello"))
			.ofType(StreamEvent.TextDelta.class)
			.subscribe((delta) -> heard.countDown());
		assertThat(heard.await(stage.patience().toSeconds(), TimeUnit.SECONDS)).isTrue();
		call.dispose();
		stage.simulator().awaitExchange(1, stage.patience()).awaitCancelled(SOON);
	}

	@Test
	default void whoCancelledCanCallAgain() {
		ContractStage stage = ContractStage.of(subject());
		for (int i = 0; i < 3; i++) {
			stage.willAnswer(begun());
			stage.client()
				.stream(stage.ask("Count from one to one hundred, in words."))
				.takeUntil((event) -> event instanceof StreamEvent.TextDelta
						|| event instanceof StreamEvent.ReasoningDelta)
				.blockLast(stage.patience());
		}
		stage.client().stream(stage.ask("Hello")).subscribe().dispose();
		if (stage.isScripted()) {
			stage.simulator().reset();
		}
		stage.willAnswer(Answer.text("Here."));
		assertThat(stage.answer(stage.ask("Are you there?")).finishReason()).isNotNull();
	}

	@Test
	default void whatComesAfterACancellationIsNotHeard() {
		ContractStage stage = ContractStage.of(subject());
		stage.willAnswer(Answer.text("One, two, three, four, five."));
		EnoughAtOnce caller = new EnoughAtOnce();
		stage.client().stream(stage.ask("Count from one to five, in words.")).subscribe(caller);
		assertThat(caller.awaitEnough(stage.patience())).as("whether there was a word").isTrue();
		// whatever was under way has come when another call is answered
		stage.willAnswer(Answer.text("Here."));
		if (stage.isScripted()) {
			stage.simulator().awaitExchange(1, stage.patience()).awaitEnd(SOON);
		}
		stage.answer(stage.ask("Are you there?"));
		assertThat(caller.late()).as("what was heard after the cancellation").isEmpty();
	}

}
