package io.llmprovider.protocol.vertex;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.error.LlmException;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Cloud;
import io.llmprovider.protocol.DecodedAnswer;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GoogleVertexProtocolTests {

	private static final GoogleVertexProtocol PROTOCOL = new GoogleVertexProtocol();

	private static final String HOME = "https://aiplatform.googleapis.com";

	private static final Map<String, @Nullable Object> PROJECT = Map.of("project", "p");

	private static final Tool LS = Tool.of("ls", "",
			"{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}");

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { //
			"-, -,            gemini-3-pro, https://aiplatform.googleapis.com/v1beta1/publishers/google/models/gemini-3-pro", //
			"p, -,            gemini-3-pro, https://aiplatform.googleapis.com/v1beta1/projects/p/locations/global/publishers/google/models/gemini-3-pro", //
			"p, global,       models/gemini-3-pro, https://aiplatform.googleapis.com/v1beta1/projects/p/locations/global/publishers/google/models/gemini-3-pro", //
			"p, europe-west4, gemini-3-pro, https://europe-west4-aiplatform.googleapis.com/v1beta1/projects/p/locations/europe-west4/publishers/google/models/gemini-3-pro", //
			"p, eu,           gemini-3-pro, https://aiplatform.eu.rep.googleapis.com/v1beta1/projects/p/locations/eu/publishers/google/models/gemini-3-pro", //
			"p, US,           gemini-3-pro, https://aiplatform.us.rep.googleapis.com/v1beta1/projects/p/locations/us/publishers/google/models/gemini-3-pro", //
			"p, us-east1,     publishers/x/models/y, https://us-east1-aiplatform.googleapis.com/v1beta1/projects/p/locations/us-east1/publishers/x/models/y", //
			"p, us-east1,     endpoints/123, https://us-east1-aiplatform.googleapis.com/v1beta1/projects/p/locations/us-east1/endpoints/123", //
			"-, -,            projects/q/locations/us/endpoints/1, https://aiplatform.us.rep.googleapis.com/v1beta1/projects/q/locations/us/endpoints/1", //
			"p, europe-west4, projects/q/locations/us-east1/endpoints/1, https://us-east1-aiplatform.googleapis.com/v1beta1/projects/q/locations/us-east1/endpoints/1" })
	void hostAndPathNameTheSameLocation(String project, String location, String model, String address) {
		Map<String, @Nullable Object> options = new java.util.HashMap<>();
		options.put("project", project);
		options.put("location", location);
		options.values().removeIf((value) -> value == null);
		assertThat(encode(model, HOME, ChatRequest.of("Hi"), options).uri())
			.isEqualTo(address + ":streamGenerateContent?alt=sse");
	}

	@Test
	void geminiIsAskedForAWholeAnswerByAMethodOfItsOwn() {
		assertThat(encode(call("gemini-3-pro", HOME, ChatRequest.of("Hi"), PROJECT).streaming(false)).uri()).isEqualTo(
				HOME + "/v1beta1/projects/p/locations/global/publishers/google/models/gemini-3-pro:generateContent");
	}

	@Test
	void aProxyStaysWhatItIs() {
		assertThat(encode("gemini-3-pro", "https://proxy.test/google/v1", ChatRequest.of("Hi"),
				Map.of("project", "p", "location", "us-east1"))
			.uri())
			.isEqualTo("https://proxy.test/google/v1/projects/p/locations/us-east1/publishers/google/models/"
					+ "gemini-3-pro:streamGenerateContent?alt=sse");
	}

	@Test
	void whatVertexAloneHasIsWritten() {
		WireRequest request = encode("gemini-3-flash-preview", HOME, ChatRequest.builder().user("Hi").tool(LS).build(),
				Map.of("labels", Map.of("team", "x"), "stream-function-call-arguments", true, "quota-project", "q",
						"request-type", "shared", "shared-request-type", "flex"));
		JsonNode body = body(request);
		assertThat(body.path("labels")).isEqualTo(Json.tree("{\"team\":\"x\"}"));
		assertThat(body.path("toolConfig"))
			.isEqualTo(Json.tree("{\"functionCallingConfig\":{\"streamFunctionCallArguments\":true}}"));
		assertThat(request.headers()).containsEntry("x-goog-user-project", "q")
			.containsEntry("X-Vertex-AI-LLM-Request-Type", "shared")
			.containsEntry("X-Vertex-AI-LLM-Shared-Request-Type", "flex");
		WireRequest older = encode("gemini-2.5-flash", HOME, ChatRequest.builder().user("Hi").tool(LS).build(),
				Map.of("stream-function-call-arguments", true));
		assertThat(body(older).has("toolConfig")).isFalse();
		assertThat(older.warnings()).extracting(Warning::code).containsExactly("option-left-out");
		WireRequest whole = encode(call("gemini-2.5-flash", HOME, ChatRequest.builder().user("Hi").tool(LS).build(),
				Map.of("stream-function-call-arguments", true))
			.streaming(false));
		assertThat(body(whole).has("toolConfig")).isFalse();
		assertThat(whole.warnings()).isEmpty();
		assertThat(body(encode("gemini-3-flash-preview", HOME, ChatRequest.of("Hi"),
				Map.of("server-tools",
						List.of("enterpriseWebSearch", "googleMaps",
								Map.of("retrieval", Map.of("vertexRagStore", Map.of("similarityTopK", 3)))))))
			.path("tools"))
			.isEqualTo(Json.tree("[{\"enterpriseWebSearch\":{}},{\"googleMaps\":{}},"
					+ "{\"retrieval\":{\"vertexRagStore\":{\"similarityTopK\":3}}}]"));
		assertThat(body(encode("gemini-3-flash-preview", HOME, ChatRequest.builder().user("Hi").tool(LS).build(),
				Map.of("server-tools", "googleSearch")))
			.path("toolConfig")).isEqualTo(Json.tree("{\"functionCallingConfig\":{\"mode\":\"VALIDATED\"}}"));
		assertThat(PROTOCOL.cloud()).isEqualTo(Cloud.GOOGLE);
		assertThat(PROTOCOL.keyHeader()).isEqualTo("x-goog-api-key");
	}

	@Test
	void noCallHasAnIdThatTheServerDidNotGive() {
		ToolCall call = new ToolCall("made-up", "ls", "{}");
		ChatRequest request = ChatRequest.builder()
			.user("Hi")
			.message(AssistantMessage.of(call))
			.build()
			.toolResult(call, "a");
		assertThat(Json.text(encode("gemini-2.5-flash", HOME, request, PROJECT).body())).contains("functionCall")
			.doesNotContain("made-up");
	}

	@Test
	void claudeHasAnthropicsBodyWithoutAModel() {
		WireRequest request = encode("claude-sonnet-4-5@20250929", HOME, ChatRequest.of("Hi"), Map.of("project", "p",
				"location", "europe-west1", "betas", List.of("context-1m-2025-08-07"), "topK", 5));
		assertThat(request.uri()).isEqualTo("https://europe-west1-aiplatform.googleapis.com/v1beta1/projects/p/"
				+ "locations/europe-west1/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict");
		assertThat(body(request).path("anthropic_version").asString()).isEqualTo("vertex-2023-10-16");
		assertThat(body(request).has("model")).isFalse();
		assertThat(body(request).path("stream").asBoolean()).isTrue();
		assertThat(body(request).path("top_k").asInt()).isEqualTo(5);
		assertThat(request.headers()).containsEntry("anthropic-beta", "context-1m-2025-08-07")
			.doesNotContainKey("anthropic-version");
		WireRequest whole = encode(call("claude-opus-4-8", HOME, ChatRequest.of("Hi"), PROJECT).streaming(false));
		assertThat(whole.uri()).endsWith("claude-opus-4-8:rawPredict");
		assertThat(body(whole)).isEqualTo(Json.tree("{\"anthropic_version\":\"vertex-2023-10-16\",\"max_tokens\":32000,"
				+ "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}]}"));
		assertThat(encode("publishers/anthropic/models/claude-opus-4-8", HOME, ChatRequest.of("Hi"), PROJECT).uri())
			.isEqualTo(HOME + "/v1beta1/projects/p/locations/global/publishers/anthropic/models/"
					+ "claude-opus-4-8:streamRawPredict");
	}

	@Test
	void claudeOnVertexKnowsFeaturesThatAreBetaButNoSignInOfAnthropic() {
		ChatOptions thinking = ChatOptions.builder().thinking(ThinkingLevel.LOW).build();
		WireRequest request = encode(
				call("claude-sonnet-4-5", HOME, ChatRequest.of("Hi").withOptions(thinking), Map.of("project", "p",
						"context-management", Map.of("edits", List.of(Map.of("type", "clear_tool_uses_20250919")))))
					.bearer(true));
		assertThat(request.headers()).containsEntry("anthropic-beta",
				"interleaved-thinking-2025-05-14,context-management-2025-06-27");
	}

	@Test
	void claudeOnVertexCachesForAnHour() {
		ChatOptions options = ChatOptions.builder().cacheRetention(CacheRetention.LONG).build();
		JsonNode body = body(encode("claude-sonnet-4-5", HOME, ChatRequest.of("Hi").withOptions(options), PROJECT));
		assertThat(body.path("messages").path(0).path("content").path(0).path("cache_control"))
			.isEqualTo(Json.tree("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatClaudeAnswersByTheToolIsItsText(boolean streaming) {
		ChatOptions options = ChatOptions.builder()
			.responseFormat(ResponseFormat.jsonSchema("x", "{\"type\":\"object\",\"properties\":{}}"))
			.build();
		ChatCall call = call("claude-sonnet-4-5", HOME, ChatRequest.of("Hi").withOptions(options), PROJECT).build();
		String tool = "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"json\",\"input\":{\"a\":1}}";
		String message = "{\"type\":\"message\",\"content\":[" + tool + "],\"stop_reason\":\"tool_use\"}";
		DecodedAnswer answer = streaming
				? DecodedAnswer.stream(PROTOCOL, call,
						"data: {\"type\":\"message_start\",\"message\":" + message
								+ "}\n\ndata: {\"type\":\"message_stop\"}\n\n",
						1000)
				: DecodedAnswer.whole(PROTOCOL, call, message);
		assertThat(answer.response().text()).isEqualTo("{\"a\":1}");
		assertThat(answer.response().toolCalls()).isEmpty();
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	@Test
	void claudeOnVertexFetchesNothingAndKnowsNoSchema() {
		WireRequest request = encode("claude-sonnet-4-5", HOME,
				ChatRequest.builder()
					.user(new Text("What is it?"), Image.ofUrl("https://x.test/a.png"), Image.ofUrl("file_1"),
							new Document(new Media.Url("https://x.test/a.pdf", "application/pdf"), "paper", null),
							Image.ofUrl("data:image/png;base64,AQID"))
					.tool(LS.strict(true))
					.options(ChatOptions.builder()
						.responseFormat(ResponseFormat.jsonSchema("x", "{\"type\":\"object\",\"properties\":{}}"))
						.build())
					.build(),
				PROJECT);
		assertThat(Json.text(request.body())).doesNotContain("x.test")
			.contains("image left out", "document paper left out", "\"data\":\"AQID\"")
			.doesNotContain("file_1", "output_config", "strict")
			.contains("\"tool_choice\":{\"type\":\"any\"}");
		assertThat(request.warnings()).extracting(Warning::code)
			.containsOnly("media-left-out", "option-left-out")
			.hasSize(3);
		assertThat(request.headers()).doesNotContainKey("anthropic-beta");
	}

	@Test
	void geminiOnVertexReadsBucketsAndTheWebButNoFilesOfTheGeminiApi() {
		WireRequest request = encode("gemini-3-flash-preview", HOME,
				ChatRequest.builder()
					.user(new Document(new Media.Url("gs://b/f.pdf", "application/pdf"), "f", null),
							Image.ofUrl("https://x.test/a.png"),
							Image.ofUrl("https://generativelanguage.googleapis.com/v1beta/files/1"))
					.build(),
				PROJECT);
		JsonNode parts = body(request).path("contents").path(0).path("parts");
		assertThat(parts.path(0))
			.isEqualTo(Json.tree("{\"fileData\":{\"mimeType\":\"application/pdf\",\"fileUri\":\"gs://b/f.pdf\"}}"));
		assertThat(parts.path(1).path("fileData").path("fileUri").asString()).isEqualTo("https://x.test/a.png");
		assertThat(parts.path(2).path("text").asString()).contains("image left out");
		assertThat(request.warnings()).extracting(Warning::code).containsExactly("media-left-out");
	}

	@Test
	void optionsOfTheOtherFamilyAreLeftOutAndUnknownOnesRefused() {
		WireRequest request = encode("gemini-3-flash-preview", HOME, ChatRequest.of("Hi"),
				Map.of("effort", "low", "project", "p"));
		assertThat(request.warnings()).extracting(Warning::message)
			.singleElement()
			.asString()
			.contains("effort")
			.doesNotContain("project");
		assertThat(body(request).propertyNames()).containsExactly("contents");
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> encode("gemini-3-pro", HOME, ChatRequest.of("Hi"), Map.of("projekt", "p")))
			.withMessageContaining("project");
	}

	@Test
	void modelsOfOtherPublishersAreToldWhereTheyAre() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> encode("meta/llama-4-maverick", HOME, ChatRequest.of("Hi"), PROJECT))
			.withMessageContaining("openai-completions");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"gemini-3-pro|{'candidates':[{'content':{'parts':[{'text':'Hello'}]},'finishReason':'STOP'}]}",
			"claude-sonnet-5|{'type':'message','content':[{'type':'text','text':'Hello'}],'stop_reason':'end_turn'}" })
	void eachFamilyHasItsOwnWholeAnswer(String model, String body) {
		ChatCall call = call(model, HOME, ChatRequest.of("Hi"), PROJECT).build();
		DecodedAnswer answer = DecodedAnswer.whole(PROTOCOL, call, body.replace('\'', '"'));
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	@Test
	void eachFamilySpeaksItsOwnStream() {
		DecodedAnswer gemini = stream("gemini-3-pro", """
				data: {"usageMetadata":{"trafficType":"ON_DEMAND"}}

				data: {"candidates":[{"content":{"parts":[{"text":"Hello"}]},"finishReason":"STOP"}]}

				""");
		assertThat(gemini.response().text()).isEqualTo("Hello");
		assertThat(gemini.response().api()).isEqualTo("google-vertex");
		assertThat(gemini.response().usage().inputTokens()).isNull();
		assertThat(gemini.response().usage().raw()).containsEntry("trafficType", "ON_DEMAND");
		DecodedAnswer claude = stream("claude-sonnet-5",
				"""
						event: vertex_event
						data: {"type":"ping"}

						event: message_start
						data: {"type":"message_start","message":{"id":"m","model":"claude-sonnet-5","content":[],"usage":{"input_tokens":1}}}

						event: content_block_delta
						data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}}

						event: content_block_delta
						data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

						event: content_block_stop
						data: {"type":"content_block_stop","index":0}

						event: content_block_start
						data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":"Well"}}

						event: content_block_stop
						data: {"type":"content_block_stop","index":1}

						event: message_delta
						data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

						event: message_stop
						data: {"type":"message_stop"}

						""");
		assertThat(claude.response().reasoning()).isEqualTo("Hm");
		assertThat(claude.response().finishReason()).isEqualTo(FinishReason.STOP);
		ChatRequest next = ChatRequest.of("Hi").reply(claude.response()).user("Go on");
		assertThat(Json.text(encode("claude-sonnet-5", HOME, next, PROJECT).body())).contains("\"signature\":\"c2ln\"");
		assertThat(Json.text(encode("gemini-3-pro", HOME, next, PROJECT).body())).doesNotContain("c2ln");
	}

	@Test
	void geminisSignaturesGoBackOnTheirPart() {
		DecodedAnswer answer = stream("gemini-3-pro",
				"""
						data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"ls","args":{}},"thoughtSignature":"c2ln"}]},"finishReason":"STOP"}]}

						""");
		ChatRequest next = ChatRequest.of("Hi")
			.reply(answer.response())
			.toolResult(answer.response().toolCalls().get(0), "a");
		assertThat(body(encode("gemini-3-pro", HOME, next, PROJECT)).path("contents").path(1).path("parts").path(0))
			.isEqualTo(Json.tree("{\"functionCall\":{\"name\":\"ls\",\"args\":{}},\"thoughtSignature\":\"c2ln\"}"));
	}

	@Test
	void anApiThatIsSwitchedOffShowsWhereToSwitchItOn() {
		String body = """
				[{"error":{"code":403,"message":"Vertex AI API has not been used","status":"PERMISSION_DENIED","details":[
				{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED","metadata":{"activationUrl":"https://console.test/enable"}}]}}]""";
		for (String model : List.of("gemini-3-pro", "claude-sonnet-5")) {
			LlmException error = PROTOCOL.error(call(model, HOME, ChatRequest.of("Hi"), PROJECT).build(),
					new ErrorResponse(403, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
			assertThat(error.kind()).isEqualTo(ErrorKind.PERMISSION);
			assertThat(error.getMessage()).contains("https://console.test/enable");
		}
	}

	@Test
	void theQuotaThatAllShareIsWaitedFor() {
		LlmException error = PROTOCOL
			.error(call("gemini-3-pro", HOME, ChatRequest.of("Hi"), PROJECT).build(), new ErrorResponse(429, Map.of(),
					"{\"error\":{\"code\":429,\"message\":\"Resource exhausted, please try again later\",\"status\":\"RESOURCE_EXHAUSTED\"}}"
						.getBytes(StandardCharsets.UTF_8)));
		assertThat(error.kind()).isEqualTo(ErrorKind.RATE_LIMIT);
		assertThat(error.retryAfter()).isEmpty();
	}

	private static DecodedAnswer stream(String model, String body) {
		return DecodedAnswer.stream(PROTOCOL, call(model, HOME, ChatRequest.of("Hi"), PROJECT).build(), body, 1000);
	}

	private static ChatCall.Builder call(String model, String baseUrl, ChatRequest request,
			Map<String, @Nullable Object> options) {
		ChatOptions merged = request.options().toBuilder().providerOptions(options).build();
		return ChatCall.builder(Model.of("google-vertex", model)).baseUrl(baseUrl).request(request.withOptions(merged));
	}

	private static WireRequest encode(String model, String baseUrl, ChatRequest request,
			Map<String, @Nullable Object> options) {
		return encode(call(model, baseUrl, request, options));
	}

	private static WireRequest encode(ChatCall.Builder call) {
		return HandedOverCall.encode(PROTOCOL, call.build());
	}

	private static JsonNode body(WireRequest request) {
		return Json.tree(Json.text(request.body()));
	}

}
