package io.llmprovider.protocol.google;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.error.LlmException;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.DecodedAnswer;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static io.llmprovider.protocol.google.GoogleFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class GoogleGeminiCliProtocolTests {

	private static final GoogleGeminiCliProtocol PROTOCOL = new GoogleGeminiCliProtocol();

	private static final String HOME = "https://cloudcode-pa.googleapis.com";

	private static final String GEMINI = "gemini-3.7-flash";

	@ParameterizedTest
	@ValueSource(strings = { HOME, HOME + "/v1internal" })
	void aRequestIsWrapped(String baseUrl) {
		ChatRequest request = ChatRequest.builder()
			.system("Be brief")
			.user("Hi")
			.options(ChatOptions.builder()
				.maxTokens(1000)
				.thinking(ThinkingLevel.LOW)
				.sessionId("s-1")
				.providerOptions(Map.of("project", "my-proj-1", "labels", Map.of("a", "b")))
				.build())
			.build();
		WireRequest wire = HandedOverCall.encode(PROTOCOL,
				call("models/gemini-3.7-flash", request).baseUrl(baseUrl).build());
		assertThat(wire.uri()).isEqualTo(HOME + "/v1internal:streamGenerateContent?alt=sse");
		assertThat(Json.tree(Json.text(wire.body())))
			.isEqualTo(json("{'model':'gemini-3.7-flash','project':'my-proj-1',"
					+ "'user_prompt_id':'s-1-1','request':{'contents':[{'role':'user','parts':[{'text':'Hi'}]}],"
					+ "'systemInstruction':{'parts':[{'text':'Be brief'}]},'generationConfig':{'maxOutputTokens':1000,"
					+ "'thinkingConfig':{'thinkingLevel':'LOW','includeThoughts':true}},'labels':{'a':'b'},"
					+ "'session_id':'s-1'}}"));
		assertThat(PROTOCOL.keyHeader()).as("the token is a bearer token").isNull();
		assertThat(wire.headers()).containsOnlyKeys("Accept");
	}

	@Test
	void whoHasNoProjectSendsNone() {
		WireRequest wire = HandedOverCall.encode(PROTOCOL,
				call("gemini-3-pro", ChatRequest.of("Hi")).streaming(false).build());
		assertThat(wire.uri()).isEqualTo(HOME + "/v1internal:generateContent");
		assertThat(wire.body()).containsOnlyKeys("model", "request");
	}

	@Test
	void allExchangesOfATurnHaveOneId() {
		ToolCall call = new ToolCall("c", "shot", "{}");
		ChatRequest asked = ChatRequest.builder()
			.user("Hi")
			.options(ChatOptions.builder().sessionId("s-1").build())
			.build();
		ChatRequest answered = asked.with(AssistantMessage.of(call))
			.with(ToolResultMessage.of(call, Image.of(new byte[] { 1 }, "image/png")));
		ChatRequest next = answered.with(AssistantMessage.of("I see")).with(UserMessage.of("And?"));
		for (String model : List.of("gemini-2.5-pro", "gemini-3-pro")) {
			assertThat(List.of(asked, answered, next)).as(model)
				.extracting((request) -> encode(model, request).body().get("user_prompt_id"))
				.containsExactly("s-1-1", "s-1-1", "s-1-2");
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("members")
	void theRequestInsideIsThatOfGoogleCloud(String what, String model, ChatRequest request, String expected,
			List<String> warnings) {
		WireRequest wire = encode(model, request);
		ObjectNode inner = (ObjectNode) Json.tree(Json.text(wire.body())).path("request");
		assertThat(inner.remove("contents")).isNotNull();
		assertThat(inner).isEqualTo(json(expected));
		assertThat(wire.warnings()).extracting(Warning::code).isEqualTo(warnings);
	}

	static Stream<Arguments> members() {
		String map = "{'type':'object','properties':{'a':{'type':'object','additionalProperties':{'type':'string'}}}}";
		Tool tool = Tool.of("t", "", map.replace('\'', '"'));
		String wire = "'tools':[{'functionDeclarations':[{'name':'t','parametersJsonSchema':" + map + "}]}";
		ChatRequest offered = ChatRequest.builder().user("Hi").tool(tool).build();
		return Stream.of(
				row("systemInstruction", GEMINI, ChatRequest.builder().system("Be brief").user("Hi").build(),
						"{'systemInstruction':{'parts':[{'text':'Be brief'}]}}"),
				row("tools of Gemini", GEMINI, offered, "{" + wire + "]}"),
				row("tools of Claude", "claude-sonnet-4-5", offered,
						"{'tools':[{'functionDeclarations':[{'name':'t','parameters':{'type':'OBJECT','properties':"
								+ "{'a':{'type':'OBJECT'}}}}]}]}",
						"schema-simplified"),
				row("toolConfig", GEMINI,
						offered.withOptions(ChatOptions.builder().toolChoice(ToolChoice.of("t")).build()),
						"{" + wire + "],'toolConfig':{'functionCallingConfig':{'mode':'ANY',"
								+ "'allowedFunctionNames':['t']}}}"),
				row("tools of Google's beside functions", GEMINI,
						offered.withOptions(own(Map.of("server-tools", "googleSearch"))),
						"{" + wire + ",{'googleSearch':{}}],'toolConfig':{'functionCallingConfig':"
								+ "{'mode':'VALIDATED'}}}"),
				row("arguments as they are written", GEMINI,
						offered.withOptions(own(Map.of("stream-function-call-arguments", true))),
						"{" + wire + "],'toolConfig':{'functionCallingConfig':{'streamFunctionCallArguments':true}}}"),
				row("safetySettings", GEMINI,
						ChatRequest.of("Hi")
							.withOptions(own(Map.of("safetySettings", Map.of("HARM_CATEGORY_HARASSMENT", "OFF")))),
						"{'safetySettings':[{'category':'HARM_CATEGORY_HARASSMENT','threshold':'OFF'}]}"),
				row("cachedContent", GEMINI,
						ChatRequest.of("Hi").withOptions(own(Map.of("cachedContent", "cachedContents/1"))),
						"{'cachedContent':'cachedContents/1'}"),
				row("labels", GEMINI, ChatRequest.of("Hi").withOptions(own(Map.of("labels", Map.of("a", "b")))),
						"{'labels':{'a':'b'}}"),
				row("generationConfig", GEMINI, ChatRequest.of("Hi")
					.withOptions(ChatOptions.builder().temperature(0.5).responseFormat(ResponseFormat.JSON).build()),
						"{'generationConfig':{'temperature':0.5,'responseMimeType':'application/json'}}"),
				row("thinkingConfig by a budget", "gemini-2.5-flash",
						ChatRequest.of("Hi").withOptions(ChatOptions.builder().thinking(ThinkingLevel.OFF).build()),
						"{'generationConfig':{'thinkingConfig':{'thinkingBudget':0}}}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "serviceTier", "includeServerSideToolInvocations", "enabled_credit_types" })
	void whatOnlyTheGeminiApiKnowsOrCostsIsRefused(String option) {
		ChatRequest request = ChatRequest.of("Hi").withOptions(own(Map.of(option, "flex")));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> encode(GEMINI, request))
			.withMessageContaining("Unknown option '" + option + "'");
	}

	@Test
	void callsOfOthersAreMarkedForGeminiAndHaveIdsForClaude() {
		ToolCall call = new ToolCall("toolu_1", "ls", "{}");
		ChatRequest request = ChatRequest.of("Hi").with(AssistantMessage.of(call)).toolResult(call, "a");
		assertThat(contents(GEMINI, request).get(1).path("parts"))
			.isEqualTo(json("[{'functionCall':{'name':'ls','args':{}},"
					+ "'thoughtSignature':'skip_thought_signature_validator'}]"));
		JsonNode claude = contents("claude-sonnet-4-5", request);
		assertThat(claude.get(1).path("parts"))
			.isEqualTo(json("[{'functionCall':{'id':'toolu_1','name':'ls','args':{}}}]"));
		assertThat(claude.get(2).path("parts"))
			.isEqualTo(json("[{'functionResponse':{'id':'toolu_1','name':'ls','response':{'output':'a'}}}]"));
	}

	@Test
	void anAnswerIsUnwrappedAndItsTraceKept() {
		DecodedAnswer answer = stream(
				"""
						data: {"response":{"candidates":[{"content":{"role":"model","parts":[
						data: {"functionCall":{"id":"f1","name":"ls","args":{}},"thoughtSignature":"QUJD"}]}}],
						data: "modelVersion":"gemini-3.7-flash"},"traceId":"t1"}

						data: {"response":{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"totalTokenCount":3}},"traceId":"t1","remainingCredits":[]}

						""");
		assertThat(answer.calls()).containsExactly("ls {}");
		assertThat(answer.response().providerMetadata()).containsEntry("traceId", "t1").containsKey("remainingCredits");
		assertThat(answer.response().usage().inputTokens()).isEqualTo(3);
		ChatResponse response = answer.response();
		WireRequest next = HandedOverCall.encode(PROTOCOL, call("gemini-3.7-flash",
				ChatRequest.of("Hi").reply(response).toolResult(response.toolCalls().get(0), "a"))
			.build());
		assertThat(Json.text(next.body())).contains("\"thoughtSignature\":\"QUJD\"");
	}

	@Test
	void whatIsNotWrappedIsReadToo() {
		assertThat(stream("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]},"
				+ "\"finishReason\":\"STOP\"}]}\n\n")
			.response()
			.text()).isEqualTo("Hello");
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: {\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\",\"message\":\"x\"}}\n\n",
			"[{\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\",\"message\":\"x\"}}]" })
	void anErrorInTheStreamIsAFailure(String body) {
		assertThat(stream(body).failure().kind()).isEqualTo(ErrorKind.OVERLOADED);
	}

	@Test
	void aStreamWithNothingInItIsAskedForAgain() {
		assertThat(stream("").failure().isRetryable()).isTrue();
		assertThat(stream("data: {\"response\":{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"A\"}]}}]}}\n\n")
			.failure()
			.kind()).isEqualTo(ErrorKind.TRUNCATED);
		assertThat(stream("data: {\"response\":{\"candidates\":[{\"finishReason\":\"STOP\"}]}}\n\n").empty()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { //
			"429, RATE_LIMIT_EXCEEDED,              3.2s,    RATE_LIMIT,      true,  3200", //
			"429, RATE_LIMIT_EXCEEDED,              -,       RATE_LIMIT,      true,  -", //
			"429, QUOTA_EXHAUSTED,                  7384.5s, QUOTA_EXHAUSTED, false, 7384500", //
			"429, MODEL_CAPACITY_EXHAUSTED,         -,       OVERLOADED,      true,  -", //
			"429, INSUFFICIENT_G1_CREDITS_BALANCE,  -,       QUOTA_EXHAUSTED, false, -", //
			"403, SERVICE_DISABLED,                 -,       PERMISSION,      false, -", //
			"401, UNAUTHENTICATED,                  -,       AUTHENTICATION,  false, -", //
			"404, NOT_FOUND,                        -,       NOT_FOUND,       false, -" })
	void everyReasonHasItsMeaning(int status, String reason, String delay, ErrorKind kind, boolean retryable,
			Long millis) {
		String retry = (delay != null)
				? ",{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'" + delay + "'}" : "";
		LlmException error = error(status, "{'error':{'code':" + status
				+ ",'message':'You may not','details':[{'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'"
				+ reason + "','domain':'cloudcode-pa.googleapis.com'}" + retry + "]}}");
		assertThat(error.kind()).isEqualTo(kind);
		assertThat(error.isRetryable()).isEqualTo(retryable);
		assertThat(error.retryAfter().map(Duration::toMillis).orElse(null)).isEqualTo(millis);
	}

	@Test
	void theResetInWordsIsRead() {
		LlmException error = error(429,
				"{'error':{'code':429,'message':'You have exhausted your capacity on this model. Your quota will reset after 18h31m10s.','status':'RESOURCE_EXHAUSTED'}}");
		assertThat(error.retryAfter()).hasValue(Duration.ofHours(18).plusMinutes(31).plusSeconds(10));
	}

	@Test
	void aLinkThatHasToBeOpenedIsShown() {
		LlmException error = error(403, "{'error':{'code':403,'message':'Verify your account','details':["
				+ "{'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'VALIDATION_REQUIRED'},"
				+ "{'@type':'type.googleapis.com/google.rpc.Help','links':[{'url':'https://accounts.test/verify'}]}]}}");
		assertThat(error.kind()).isEqualTo(ErrorKind.PERMISSION);
		assertThat(error.getMessage()).contains("Open https://accounts.test/verify.");
	}

	private static Arguments row(String what, String model, ChatRequest request, String expected, String... warnings) {
		return arguments(what, model, request, expected, List.of(warnings));
	}

	private static ChatOptions own(Map<String, Object> options) {
		return ChatOptions.builder().providerOptions(options).build();
	}

	private static JsonNode contents(String model, ChatRequest request) {
		return Json.tree(Json.text(encode(model, request).body())).path("request").path("contents");
	}

	private static WireRequest encode(String model, ChatRequest request) {
		return HandedOverCall.encode(PROTOCOL, call(model, request).build());
	}

	private static LlmException error(int status, String body) {
		return PROTOCOL.error(call("gemini-3-pro", ChatRequest.of("Hi")).build(),
				new ErrorResponse(status, Map.of(), body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
	}

	private static DecodedAnswer stream(String body) {
		return DecodedAnswer.stream(PROTOCOL, call("gemini-3.7-flash", ChatRequest.of("Hi")).build(), body, 1000);
	}

	private static ChatCall.Builder call(String model, ChatRequest request) {
		return ChatCall.builder(Model.of("google-gemini-cli", model)).baseUrl(HOME).request(request);
	}

}
