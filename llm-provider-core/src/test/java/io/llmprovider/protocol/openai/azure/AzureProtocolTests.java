package io.llmprovider.protocol.openai.azure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Media;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What differs on Azure from what the codecs write and read anyway.
 */
class AzureProtocolTests {

	private static final String HOST = "https://contoso.openai.azure.com";

	static List<WireProtocol> protocols() {
		return List.of(new AzureCompletionsProtocol(), new AzureResponsesProtocol());
	}

	@ParameterizedTest
	@MethodSource("protocols")
	void theModelIsTheDeploymentAndTheOptionsOfTheAddressAreNotSent(WireProtocol protocol) {
		WireRequest plain = protocol.encode(call(Map.of(), null));
		assertThat(plain.body()).containsEntry("model", "gpt-5.4");
		WireRequest named = protocol
			.encode(call(Map.of("deployment", "prod chat", "Api-Version", "preview", "surface", "v1"), null));
		assertThat(named.body()).containsEntry("model", "prod chat")
			.doesNotContainKeys("deployment", "surface", "api_version", "api-version", "Api-Version");
		assertThat(named.headers()).doesNotContainKey("api-version");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-,max_completion_tokens", "true,max_completion_tokens", "false,max_tokens" })
	void theLimitHasTheNameThatTheModelKnows(@Nullable Boolean reasoning, String field) {
		assertThat(new AzureCompletionsProtocol().encode(call(Map.of(), reasoning)).body()).containsEntry(field, 500);
	}

	@Test
	void theUsersNameOfTheLimitComesFirst() {
		ChatCall call = call(Map.of(), true).toBuilder()
			.compat(Compat.builder().maxTokensField("max_tokens").build())
			.build();
		assertThat(new AzureCompletionsProtocol().encode(call).body()).containsEntry("max_tokens", 500);
	}

	/** Foundry serves models of others too, and those know none of these. */
	@Test
	void chatCompletionsAreSentWhatEachModelUnderstands() {
		ChatCall call = call(Map.of(), true);
		ChatOptions cached = call.options().toBuilder().sessionId("s-1").cacheRetention(CacheRetention.LONG).build();
		assertThat(Json.text(new AzureCompletionsProtocol().encode(call.withOptions(cached)).body()))
			.contains("\"role\":\"system\"")
			.doesNotContain("developer", "\"store\"", "prompt_cache", "\"thinking\"");
	}

	@Test
	void theExampleOfADeploymentOfOpenAisIsWritten() {
		ChatCall call = call(Map.of("deployment", "my-gpt5-deploy"), true).toBuilder()
			.compat(Compat.builder().supportsDeveloperRole(true).build())
			.build();
		ChatOptions silent = call.options().toBuilder().thinking(null).build();
		assertThat(Json.tree(Json.text(new AzureCompletionsProtocol().encode(call.withOptions(silent)).body())))
			.isEqualTo(Json
				.tree("""
						{"model":"my-gpt5-deploy","messages":[{"role":"developer","content":"Be brief"},{"role":"user","content":"Hi"}],
						"max_completion_tokens":500,"stream":true,"stream_options":{"include_usage":true}}"""));
	}

	@Test
	void responsesFollowTheRulesOfOpenAiBehindAnyHost() {
		ChatCall call = call(Map.of(), true).toBuilder().baseUrl("https://gateway.example.com/v1").build();
		ChatOptions options = call.options().toBuilder().maxTokens(5).temperature(0.5).build();
		WireRequest request = new AzureResponsesProtocol().encode(call.withOptions(options));
		assertThat(request.body()).containsEntry("max_output_tokens", 16).doesNotContainKey("temperature");
		assertThat(request.warnings()).extracting("code").contains("max-tokens-raised", "option-left-out");
	}

	/**
	 * Before 2024-09-01-preview nobody asked for usage in a stream or limited thoughts.
	 */
	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-, true, max_completion_tokens", "preview, true, max_completion_tokens",
					"2024-09-01-preview, true, max_completion_tokens", "2024-10-21, true, max_completion_tokens",
					"2024-08-01-preview, false, max_tokens", "2024-06-01, false, max_tokens" })
	void anOlderVersionIsAskedWhatItKnows(@Nullable String version, boolean usage, String limit) {
		Map<String, @Nullable Object> own = (version != null) ? Map.of("api-version", version) : Map.of();
		Map<String, @Nullable Object> body = new AzureCompletionsProtocol().encode(call(own, true)).body();
		assertThat(body.containsKey("stream_options")).isEqualTo(usage);
		assertThat(body).containsEntry(limit, 500);
		ChatCall told = call(own, true).toBuilder()
			.compat(Compat.builder().supportsUsageInStreaming(true).build())
			.build();
		assertThat(new AzureCompletionsProtocol().encode(told).body()).containsKey("stream_options");
	}

	@ParameterizedTest
	@MethodSource("protocols")
	void aDeploymentThatReasonsMayBeSilentForHalfAnHour(WireProtocol protocol) {
		ChatOptions off = ChatOptions.builder().thinking(ThinkingLevel.OFF).build();
		ChatOptions low = ChatOptions.builder().thinking(ThinkingLevel.LOW).build();
		assertThat(protocol.silence(call(Map.of(), true))).isEqualTo(Duration.ofMinutes(30));
		assertThat(protocol.silence(call(Map.of(), null).withOptions(low))).isEqualTo(Duration.ofMinutes(30));
		assertThat(protocol.silence(call(Map.of(), null))).isNull();
		assertThat(protocol.silence(call(Map.of(), false).withOptions(low))).isNull();
		assertThat(protocol.silence(call(Map.of(), true).withOptions(off))).isNull();
	}

	@Test
	void responsesTakeTheSameOptionsAsOpenAi() {
		Map<String, @Nullable Object> own = Map.of("store", true, "previous_response_id", "resp_1", "background", true,
				"include", List.of("reasoning.encrypted_content"));
		assertThat(new AzureResponsesProtocol().encode(call(own, true)).body()).containsAllEntriesOf(own);
		Document kept = new Document(new Media.Url("assistant-1", "application/pdf"), null, null);
		ChatCall call = call(Map.of(), true).toBuilder().request(ChatRequest.builder().user(kept).build()).build();
		assertThat(Json.text(new AzureResponsesProtocol().encode(call).body()))
			.contains("{\"type\":\"input_file\",\"file_id\":\"assistant-1\"}");
	}

	@Test
	void dataSourcesAreOptionsOfAzureOnly() {
		Map<String, @Nullable Object> own = Map.of("data_sources", List.of(Map.of("type", "azure_search")),
				"user_security_context", Map.of("end_user_id", "u"), "service_tier", "priority", "store", true);
		assertThat(new AzureCompletionsProtocol().encode(call(own, null)).body()).containsAllEntriesOf(own);
		for (String name : List.of("data_sources", "user_security_context")) {
			ChatCall call = call(Map.of(name, Map.of("type", "azure_search")), null);
			assertThatExceptionOfType(InvalidRequestException.class)
				.isThrownBy(() -> new OpenAiCompletionsProtocol().encode(call))
				.withMessageContaining("Unknown option '" + name + "'");
		}
	}

	/** Section 7 of what Azure answers, in all shapes of body. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					400 | {'error':{'code':'content_filter','message':'The response was filtered','param':'prompt','status':400,'type':null,'innererror':{'code':'ResponsibleAIPolicyViolation','content_filter_result':{'violence':{'filtered':true,'severity':'medium'}}}}} | CONTENT_FILTER | false | content filter
					400 | {'error':{'code':'context_length_exceeded','message':'This model maximum context length is 8192 tokens','type':'invalid_request_error'}} | CONTEXT_OVERFLOW | false | Shorten
					400 | {'error':{'code':'unsupported_parameter','message':'Unsupported parameter: max_tokens','type':'invalid_request_error'}} | INVALID_REQUEST | false | .compat
					400 | {'error':{'code':'OperationNotSupported','message':'The chatCompletion operation does not work with the specified model'}} | INVALID_REQUEST | false | .compat
					400 | {'error':{'code':'BadRequest','message':'api-version query parameter is not allowed when using /v1 path'}} | INVALID_REQUEST | false | provider-options.api-version
					400 | {'error':{'code':'BadRequest','message':'API version not supported'}} | INVALID_REQUEST | false | provider-options.api-version
					401 | {'statusCode':401,'message':'Unauthorized. Access token is missing, invalid, audience is incorrect, or have expired.'} | AUTHENTICATION | false | .auth.scope
					401 | {'error':{'code':'401','message':'Access denied due to invalid subscription key or wrong API endpoint.'}} | AUTHENTICATION | false | .api-key
					401 | {'error':{'code':'PermissionDenied','message':'The principal lacks the required data action'}} | AUTHENTICATION | false | .auth.scope
					403 | {'error':{'code':'AuthenticationTypeDisabled','message':'Key based authentication is disabled for this resource.'}} | PERMISSION | false | Cognitive Services OpenAI User
					404 | {'error':{'code':'404','message':'Resource not found'}} | NOT_FOUND | false | deployment 'gpt-5.4'
					404 | {'error':{'code':'DeploymentNotFound','message':'The API deployment for this resource does not exist.'}} | NOT_FOUND | false | .base-url
					404 | {'error':{'code':'404','message':'Resource not found'}} | NOT_FOUND | false | provider-options.api-version
					408 | {'error':{'code':'Timeout','message':'The operation was timeout.'}} | TIMEOUT | true | again
					424 | {'error':{'code':'FailedDependency','message':'The search service did not answer'}} | SERVER | true | again
					429 | {'error':{'code':'429','message':'Requests have exceeded call rate limit of your current pricing tier. Please retry after 7 seconds.'}} | RATE_LIMIT | true | retry
					429 | {'error':{'code':'RateLimitReached','message':'Rate limit reached'}} | RATE_LIMIT | true | retry
					429 | {'error':{'code':'too_many_requests','message':'Too Many Requests'}} | RATE_LIMIT | true | retry
					429 | {'error':{'code':'insufficient_quota','message':'You exceeded your current quota'}} | QUOTA_EXHAUSTED | false | credit
					500 | {'error':{'code':'InternalServerError','message':'The server had an error'}} | SERVER | true | again
					503 | {'error':{'code':'ServiceUnavailable','message':'No capacity'}} | OVERLOADED | true | again
					""")
	void anErrorSaysWhatToChange(int status, String body, ErrorKind kind, boolean retryable, String action) {
		String json = body.replace('\'', '"');
		for (WireProtocol protocol : protocols()) {
			LlmException failure = protocol.error(call(Map.of(), null), response(status, Map.of(), json));
			assertThat(failure.kind()).isEqualTo(kind);
			assertThat(failure.isRetryable()).isEqualTo(retryable);
			assertThat(failure.details().action()).containsIgnoringCase(action);
			assertThat(failure.details().status()).isEqualTo(status);
		}
	}

	@Test
	void theFilterThatStoppedAPromptIsKept() {
		LlmException failure = new AzureResponsesProtocol().error(call(Map.of(), null), response(400, Map.of(),
				"{\"error\":{\"code\":\"content_filter\",\"message\":\"filtered\",\"innererror\":{\"content_filter_result\":{\"jailbreak\":{\"filtered\":true,\"detected\":true}}}}}"));
		assertThat(failure.details().code()).isEqualTo("content_filter");
		assertThat(failure.details().body()).contains("jailbreak");
	}

	@Test
	void millisecondsCountMoreThanSecondsAndTheRequestIsKnownBySupport() {
		LlmException failure = new AzureCompletionsProtocol().error(call(Map.of(), null),
				response(429, Map.of("retry-after-ms", "1500", "retry-after", "2", "apim-request-id", "req-7"),
						"{\"error\":{\"code\":\"429\",\"message\":\"Slow\"}}"));
		assertThat(failure.retryAfter()).hasValueSatisfying((wait) -> assertThat(wait).hasMillis(1500));
		assertThat(failure.requestId()).isEqualTo("req-7");
	}

	@Test
	void anAnswerThatTheFilterStoppedKeepsItsTextAndWhatTheFilterFound() {
		Answered answered = answer(new AzureResponsesProtocol(),
				"""
						data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"Half an"}

						data: {"type":"response.incomplete","response":{"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[],"usage":{"input_tokens":3,"output_tokens":2},"content_filters":[{"blocked":true,"source_type":"completion","content_filter_results":{"violence":{"filtered":true,"severity":"high"}}}]}}

						""");
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
		assertThat(answered.response().text()).isEqualTo("Half an");
		assertThat(Json.text(answered.response().providerMetadata().get("content_filters")))
			.contains("\"blocked\":true");
	}

	/** DeepSeek on Foundry, whose chunks have members that OpenAI's do not have. */
	@Test
	void modelsOfOthersAreReadAsWell() {
		Answered answered = answer(new AzureCompletionsProtocol(),
				"""
						data: {"id":"c1","model":"DeepSeek-V4","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning_content":"Hm"},"finish_reason":null,"matched_stop":null}]}

						data: {"id":"c1","model":"DeepSeek-V4","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null,"matched_stop":null}]}

						data: {"id":"c1","model":"DeepSeek-V4","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop","matched_stop":1}]}

						data: {"id":"c1","model":"DeepSeek-V4","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12,"reasoning_tokens":0}}

						data: [DONE]

						""");
		assertThat(answered.response().text()).isEqualTo("Hi");
		assertThat(answered.response().reasoning()).isEqualTo("Hm");
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(answered.response().usage().outputTokens()).isEqualTo(7);
	}

	private static Answered answer(WireProtocol protocol, String body) {
		return Answered.stream(protocol, call(Map.of(), null), body.getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@MethodSource("protocols")
	void theKeyTravelsInAHeaderOfItsOwn(WireProtocol protocol) {
		assertThat(protocol.keyHeader()).isEqualTo("api-key");
	}

	@ParameterizedTest
	@MethodSource("protocols")
	void theVersionMayStandInTheBaseUrl(WireProtocol protocol) {
		assertThat(protocol.baseUrlParameters()).containsExactly("api-version");
	}

	private static ErrorResponse response(int status, Map<String, String> headers, String body) {
		Map<String, List<String>> lists = new java.util.HashMap<>();
		headers.forEach((name, value) -> lists.put(name, List.of(value)));
		return new ErrorResponse(status, lists, body.getBytes(StandardCharsets.UTF_8));
	}

	private static ChatCall call(Map<String, @Nullable Object> own, @Nullable Boolean reasoning) {
		Capabilities capabilities = new Capabilities(null, null, reasoning, null, null, null, null, null);
		ChatOptions options = ChatOptions.builder()
			.maxTokens(500)
			.thinking(Boolean.TRUE.equals(reasoning) ? ThinkingLevel.LOW : null)
			.providerOptions(own)
			.build();
		return ChatCall.builder(Model.builder("office", "gpt-5.4").capabilities(capabilities).build())
			.baseUrl(HOST)
			.request(ChatRequest.builder().system("Be brief").user("Hi").options(options).build())
			.build();
	}

}
