package io.llmprovider.protocol.openai.responses;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.ErrorResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A quick look at recorded answers, if they are there: in {@code shared/corpus} beside
 * the project, or where {@code -Dllm.corpus.dir} says.
 */
class ResponsesCorpusTests {

	@TestFactory
	Stream<DynamicTest> recordedAnswersAreUnderstood() throws IOException {
		Path corpus = corpus();
		Assumptions.assumeTrue(corpus != null, "There is no shared/corpus beside the project");
		List<Path> cases;
		try (Stream<Path> folders = Files.list(Objects.requireNonNull(corpus).resolve("openai-responses"))) {
			cases = folders.sorted().toList();
		}
		assertThat(cases).isNotEmpty();
		return cases.stream()
			.map((folder) -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
	}

	static @Nullable Path corpus() {
		String named = System.getProperty("llm.corpus.dir");
		if (named != null) {
			return Path.of(named);
		}
		for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
			Path corpus = folder.resolve("shared").resolve("corpus");
			if (Files.isDirectory(corpus)) {
				return corpus;
			}
		}
		return null;
	}

	private static void check(Path folder) throws IOException {
		JsonNode meta = Json.tree(Files.readString(folder.resolve("meta.json")));
		JsonNode expected = Json.tree(Files.readString(folder.resolve("expected.json")));
		byte[] body = Files.readAllBytes(folder.resolve("response.raw"));
		List<String> lenient = new ArrayList<>();
		meta.path("lenient").forEach((field) -> lenient.add(field.asString()));
		if (meta.path("status").asInt(200) != 200) {
			LlmException failure = new OpenAiResponsesProtocol().error(Answered.CALL,
					new ErrorResponse(meta.path("status").asInt(), Map.of(), body));
			assertThat(failure.details().message()).isEqualTo(expected.path("error").path("message").asString());
			return;
		}
		compare(expected, meta.path("streaming").asBoolean() ? Answered.stream(body, Answered.CALL)
				: Answered.whole(new String(body, StandardCharsets.UTF_8)), lenient);
	}

	private static void compare(JsonNode expected, Answered actual, List<String> lenient) {
		List<String> differences = new ArrayList<>();
		var response = actual.response();
		compare("text", expected.path("text").asString(""), actual.text(), lenient, differences);
		compare("reasoning", expected.path("reasoning").asString(""), actual.reasoning(), lenient, differences);
		compare("signatures", expected.path("signatures").asInt(0), signatures(actual), lenient, differences);
		compare("finish", expected.path("finish").asString(),
				(actual.failure() != null) ? "ERROR" : response.finishReason().name(), lenient, differences);
		compare("rawFinish", expected.path("rawFinish").asString(null), response.rawFinishReason(), lenient,
				differences);
		compare("responseId", expected.path("responseId").asString(null), response.responseId(), lenient, differences);
		compare("model", expected.path("model").asString("m-1"), response.model(), lenient, differences);
		compare("serverTools", names(expected.path("serverTools")),
				response.content()
					.stream()
					.filter(ServerToolCall.class::isInstance)
					.map((tool) -> ((ServerToolCall) tool).name())
					.toList(),
				lenient, differences);
		toolCalls(expected, actual, lenient, differences);
		JsonNode usage = expected.path("usage");
		count("inputTokens", usage, response.usage().inputTokens(), lenient, differences);
		count("outputTokens", usage, response.usage().outputTokens(), lenient, differences);
		count("cacheReadTokens", usage, response.usage().cacheReadTokens(), lenient, differences);
		count("cacheWriteTokens", usage, response.usage().cacheWriteTokens(), lenient, differences);
		count("reasoningTokens", usage, response.usage().reasoningTokens(), lenient, differences);
		compare("error", expected.path("error").path("message").asString(null),
				(actual.failure() != null) ? actual.failure().details().message() : null, lenient, differences);
		assertThat(differences).isEmpty();
	}

	private static void toolCalls(JsonNode expected, Answered actual, List<String> lenient, List<String> differences) {
		List<Object> wanted = new ArrayList<>();
		List<Object> found = new ArrayList<>();
		expected.path("toolCalls").forEach((call) -> {
			int i = wanted.size();
			wanted.add(call.path("id").asString("?") + call.path("name").asString() + call.path("arguments"));
			if (i < actual.response().toolCalls().size()) {
				var other = actual.response().toolCalls().get(i);
				String id = call.path("id").isNull() ? "?" : other.id();
				found.add(id + other.name() + Json.tree(other.arguments()));
			}
		});
		compare("toolCalls", wanted, found, lenient, differences);
		compare("toolCalls", wanted.size(), actual.response().toolCalls().size(), lenient, differences);
	}

	private static int signatures(Answered actual) {
		int count = 0;
		for (var block : actual.response().content()) {
			ReplayData replay = block.replay();
			boolean signed = replay != null && replay.text("encrypted_content") != null;
			count += signed ? 1 : 0;
		}
		return count;
	}

	private static void count(String name, JsonNode usage, @Nullable Long found, List<String> lenient,
			List<String> differences) {
		boolean zeroIsNull = !name.equals("inputTokens") && !name.equals("outputTokens");
		Long wanted = usage.path(name).isNumber() ? Long.valueOf(usage.path(name).asLong()) : null;
		if (zeroIsNull) {
			wanted = (wanted != null) ? wanted : Long.valueOf(0);
			found = (found != null) ? found : Long.valueOf(0);
		}
		if (!lenient.contains("usage")) {
			compare("usage." + name, wanted, found, lenient, differences);
		}
	}

	private static List<String> names(JsonNode tools) {
		List<String> names = new ArrayList<>();
		tools.forEach((tool) -> names.add(tool.path("name").asString()));
		return names;
	}

	private static void compare(String field, @Nullable Object wanted, @Nullable Object found, List<String> lenient,
			List<String> differences) {
		if (!lenient.contains(field) && !Objects.equals(wanted, found)) {
			differences.add(field + ": expected <" + wanted + "> but was <" + found + ">");
		}
	}

}
