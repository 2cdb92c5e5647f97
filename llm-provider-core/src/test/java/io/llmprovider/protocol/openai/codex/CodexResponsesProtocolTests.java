package io.llmprovider.protocol.openai.codex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.TruncatedStreamException;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.Frame;
import io.llmprovider.protocol.StreamDecoder;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the back end of plans takes and gives, beside what Responses have anyway.
 */
class CodexResponsesProtocolTests {

	private static final String LIMITS = "{\"type\":\"codex.rate_limits\",\"plan_type\":\"plus\",\"rate_limits\":"
			+ "{\"primary\":{\"used_percent\":41.5,\"window_minutes\":300},\"tertiary\":{\"used_percent\":1}}}";

	private final CodexResponsesProtocol protocol = new CodexResponsesProtocol();

	@Test
	void aBodyHasInstructionsIsStreamedAndNotKept() {
		WireRequest request = this.protocol.encode(call("Be brief", (options) -> options));
		assertThat(request.uri()).isEqualTo("https://chatgpt.com/backend-api/codex/responses");
		assertThat(request.body()).containsEntry("instructions", "Be brief")
			.containsEntry("stream", true)
			.containsEntry("store", false)
			.containsEntry("include", List.of("reasoning.encrypted_content"))
			.doesNotContainKeys("account_id", "tools", "tool_choice", "parallel_tool_calls");
		assertThat(Json.text(request.body())).doesNotContain("\"role\":\"system\"", "\"role\":\"developer\"");
		assertThat(request.warnings()).isEmpty();
		ChatCall told = call("Be brief", (options) -> options).toBuilder()
			.compat(Compat.builder().supportsStore(false).build())
			.build();
		assertThat(this.protocol.encode(told).body()).as("which plans demand").containsEntry("store", false);
	}

	@Test
	void withoutASystemPromptThereAreInstructionsAllTheSame() {
		WireRequest request = this.protocol.encode(call(null, (options) -> options));
		assertThat(request.body()).hasEntrySatisfying("instructions",
				(text) -> assertThat(text).asString().isNotBlank());
		assertThat(request.warnings()).extracting("code").containsExactly("instructions-added");
	}

	@Test
	void limitsAndSamplingAreNeverSent() {
		WireRequest request = this.protocol
			.encode(call("Be brief", (options) -> options.maxTokens(100).temperature(0.5).topP(0.5)));
		assertThat(request.body()).doesNotContainKeys("max_output_tokens", "temperature", "top_p");
		assertThat(request.warnings()).extracting("code")
			.containsExactly("option-left-out", "option-left-out", "option-left-out");
	}

	@ParameterizedTest
	@ValueSource(strings = { "previous_response_id", "store", "truncation", "metadata", "user", "background" })
	void anOptionThatPlansRefuseIsRefusedBeforeItIsSent(String name) {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.protocol
				.encode(call("Be brief", (options) -> options.providerOptions(Map.of("account_id", "a", name, "x")))))
			.withMessageContaining("Unknown option '" + name + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt-5.4", "gpt-5.6-sol" })
	void theSessionFindsItsCache(String model) {
		ChatCall call = call("Be brief", (options) -> options.sessionId("s-1").cacheRetention(CacheRetention.LONG));
		WireRequest request = this.protocol
			.encode(ChatCall.builder(Model.of("plan", model)).baseUrl(call.baseUrl()).request(call.request()).build());
		assertThat(request.headers()).containsEntry("session_id", "s-1");
		assertThat(request.body()).containsEntry("prompt_cache_key", "s-1")
			.doesNotContainKeys("prompt_cache_retention", "prompt_cache_options");
	}

	@Test
	void theClientOfTheVendorIsNotImitated() {
		WireRequest request = this.protocol.encode(call("Be brief", (options) -> options));
		assertThat(request.headers()).containsExactlyInAnyOrderEntriesOf(
				Map.of("Accept", "text/event-stream", "chatgpt-account-id", "acc-1", "originator", "llm-provider"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "gpt-5,MINIMAL,minimal", "gpt-5-codex,MINIMAL,low", "gpt-5.1,XHIGH,high", "gpt-5.1,OFF,none",
					"gpt-5.1-codex,XHIGH,high", "gpt-5.1-codex-max,XHIGH,xhigh", "gpt-5.1-codex-mini,LOW,medium",
					"gpt-5.1-codex-mini,XHIGH,high", "gpt-5.2,MINIMAL,low", "gpt-5.2-codex,OFF,low",
					"gpt-5.3-codex,OFF,none", "gpt-5.4,XHIGH,xhigh", "gpt-5.5,MAX,xhigh", "other,MINIMAL,minimal",
					"gpt-5.5,-,-" })
	void anEffortIsOneThatTheGenerationTakes(String model, @Nullable ThinkingLevel level, @Nullable String effort) {
		ChatCall call = ChatCall.builder(Model.of("plan", model))
			.baseUrl("https://chatgpt.com/backend-api/codex")
			.request(call("Be brief", (options) -> options.thinking(level)).request())
			.build();
		Map<String, @Nullable Object> body = this.protocol.encode(call).body();
		assertThat(body.get("reasoning")).isEqualTo((effort == null) ? null
				: effort.equals("none") ? Map.of("effort", effort) : Map.of("effort", effort, "summary", "auto"));
		assertThat(body.containsKey("include")).isEqualTo(!"none".equals(effort));
	}

	@Test
	void levelsOfTheConfigurationCountMore() {
		Capabilities told = new Capabilities(null, null, null, Set.of(ThinkingLevel.LOW), null, null, null, null);
		ChatCall call = ChatCall.builder(Model.builder("plan", "gpt-5.4").capabilities(told).build())
			.baseUrl("https://chatgpt.com/backend-api/codex")
			.request(call("Be brief", (options) -> options.thinking(ThinkingLevel.HIGH)).request())
			.build();
		assertThat(this.protocol.encode(call).body()).containsEntry("reasoning",
				Map.of("effort", "low", "summary", "auto"));
	}

	@Test
	void whatPlansKnowIsWritten() {
		ResponseFormat point = ResponseFormat.jsonSchema("point", "{\"type\":\"object\",\"properties\":{}}");
		WireRequest request = this.protocol.encode(call("Be brief", (options) -> options.parallelToolCalls(true)
			.responseFormat(point)
			.providerOptions(Map.of("account_id", "acc-1", "verbosity", "low", "service_tier", "priority",
					"reasoning_summary", "detailed", "include", List.of("web_search_call.action.sources"), "tools",
					List.of(Map.of("type", "web_search"), Map.of("type", "custom", "name", "apply_patch"))))));
		Map<String, @Nullable Object> body = new LinkedHashMap<>(request.body());
		body.remove("input");
		assertThat(Json.tree(Json.text(body))).isEqualTo(Json.tree("""
				{"model":"gpt-5.4","instructions":"Be brief","stream":true,"store":false,
				 "reasoning":{"effort":"low","summary":"detailed"},
				 "include":["web_search_call.action.sources","reasoning.encrypted_content"],
				 "tools":[{"type":"web_search"},{"type":"custom","name":"apply_patch"}],
				 "tool_choice":"auto","parallel_tool_calls":true,"service_tier":"priority",
				 "text":{"verbosity":"low","format":{"type":"json_schema","name":"point","strict":true,
				  "schema":{"type":"object","properties":{}}}}}"""));
		assertThat(request.warnings()).isEmpty();
	}

	@Test
	void theAccountIsAnOptionOrAHeaderAndItsAbsenceIsSaid() {
		ChatCall without = call("Be brief", (options) -> options.providerOptions(Map.of()));
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> this.protocol.encode(without))
			.withMessageContaining("llm.providers.plan.options.provider-options.account-id");
		ChatCall padded = call("Be brief", (options) -> options.providerOptions(Map.of("account_id", " acc-3 ")));
		assertThat(this.protocol.encode(padded).headers()).containsEntry("chatgpt-account-id", "acc-3");
		ChatCall byHeader = without.toBuilder().headers(Map.of("ChatGPT-Account-Id", "acc-2")).build();
		assertThat(this.protocol.encode(byHeader).headers()).doesNotContainKey("chatgpt-account-id");
	}

	@Test
	void aWholeAnswerCannotBeAskedFor() {
		ChatCall whole = call("Be brief", (options) -> options).toBuilder().streaming(false).build();
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> this.protocol.encode(whole))
			.withMessageContaining("llm.providers.plan.wire-streaming");
	}

	@Test
	void toolsAreChosenByTheModel() {
		ChatCall call = call("Be brief", (options) -> options.toolChoice(ToolChoice.REQUIRED));
		ChatRequest tools = call.request()
			.toBuilder()
			.tools(List.of(Tool.of("grep", "Searches", "{\"type\":\"object\",\"properties\":{}}")))
			.build();
		WireRequest request = this.protocol.encode(call.toBuilder().request(tools).build());
		assertThat(request.body()).containsEntry("tool_choice", "auto").containsKey("tools");
		assertThat(Json.text(request.body())).contains("\"strict\":false");
		assertThat(request.warnings()).extracting("code").containsExactly("option-left-out");
	}

	@Test
	void noToolIsStrict() {
		ChatCall call = call("Be brief", (options) -> options);
		Tool strict = new Tool("grep", "Searches", Map.of("type", "object", "properties", Map.of()), true, null);
		ChatRequest tools = call.request().toBuilder().tools(List.of(strict)).build();
		WireRequest request = this.protocol.encode(call.toBuilder().request(tools).build());
		assertThat(Json.text(request.body())).contains("\"strict\":false").doesNotContain("\"strict\":true");
		assertThat(request.warnings()).extracting("code").containsExactly("option-left-out");
	}

	@Test
	void encryptedReasoningGoesBackInOrderAndNotToAnotherModel() {
		ReplayData replay = new ReplayData("plan", "gpt-5.4", CodexResponsesProtocol.ID,
				Map.of("id", "rs_1", "encrypted_content", "e1"));
		AssistantMessage answer = AssistantMessage.of(new Reasoning("", true, replay), new Text("Hello"));
		ChatCall call = call("Be brief", (options) -> options);
		ChatRequest history = call.request()
			.toBuilder()
			.messages(List.of(UserMessage.of("Hi"), answer, UserMessage.of("And?")))
			.build();
		ChatCall same = call.toBuilder().request(history).build();
		assertThat(Json.text(HandedOverCall.encode(this.protocol, same).body())).containsSubsequence("\"reasoning\"",
				"\"e1\"", "Hello");
		ChatCall other = ChatCall.builder(Model.of("plan", "gpt-5.5")).baseUrl(call.baseUrl()).request(history).build();
		assertThat(Json.text(HandedOverCall.encode(this.protocol, other).body())).doesNotContain("e1", "rs_1");
	}

	@Test
	void encryptedReasoningStaysWithItsAccount() {
		ChatCall first = call("Be brief", (options) -> options);
		AssistantMessage answer = answer("data: {\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":"
				+ "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"e1\"}}\n\n"
				+ "data: {\"type\":\"response.output_item.done\",\"output_index\":1,\"item\":{\"type\":\"message\","
				+ "\"id\":\"msg_1\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\"}]}}\n\n"
				+ "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_a\",\"status\":\"completed\"}}\n\n")
			.message();
		ChatRequest history = first.request()
			.toBuilder()
			.messages(List.of(UserMessage.of("Hi"), answer, UserMessage.of("And?")))
			.build();
		ChatCall again = first.toBuilder().request(history).build();
		assertThat(Json.text(HandedOverCall.encode(this.protocol, again).body()))
			.containsSubsequence("Hi", "rs_1", "e1", "msg_1", "Hello", "And?")
			.doesNotContain("bound_to", "acc-1");
		ChatCall byHeader = again.withOptions(again.options().toBuilder().providerOptions(Map.of()).build())
			.toBuilder()
			.headers(Map.of("ChatGPT-Account-Id", "acc-1"))
			.build();
		assertThat(Json.text(HandedOverCall.encode(this.protocol, byHeader).body())).contains("e1");
		ChatCall other = again
			.withOptions(again.options().toBuilder().providerOptions(Map.of("account-id", "acc-2")).build());
		assertThat(Json.text(HandedOverCall.encode(this.protocol, other).body())).contains("Hello")
			.doesNotContain("e1", "rs_1", "msg_1", "\"reasoning\",", "bound_to");
	}

	@ParameterizedTest
	@ValueSource(strings = { "response.completed", "response.done" })
	void theStreamEndsWithEitherWordAndTellsTheLimits(String terminal) {
		ChatResponse response = answer("event: codex.rate_limits\ndata: " + LIMITS + "\n\n"
				+ "data: {\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"Hello\"}\n\n"
				+ "event: keepalive\ndata: {\"type\":\"keepalive\"}\n\n" + "data: {\"type\":\"" + terminal
				+ "\",\"response\":{\"id\":\"resp_a\",\"status\":\"completed\",\"usage\":{\"input_tokens\":900,\"output_tokens\":70}}}\n\n");
		assertThat(response.text()).isEqualTo("Hello");
		assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(response.usage().inputTokens()).isEqualTo(900);
		assertThat(Json.text(response.providerMetadata().get("codex.rate_limits"))).contains("41.5", "tertiary");
	}

	@Test
	void limitsAreKnownWithoutTheNameOfTheirEvent() {
		ChatResponse response = answer("data: " + LIMITS
				+ "\n\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_a\",\"status\":\"completed\"}}\n\n");
		assertThat(Json.text(response.providerMetadata().get("codex.rate_limits"))).contains("41.5", "tertiary");
	}

	@Test
	void limitsThatAreNoJsonAreAFailure() {
		String end = "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_a\",\"status\":\"completed\"}}\n\n";
		assertThatExceptionOfType(LlmException.class)
			.isThrownBy(() -> answer("event: codex.rate_limits\ndata: {\"plan\":oops}\n\n" + end))
			.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(ErrorKind.PROTOCOL));
		assertThatExceptionOfType(TruncatedStreamException.class)
			.isThrownBy(() -> answer("event: codex.rate_limits\ndata: {\"plan\n\n" + end));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"Hel\"}",
			"{\"type\":\"ping\"}", "{}" })
	void aStreamThatJustEndsIsCutOff(String last) {
		assertThatExceptionOfType(TruncatedStreamException.class).isThrownBy(() -> answer("data: " + last + "\n\n"));
	}

	@Test
	void theEndIsForTheDecoderOfTheAnswerToJudge() {
		List<String> told = new ArrayList<>();
		CodexStreamDecoder decoder = new CodexStreamDecoder(new StreamDecoder() {

			@Override
			public void frame(Frame frame) {
				told.add("frame");
			}

			@Override
			public void end() {
				told.add("end");
			}

			@Override
			public void brokenOff() {
				told.add("broken off");
			}

			@Override
			public boolean isComplete() {
				return told.contains("end");
			}

		}, new Assembler(call("s", (options) -> options), this.protocol.id(), List.of(), (event) -> {
		}));
		decoder.brokenOff();
		assertThat(decoder.isComplete()).isFalse();
		decoder.end();
		assertThat(decoder.isComplete()).isTrue();
		assertThat(told).containsExactly("broken off", "end");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					429 | {'error':{'type':'usage_limit_reached','message':'The usage limit has been reached','plan_type':'plus','resets_in_seconds':7200}} | QUOTA_EXHAUSTED | false | until
					429 | {'error':{'type':'usage_not_included','message':'Your plan has none'}} | QUOTA_EXHAUSTED | false | API key
					403 | {'error':{'type':'usage_limit_reached','message':'The usage limit has been reached'}} | QUOTA_EXHAUSTED | false | API key
					429 | {'error':{'code':'rate_limit_exceeded','message':'Rate limit reached. Please try again in 2.5s'}} | RATE_LIMIT | true | try
					400 | {'error':{'code':'cyber_policy','message':'Refused'}} | CONTENT_FILTER | false | prompt
					400 | {'error':{'code':'invalid_prompt','message':'Refused'}} | CONTENT_FILTER | false | prompt
					400 | {'detail':'Instructions are not valid'} | INVALID_REQUEST | false | messages
					400 | {'detail':'Unsupported parameter: temperature'} | INVALID_REQUEST | false | messages
					401 | {'error':{'code':'token_expired','message':'Provided authentication token is expired.'}} | AUTHENTICATION | false | fresh
					403 | <!DOCTYPE html><html><head><title>Just a moment...</title></head></html> | PERMISSION | false | proxy
					503 | {'error':{'code':'server_is_overloaded','message':'Our servers are overloaded'}} | OVERLOADED | true | later
					503 | {'error':{'code':'slow_down','message':'Slow down'}} | OVERLOADED | true | later
					""")
	void anErrorOfAPlanIsRecognised(int status, String body, ErrorKind kind, boolean retryable, String action) {
		LlmException failure = this.protocol.error(call("s", (options) -> options), new ErrorResponse(status,
				Map.of("cf-ray", List.of("ray-1")), body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.isRetryable()).isEqualTo(retryable);
		assertThat(failure.details().action()).containsIgnoringCase(action);
		assertThat(failure.requestId()).isEqualTo("ray-1");
	}

	@Test
	void aWebSocketsWrappedErrorIsTheSameAsThatOfHttp() {
		assertThatExceptionOfType(LlmException.class).isThrownBy(() -> answer(
				"data: {\"type\":\"error\",\"status_code\":429,\"error\":{\"type\":\"usage_limit_reached\",\"message\":\"Used up\"}}\n\n"))
			.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(ErrorKind.QUOTA_EXHAUSTED));
	}

	private ChatResponse answer(String body) {
		ChatCall call = call("s", (options) -> options);
		Answered answered = Answered.stream(this.protocol, call, body.getBytes(StandardCharsets.UTF_8));
		if (answered.failure() != null) {
			throw answered.failure();
		}
		return answered.response();
	}

	private static ChatCall call(@Nullable String system,
			java.util.function.UnaryOperator<ChatOptions.Builder> change) {
		Capabilities capabilities = new Capabilities(null, null, true, null, null, null, null, null);
		ChatOptions.Builder options = ChatOptions.builder()
			.thinking(ThinkingLevel.LOW)
			.providerOptions(new LinkedHashMap<>(Map.of("account_id", "acc-1")));
		ChatRequest.Builder request = ChatRequest.builder().user("Hi").options(change.apply(options).build());
		if (system != null) {
			request.system(system);
		}
		return ChatCall.builder(Model.builder("plan", "gpt-5.4").capabilities(capabilities).build())
			.baseUrl("https://chatgpt.com/backend-api/codex")
			.request(request.build())
			.build();
	}

}
