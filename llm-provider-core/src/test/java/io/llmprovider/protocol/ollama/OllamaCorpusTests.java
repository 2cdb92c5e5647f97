package io.llmprovider.protocol.ollama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.ErrorResponse;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Answers as they were recorded. They lie beside the project, in
 * {@code ../shared/corpus}, or where the system property {@code llm.corpus.dir} says;
 * without them nothing is tested here.
 */
class OllamaCorpusTests {

	@TestFactory
	Stream<DynamicTest> everyRecordedAnswerIsRead() throws IOException {
		Path folder = folder();
		if (!Files.isDirectory(folder)) {
			return Stream.of(DynamicTest.dynamicTest("none",
					() -> assumeTrue(false, "There are no recorded answers in " + folder)));
		}
		try (Stream<Path> cases = Files.list(folder)) {
			List<Path> sorted = cases.filter(Files::isDirectory).sorted().toList();
			assertThat(sorted).isNotEmpty();
			return sorted.stream()
				.map((path) -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(path)));
		}
	}

	private static Path folder() {
		String told = System.getProperty("llm.corpus.dir");
		Path root = Path.of("").toAbsolutePath();
		while (told == null && root != null && !Files.isDirectory(root.resolve("shared/corpus"))) {
			root = root.getParent();
		}
		Path corpus = (told != null) ? Path.of(told)
				: Path.of((root != null) ? root + "/shared/corpus" : "../shared/corpus");
		return corpus.resolve("ollama-chat");
	}

	private static void check(Path path) throws IOException {
		JsonNode meta = Json.tree(Files.readString(path.resolve("meta.json")));
		JsonNode expected = Json.tree(Files.readString(path.resolve("expected.json")));
		byte[] body = Files.readAllBytes(path.resolve("response.raw"));
		Set<String> lenient = Set.copyOf(meta.path("lenient").valueStream().map(JsonNode::asString).toList());
		if (meta.path("status").asInt() != 200) {
			LlmException error = OllamaAnswers.PROTOCOL.error(OllamaAnswers.call(),
					new ErrorResponse(meta.path("status").asInt(), Map.of(), body));
			assertThat(error.details().message()).isEqualTo(expected.path("error").path("message").asString());
			return;
		}
		boolean streaming = meta.path("streaming").asBoolean();
		List<OllamaAnswers> answers = new ArrayList<>();
		answers.add(streaming ? OllamaAnswers.stream(OllamaAnswers.call(), body, 1 << 20)
				: OllamaAnswers.whole(OllamaAnswers.call(), body));
		if (streaming) {
			answers.add(OllamaAnswers.stream(OllamaAnswers.call(), body, 17));
		}
		answers.forEach((answer) -> check(answer, expected, lenient));
	}

	private static void check(OllamaAnswers answer, JsonNode expected, Set<String> lenient) {
		ChatResponse response = answer.partial();
		assertThat(response.text()).isEqualTo(expected.path("text").asString());
		assertThat(response.reasoning()).isEqualTo(expected.path("reasoning").asString());
		assertThat(response.model()).isEqualTo(expected.path("model").asString());
		assertThat(response.responseId()).isNull();
		assertThat(response.rawFinishReason()).isEqualTo(expected.path("rawFinish").stringValue(null));
		assertThat(answer.failed()).isEqualTo(!expected.path("error").isNull());
		if (!lenient.contains("finish")) {
			assertThat(response.finishReason()).hasToString(expected.path("finish").asString());
		}
		JsonNode usage = expected.path("usage");
		assertThat(response.usage().inputTokens()).isEqualTo(number(usage.path("inputTokens")));
		assertThat(response.usage().outputTokens()).isEqualTo(number(usage.path("outputTokens")));
		List<ToolCall> calls = response.toolCalls();
		assertThat(calls).hasSize(expected.path("toolCalls").size());
		for (int i = 0; i < calls.size(); i++) {
			JsonNode call = expected.path("toolCalls").path(i);
			assertThat(calls.get(i).name()).isEqualTo(call.path("name").asString());
			assertThat(Json.tree(calls.get(i).arguments())).isEqualTo(call.path("arguments"));
			assertThat(calls.get(i).id()).isNotBlank();
		}
	}

	private static Long number(JsonNode node) {
		return node.isNumber() ? Long.valueOf(node.asLong()) : null;
	}

}
