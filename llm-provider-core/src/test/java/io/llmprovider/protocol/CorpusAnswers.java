package io.llmprovider.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A quick look at recorded answers, if they are there: in {@code shared/corpus} beside
 * the project, or where {@code -Dllm.corpus.dir} says. Each is read whole and in small
 * pieces.
 */
public final class CorpusAnswers {

	private static final int PIECE = 17;

	private static final String ABSENT = "There is no shared/corpus beside the project";

	private final WireProtocol protocol;

	private final ChatCall call;

	private final ToIntFunction<ReplayData> signatures;

	private CorpusAnswers(WireProtocol protocol, ChatCall call, ToIntFunction<ReplayData> signatures) {
		this.protocol = protocol;
		this.call = call;
		this.signatures = signatures;
	}

	/**
	 * A test for each recorded answer of a protocol.
	 * @param protocol the protocol, whose id is the name of the folder
	 * @param call the call that is answered
	 * @param signatures counts the signatures in what a block wants back
	 * @param check looks at the differences between an answer and what was expected of it
	 * @return the tests
	 */
	public static Stream<DynamicTest> tests(WireProtocol protocol, ChatCall call, ToIntFunction<ReplayData> signatures,
			Consumer<List<String>> check) throws IOException {
		CorpusAnswers answers = new CorpusAnswers(protocol, call, signatures);
		return cases(protocol.id()).stream()
			.map((folder) -> DynamicTest.dynamicTest(folder.getFileName().toString(),
					() -> check.accept(answers.differences(folder))));
	}

	/**
	 * The folders of the recorded answers of a protocol. A test that asks for them is
	 * skipped where nothing is recorded.
	 * @param protocol its id
	 * @return the folders, sorted
	 */
	public static List<Path> cases(String protocol) throws IOException {
		Path corpus = corpus();
		Assumptions.assumeTrue(corpus != null, ABSENT);
		try (Stream<Path> folders = Files.list(Objects.requireNonNull(corpus).resolve(protocol))) {
			List<Path> cases = folders.filter(Files::isDirectory).sorted().toList();
			assertThat(cases).isNotEmpty();
			return cases;
		}
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

	private List<String> differences(Path folder) throws IOException {
		JsonNode meta = Json.tree(Files.readString(folder.resolve("meta.json")));
		JsonNode expected = Json.tree(Files.readString(folder.resolve("expected.json")));
		byte[] body = Files.readAllBytes(folder.resolve("response.raw"));
		Set<String> lenient = Set.copyOf(meta.path("lenient").valueStream().map(JsonNode::asString).toList());
		int status = meta.path("status").asInt(200);
		if (status != 200) {
			LlmException failure = this.protocol.error(this.call, new ErrorResponse(status, Map.of(), body));
			Differences differences = new Differences(Set.of());
			differences.add("error", expected.path("error").path("message").asString(), failure.details().message());
			return differences.found;
		}
		if (!meta.path("streaming").asBoolean()) {
			return compared(expected, Answered.whole(this.protocol, this.call, body), lenient);
		}
		List<String> found = new ArrayList<>(
				compared(expected, Answered.stream(this.protocol, this.call, body), lenient));
		found.addAll(compared(expected, Answered.stream(this.protocol, this.call, body, PIECE), lenient));
		return found;
	}

	private List<String> compared(JsonNode expected, Answered actual, Set<String> lenient) {
		ChatResponse response = actual.response();
		LlmException failure = actual.failure();
		Differences differences = new Differences(lenient);
		differences.add("text", expected.path("text").asString(""), response.text());
		differences.add("reasoning", expected.path("reasoning").asString(""), response.reasoning());
		differences.add("signatures", expected.path("signatures").asInt(0),
				actual.replays().stream().filter(Objects::nonNull).mapToInt(this.signatures).sum());
		differences.add("finish", expected.path("finish").asString(),
				(failure != null) ? "ERROR" : response.finishReason().name());
		differences.add("rawFinish", expected.path("rawFinish").asString(null), response.rawFinishReason());
		differences.add("responseId", expected.path("responseId").asString(null), response.responseId());
		differences.add("model", expected.path("model").asString(this.call.model().id()), response.model());
		differences.add("serverTools", names(expected.path("serverTools")),
				response.content()
					.stream()
					.filter(ServerToolCall.class::isInstance)
					.map((tool) -> ((ServerToolCall) tool).name())
					.toList());
		toolCalls(expected.path("toolCalls"), response.toolCalls(), differences);
		usage(expected.path("usage"), response.usage(), differences);
		differences.add("error", expected.path("error").path("message").asString(null),
				(failure != null) ? failure.details().message() : null);
		return differences.found;
	}

	/** A call that came without id has one that was made up. */
	private static void toolCalls(JsonNode expected, List<ToolCall> actual, Differences differences) {
		List<String> wanted = new ArrayList<>();
		List<String> found = new ArrayList<>();
		expected.forEach((call) -> wanted
			.add(call.path("id").asString("?") + call.path("name").asString() + call.path("arguments")));
		for (int i = 0; i < actual.size(); i++) {
			ToolCall call = actual.get(i);
			String id = expected.path(i).path("id").isNull() ? "?" : call.id();
			found.add(id + call.name() + Json.tree(call.arguments()));
		}
		differences.add("toolCalls", wanted, found);
	}

	private static void usage(JsonNode expected, Usage actual, Differences differences) {
		differences.add("usage.inputTokens", count(expected.path("inputTokens")), actual.inputTokens());
		differences.add("usage.outputTokens", count(expected.path("outputTokens")), actual.outputTokens());
		differences.add("usage.cacheReadTokens", expected.path("cacheReadTokens").asLong(0),
				orZero(actual.cacheReadTokens()));
		differences.add("usage.cacheWriteTokens", expected.path("cacheWriteTokens").asLong(0),
				orZero(actual.cacheWriteTokens()));
		differences.add("usage.reasoningTokens", expected.path("reasoningTokens").asLong(0),
				orZero(actual.reasoningTokens()));
	}

	private static @Nullable Long count(JsonNode node) {
		return node.isNumber() ? Long.valueOf(node.asLong()) : null;
	}

	private static long orZero(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

	private static List<String> names(JsonNode tools) {
		return tools.valueStream().map((tool) -> tool.path("name").asString()).toList();
	}

	private static final class Differences {

		private final Set<String> lenient;

		private final List<String> found = new ArrayList<>();

		Differences(Set<String> lenient) {
			this.lenient = lenient;
		}

		void add(String field, @Nullable Object wanted, @Nullable Object value) {
			boolean free = this.lenient.contains(field) || field.startsWith("usage.") && this.lenient.contains("usage");
			if (!free && !Objects.equals(wanted, value)) {
				this.found.add(field + ": expected <" + wanted + "> but was <" + value + ">");
			}
		}

	}

}
