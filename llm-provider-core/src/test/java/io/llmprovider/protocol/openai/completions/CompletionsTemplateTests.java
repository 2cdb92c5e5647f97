package io.llmprovider.protocol.openai.completions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.TemplateChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reading by the pattern of the chunk before says the same as parsing.
 */
class CompletionsTemplateTests {

	private static final TemplateChecks CHECKS = new TemplateChecks(new OpenAiCompletionsProtocol(),
			CompletionsAnswers.CALL,
			(sink, templates) -> new OpenAiCompletionsStreamDecoder(CompletionsAnswers.CALL, sink, templates));

	private static final String[] SHAPES = {
			"{\"id\":\"i\",\"created\":%n,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"%p\"}",
			"{\"id\":\"i\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\",\"reasoning\":\"%s\"}}]}",
			"{\"id\":\"i\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"\",\"reasoning\":\"%s\",\"reasoning_text\":\"%s\"}}]}",
			"{\"id\":\"i\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"%s\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"%s\",\"index\":0,\"format\":\"f\"}]}}]}",
			"{\"id\":\"i\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"%s\",\"index\":1}]}}]}",
			"{\"id\":\"i\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"%s\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"%t\"}]}}]}",
			"{\"id\":\"i\",\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"%s\"}}]}}]}",
			"{\"id\":\"i\",\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":1,\"id\":\"c1\",\"function\":{\"name\":\"\",\"arguments\":\"%s\"}}]}}]}",
			"{\"id\":\"i\",\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c0\",\"function\":{\"name\":\"f\",\"arguments\":\"%s\"}}]}}]}",
			"{\"id\":\"i\",\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"name\":\"g\",\"arguments\":\"%s\"}}]}}]}",
			"{\"id\":\"i\",\"choices\":[{\"delta\":{\"content\":\"%s\",\"reasoning\":\"%t\"}}]}",
			"{\"id\":\"i\",\"choices\":[{\"delta\":{\"content\":\"%s\"}},{\"index\":1,\"delta\":{\"content\":\"%t\"}}]}",
			"{\"id\":\"i\",\"choices\":[{\"delta\":{\"content\":\"%s\",\"content\":\"%t\"}}]}",
			"{\"id\":\"j\",\"choices\":[{\"delta\":{\"content\":\"%s\"},\"index\":0,\"finish_reason\":\"stop\"}]}",
			"{\"id\":\"j\",\"choices\":[{\"delta\":{\"content\":\"%s\",\"refusal\":\"\",\"tool_calls\":null},\"index\":0}]}",
			"{\"id\":\"j\",\"choices\":[{\"delta\":{\"refusal\":\"%s\"},\"index\":0}]}",
			"{\"id\":\"j\",\"choices\":[{\"delta\":{\"function_call\":{\"name\":\"h\",\"arguments\":\"%s\"}},\"index\":0}]}",
			"{\"id\":\"j\",\"choices\":[{\"delta\":{\"content\":\"%s\"},\"logprobs\":{\"content\":[{\"token\":\"x\"}]}}],\"usage\":{\"prompt_tokens\":%n}}",
			"{\"id\":\"j\",\"model\":\"m\",\"service_tier\":\"%t\",\"citations\":[\"%t\"],\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}",
			"{\"choices\":[{\"delta\":{\"content\":\"%s\",\"tool_calls\":[{\"function\":{\"name\":\"f\"}}]}}]}",
			"{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"%s\"}},{\"index\":1,\"function\":{\"arguments\":\"\"}}]}}]}",
			"{\"choices\":[{\"delta\":{\"content\":\"%s\"},\"logprobs\":{\"content\":[{\"token\":\"x\"}]}}]}",
			"{\"choices\":[{\"delta\":{\"content\":\"%s\",\"annotations\":[{\"type\":\"file\"}]}}]}",
			"{\"id\":\"k\",\"choices\":[],\"usage\":{\"prompt_tokens\":%n,\"completion_tokens\":2}}" };

	private static final String CALL_BEGINS = "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c0\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}]}";

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void randomChunksSayTheSame(long seed) {
		assertThat(CHECKS.differencesInRandomEvents(seed, SHAPES, "[DONE]")).isEmpty();
		assertThat(CHECKS.differencesInRandomEvents(-seed, SHAPES)).isEmpty();
	}

	@Test
	void whatDiffersInItsTextOnlyIsReadByThePattern() {
		String chunk = "data: " + TemplateChecks.filled(SHAPES[0], "a", "", 3, "") + "\n\n";
		assertThat(CHECKS.knowsLastFrameOf((chunk + chunk).getBytes(StandardCharsets.UTF_8))).isTrue();
	}

	@Test
	void recordedStreamsSayTheSame() throws IOException {
		assertThat(CHECKS.differencesInRecordedStreams()).isEmpty();
	}

	@Test
	void bytesThatAreNoUtf8SayTheSame() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		byte[][] pieces = { "a".getBytes(StandardCharsets.UTF_8), { (byte) 0xC3 },
				{ (byte) 0xED, (byte) 0xA0, (byte) 0x80 }, { (byte) 0xC0, (byte) 0x80 }, { (byte) 0xF0, (byte) 0x9F },
				"é".getBytes(StandardCharsets.UTF_8) };
		for (byte[] piece : pieces) {
			body.write("data: {\"choices\":[{\"delta\":{\"content\":\"".getBytes(StandardCharsets.UTF_8));
			body.write(piece);
			body.write("\"}}]}\n\n".getBytes(StandardCharsets.UTF_8));
		}
		body.write(
				"data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n".getBytes(StandardCharsets.UTF_8));
		assertThat(CHECKS.differencesIn(body.toByteArray())).isEmpty();
		assertThat(CompletionsAnswers.stream(body.toByteArray(), true).text()).startsWith("a").endsWith("é");
	}

	@Test
	void chunksThatDifferOnlyInTheirTextNeedNoParser() {
		CompletionsChunk chunk = new CompletionsChunk();
		CompletionsTemplate template = new CompletionsTemplate();
		ChatCall call = ChatCall.builder(CompletionsAnswers.CALL.model())
			.baseUrl("https://acme.example")
			.request(ChatRequest.of("x"))
			.build();
		List<Object> events = new ArrayList<>();
		CompletionsAnswer answer = new CompletionsAnswer(new Assembler(call, "a", List.of(), events::add));
		Frame first = frame(TemplateChecks.filled(SHAPES[0], "one", "", 1, "abc"));
		new CompletionsChunkReader().read(first.array(), first.offset(), first.length(), "delta", chunk);
		answer.apply(chunk, first.array(), true);
		template.learn(first, chunk, null, answer);
		assertThat(template.apply(frame(TemplateChecks.filled(SHAPES[0], "two \\n é", "", 22, "x")), answer)).isTrue();
		assertThat(template.apply(frame(TemplateChecks.filled(SHAPES[0], "three", "", 3, "") + " "), answer)).isTrue();
		assertThat(template.apply(frame(TemplateChecks.filled(SHAPES[0], "four", "", 3, "") + "}"), answer)).isFalse();
		assertThat(template.apply(frame(TemplateChecks.filled(SHAPES[0], "four", "", 3, "").replace("null", "true")),
				answer))
			.isFalse();
		assertThat(events).extracting(Object::toString)
			.contains("TextDelta[index=0, text=two \n é]", "TextDelta[index=0, text=three]")
			.noneMatch((event) -> event.contains("four"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3, 6 })
	void deltasOfEachKindNeedNoParser(int shape) {
		CompletionsChunk chunk = new CompletionsChunk();
		CompletionsTemplate template = new CompletionsTemplate();
		List<Object> events = new ArrayList<>();
		CompletionsAnswer answer = new CompletionsAnswer(
				new Assembler(CompletionsAnswers.CALL, "a", List.of(), events::add));
		Frame begins = frame(CALL_BEGINS);
		new CompletionsChunkReader().read(begins.array(), begins.offset(), begins.length(), "delta", chunk);
		answer.apply(chunk, begins.array(), true);
		Frame first = frame(TemplateChecks.filled(SHAPES[shape], "one", "", 1, "abc"));
		new CompletionsChunkReader().read(first.array(), first.offset(), first.length(), "delta", chunk);
		var grown = answer.apply(chunk, first.array(), true);
		template.learn(first, chunk, grown, answer);
		assertThat(template.apply(frame(TemplateChecks.filled(SHAPES[shape], "two", "", 2, "x")), answer)).isTrue();
		assertThat(events.get(events.size() - 1).toString()).contains("Delta[", "two");
	}

	private static Frame frame(String json) {
		byte[] bytes = ("##" + json).getBytes(StandardCharsets.UTF_8);
		return new Frame().set(null, bytes, 2, bytes.length - 2);
	}

}
