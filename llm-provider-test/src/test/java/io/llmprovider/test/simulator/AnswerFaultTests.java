package io.llmprovider.test.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.llmprovider.test.simulator.Exchange.EndKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AnswerFaultTests {

	private static final String STREAM = ", \"stream\": true";

	private final LlmSimulator simulator = LlmSimulator.start();

	private final TestClient client = new TestClient(this.simulator);

	@AfterEach
	void close() {
		this.simulator.close();
	}

	private HttpResponse<String> ask(Answer answer) {
		this.simulator.enqueue(answer);
		return this.client.post(TestClient.OPENAI, TestClient.openAi(STREAM));
	}

	/** All that the server sends until it closes the connection or nothing more comes. */
	private String rawAnswer(Answer answer) throws IOException {
		this.simulator.enqueue(answer);
		try (Socket socket = this.client.open(TestClient.OPENAI, TestClient.openAi(STREAM))) {
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private Exchange.End end() {
		return this.simulator.awaitExchange(1, TestClient.SOON).awaitEnd(TestClient.SOON);
	}

	@Test
	void aStatusComesWithHeadersAndAnyBody() {
		HttpResponse<String> response = ask(
				Answer.status(503, "text/plain", "tired").header("Retry-After", "3").header("X-Odd", "yes"));
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.body()).isEqualTo("tired");
		assertThat(response.headers().firstValue("retry-after")).hasValue("3");
		assertThat(response.headers().firstValue("x-odd")).hasValue("yes");
	}

	@Test
	void aProxyAnswersWithHtml() {
		HttpResponse<String> response = ask(Answer.html(502));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.headers().firstValue("content-type")).hasValue("text/html; charset=UTF-8");
		assertThat(response.body()).contains("<h1>502</h1>");
	}

	@Test
	void aRedirectionNamesItsTarget() {
		HttpResponse<String> response = ask(Answer.redirect(307, "http://elsewhere.example/v1"));
		assertThat(response.statusCode()).isEqualTo(307);
		assertThat(response.headers().firstValue("location")).hasValue("http://elsewhere.example/v1");
	}

	@Test
	void theContentTypeCanBeWrong() {
		HttpResponse<String> response = ask(Answer.text("Hi").header("Content-Type", "text/plain"));
		assertThat(response.headers().allValues("content-type")).containsExactly("text/plain");
		assertThat(TestClient.events(response)).endsWith("[DONE]");
	}

	@Test
	void headersAndEventsCanBeDelayed() {
		long start = System.nanoTime();
		ask(Answer.text("Hi").delayed(Duration.ofMillis(80)));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(75));
		start = System.nanoTime();
		ask(Answer.builder().text("one").pause(Duration.ofMillis(80)).text("two").build());
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(75));
		start = System.nanoTime();
		ask(Answer.text("a b c d").paced(Duration.ofMillis(20)));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(75));
	}

	@Test
	void pausesOfAWholeAnswerComeBeforeIt() {
		this.simulator.enqueue(Answer.builder().text("Hi").pause(Duration.ofMillis(80)).build());
		long start = System.nanoTime();
		assertThat(this.client.post(TestClient.OPENAI, TestClient.openAi("")).statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(75));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 100, 300 })
	void anAnswerCanBeCutAfterAnyByte(int bytes) throws IOException {
		String raw = rawAnswer(Answer.text("Hello there").cutAfter(bytes));
		assertThat(raw).startsWith("HTTP/1.1 200 OK");
		assertThat(raw).doesNotContain("[DONE]").doesNotEndWith("\r\n0\r\n\r\n");
		assertThat(end().kind()).isEqualTo(EndKind.BROKEN);
		assertThat(end().sentBytes()).isEqualTo(bytes);
	}

	@Test
	void anHttpClientNoticesTheCut() {
		assertThatExceptionOfType(TestClient.BrokenAnswer.class)
			.isThrownBy(() -> ask(Answer.text("Hello there").cutAfter(250)));
	}

	@Test
	void aCutBeyondTheEndLetsTheAnswerPass() {
		assertThat(TestClient.events(ask(Answer.text("Hi").cutAfter(1_000_000)))).endsWith("[DONE]");
		assertThat(end().kind()).isEqualTo(EndKind.ANSWERED);
	}

	@Test
	void aWholeAnswerCanBeCutToo() {
		for (Answer answer : List.of(Answer.text("Hi").cutAfter(20), Answer.builder().text("Hi").close().build())) {
			this.simulator.enqueue(answer);
			assertThatExceptionOfType(TestClient.BrokenAnswer.class)
				.isThrownBy(() -> this.client.post(TestClient.OPENAI, TestClient.openAi("")));
		}
		this.simulator.enqueue(Answer.builder().text("Hi").unfinished().build());
		HttpResponse<String> half = this.client.post(TestClient.OPENAI, TestClient.openAi(""));
		assertThat(half.body()).startsWith("{\"id\":").doesNotEndWith("}");
	}

	@Test
	void aConnectionCanBeClosedBeforeTheFirstByte() throws IOException {
		assertThat(rawAnswer(Answer.closed())).isEmpty();
		assertThat(end().kind()).isEqualTo(EndKind.BROKEN);
	}

	@Test
	void aConnectionCanBeResetBeforeTheFirstByteAndLater() throws IOException {
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> rawAnswer(Answer.reset()))
			.withMessageContaining("reset");
		this.simulator.enqueue(Answer.builder().text("Hi").pause(Duration.ofMillis(50)).reset().build());
		try (Socket socket = this.client.open(TestClient.OPENAI, TestClient.openAi(STREAM))) {
			InputStream in = socket.getInputStream();
			assertThat(in.read()).isEqualTo('H');
			assertThatExceptionOfType(SocketException.class).isThrownBy(in::readAllBytes)
				.withMessageContaining("reset");
		}
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
			String answer = rawAnswer(Answer.text("Hi").resetAfter(10));
			throw new AssertionError(answer);
		}).withMessageContaining("reset");
	}

	@Test
	void aStreamCanEndWithoutItsTerminalSignal() {
		HttpResponse<String> response = ask(Answer.builder().text("Hi there").unfinished().build());
		List<String> events = TestClient.events(response);
		assertThat(events).hasSize(3).doesNotContain("[DONE]");
		assertThat(TestClient.chunks(response)).allMatch((chunk) -> chunk.at("/choices/0/finish_reason").isNull());
		assertThat(end().kind()).isEqualTo(EndKind.ANSWERED);
	}

	@Test
	void anErrorCanComeInsideAStreamOfStatus200() {
		SimulatedError error = SimulatedError.of(500, "It broke").withType("server_error").withCode("oops");
		HttpResponse<String> response = ask(Answer.builder().text("Hi").failure(error).build());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(TestClient.events(response)).hasSize(3)
			.last()
			.isEqualTo(
					"{\"error\":{\"message\":\"It broke\",\"type\":\"server_error\",\"param\":null,\"code\":\"oops\"}}");
	}

	@Test
	void commentsMalformedAndOversizedEventsAreSentAsTheyAre() {
		HttpResponse<String> response = ask(
				Answer.builder().comment("keep-alive").event("{\"choices\":[").oversizedEvent(3_000_000).build());
		assertThat(response.body()).contains(": keep-alive\n\n").contains("data: {\"choices\":[\n\n");
		assertThat(response.body().lines()).anyMatch((line) -> line.length() > 3_000_000);
	}

	@Test
	void rawChunksKeepTheirBoundaries() throws IOException {
		List<byte[]> chunks = List.of(new byte[] { 'd', (byte) 0xC3 }, new byte[] { (byte) 0xA4, '\n' });
		this.simulator.enqueue(Answer.raw(200, "application/x-odd", chunks));
		try (Socket socket = this.client.open(TestClient.OPENAI, TestClient.openAi(STREAM))) {
			String raw = "";
			while (!raw.endsWith("\r\n0\r\n\r\n")) {
				raw += (char) socket.getInputStream().read();
			}
			assertThat(raw).contains("content-type: application/x-odd\r\n");
			assertThat(raw).endsWith("\r\n\r\n2\r\nd\u00C3\r\n2\r\n\u00A4\n\r\n0\r\n\r\n");
		}
	}

	@Test
	void anEmptyRawChunkIsRejected() {
		assertThatIllegalArgumentException().isThrownBy(() -> Answer.raw(200, "text/plain", List.of(new byte[0])));
	}

	@Test
	void nothingCanBeScriptedAfterTheEnd() {
		assertThatIllegalStateException().isThrownBy(() -> Answer.builder().hang().text("too late"));
	}

	@Test
	void theSameAnswerCanBeGivenAgain() {
		Answer answer = Answer.toolCall("ls", "{}");
		JsonNode first = TestClient.chunks(ask(answer)).get(1).at("/choices/0/delta/tool_calls/0");
		JsonNode second = TestClient.chunks(ask(answer)).get(1).at("/choices/0/delta/tool_calls/0");
		assertThat(first.path("index").asInt()).isEqualTo(second.path("index").asInt()).isZero();
		assertThat(first.path("id").asString()).isNotEqualTo(second.path("id").asString());
	}

}
