package io.llmprovider.protocol.anthropic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatResponse;
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
class AnthropicCorpusTests {

	private static final int PIECE = 17;

	@TestFactory
	Stream<DynamicTest> recordedAnswersAreUnderstood() throws IOException {
		Path corpus = corpus();
		Assumptions.assumeTrue(corpus != null, "There is no shared/corpus beside the project");
		List<Path> cases;
		try (Stream<Path> folders = Files.list(Objects.requireNonNull(corpus).resolve(AnthropicMessagesProtocol.ID))) {
			cases = folders.filter(Files::isDirectory).sorted().toList();
		}
		assertThat(cases).isNotEmpty();
		return cases.stream()
			.map((folder) -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
	}

	private static @Nullable Path corpus() {
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
		Set<String> lenient = Set.copyOf(meta.path("lenient").valueStream().map(JsonNode::asString).toList());
		int status = meta.path("status").asInt(200);
		if (status != 200) {
			LlmException failure = AnthropicAnswers.PROTOCOL.error(AnthropicAnswers.CALL,
					new ErrorResponse(status, Map.of(), body));
			assertThat(failure.details().message()).isEqualTo(expected.path("error").path("message").asString());
		}
		else if (meta.path("streaming").asBoolean()) {
			compare(expected, AnthropicAnswers.stream(AnthropicAnswers.CALL, body, Integer.MAX_VALUE), lenient);
			compare(expected, AnthropicAnswers.stream(AnthropicAnswers.CALL, body, PIECE), lenient);
		}
		else {
			compare(expected, AnthropicAnswers.whole(AnthropicAnswers.CALL, body), lenient);
		}
	}

	private static void compare(JsonNode expected, AnthropicAnswers actual, Set<String> lenient) {
		List<String> differences = new ArrayList<>();
		ChatResponse response = actual.response();
		Differences found = (field, wanted, value) -> {
			boolean free = lenient.contains(field) || field.startsWith("usage.") && lenient.contains("usage");
			if (!free && !Objects.equals(wanted, value)) {
				differences.add(field + ": expected <" + wanted + "> but was <" + value + ">");
			}
		};
		found.of("text", expected.path("text").asString(), response.text());
		found.of("reasoning", expected.path("reasoning").asString(), response.reasoning());
		found.of("signatures", expected.path("signatures").asLong(), signatures(actual));
		found.of("finish", expected.path("finish").asString(), response.finishReason().name());
		found.of("rawFinish", expected.path("rawFinish").asString(null), response.rawFinishReason());
		found.of("responseId", expected.path("responseId").asString(null), response.responseId());
		found.of("model", expected.path("model").asString(null), response.model());
		found.of("serverTools",
				expected.path("serverTools").valueStream().map((tool) -> tool.path("name").asString()).toList(),
				response.content()
					.stream()
					.filter(ServerToolCall.class::isInstance)
					.map((tool) -> ((ServerToolCall) tool).name())
					.toList());
		found.of("toolCalls",
				expected.path("toolCalls")
					.valueStream()
					.map((call) -> call.path("id").asString() + call.path("name").asString() + call.path("arguments"))
					.toList(),
				response.toolCalls()
					.stream()
					.map((call) -> call.id() + call.name() + Json.tree(call.arguments()))
					.toList());
		JsonNode usage = expected.path("usage");
		found.of("usage.inputTokens", count(usage.path("inputTokens")), response.usage().inputTokens());
		found.of("usage.outputTokens", count(usage.path("outputTokens")), response.usage().outputTokens());
		found.of("usage.cacheReadTokens", usage.path("cacheReadTokens").asLong(0),
				orZero(response.usage().cacheReadTokens()));
		found.of("usage.cacheWriteTokens", usage.path("cacheWriteTokens").asLong(0),
				orZero(response.usage().cacheWriteTokens()));
		found.of("usage.reasoningTokens", usage.path("reasoningTokens").asLong(0),
				orZero(response.usage().reasoningTokens()));
		found.of("error", expected.path("error").path("message").asString(null),
				(actual.failure() != null) ? actual.failure().details().message() : null);
		assertThat(differences).isEmpty();
	}

	private static long signatures(AnthropicAnswers actual) {
		return actual.replays()
			.stream()
			.filter(Objects::nonNull)
			.filter((replay) -> replay.payload().containsKey("data")
					|| replay.payload().containsKey("signature") && !"".equals(replay.text("signature")))
			.count();
	}

	private static @Nullable Long count(JsonNode node) {
		return node.isNumber() ? Long.valueOf(node.asLong()) : null;
	}

	private static long orZero(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

	private interface Differences {

		void of(String field, @Nullable Object wanted, @Nullable Object value);

	}

}
