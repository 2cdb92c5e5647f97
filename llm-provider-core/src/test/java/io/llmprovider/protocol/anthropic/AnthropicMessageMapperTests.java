package io.llmprovider.protocol.anthropic;

import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicMessageMapperTests {

	private static final String MODEL = "claude-sonnet-4-5";

	private static final ToolCall CALL = new ToolCall("call|1", "read", "{\"path\":\"a\"}");

	private static final ResponseFormat CITY = ResponseFormat.jsonSchema("city",
			"{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}");

	private final RequestsToAnthropic requests = new RequestsToAnthropic();

	@Test
	void aConversationBeginsWithItsUser() {
		JsonNode messages = this.requests.tree(MODEL, ChatRequest.builder().assistant("Welcome").user("Hi").build())
			.path("messages");
		assertThat(messages).hasSize(3);
		assertThat(messages.path(0).path("role").asString()).isEqualTo("user");
		assertThat(this.requests.codes()).containsExactly("role-inserted");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "claude-sonnet-4-5, -, false, true", "claude-sonnet-4-5, -, true, false",
			"claude-sonnet-4-5, LOW, false, false", "claude-3-5-haiku-latest, -, true, false",
			"claude-sonnet-4-6, -, false, false", "claude-opus-4-8, OFF, false, false", "kimi-k2, -, false, true" })
	void anAnswerIsBegunForTheModelOnlyWhereItGoesOnFromThere(String model, ThinkingLevel level, boolean held,
			boolean begun) {
		ChatOptions options = ChatOptions.builder().thinking(level).responseFormat(held ? CITY : null).build();
		ChatRequest request = ChatRequest.builder().user("Which?").assistant("It is \n").options(options).build();
		JsonNode messages = this.requests.tree(model, request).path("messages");
		JsonNode last = messages.path(messages.size() - 1);
		assertThat(last.path("role").asString()).isEqualTo(begun ? "assistant" : "user");
		assertThat(last.path("content").path(0).path("text").asString()).isEqualTo(begun ? "It is" : "Go on.");
		assertThat(this.requests.codes().contains("role-inserted")).isEqualTo(!begun);
	}

	@ParameterizedTest
	@CsvSource({ "enabled, user", "disabled, assistant" })
	void theThinkingObjectTellsWhetherAnAnswerCanBeBegun(String type, String last) {
		ChatOptions options = ChatOptions.builder()
			.thinking((last.equals("user")) ? ThinkingLevel.OFF : ThinkingLevel.HIGH)
			.providerOptions(Map.of("thinking", Map.of("type", type, "budget_tokens", 1024)))
			.build();
		JsonNode messages = this.requests
			.tree(MODEL, ChatRequest.builder().user("Which?").assistant("It").options(options).build())
			.path("messages");
		assertThat(messages.path(messages.size() - 1).path("role").asString()).isEqualTo(last);
	}

	@Test
	void aResultMayBeAnErrorOrEmpty() {
		ToolCall other = new ToolCall("call_1", "read", "{}");
		ChatRequest request = ChatRequest.builder()
			.user("Read")
			.message(AssistantMessage.of(new ToolCall("call_0", "read", ""), other))
			.message(ToolResultMessage.failed(new ToolCall("call_0", "read", ""), "No such file"))
			.message(ToolResultMessage.of(other))
			.build();
		JsonNode messages = this.requests.tree(MODEL, request).path("messages");
		assertThat(messages.path(1).path("content").path(0).path("input")).isEqualTo(Json.tree("{}"));
		assertThat(messages.path(2).path("content")).isEqualTo(RequestsToAnthropic.json("""
				[{'type':'tool_result','tool_use_id':'call_0','content':'No such file','is_error':true},
				 {'type':'tool_result','tool_use_id':'call_1'}]"""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'type':'text','text':'Hi','citations':[{'type':'char_location','cited_text':'a'}]}",
			"{'type':'tool_use','id':'toolu_1','name':'read','input':{'path':'a'},'caller':{'type':'direct'}}",
			"{'type':'mcp_tool_use','id':'mcptoolu_1','name':'echo','server_name':'m','input':{'a':1}}",
			"{'type':'mcp_tool_result','tool_use_id':'mcptoolu_1','is_error':false,'content':[{'type':'text','text':'a'}]}",
			"{'type':'code_execution_tool_result','tool_use_id':'srv_1','content':{'type':'code_execution_result'}}",
			"{'type':'compaction','content':'So far'}", "{'type':'thinking','thinking':'','signature':'c2ln'}" })
	void blocksOfAnAnswerGoBackAsTheyCame(String block) {
		Answered answer = AnthropicAnswers.blocks("end_turn", AnthropicAnswers.begin(0, block.replace('\'', '"')),
				AnthropicAnswers.stop(0), AnthropicAnswers.begin(1, "{\"type\":\"text\",\"text\":\"Well\"}"),
				AnthropicAnswers.stop(1));
		JsonNode content = this.requests.tree(MODEL, ChatRequest.of("Go").reply(answer.response()).user("And?"))
			.path("messages")
			.path(1)
			.path("content");
		assertThat(content.path(0)).isEqualTo(RequestsToAnthropic.json(block));
		assertThat(content.path(1)).isEqualTo(RequestsToAnthropic.json("{'type':'text','text':'Well'}"));
	}

	@Test
	void aFileThatWasUploadedIsNamedAndBringsItsBeta() {
		ChatRequest request = ChatRequest.builder()
			.user(Image.ofUrl("file_1"), new Document(new Media.Url("file_2", "application/pdf"), "paper", null))
			.build();
		ChatCall call = AnthropicAnswers.call(MODEL, request);
		WireRequest wire = HandedOverCall.encode(AnthropicAnswers.PROTOCOL, call);
		assertThat(Json.tree(Json.text(wire.body())).path("messages").path(0).path("content"))
			.isEqualTo(RequestsToAnthropic.json("""
					[{'type':'image','source':{'type':'file','file_id':'file_1'}},
					 {'type':'document','source':{'type':'file','file_id':'file_2'},'title':'paper'}]"""));
		assertThat(wire.headers()).containsEntry("anthropic-beta", "files-api-2025-04-14");
		assertThat(
				HandedOverCall.encode(AnthropicAnswers.PROTOCOL, call.toBuilder().baseUrl("https://host.test").build())
					.headers())
			.doesNotContainKey("anthropic-beta");
	}

	@Test
	void aDocumentThatIsAPictureIsSentAsOne() {
		ChatRequest request = ChatRequest.builder().user(Document.of(new byte[] { 1 }, "image/png", "scan")).build();
		assertThat(this.requests.tree(MODEL, request).path("messages").path(0).path("content"))
			.isEqualTo(RequestsToAnthropic
				.json("[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AQ=='}}]"));
	}

	@Test
	void everyKindOfBlockCanBeMarkedButNothingInsideOfAResult() {
		ChatRequest request = ChatRequest.builder()
			.user(Image.of(new byte[] { 1 }, "image/png").cached(CacheMark.ONE_HOUR),
					Document.of(new byte[] { 1 }, "application/pdf", "paper").cached(CacheMark.FIVE_MINUTES))
			.message(AssistantMessage.of(new Text("Let me see").cached(CacheMark.FIVE_MINUTES), CALL))
			.message(ToolResultMessage.of(CALL, new Text("a").cached(CacheMark.FIVE_MINUTES), new Text("b")))
			.build();
		JsonNode messages = this.requests.tree(MODEL, request).path("messages");
		JsonNode minutes = Json.tree("{\"type\":\"ephemeral\"}");
		assertThat(messages.path(0).path("content").path(0).path("cache_control"))
			.isEqualTo(Json.tree("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"));
		assertThat(messages.path(0).path("content").path(1).path("cache_control")).isEqualTo(minutes);
		assertThat(messages.path(1).path("content").path(0).path("cache_control")).isEqualTo(minutes);
		assertThat(messages.path(2).path("content").path(0).path("cache_control")).isEqualTo(minutes);
		assertThat(messages.path(2).path("content").path(0).path("content").asString()).isEqualTo("a\nb");
		assertThat(this.requests.codes()).isEmpty();
	}

	@Test
	void theMarkOfTheServerCountsAsOneOfFourAndReplacesThoseOfARetention() {
		ChatOptions automatic = ChatOptions.builder()
			.cacheRetention(CacheRetention.SHORT)
			.providerOptions(Map.of("cache-control", Map.of("type", "ephemeral")))
			.build();
		ChatRequest.Builder request = ChatRequest.builder().system("System").options(automatic);
		assertThat(this.requests.tree(MODEL, request.user("Hi").build()).toString().split("cache_control", -1))
			.hasSize(2);
		for (int i = 0; i < 4; i++) {
			request.assistant("Yes").user(new Text("Turn " + i).cached(CacheMark.FIVE_MINUTES));
		}
		assertThat(this.requests.tree(MODEL, request.build()).toString().split("cache_control", -1)).hasSize(5);
		assertThat(this.requests.codes()).containsExactly("cache-marks-left-out");
	}

}
