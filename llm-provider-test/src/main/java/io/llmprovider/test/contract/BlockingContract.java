package io.llmprovider.test.contract;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.LlmException;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The contract on callers that block: the same answers and failures, and leaving cancels.
 */
public interface BlockingContract extends ContractPart {

	@Test
	default void blockingCallsHaveTheSameAnswers() {
		ContractStage stage = ContractStage.of(subject());
		stage.willAnswer(Answer.text("Good evening."), Answer.text("Good evening."));
		ChatResponse whole = stage.client().blocking().chat(stage.ask("Say good evening."));
		List<StreamEvent> events;
		try (Stream<StreamEvent> stream = stage.client().blocking().stream(stage.ask("Say good evening."))) {
			events = stream.toList();
		}
		assertThat(EventGrammar.violations(events, null)).isEmpty();
		assertThat(whole.text()).isNotBlank();
		if (stage.isScripted()) {
			ChatResponse streamed = ((StreamEvent.Finished) events.get(events.size() - 1)).response();
			assertThat(streamed.text()).isEqualTo(whole.text());
		}
	}

	@Test
	default void blockingCallsFailWithTheSameFailures() {
		ContractStage stage = ContractStage.scripted(subject());
		stage.willAnswer(Answer.error(400, "No such thing"), Answer.error(400, "No such thing"));
		assertThatThrownBy(() -> stage.client().blocking().chat(stage.ask("Hello"))).isInstanceOf(LlmException.class)
			.hasMessageContaining("No such thing");
		assertThatThrownBy(() -> {
			try (Stream<StreamEvent> stream = stage.client().blocking().stream(stage.ask("Hello"))) {
				stream.toList();
			}
		}).isInstanceOf(LlmException.class).hasMessageContaining("No such thing");
	}

	@Test
	default void closingABlockingStreamEndsTheExchange() {
		ContractStage stage = ContractStage.scripted(subject());
		stage.willAnswer(Answer.builder().deltas("Half ", "an ", "answer").hang().build());
		try (Stream<StreamEvent> stream = stage.client().blocking().stream(stage.ask("Hello"))) {
			assertThat(stream.filter(StreamEvent.TextDelta.class::isInstance).findFirst()).isPresent();
		}
		stage.simulator().awaitExchange(1, stage.patience()).awaitCancelled(CancellationContract.SOON);
	}

	@Test
	default void interruptingABlockedCallerEndsTheExchange() throws InterruptedException {
		ContractStage stage = ContractStage.scripted(subject());
		stage.willAnswer(Answer.silence());
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		Thread caller = new Thread(() -> {
			try {
				stage.client().blocking().chat(stage.ask("Hello"));
			}
			catch (RuntimeException ex) {
				thrown.set(ex);
			}
		});
		caller.start();
		stage.simulator().awaitExchange(1, stage.patience());
		caller.interrupt();
		caller.join(stage.patience().toMillis());
		assertThat(thrown.get()).isInstanceOf(CancellationException.class);
		stage.simulator().awaitExchange(1, stage.patience()).awaitCancelled(CancellationContract.SOON);
	}

}
