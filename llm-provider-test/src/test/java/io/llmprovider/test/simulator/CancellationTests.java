package io.llmprovider.test.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.llmprovider.test.simulator.Exchange.EndKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CancellationTests {

	private static final Duration A_SECOND = Duration.ofSeconds(1);

	private static final String REQUEST = TestClient.openAi(", \"stream\": true");

	private final LlmSimulator simulator = LlmSimulator.start();

	private final TestClient client = new TestClient(this.simulator);

	@AfterEach
	void close() {
		this.simulator.close();
	}

	private void assertCancelledAfter(Instant closed) {
		Exchange.End end = this.simulator.exchanges().get(0).awaitCancelled(A_SECOND);
		assertThat(end.at()).isBetween(closed.minusMillis(1), closed.plus(A_SECOND));
	}

	@ParameterizedTest
	@ValueSource(strings = { TestClient.OPENAI, TestClient.OLLAMA })
	void aCloseBeforeTheFirstByteIsNoticed(String path) throws IOException {
		this.simulator.enqueue(Answer.silence());
		Socket socket = this.client.open(path, REQUEST);
		Exchange exchange = this.simulator.awaitExchange(1, TestClient.SOON);
		assertThat(exchange.end()).isNotDone();
		Instant closed = Instant.now();
		socket.close();
		assertCancelledAfter(closed);
		assertThat(exchange.sentBytes()).isZero();
	}

	@Test
	void aCloseDuringTheDelayOfTheHeadersIsNoticed() throws IOException {
		this.simulator.enqueue(Answer.text("late").delayed(Duration.ofMinutes(5)));
		Socket socket = this.client.open(TestClient.OPENAI, REQUEST);
		this.simulator.awaitExchange(1, TestClient.SOON);
		Instant closed = Instant.now();
		socket.close();
		assertCancelledAfter(closed);
	}

	@Test
	void aCloseInTheMiddleOfAStreamThatHangsIsNoticed() throws IOException {
		this.simulator.enqueue(Answer.builder().text("Hello").hang().build());
		Socket socket = this.client.open(TestClient.OPENAI, REQUEST);
		readUntil(socket.getInputStream(), "Hello");
		Instant closed = Instant.now();
		socket.close();
		assertCancelledAfter(closed);
		assertThat(this.simulator.exchanges().get(0).sentBytes()).isPositive();
	}

	@Test
	void aCloseInTheMiddleOfAPacedStreamStopsIt() throws IOException {
		this.simulator.enqueue(Answer.text("word ".repeat(10_000)).paced(Duration.ofMillis(5)));
		Socket socket = this.client.open(TestClient.OPENAI, REQUEST);
		readUntil(socket.getInputStream(), "word");
		Instant closed = Instant.now();
		socket.close();
		assertCancelledAfter(closed);
	}

	@Test
	void aResetByTheClientIsACancellationToo() throws IOException {
		this.simulator.enqueue(Answer.silence());
		Socket socket = this.client.open(TestClient.OPENAI, REQUEST);
		this.simulator.awaitExchange(1, TestClient.SOON);
		socket.setSoLinger(true, 0);
		Instant closed = Instant.now();
		socket.close();
		assertCancelledAfter(closed);
	}

	@Test
	void aClientThatReadsToTheEndHasNotCancelled() throws IOException {
		this.simulator.enqueue(Answer.text("Hello"));
		try (Socket socket = this.client.open(TestClient.OPENAI, REQUEST)) {
			readUntil(socket.getInputStream(), "[DONE]");
		}
		Exchange exchange = this.simulator.exchanges().get(0);
		assertThat(exchange.awaitEnd(TestClient.SOON).kind()).isEqualTo(EndKind.ANSWERED);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> exchange.awaitCancelled(A_SECOND))
			.withMessageContaining("was not cancelled");
	}

	@Test
	void aClientThatWaitsHasNotCancelled() throws IOException {
		this.simulator.enqueue(Answer.silence());
		try (Socket socket = this.client.open(TestClient.OPENAI, REQUEST)) {
			Exchange exchange = this.simulator.awaitExchange(1, TestClient.SOON);
			assertThat(socket.isConnected()).isTrue();
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> exchange.awaitCancelled(Duration.ofMillis(50)))
				.withMessageContaining("still under way");
		}
	}

	@Test
	void closingTheSimulatorEndsWhatIsUnderWay() throws IOException, InterruptedException {
		Set<Thread> others = TestClient.simulatorThreads();
		LlmSimulator closing = LlmSimulator.start();
		closing.enqueue(Answer.silence());
		try (Socket socket = new TestClient(closing).open(TestClient.OPENAI, REQUEST)) {
			Exchange exchange = closing.awaitExchange(1, TestClient.SOON);
			Set<Thread> own = TestClient.simulatorThreads();
			own.removeAll(others);
			assertThat(own).isNotEmpty();
			closing.close();
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(exchange.awaitEnd(TestClient.SOON).kind()).isEqualTo(EndKind.BROKEN);
			for (Thread thread : own) {
				thread.join(TestClient.SOON.toMillis());
				assertThat(thread.isAlive()).as(thread.getName()).isFalse();
			}
		}
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new TestClient(closing).open(TestClient.OPENAI, REQUEST).close());
	}

	private static void readUntil(InputStream in, String text) throws IOException {
		StringBuilder read = new StringBuilder();
		while (read.indexOf(text) < 0) {
			int next = in.read();
			assertThat(next).as("the answer ended before '" + text + "': " + read).isNotNegative();
			read.append((char) next);
		}
	}

}
