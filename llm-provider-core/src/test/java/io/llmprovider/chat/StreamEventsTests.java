package io.llmprovider.chat;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.model.Model;
import io.llmprovider.protocol.EventStreamBuilder;
import io.llmprovider.protocol.StreamSink;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class StreamEventsTests {

	private static final Model MODEL = Model.of("test", "m");

	private static Flux<StreamEvent> answer() {
		return EventStreamBuilder.stream(MODEL, "test", (builder) -> {
			StreamSink sink = builder.sink();
			int reasoning = sink.reasoningStarted();
			sink.delta(reasoning, "Let me");
			sink.delta(reasoning, " see.");
			sink.ended(reasoning);
			int text = sink.textStarted();
			sink.delta(text, "Look");
			sink.delta(text, "ing.");
			int call = sink.toolCallStarted("c1", "ls");
			sink.delta(call, "{\"dir\":\"/t");
			sink.delta(call, "mp\",\"all\":tr");
			sink.delta(call, "ue}");
			sink.ended(call);
			sink.finish(FinishReason.STOP, "stop");
			builder.complete();
		});
	}

	@Test
	void textIsOnlyTheVisibleText() {
		StepVerifier.create(answer().transform(StreamEvents.text())).expectNext("Look", "ing.").verifyComplete();
	}

	@Test
	void reasoningIsOnlyTheReasoning() {
		StepVerifier.create(answer().transform(StreamEvents.reasoning()))
			.expectNext("Let me", " see.")
			.verifyComplete();
	}

	@Test
	void argumentsCanBeReadWhileTheyGrow() {
		List<String> seen = answer().transform(StreamEvents.partialArguments())
			.map((partial) -> partial.arguments() + (partial.complete() ? "!" : ""))
			.collectList()
			.block();

		assertThat(seen).containsExactly("{dir=/t}", "{dir=/tmp}", "{dir=/tmp, all=true}", "{dir=/tmp, all=true}!");
	}

	@Test
	void theResponseComesOnceAtTheEnd() {
		StepVerifier.create(answer().as(StreamEvents.response())).assertNext((response) -> {
			assertThat(response.text()).isEqualTo("Looking.");
			assertThat(response.reasoning()).isEqualTo("Let me see.");
			assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
			assertThat(response.toolCalls())
				.containsExactly(new ToolCall("c1", "ls", "{\"dir\":\"/tmp\",\"all\":true}"));
		}).verifyComplete();
	}

	@Test
	void captureGivesTheWholeAnswerOnceWhenTheStreamCompletes() {
		List<ChatResponse> captured = new ArrayList<>();

		StepVerifier.create(answer().transform(StreamEvents.capture(captured::add)).last())
			.expectNextCount(1)
			.verifyComplete();

		assertThat(captured).singleElement().extracting(ChatResponse::text).isEqualTo("Looking.");
	}

	@Test
	void captureGivesThePartialAnswerAfterACancellationWithoutHalfCalls() {
		List<ChatResponse> captured = new ArrayList<>();

		StepVerifier.create(answer().transform(StreamEvents.capture(captured::add)), 0)
			.thenRequest(11)
			.expectNextCount(11)
			.thenCancel()
			.verify();

		assertThat(captured).singleElement().satisfies((partial) -> {
			assertThat(partial.finishReason()).isEqualTo(FinishReason.CANCELLED);
			assertThat(partial.reasoning()).isEqualTo("Let me see.");
			assertThat(partial.text()).isEqualTo("Looking.");
			assertThat(partial.toolCalls()).isEmpty();
		});
	}

	@Test
	void captureGivesThePartialAnswerAfterAFailure() {
		List<ChatResponse> captured = new ArrayList<>();
		Flux<StreamEvent> failing = EventStreamBuilder.stream(MODEL, "test", (builder) -> {
			int text = builder.sink().textStarted();
			builder.sink().delta(text, "half");
			builder.fail(new IllegalStateException("gone"));
		});

		StepVerifier.create(failing.transform(StreamEvents.capture(captured::add)).then())
			.verifyErrorSatisfies((error) -> {
				assertThat(error).hasMessageContaining("gone");
			});

		assertThat(captured).singleElement().satisfies((partial) -> {
			assertThat(partial.finishReason()).isEqualTo(FinishReason.ERROR);
			assertThat(partial.text()).isEqualTo("half");
		});
	}

}
