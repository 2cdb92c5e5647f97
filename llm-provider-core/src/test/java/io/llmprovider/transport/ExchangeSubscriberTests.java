package io.llmprovider.transport;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.llmprovider.AtOnce;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.TimeoutException;
import io.llmprovider.protocol.ErrorResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reading against time limits, cancellation and slow consumers, without sockets.
 */
class ExchangeSubscriberTests {

	private static final Peer PEER = new Peer("p", URI.create("http://p.example/"), ProxySettings.UNSET);

	private static final int ROUNDS = 500;

	private static final LlmException CLOSED = ErrorKind.TRANSPORT.exception(ErrorDetails.builder("closed").build());

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final AtomicInteger over = new AtomicInteger();

	private final Words reader = new Words();

	private final Taking taking = new Taking();

	private final TestPublisher<DataBuffer> body = TestPublisher.create();

	@AfterEach
	void stop() {
		this.time.dispose();
	}

	@Test
	void everythingIsAskedForAtOnceByWhoeverTakesEverything() {
		subscribe(limits(null, null, null), Long.MAX_VALUE);

		this.body.assertMinRequested(Long.MAX_VALUE).next(buffer("a b "), buffer("c d")).complete();

		assertThat(this.taking.taken).containsExactly("a", "b", "c", "d");
		assertThat(this.taking.completed).isTrue();
		assertThat(this.over).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 2, 7 })
	void oneBufferIsHeldAtATimeForWhoeverAsksStepByStep(long first) {
		subscribe(limits(null, null, null), first);

		this.body.assertMinRequested(1).assertMaxRequested(1).next(buffer("a b c "));
		assertThat(this.taking.taken).hasSize((int) Math.min(first, 3));
		while (this.taking.taken.size() < 3) {
			this.body.assertMaxRequested(0);
			this.taking.request(1);
		}
		this.taking.request(1);
		this.body.assertMinRequested(1).next(buffer("d ")).complete();

		assertThat(this.taking.taken).containsExactly("a", "b", "c", "d");
		assertThat(this.taking.completed).isTrue();
	}

	@Test
	void theEndNeedsNoDemand() {
		subscribe(limits(null, null, null), 1);

		this.body.next(buffer("a ")).complete();

		assertThat(this.taking.completed).isTrue();
	}

	@Test
	void theFirstByteHasItsLimit() {
		subscribe(limits(Duration.ofSeconds(10), Duration.ofSeconds(3), null), Long.MAX_VALUE);

		this.time.advanceTimeBy(Duration.ofMillis(9_999));
		assertThat(this.taking.failure).isNull();
		this.time.advanceTimeBy(Duration.ofMillis(1));

		assertThat(this.taking.failure).isInstanceOf(TimeoutException.class)
			.hasMessage("No byte of an answer came within PT10S."
					+ " Raise llm.providers.p.timeouts.first-byte if the model needs longer.");
		this.body.assertCancelled();
		assertThat(this.over).hasValue(1);
	}

	@Test
	void silenceIsCountedFromTheLastRead() {
		subscribe(limits(Duration.ofSeconds(10), Duration.ofSeconds(3), null), Long.MAX_VALUE);

		for (int i = 0; i < 5; i++) {
			this.time.advanceTimeBy(Duration.ofMillis(2_999));
			this.body.next(buffer("a "));
		}
		assertThat(this.taking.failure).isNull();
		this.time.advanceTimeBy(Duration.ofMillis(3_000));

		assertThat(this.taking.failure).isInstanceOf(TimeoutException.class).hasMessageContaining("timeouts.idle");
		assertThat(this.taking.taken).hasSize(5);
	}

	@Test
	void aConsumerThatTakesItsTimeDoesNotMakeTheServerSilent() {
		subscribe(limits(Duration.ofSeconds(10), Duration.ofSeconds(3), null), 1);

		this.body.next(buffer("a b "));
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.taking.failure).isNull();
		this.taking.request(10);
		this.time.advanceTimeBy(Duration.ofMillis(2_000));
		this.body.next(buffer("c "));
		assertThat(this.taking.taken).containsExactly("a", "b", "c");
		this.time.advanceTimeBy(Duration.ofMillis(6_000));

		assertThat(this.taking.failure).isInstanceOf(TimeoutException.class).hasMessageContaining("timeouts.idle");
	}

	@Test
	void theWholeCallHasItsLimitHoweverBusyItIs() {
		subscribe(limits(null, Duration.ofSeconds(3), Duration.ofSeconds(4)), Long.MAX_VALUE);

		for (int i = 0; i < 4; i++) {
			this.body.next(buffer("a "));
			this.time.advanceTimeBy(Duration.ofSeconds(1));
		}

		assertThat(this.taking.failure).isInstanceOf(TimeoutException.class).hasMessageContaining("timeouts.total");
		assertThat(((LlmException) this.taking.failure).isRetryable()).isFalse();
	}

	@Test
	void nothingIsLeftOnTheTimerOnceItIsOver() {
		Pending timer = new Pending(this.time);
		this.taking.first = Long.MAX_VALUE;
		this.body.flux()
			.subscribe(exchange(this.taking, this.reader,
					limits(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofMinutes(1), timer)));

		this.body.next(buffer("a "));
		assertThat(timer.tasks).hasSize(1);
		this.body.complete();

		assertThat(timer.tasks).isEmpty();
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.taking.failure).isNull();
		assertThat(this.taking.completed).isTrue();
	}

	@Test
	void theRestOfABodyIsReadAwayForAWhileSoThatTheConnectionCanBeUsedAgain() {
		subscribe(limits(null, null, null), Long.MAX_VALUE);

		this.body.next(buffer("a END "));
		assertThat(this.taking.completed).isTrue();
		this.body.assertNotCancelled().next(buffer("more"));
		this.time.advanceTimeBy(Duration.ofMillis(1_999));
		this.body.assertNotCancelled();
		this.time.advanceTimeBy(Duration.ofMillis(1));

		this.body.assertCancelled();
		assertThat(this.taking.taken).containsExactly("a", "END");
	}

	@Test
	void stoppingAtTheLastEventLeavesTheConnectionUsable() {
		this.reader.last = "the-last";
		this.taking.cancelAt = "the-last";
		subscribe(limits(null, null, null), Long.MAX_VALUE);

		this.body.next(buffer("a END "));

		assertThat(this.taking.taken).containsExactly("a", "END", "the-last");
		this.body.assertNotCancelled();
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		this.body.assertCancelled();
		assertThat(this.reader.cancelled).hasValue(0);
	}

	@Test
	void stoppingBeforeTheLastEventClosesTheConnectionAtOnce() {
		this.taking.cancelAt = "b";
		subscribe(limits(null, null, null), Long.MAX_VALUE);

		this.body.next(buffer("a b c END "));

		assertThat(this.taking.taken).containsExactly("a", "b");
		this.body.assertCancelled();
		assertThat(this.reader.cancelled).hasValue(1);
		assertThat(this.taking.completed).isFalse();
	}

	@Test
	void aReaderThatFailsEndsTheExchangeEvenByAnError() {
		for (String word : List.of("EXCEPTION", "ERROR")) {
			TestPublisher<DataBuffer> source = TestPublisher.create();
			Taking consumer = new Taking();
			consumer.first = Long.MAX_VALUE;
			source.flux().subscribe(exchange(consumer, new Words(), limits(null, null, null)));

			source.next(buffer("a " + word + " b "));

			assertThat(consumer.failure).hasMessage("failed: " + word);
			assertThat(consumer.taken).containsExactly("a");
			source.assertCancelled();
		}
	}

	@Test
	void anExchangeThatIsClosedBeforeItBeginsFailsAfterItsSubscription() {
		ExchangeSubscriber<String> exchange = exchange(this.taking, this.reader, limits(null, null, null));
		this.taking.first = 1;

		exchange.close(CLOSED);
		assertThat(this.taking.failure).isNull();
		this.body.flux().subscribe(exchange);

		assertThat(this.taking.failure).hasMessage("failed: closed");
		this.body.assertCancelled();
	}

	@Test
	void aBodyThatComesAfterTheEndIsLetGo() {
		ExchangeSubscriber<String> exchange = exchange(this.taking, this.reader, limits(null, null, null));
		this.taking.first = 1;
		exchange.onSubscribe(Operators.emptySubscription());

		exchange.close(CLOSED);
		this.body.flux().subscribe(exchange);

		assertThat(this.taking.failure).hasMessage("failed: closed");
		this.body.assertCancelled();
	}

	@Test
	void theFirstDemandMayComeLate() {
		subscribe(limits(null, null, null), 0);

		this.body.next(buffer("a b "));
		assertThat(this.taking.taken).isEmpty();
		this.taking.request(Long.MAX_VALUE);
		this.body.next(buffer("c ")).complete();

		assertThat(this.taking.taken).containsExactly("a", "b", "c");
		assertThat(this.taking.completed).isTrue();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, Long.MAX_VALUE })
	void readingAndATimeLimitAtTheSameMomentEndInExactlyOneWay(long demand) {
		for (int round = 0; round < ROUNDS; round++) {
			Race race = new Race(round, demand);
			race.run(() -> race.exchange.expire(CLOSED), () -> {
				race.source.tryEmitNext(buffer("a b END "));
				race.taking.request(10);
			});
			if (race.taking.terminals.get() == 0) {
				// The limit found it reading and would look again.
				race.exchange.expire(CLOSED);
			}
			assertThat(race.taking.terminals).hasValue(1);
			assertThat(race.ended).hasPositiveValue();
			assertThat(List.of("a", "b", "END").subList(0, race.taking.taken.size())).isEqualTo(race.taking.taken);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, Long.MAX_VALUE })
	void readingAndClosingAtTheSameMomentAlwaysEnds(long demand) {
		for (int round = 0; round < ROUNDS; round++) {
			Race race = new Race(round, demand);
			race.run(() -> race.exchange.close(CLOSED), () -> race.source.tryEmitNext(buffer("a b ")));
			race.taking.request(10);
			assertThat(race.taking.terminals).hasValue(1);
			assertThat(race.taking.failure).hasMessage("failed: closed");
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, Long.MAX_VALUE })
	void nothingFollowsACancellationAndTheBodyIsLetGo(long demand) {
		for (int round = 0; round < ROUNDS; round++) {
			Race race = new Race(round, demand);
			race.run(race.taking::cancel, () -> race.source.tryEmitNext(buffer("a b c d ")));
			int before = race.taking.taken.size();
			race.source.tryEmitNext(buffer("e "));
			assertThat(race.source.currentSubscriberCount()).isZero();
			assertThat(race.taking.taken).hasSize(before);
			assertThat(race.taking.terminals).hasValue(0);
			assertThat(race.words.cancelled).hasValue(1);
			assertThat(race.ended).hasPositiveValue();
		}
	}

	@Test
	void demandFromAnotherThreadIsNeverExceeded() {
		for (int round = 0; round < ROUNDS; round++) {
			Race race = new Race(round, 1);
			race.run(() -> {
				for (int i = 0; i < 5; i++) {
					race.taking.requestCounted();
				}
			}, () -> race.source.tryEmitNext(buffer("1 2 3 4 5 6 7 8 9 ")));
			assertThat(race.taking.exceeded).isFalse();
			assertThat(race.taking.taken).containsExactly("1", "2", "3", "4", "5", "6");
		}
	}

	private void subscribe(ExchangeLimits limits, long demand) {
		this.taking.first = demand;
		this.body.flux().subscribe(exchange(this.taking, this.reader, limits));
	}

	private ExchangeSubscriber<String> exchange(Taking consumer, Words words, ExchangeLimits limits) {
		return new ExchangeSubscriber<>(consumer, words, PEER, limits, (exchange) -> this.over.incrementAndGet());
	}

	private ExchangeLimits limits(@Nullable Duration firstByte, @Nullable Duration idle, @Nullable Duration total) {
		return limits(firstByte, idle, total, this.time);
	}

	private ExchangeLimits limits(@Nullable Duration firstByte, @Nullable Duration idle, @Nullable Duration total,
			Scheduler timer) {
		return new ExchangeLimits(null, firstByte, idle, total, total, () -> this.time.now(TimeUnit.NANOSECONDS),
				timer);
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * One exchange on which two threads act at once.
	 */
	private static final class Race {

		private final Sinks.Many<DataBuffer> source = Sinks.many().unicast().onBackpressureBuffer();

		private final Taking taking = new Taking();

		private final Words words = new Words();

		private final AtomicInteger ended = new AtomicInteger();

		private final ExchangeSubscriber<String> exchange;

		private final int round;

		Race(int round, long demand) {
			this.round = round;
			this.taking.first = demand;
			this.exchange = new ExchangeSubscriber<>(this.taking, this.words, PEER,
					new ExchangeLimits(null, null, null, null, null, System::nanoTime, Schedulers.parallel()),
					(exchange) -> this.ended.incrementAndGet());
			Flux<DataBuffer> flux = this.source.asFlux();
			flux.subscribe(this.exchange);
		}

		/** Now the one is a little earlier, now the other, so that they meet anywhere. */
		void run(Runnable other, Runnable own) {
			int lead = this.round % 50 - 25;
			AtOnce.run(() -> {
				spin(-lead);
				own.run();
			}, () -> {
				spin(lead);
				other.run();
			});
		}

		private static void spin(int times) {
			for (int i = 0; i < times; i++) {
				Thread.onSpinWait();
			}
		}

	}

	/**
	 * A timer that knows what is still to come.
	 */
	private static final class Pending implements Scheduler {

		private final Scheduler timer;

		private final List<Runnable> tasks = new ArrayList<>();

		Pending(Scheduler timer) {
			this.timer = timer;
		}

		@Override
		public Disposable schedule(Runnable task) {
			return this.timer.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			this.tasks.add(task);
			Disposable scheduled = this.timer.schedule(() -> {
				this.tasks.remove(task);
				task.run();
			}, delay, unit);
			return () -> {
				this.tasks.remove(task);
				scheduled.dispose();
			};
		}

		@Override
		public Worker createWorker() {
			return this.timer.createWorker();
		}

	}

	/**
	 * Takes what comes and notes it.
	 */
	private static final class Taking extends BaseSubscriber<String> {

		private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

		private final AtomicInteger terminals = new AtomicInteger();

		private final AtomicLong allowed = new AtomicLong();

		private final AtomicBoolean exceeded = new AtomicBoolean();

		private long first;

		private @Nullable String cancelAt;

		private volatile boolean completed;

		private volatile @Nullable Throwable failure;

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			if (this.first > 0) {
				this.allowed.addAndGet(this.first);
				subscription.request(this.first);
			}
		}

		void requestCounted() {
			this.allowed.incrementAndGet();
			request(1);
		}

		@Override
		protected void hookOnNext(String word) {
			if (this.allowed.decrementAndGet() < 0) {
				this.exceeded.set(true);
			}
			this.taken.add(word);
			if (word.equals(this.cancelAt)) {
				cancel();
			}
		}

		@Override
		protected void hookOnComplete() {
			this.completed = true;
			this.terminals.incrementAndGet();
		}

		@Override
		protected void hookOnError(Throwable thrown) {
			this.failure = thrown;
			this.terminals.incrementAndGet();
		}

	}

	/**
	 * Reads words; some of them mean something.
	 */
	private static final class Words implements ResponseReader<String> {

		private final StringBuilder word = new StringBuilder();

		private final AtomicInteger cancelled = new AtomicInteger();

		private @Nullable String last;

		private boolean complete;

		@Override
		public void begin(int status, Map<String, List<String>> headers) {
			throw new AssertionError("not called by the subscriber");
		}

		@Override
		public void read(byte[] bytes, int offset, int length, Consumer<? super String> out) {
			for (int i = offset; i < offset + length; i++) {
				if (bytes[i] != ' ') {
					this.word.append((char) bytes[i]);
				}
				else {
					word(out);
				}
			}
		}

		private void word(Consumer<? super String> out) {
			String read = this.word.toString();
			this.word.setLength(0);
			if (read.equals("EXCEPTION")) {
				throw new IllegalStateException(read);
			}
			if (read.equals("ERROR")) {
				throw new NoClassDefFoundError(read);
			}
			if (!this.complete && !read.isEmpty()) {
				out.accept(read);
			}
			this.complete |= read.equals("END");
		}

		@Override
		public boolean isComplete() {
			return this.complete;
		}

		@Override
		public void end(Consumer<? super String> out) {
			word(out);
			if (this.last != null) {
				out.accept(this.last);
			}
		}

		@Override
		public LlmException error(ErrorResponse response) {
			throw new AssertionError("not called by the subscriber");
		}

		@Override
		public LlmException failed(Throwable cause) {
			if (cause instanceof TimeoutException timeout) {
				return timeout;
			}
			return ErrorKind.PROTOCOL.exception(ErrorDetails.builder("failed: " + cause.getMessage()).build(), cause);
		}

		@Override
		public void cancelled() {
			this.cancelled.incrementAndGet();
		}

	}

}
