package io.llmprovider.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.FrameReader;
import io.llmprovider.protocol.Limits;
import io.llmprovider.protocol.WireProtocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The limit of a single event holds in every protocol.
 */
class EventLimitTests {

	private static final Limits SMALL = new Limits(200, 10_000, 100_000);

	private static final String LARGE = "x".repeat(500);

	static Stream<String> apis() {
		return BuiltInProtocols.all().stream().map(WireProtocol::id);
	}

	@ParameterizedTest
	@MethodSource("apis")
	void noEventGrowsBeyondTheLimit(String api) {
		byte[] event = api.startsWith("bedrock") ? message()
				: ("data: {\"a\":\"" + LARGE + "\"}\n\n").getBytes(StandardCharsets.UTF_8);

		assertThatCode(() -> read(api, Limits.DEFAULTS, event)).doesNotThrowAnyException();
		assertThatThrownBy(() -> read(api, SMALL, event)).hasMessageContaining("max-event-bytes");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { "anthropic-messages | data: {\"a\":\"",
			"openai-completions | data: {\"a\":\"", "google-generative-ai | [{\"a\":\"" })
	void norDoesOneOfAnAnswerThatCameAsAWhole(String api, String beginning) {
		ChatCall call = call(SMALL);
		byte[] body = (beginning + LARGE + "\"}").getBytes(StandardCharsets.UTF_8);

		assertThatThrownBy(() -> protocol(api).decode(call, body, new Assembler(call, api, List.of(), (event) -> {
		}))).hasMessageContaining("max-event-bytes");
	}

	private static void read(String api, Limits limits, byte[] event) {
		FrameReader reader = protocol(api).framing(call(limits));
		reader.read(event, 0, event.length, (frame) -> {
		});
	}

	private static byte[] message() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new Message(Map.of(":event-type", HeaderValue.fromString("a")), LARGE.getBytes(StandardCharsets.UTF_8))
			.encode(bytes);
		return bytes.toByteArray();
	}

	private static ChatCall call(Limits limits) {
		return ChatCall.builder(Model.of("p", "gemini-3-pro"))
			.baseUrl("https://llm.example.com/v1")
			.request(ChatRequest.of("Hi"))
			.limits(limits)
			.build();
	}

	private static WireProtocol protocol(String api) {
		return Protocols.builtIn().get(api, "p");
	}

}
