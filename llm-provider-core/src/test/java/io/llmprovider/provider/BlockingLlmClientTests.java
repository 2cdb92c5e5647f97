package io.llmprovider.provider;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.OverloadedException;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.EventStreamBuilder;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BlockingLlmClientTests {

	private static final ChatRequest REQUEST = ChatRequest.of("hi");

	private final CountDownLatch cancelled = new CountDownLatch(1);

	@Test
	void anAnswerComesAsAWholeOrPieceByPiece() {
		BlockingLlmClient client = client(answer().concatWith(Flux.empty()));

		assertThat(client.chat(REQUEST).text()).isEqualTo("ab");
		try (Stream<StreamEvent> events = client.stream(REQUEST)) {
			assertThat(events.map((event) -> event.getClass().getSimpleName())).containsExactly("Started",
					"TextStarted", "TextDelta", "TextDelta", "TextEnded", "Finished");
		}
	}

	@Test
	void aFailureIsThrownAsItIs() {
		BlockingLlmClient client = client(
				Flux.error(() -> ErrorKind.OVERLOADED.exception(ErrorDetails.builder("busy").build())));

		assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> client.chat(REQUEST));
		assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> client.stream(REQUEST).count());
	}

	@Test
	void closingAStreamCancelsTheCall() throws InterruptedException {
		try (Stream<StreamEvent> events = client(endless()).stream(REQUEST)) {
			assertThat(events.findFirst()).isPresent();
		}

		assertThat(this.cancelled.await(5, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void interruptingTheThreadCancelsTheCallInTheSameWay() throws InterruptedException {
		List<Consumer<BlockingLlmClient>> calls = List.of((client) -> client.chat(REQUEST),
				(client) -> client.stream(REQUEST).forEach((event) -> {
				}));
		for (Consumer<BlockingLlmClient> call : calls) {
			CountDownLatch begun = new CountDownLatch(1);
			CountDownLatch ended = new CountDownLatch(1);
			Flux<StreamEvent> events = endless().doOnSubscribe((s) -> begun.countDown()).doOnCancel(ended::countDown);
			AtomicReference<Throwable> thrown = new AtomicReference<>();
			AtomicReference<Boolean> flag = new AtomicReference<>();
			Thread thread = new Thread(() -> {
				try {
					call.accept(client(events));
				}
				catch (Throwable ex) {
					thrown.set(ex);
					flag.set(Thread.currentThread().isInterrupted());
				}
			});
			thread.start();
			assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
			thread.interrupt();
			thread.join(5000);

			assertThat(thrown.get()).isInstanceOf(CancellationException.class);
			assertThat(flag.get()).isTrue();
			assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void aThreadThatMustNotBlockIsToldSo() {
		BlockingLlmClient client = client(answer());

		assertThatIllegalStateException()
			.isThrownBy(() -> Mono.fromCallable(() -> client.chat(REQUEST)).subscribeOn(Schedulers.parallel()).block())
			.withMessageContaining("must not block");
		assertThatIllegalStateException()
			.isThrownBy(
					() -> Mono.fromCallable(() -> client.stream(REQUEST)).subscribeOn(Schedulers.parallel()).block())
			.withMessageContaining("must not block");
	}

	private static Flux<StreamEvent> answer() {
		return EventStreamBuilder.stream(Model.of("p", "m"), "own", (builder) -> {
			int text = builder.sink().textStarted();
			builder.sink().delta(text, "a");
			builder.sink().delta(text, "b");
			builder.sink().finish(FinishReason.STOP, null);
			builder.complete();
		});
	}

	private Flux<StreamEvent> endless() {
		return answer().take(3).concatWith(Flux.never()).doOnCancel(this.cancelled::countDown);
	}

	private static BlockingLlmClient client(Flux<StreamEvent> events) {
		return new LlmClient() {

			@Override
			public Flux<StreamEvent> stream(ChatRequest request) {
				return events;
			}

			@Override
			public Model model() {
				return Model.of("p", "m");
			}

			@Override
			public LlmClient with(CallSettings settings) {
				return this;
			}

		}.blocking();
	}

}
