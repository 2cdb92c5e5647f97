package io.llmprovider.protocol.openai.completions;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.model.Cost;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.DecodedAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What OpenRouter sends that others do not.
 */
class OpenRouterStreamTests {

	private static final String DETAILS = "[{\"type\":\"reasoning.text\",\"text\":\"ab\",\"format\":\"anthropic-claude-v1\",\"index\":0,\"signature\":\"s\"},"
			+ "{\"type\":\"reasoning.encrypted\",\"data\":\"ZW5j\",\"id\":\"r1\",\"format\":\"openai-responses-v1\",\"index\":1},"
			+ "{\"type\":\"reasoning.summary\",\"summary\":\"cd\",\"index\":2}]";

	@Test
	void detailsOfReasoningAreJoinedAndGoBackUnchangedAndInOrder() {
		Answered answer = CompletionsAnswers.deltas("tool_calls",
				"{\"role\":\"assistant\",\"content\":\"\",\"reasoning\":\"a\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"a\",\"format\":\"anthropic-claude-v1\",\"index\":0}]}",
				"{\"role\":\"assistant\",\"content\":\"\",\"reasoning\":\"b\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"b\",\"index\":0}]}",
				"{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"s\",\"index\":0}]}",
				"{\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"ZW5j\",\"id\":\"r1\",\"format\":\"openai-responses-v1\",\"index\":1}]}",
				"{\"reasoning\":\"c\",\"reasoning_details\":[{\"type\":\"reasoning.summary\",\"summary\":\"c\",\"index\":2}]}",
				"{\"reasoning\":\"d\",\"reasoning_details\":[{\"type\":\"reasoning.summary\",\"summary\":\"d\",\"index\":2}]}",
				"{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}");
		assertThat(answer.reasoning()).isEqualTo("abcd");

		JsonNode history = Encoded.empty()
			.request((b) -> b.messages(List.of(new UserMessage(List.of(new Text("go"))),
					AssistantMessage
						.of(answer.response().content().toArray(new io.llmprovider.chat.AssistantContent[0])),
					ToolResultMessage.of(answer.response().toolCalls().get(0), "ok"))))
			.body()
			.path("messages");
		assertThat(history.path(1).path("reasoning_details")).isEqualTo(Json.tree(DETAILS));
		assertThat(history.path(1).has("reasoning")).isFalse();
	}

	@Test
	void whatAnAnswerThatBreaksOffHadThoughtGoesBackWithItsDetails() {
		String body = """
				data: {"id":"1","choices":[{"index":0,"delta":{"reasoning":"ab","reasoning_details":[{"type":"reasoning.text","text":"ab","index":0,"signature":"s"}]}}]}

				data: {"id":"1","choices":[{"index":0,"delta":{"content":"hal
				""";
		DecodedAnswer answer = DecodedAnswer.stream(new OpenAiCompletionsProtocol(), CompletionsAnswers.CALL, body,
				body.length());
		assertThat(answer.failure()).isNotNull();
		assertThat(answer.response().content()).singleElement().isInstanceOf(Reasoning.class);
		assertThat(Objects.requireNonNull(answer.response().content().get(0).replay()).payload()).containsEntry(
				CompletionsReplay.REASONING_DETAILS,
				List.of(Map.of("type", "reasoning.text", "text", "ab", "index", 0, "signature", "s")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{'type':'t','data':'A','id':'1','index':0}|{'type':'t','data':'B','id':'2','index':0}|2",
					"{'type':'t','data':'A','index':0}|{'type':'t','data':'B','index':0}|2",
					"{'type':'t','data':'A','index':0}|{'type':'t','data':'A','index':0}|1",
					"{'type':'t','text':'a','id':'1','index':0}|{'type':'t','text':'b','index':0}|1",
					"{'type':'t','text':'a'}|{'type':'t','text':'b'}|1",
					"{'type':'t','text':'a'}|{'type':'u','text':'b'}|2" })
	void fragmentsAreOneEntryOnlyIfNothingSaysOtherwise(String one, String other, int entries) {
		Answered answer = CompletionsAnswers.deltas("stop", "{\"reasoning_details\":[" + one.replace('\'', '"') + "]}",
				"{\"reasoning_details\":[" + other.replace('\'', '"') + "]}", "{\"content\":\"x\"}");
		assertThat(answer.replays().get(0)).isNotNull()
			.satisfies((replay) -> assertThat((List<?>) replay.payload().get("reasoning_details")).hasSize(entries));
	}

	@Test
	void anEntryWithoutIndexGrowsOnlyIfItIsTheLast() {
		Answered answer = CompletionsAnswers.deltas("stop",
				"{\"reasoning_details\":[{\"type\":\"t\",\"text\":\"a\"},{\"type\":\"u\",\"text\":\"b\"},{\"type\":\"t\",\"text\":\"c\"}]}",
				"{\"content\":\"x\"}");
		assertThat(answer.replays().get(0)).isNotNull()
			.satisfies((replay) -> assertThat((List<?>) replay.payload().get("reasoning_details"))
				.isEqualTo(List.of(Map.of("type", "t", "text", "a"), Map.of("type", "u", "text", "b"),
						Map.of("type", "t", "text", "c"))));
	}

	@Test
	void detailsThatShowAndSignNothingAreNoBlock() {
		Answered answer = CompletionsAnswers.deltas("stop",
				"{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"\",\"signature\":\"\",\"index\":0}]}",
				"{\"content\":\"x\"}");
		assertThat(answer.order()).containsExactly("Started", "TextStarted", "TextEnded", "Finished");
	}

	@ParameterizedTest
	@CsvSource(value = { "{\"cost\":0.01,\"is_byok\":false,\"cost_details\":{\"upstream_inference_cost\":null}}|0.01",
			"{\"cost\":0.01,\"is_byok\":true,\"cost_details\":{\"upstream_inference_cost\":0.2}}|0.21",
			"{\"cost\":0}|0" }, delimiter = '|', quoteCharacter = '`')
	void costIsOpenRoutersOwnAccount(String usage, BigDecimal cost) {
		String counted = "{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13,\"prompt_tokens_details\":"
				+ "{\"cached_tokens\":3,\"cache_write_tokens\":2}," + usage.substring(1);
		Answered answer = CompletionsAnswers.chunks(
				"{\"id\":\"gen-1\",\"provider\":\"Acme\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\",\"native_finish_reason\":\"end_turn\"}]}",
				"{\"id\":\"gen-1\",\"choices\":[],\"usage\":" + counted + "}");
		assertThat(answer.response().cost()).extracting(Cost::total)
			.satisfies((total) -> assertThat((BigDecimal) total).isEqualByComparingTo(cost));
		assertThat(answer.response().usage().cacheReadTokens()).isEqualTo(3);
		assertThat(answer.response().usage().cacheWriteTokens()).isEqualTo(2);
		assertThat(answer.response().providerMetadata()).containsEntry("provider", "Acme")
			.containsEntry("native_finish_reason", "end_turn");
	}

	@ParameterizedTest
	@CsvSource({ "502,SERVER,true", "429,RATE_LIMIT,true", "503,OVERLOADED,true", "400,INVALID_REQUEST,false" })
	void anErrorInTheStreamHasItsStatusInItsCode(int code, ErrorKind kind, boolean retryable) {
		Answered answer = CompletionsAnswers.chunks(
				"{\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}",
				"{\"id\":\"gen-1\",\"error\":{\"code\":" + code
						+ ",\"message\":\"Provider returned error\",\"metadata\":{\"provider_name\":\"Acme\",\"raw\":\"{\\\"error\\\":{\\\"message\\\":\\\"upstream says no\\\"}}\"}},"
						+ "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}");
		LlmException failure = Objects.requireNonNull(answer.failure());
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.isRetryable()).isEqualTo(retryable);
		assertThat(failure.details().body()).contains("upstream says no");
		assertThat(answer.text()).isEqualTo("Hel");
	}

	@Test
	void commentsAreNoEventsWhereverTheyStand() {
		String comment = ": OPENROUTER PROCESSING\n\n";
		String chunk = "data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":null}]}\n\n";
		String end = "data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
		Answered plain = CompletionsAnswers.stream(chunk + end + "data: [DONE]\n\n");
		Answered commented = CompletionsAnswers
			.stream(comment + comment + chunk + comment + end + comment + "data: [DONE]\n\n" + comment);
		assertThat(commented.events()).isEqualTo(plain.events());
	}

	@Test
	void theAccountOfAGenerationWithTheCustomersOwnKeyHoldsBothBills() {
		OpenRouterUsage lookup = new OpenRouterUsage(CompletionsAnswers.CALL);
		var found = lookup.read(
				"{\"data\":{\"total_cost\":0.01,\"is_byok\":true,\"upstream_inference_cost\":0.2,\"tokens_prompt\":9,\"tokens_completion\":1}}"
					.getBytes(StandardCharsets.UTF_8));
		assertThat(found.reportedCost()).isEqualByComparingTo("0.21");
		assertThat(found.usage().inputTokens()).isEqualTo(9);
		assertThat(found.usage().cacheReadTokens()).isNull();
		assertThat(found.usage().raw()).containsAllEntriesOf(Map.of("tokens_completion", 1));
	}

}
