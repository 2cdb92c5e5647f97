package io.llmprovider.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class WireLogTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.llmprovider.wire");

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.lines.start();
		this.logger.setLevel(Level.DEBUG);
		this.logger.setAdditive(false);
		this.logger.addAppender(this.lines);
	}

	@AfterEach
	void forget() {
		this.logger.detachAppender(this.lines);
		this.logger.setAdditive(true);
		this.logger.setLevel(null);
	}

	@Test
	void headersAreShownByAListOfThoseThatAreNoSecretsAndAddressesWithoutTheirQuery() {
		WireRequest request = WireRequest
			.post("https://a.example/v1/models/m:stream?key=s3cret", Map.of("prompt", "hi"), true, List.of())
			.header("Authorization", "Bearer s3cret")
			.header("X-Api-Key", "s3cret")
			.header("api-key", "s3cret")
			.header("X-Team", "s3cret")
			.header("User-Agent", "test");

		WireLog.request("p", request);

		assertThat(text()).isEqualTo("p > POST https://a.example/v1/models/m:stream "
				+ "{api-key=(hidden), Authorization=(hidden), User-Agent=test, X-Api-Key=(hidden), X-Team=(hidden)} {\"prompt\":\"hi\"}");
	}

	@Test
	void whatLooksLikeAKeyIsMaskedInBodies() {
		WireLog.request("p",
				WireRequest.post("https://a.example/", Map.of("api_key", "abcdef123456"), true, List.of()));
		body("{\"error\":\"bad header Authorization: Bearer sk-abcdefgh12345678\"}");

		assertThat(text()).doesNotContain("abcdef123456", "sk-abcdefgh12345678").contains("***");
	}

	@Test
	void longBodiesAreCut() {
		WireLog.request("p", WireRequest.post("https://a.example/", Map.of("a", "x".repeat(5000)), true, List.of()));
		body("y".repeat(5000) + "end");

		assertThat(text()).contains("… (5008 bytes)").doesNotContain("yend");
		assertThat(this.lines.list).allMatch((line) -> line.getFormattedMessage().length() < 4300);
	}

	@Test
	void anAnswerIsOneLineEachForItsBeginningItsPiecesAndItsCancellation() {
		WireLog.response("p", 200, "text/event-stream");
		body("data: 1\n\n");
		WireLog.cancelled("p", 9);

		assertThat(text()).isEqualTo("p < 200 text/event-stream\np < data: 1\np x cancelled after 9 bytes");
	}

	@Test
	void nothingIsWrittenUnlessItIsAskedFor() {
		this.logger.setLevel(Level.INFO);

		WireLog.request("p", WireRequest.post("https://a.example/", Map.of(), true, List.of()));
		WireLog.response("p", 200, "none");
		body("x");
		WireLog.cancelled("p", 1);

		assertThat(this.lines.list).isEmpty();
	}

	private static void body(String text) {
		byte[] bytes = ("__" + text).getBytes(StandardCharsets.UTF_8);
		WireLog.body("p", bytes, 2, bytes.length - 2);
	}

	private String text() {
		return this.lines.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
	}

}
