package io.llmprovider.protocol;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.OverloadedException;
import io.llmprovider.error.ServerException;
import io.llmprovider.model.Model;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class EventStreamBuilderTests {

	private static final Model MODEL = Model.of("own", "m");

	@Test
	void eachSubscriptionIsAnAnswerOfItsOwn() {
		AtomicInteger answers = new AtomicInteger();
		Flux<StreamEvent> stream = EventStreamBuilder.stream(MODEL, "own-api", (builder) -> {
			int text = builder.sink().textStarted();
			builder.sink().delta(text, "answer " + answers.incrementAndGet());
			builder.sink().finish(FinishReason.STOP, null);
			builder.complete();
		});

		assertThat(answers).hasValue(0);
		assertThat(stream.as(StreamEvents.response()).block().text()).isEqualTo("answer 1");
		assertThat(stream.as(StreamEvents.response()).block().text()).isEqualTo("answer 2");
	}

	@Test
	void eventsAreKeptForASubscriberThatIsSlow() {
		Flux<StreamEvent> stream = EventStreamBuilder.stream(MODEL, "own-api", (builder) -> {
			builder.sink().delta(builder.sink().textStarted(), "x");
			builder.complete();
		});

		StepVerifier.create(stream, 0)
			.thenRequest(1)
			.expectNext(new StreamEvent.Started("own", "m", "own-api", null))
			.thenRequest(2)
			.expectNextCount(2)
			.thenRequest(2)
			.expectNextCount(2)
			.verifyComplete();
	}

	@Test
	void aFailureNamesTheModelAndKeepsWhatHadArrived() {
		Flux<StreamEvent> stream = EventStreamBuilder.stream(MODEL, "own-api", (builder) -> {
			builder.sink().delta(builder.sink().textStarted(), "so far");
			throw new IllegalStateException("broken");
		});

		StepVerifier.create(stream).expectNextCount(3).expectErrorSatisfies((thrown) -> {
			LlmException failure = (LlmException) thrown;
			assertThat(failure).isInstanceOf(ServerException.class)
				.hasMessageStartingWith("own:m: The provider failed: ")
				.hasMessageContaining("broken")
				.hasCauseInstanceOf(IllegalStateException.class);
			assertThat(failure.partialResponse().orElseThrow().text()).isEqualTo("so far");
			assertThat(failure.partialResponse().orElseThrow().finishReason()).isEqualTo(FinishReason.ERROR);
		}).verify();
	}

	@Test
	void aFailureThatHasATypeKeepsItAndBeforeTheFirstBlockNothingHadArrived() {
		LlmException busy = ErrorKind.OVERLOADED.exception(ErrorDetails.builder("busy").build());
		Flux<StreamEvent> stream = EventStreamBuilder.stream(MODEL, "own-api", (builder) -> builder.fail(busy));

		StepVerifier.create(stream).expectErrorSatisfies((thrown) -> {
			assertThat(thrown).isSameAs(busy).isInstanceOf(OverloadedException.class);
			assertThat(busy.partialResponse()).isEmpty();
		}).verify();
	}

	@Test
	void aCancellationIsToldToWhoeverMakesTheAnswer() {
		AtomicInteger cancelled = new AtomicInteger();
		AtomicReference<EventStreamBuilder> kept = new AtomicReference<>();
		Flux<StreamEvent> stream = EventStreamBuilder.stream(MODEL, "own-api", (builder) -> {
			builder.onCancel(cancelled::incrementAndGet);
			builder.sink().textStarted();
			kept.set(builder);
		});

		StepVerifier.create(stream).expectNextCount(2).thenCancel().verify();

		assertThat(cancelled).hasValue(1);
		assertThat(kept.get().isCancelled()).isTrue();
	}

}
