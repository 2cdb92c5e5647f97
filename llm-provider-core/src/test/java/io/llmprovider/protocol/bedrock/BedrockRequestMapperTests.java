package io.llmprovider.protocol.bedrock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BedrockRequestMapperTests {

	private static final String CLAUDE = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";

	private static final String OLD_CLAUDE = "anthropic.claude-3-sonnet-20240229-v1:0";

	private static final String NOVA = "eu.amazon.nova-pro-v1:0";

	private static final String NOVA_2 = "us.amazon.nova-2-lite-v1:0";

	private static final String MISTRAL = "mistral.mistral-large-2407-v1:0";

	private static final String LLAMA = "us.meta.llama3-3-70b-instruct-v1:0";

	private static final String PROFILE = "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc";

	private static final Tool READ = Tool.of("read", "Reads a file",
			"{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\",\"minLength\":1}}}");

	private static final ToolCall CALL = new ToolCall("call|1", "read", "{\"path\":\"a\"}");

	private final List<Warning> warnings = new ArrayList<>();

	private Compat compat = Compat.NONE;

	private Capabilities capabilities = Capabilities.UNKNOWN;

	@Test
	void aPlainQuestionHasNothingThatNobodySet() {
		assertThat(tree(CLAUDE, ChatRequest.of("Hi")))
			.isEqualTo(Json.tree("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}"));
		assertThat(this.warnings).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "anthropic.claude-v1,anthropic.claude-v1",
			"eu.anthropic.claude-sonnet-4-5-20250929-v1:0,eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0",
			"arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc,"
					+ "arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Aapplication-inference-profile%2Fabc",
			"ä b,%C3%A4%20b" })
	void theModelIsOneSegmentOfThePath(String id, String segment) {
		String base = "https://bedrock-runtime.eu-west-1.amazonaws.com/model/";
		WireRequest streamed = encode(id, ChatRequest.of("Hi"), true);
		assertThat(streamed.uri()).isEqualTo(base + segment + "/converse-stream");
		assertThat(streamed.headers()).containsEntry("Accept", "application/vnd.amazon.eventstream")
			.containsEntry("Content-Type", "application/json");
		WireRequest whole = encode(id, ChatRequest.of("Hi"), false);
		assertThat(whole.uri()).isEqualTo(base + segment + "/converse");
		assertThat(whole.headers()).containsEntry("Accept", "application/json");
	}

	@Test
	void whatConverseKnowsIsWrittenInItsWords() {
		ChatOptions options = ChatOptions.builder()
			.maxTokens(1000)
			.temperature(0.2)
			.stop(List.of("X"))
			.toolChoice(ToolChoice.AUTO)
			.providerOptions(Map.of("guardrail-config",
					Map.of("guardrailIdentifier", "g", "guardrailVersion", "1", "trace", "enabled",
							"streamProcessingMode", "async"),
					"performanceConfig", Map.of("latency", "optimized"), "service-tier", "flex", "requestMetadata",
					Map.of("team", "search"), "promptVariables", Map.of("place", Map.of("text", "Ulm")),
					"additionalModelResponseFieldPaths", "/delta/stop_sequence", "top_k", 5,
					"additionalModelRequestFields", Map.of("extra", 1), "anthropic-beta", List.of("a", "b")))
			.build();
		assertThat(
				tree(CLAUDE, ChatRequest.builder().system("Be brief").tool(READ).user("Hi").options(options).build()))
			.isEqualTo(Json.tree("""
					{"system":[{"text":"Be brief"}],"messages":[{"role":"user","content":[{"text":"Hi"}]}],
					 "inferenceConfig":{"maxTokens":1000,"temperature":0.2,"stopSequences":["X"]},
					 "toolConfig":{"tools":[{"toolSpec":{"name":"read","description":"Reads a file","inputSchema":
					   {"json":{"type":"object","properties":{"path":{"type":"string","minLength":1}}}}}}],
					  "toolChoice":{"auto":{}}},
					 "additionalModelRequestFields":{"anthropic_beta":["a","b"],"top_k":5,"extra":1},
					 "serviceTier":{"type":"flex"},"additionalModelResponseFieldPaths":["/delta/stop_sequence"],
					 "guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1","trace":"enabled",
					  "streamProcessingMode":"async"},
					 "performanceConfig":{"latency":"optimized"},"requestMetadata":{"team":"search"},
					 "promptVariables":{"place":{"text":"Ulm"}}}"""));
		assertThat(this.warnings).isEmpty();
	}

	@Test
	void anOptionThatIsNotDeclaredIsRefusedWithTheNearestSpelling() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(
					() -> tree(CLAUDE, options(ChatOptions.builder().providerOptions(Map.of("guardrail-confi", 1)))))
			.withMessageContaining("guardrailConfig");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", delimiter = '|', value = { //
			OLD_CLAUDE + " | HIGH    | - | thinking-ignored", //
			"us.anthropic.claude-3-7-sonnet-20250219-v1:0 | OFF | {'thinking':{'type':'disabled'}} | -", //
			"us.anthropic.claude-sonnet-4-20250514-v1:0 | MINIMAL | {'thinking':{'type':'enabled','budget_tokens':1024},"
					+ "'anthropic_beta':['interleaved-thinking-2025-05-14']} | -", //
			"us.anthropic.claude-3-7-sonnet-20250219-v1:0 | LOW | {'thinking':{'type':'enabled','budget_tokens':2048}} | -", //
			"us.anthropic.claude-3-7-sonnet-20250219-v1:0 | MEDIUM | {'thinking':{'type':'enabled','budget_tokens':8192}} | -", //
			"us.anthropic.claude-3-7-sonnet-20250219-v1:0 | HIGH | {'thinking':{'type':'enabled','budget_tokens':16384}} | -", //
			"us.anthropic.claude-3-7-sonnet-20250219-v1:0 | MAX | {'thinking':{'type':'enabled','budget_tokens':16384}}"
					+ " | thinking-clipped", //
			"global.anthropic.claude-opus-4-6-v1 | XHIGH | {'thinking':{'type':'adaptive'},'output_config':{'effort':'max'}}"
					+ " | thinking-clipped", //
			"global.anthropic.claude-sonnet-5 | MAX | {'thinking':{'type':'adaptive','display':'summarized'},"
					+ "'output_config':{'effort':'max'}} | -", //
			NOVA_2 + " | OFF     | {'reasoningConfig':{'type':'disabled'}} | -", //
			NOVA_2 + " | MINIMAL | {'reasoningConfig':{'type':'enabled','maxReasoningEffort':'low'}} | thinking-clipped", //
			NOVA_2 + " | MEDIUM  | {'reasoningConfig':{'type':'enabled','maxReasoningEffort':'medium'}} | -", //
			NOVA_2 + " | MAX     | {'reasoningConfig':{'type':'enabled','maxReasoningEffort':'high'}} | thinking-clipped", //
			"openai.gpt-oss-120b-1:0 | OFF | {'reasoning_effort':'low'} | thinking-clipped", //
			"openai.gpt-oss-120b-1:0 | HIGH | {'reasoning_effort':'high'} | -", //
			"us.openai.gpt-5.2 | OFF | {'reasoning':{'effort':'none'}} | -", //
			"us.openai.gpt-5.2 | XHIGH | {'reasoning':{'effort':'xhigh'}} | -", //
			NOVA + " | HIGH | - | thinking-ignored", //
			LLAMA + " | OFF | - | -", //
			LLAMA + " | LOW | - | thinking-ignored", //
			PROFILE + " | LOW | - | thinking-ignored" })
	void aThinkingLevelIsWhatTheFamilyTakes(String model, ThinkingLevel level, @Nullable String fields,
			@Nullable String warning) {
		JsonNode body = tree(model, options(ChatOptions.builder().thinking(level)));
		JsonNode found = body.path("additionalModelRequestFields");
		if (fields == null) {
			assertThat(found.isMissingNode()).isTrue();
		}
		else {
			assertThat(found).isEqualTo(Json.tree(fields.replace('\'', '"')));
		}
		assertThat(codes()).isEqualTo((warning != null) ? List.of(warning) : List.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "anthropic.claude-3-7-sonnet-20250219-v1:0",
			"us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0", "apac.anthropic.claude-sonnet-4-20250514-v1:0",
			"jp.anthropic.claude-opus-4-7", "au.anthropic.claude-sonnet-4-6", "global.anthropic.claude-sonnet-5",
			"arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-opus-4-8",
			"arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-fable-5" })
	void aClaudeIsKnownByEveryFormOfItsId(String id) {
		JsonNode body = tree(id,
				options(ChatOptions.builder().thinking(ThinkingLevel.HIGH).cacheRetention(CacheRetention.SHORT)));
		assertThat(body.findValues("cachePoint")).hasSize(1);
		assertThat(body.path("additionalModelRequestFields").has("thinking")).isTrue();
		assertThat(this.warnings).isEmpty();
	}

	@Test
	void aBaseModelTellsWhatAnArnTakes() {
		JsonNode body = tree(PROFILE,
				options(ChatOptions.builder()
					.thinking(ThinkingLevel.LOW)
					.providerOptions(Map.of("base-model", "anthropic.claude-3-7-sonnet-20250219-v1:0"))));
		assertThat(body.path("additionalModelRequestFields").path("thinking").path("budget_tokens").asInt())
			.isEqualTo(2048);
		assertThat(body.toString()).doesNotContain("base_model");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-,-,64000", "1000,-,17384", "64000,-,64000", "1000,20000,21000" })
	void theLimitIsAboveTheBudget(@Nullable Integer wanted, @Nullable Integer budget, int sent) {
		JsonNode body = tree(CLAUDE,
				options(ChatOptions.builder()
					.thinking(ThinkingLevel.HIGH)
					.maxTokens(wanted)
					.thinkingBudgets((budget != null) ? Map.of(ThinkingLevel.HIGH, budget) : Map.of())));
		int found = body.path("inferenceConfig").path("maxTokens").asInt();
		assertThat(found).isEqualTo(sent)
			.isGreaterThan(body.path("additionalModelRequestFields").path("thinking").path("budget_tokens").asInt());
		assertThat(codes().contains("max-tokens-raised")).isEqualTo(wanted != null && sent > wanted);
	}

	@Test
	void aModelThatThinksGetsNeitherSamplingNorAForcedCall() {
		JsonNode body = tree(CLAUDE,
				ChatRequest.builder()
					.tool(READ)
					.user("Hi")
					.options(ChatOptions.builder()
						.thinking(ThinkingLevel.LOW)
						.temperature(0.5)
						.topP(0.5)
						.toolChoice(ToolChoice.REQUIRED)
						.providerOptions(Map.of("top_k", 3))
						.build())
					.build());
		assertThat(body.path("inferenceConfig").propertyNames()).containsExactly("maxTokens");
		assertThat(body.path("toolConfig").has("toolChoice")).isFalse();
		assertThat(body.path("additionalModelRequestFields").has("top_k")).isFalse();
		assertThat(codes()).containsOnly("option-left-out").hasSize(4);
	}

	@Test
	void thinkingInTheMakersOwnWordsCountsAsThinking() {
		Map<String, Object> claude = Map.of("thinking", Map.of("type", "enabled", "budget_tokens", 2048));
		Map<String, Object> nova = Map.of("reasoningConfig", Map.of("type", "enabled", "maxReasoningEffort", "high"));
		JsonNode body = tree(CLAUDE,
				ChatRequest.builder()
					.tool(READ)
					.user("Hi")
					.options(ChatOptions.builder()
						.temperature(0.5)
						.topP(0.5)
						.toolChoice(ToolChoice.REQUIRED)
						.providerOptions(Map.of("additionalModelRequestFields", claude))
						.build())
					.build());
		assertThat(body.path("additionalModelRequestFields")).isEqualTo(Json.tree(
				"{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048},\"anthropic_beta\":[\"interleaved-thinking-2025-05-14\"]}"));
		assertThat(body.path("inferenceConfig")).isEqualTo(Json.tree("{\"maxTokens\":64000}"));
		assertThat(body.path("toolConfig").has("toolChoice")).isFalse();
		body = tree(NOVA_2, options(
				ChatOptions.builder().maxTokens(100).providerOptions(Map.of("additionalModelRequestFields", nova))));
		assertThat(body.has("inferenceConfig")).isFalse();
	}

	@Test
	void anEffortInTheMakersOwnWordsCountsMoreThanTheLevel() {
		Map<String, Object> low = Map.of("reasoningConfig", Map.of("type", "enabled", "maxReasoningEffort", "low"));
		JsonNode body = tree(NOVA_2,
				options(ChatOptions.builder()
					.thinking(ThinkingLevel.HIGH)
					.maxTokens(100)
					.providerOptions(Map.of("additionalModelRequestFields", low))));
		assertThat(body.path("additionalModelRequestFields")).isEqualTo(Json.tree(Json.text(low)));
		assertThat(body.path("inferenceConfig")).isEqualTo(Json.tree("{\"maxTokens\":100}"));
		assertThat(codes()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { NOVA_2, "us.openai.gpt-5.6-luna" })
	void someModelsTakeNoSampling(String model) {
		JsonNode body = tree(model,
				options(ChatOptions.builder()
					.thinking(ThinkingLevel.HIGH)
					.temperature(0.5)
					.topP(0.5)
					.providerOptions(Map.of("top_k", 3))));
		assertThat(body.has("inferenceConfig")).isFalse();
		assertThat(body.path("additionalModelRequestFields").has("top_k")).isFalse();
		assertThat(codes()).containsOnly("option-left-out").hasSize(3);
	}

	@Test
	void limitsAreLeftOutWhereTheModelRefusesThem() {
		assertThat(tree(NOVA_2, options(ChatOptions.builder().thinking(ThinkingLevel.HIGH).maxTokens(100)))
			.has("inferenceConfig")).isFalse();
		assertThat(codes()).containsExactly("option-left-out");
		assertThat(tree("openai.gpt-5.6", options(ChatOptions.builder().maxTokens(100).stop(List.of("END"))))
			.path("inferenceConfig")).isEqualTo(Json.tree("{\"maxTokens\":100}"));
		assertThat(codes()).containsExactly("option-left-out");
		assertThat(tree(LLAMA, options(ChatOptions.builder().temperature(1.5).topP(0.9))).path("inferenceConfig"))
			.isEqualTo(Json.tree("{\"temperature\":1.0,\"topP\":0.9}"));
		assertThat(codes()).containsExactly("temperature-clipped");
	}

	@Test
	void aClaudeTakesATopPInPlaceOfATemperature() {
		assertThat(tree(CLAUDE, options(ChatOptions.builder().topP(0.9))).path("inferenceConfig"))
			.isEqualTo(Json.tree("{\"topP\":0.9}"));
		assertThat(codes()).isEmpty();
	}

	@Test
	void anEffortOfOpusFourFiveNeedsABeta() {
		ChatRequest low = options(ChatOptions.builder().providerOptions(Map.of("effort", "low")));
		assertThat(tree("us.anthropic.claude-opus-4-5-20251101-v1:0", low).path("additionalModelRequestFields"))
			.isEqualTo(
					Json.tree("{\"output_config\":{\"effort\":\"low\"},\"anthropic_beta\":[\"effort-2025-11-24\"]}"));
		assertThat(tree("us.anthropic.claude-opus-4-8", low).path("additionalModelRequestFields"))
			.isEqualTo(Json.tree("{\"output_config\":{\"effort\":\"low\"}}"));
	}

	@Test
	void aBudgetHasNoPlaceWhereTheModelTakesAnEffort() {
		tree(NOVA_2, options(
				ChatOptions.builder().thinking(ThinkingLevel.LOW).thinkingBudgets(Map.of(ThinkingLevel.LOW, 2048))));
		assertThat(codes()).containsExactly("option-left-out");
	}

	@Test
	void aLevelMayHaveAWordOfTheUsersOwn() {
		this.compat = Compat.builder().reasoningEffortMap(Map.of(ThinkingLevel.HIGH, "hard")).build();
		assertThat(tree("openai.gpt-oss-120b-1:0", options(ChatOptions.builder().thinking(ThinkingLevel.HIGH)))
			.path("additionalModelRequestFields")).isEqualTo(Json.tree("{\"reasoning_effort\":\"hard\"}"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { LLAMA + ",-,false", LLAMA + ",true,true", CLAUDE + ",-,true", CLAUDE + ",false,false" })
	void whatIsKnownOfAModelCountsMoreThanItsFamily(String model, @Nullable Boolean known, boolean can) {
		this.capabilities = new Capabilities(null, null, null, null, known, null, known, null);
		JsonNode body = tree(model,
				options(ChatOptions.builder()
					.cacheRetention(CacheRetention.SHORT)
					.responseFormat(ResponseFormat.jsonSchema("point", "{\"type\":\"object\",\"properties\":{}}"))));
		assertThat(body.has("outputConfig")).isEqualTo(can);
		assertThat(body.findValues("cachePoint")).hasSize(can ? 1 : 0);
	}

	@Test
	void idsOfCallsAreAsLongAsTheServerTakesThem() {
		this.compat = Compat.builder().toolIdMaxLength(12).build();
		ToolCall call = new ToolCall("x".repeat(30), "read", "{}");
		JsonNode body = tree(CLAUDE,
				ChatRequest.builder()
					.tool(READ)
					.user("Read")
					.message(AssistantMessage.of(call))
					.message(ToolResultMessage.of(call, "a"))
					.build());
		assertThat(body.findValuesAsString("toolUseId")).hasSize(2).allMatch((id) -> id.length() <= 12);
	}

	@Test
	void topKStandsWhereTheFamilyLooksForIt() {
		ChatRequest request = options(ChatOptions.builder().providerOptions(Map.of("top_k", 20)));
		assertThat(tree(NOVA, request).path("additionalModelRequestFields"))
			.isEqualTo(Json.tree("{\"inferenceConfig\":{\"topK\":20}}"));
		assertThat(tree(MISTRAL, request).path("additionalModelRequestFields")).isEqualTo(Json.tree("{\"top_k\":20}"));
	}

	@Test
	void whatConverseDoesNotKnowIsLeftOutWithAWarning() {
		tree(CLAUDE,
				options(ChatOptions.builder()
					.seed(1L)
					.frequencyPenalty(0.1)
					.presencePenalty(0.1)
					.temperature(1.5)
					.stop(List.of("END", " "))
					.responseFormat(ResponseFormat.JSON)));
		assertThat(codes()).containsExactlyInAnyOrder("temperature-clipped", "option-left-out", "option-left-out",
				"option-left-out", "option-left-out", "response-format-left-out");
	}

	@Test
	void ownReasoningGoesBackUnchangedAndOtherReasoningAsText() {
		AssistantMessage answer = AssistantMessage.of(
				new Reasoning("Hm", false, replay(CLAUDE, Map.of("signature", "c2ln"))),
				new Reasoning("", true, replay(CLAUDE, Map.of("redactedContent", "QUI="))),
				new Reasoning("cut", false, replay(CLAUDE, Map.of("signature", ""))), new Reasoning("unknown"),
				new Reasoning("other", false, replay(NOVA, Map.of("signature", "x"))), new Text(" "),
				new Text("Hello"));
		ChatRequest request = ChatRequest.builder().user("Hi").message(answer).user("And?").build();
		assertThat(tree(CLAUDE, request).path("messages").path(1).path("content")).isEqualTo(Json.tree("""
				[{"reasoningContent":{"reasoningText":{"text":"Hm","signature":"c2ln"}}},
				 {"reasoningContent":{"redactedContent":"QUI="}},{"text":"cut"},
				 {"text":"unknown\\n\\n"},{"text":"other\\n\\n"},{"text":"Hello"}]"""));
		assertThat(tree(LLAMA, request).path("messages").path(1).toString())
			.doesNotContain("reasoningContent", "c2ln", "QUI=")
			.contains("Hm", "cut", "unknown", "other", "Hello");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", delimiter = '|', value = { //
			NOVA_2 + " | signature | '' | -", //
			"openai.gpt-oss-120b-1:0 | signature | '' | -", //
			CLAUDE + " | signature | '' | {'text':'Hm'}", //
			CLAUDE + " | redactedContent | QUI= | {'reasoningContent':{'redactedContent':'QUI='}}", //
			"us.openai.gpt-5.6-luna | redactedContent | QUI= | {'reasoningContent':{'redactedContent':'QUI='}}" })
	void othersThanClaudeGetTheirOwnThoughtsOnlyIfTheyAreEncrypted(String model, String name, String value,
			@Nullable String block) {
		AssistantMessage answer = AssistantMessage.of(new Reasoning("Hm", false, replay(model, Map.of(name, value))),
				new Text("Hello"));
		JsonNode content = tree(model, ChatRequest.builder().user("Hi").message(answer).user("And?").build())
			.path("messages")
			.path(1)
			.path("content");
		assertThat(content.path(content.size() - 1)).isEqualTo(Json.tree("{\"text\":\"Hello\"}"));
		assertThat((content.size() == 1) ? null : content.path(0))
			.isEqualTo((block != null) ? Json.tree(block.replace('\'', '"')) : null);
	}

	@Test
	void sourcesWithoutAWordAreNotSentAsAText() {
		AssistantMessage answer = AssistantMessage.of(
				new Text("", null, replay(CLAUDE, Map.of("citations", List.of(Map.of("title", "a"))))),
				new Text("Hello", null, replay(CLAUDE, Map.of("citations", List.of(Map.of("title", "a"))))));
		assertThat(tree(CLAUDE, ChatRequest.builder().user("Hi").message(answer).user("And?").build()).path("messages")
			.path(1)
			.path("content")).isEqualTo(Json.tree("[{\"text\":\"Hello\"}]"));
	}

	@Test
	void thoughtsAreNotTheEndOfAMessage() {
		AssistantMessage cut = AssistantMessage.of(new Text("Hello"),
				new Reasoning("Hm", false, replay(CLAUDE, Map.of("signature", "c2ln"))));
		assertThat(tree(CLAUDE, ChatRequest.builder().user("Hi").message(cut).user("And?").build()).path("messages")
			.path(1)
			.path("content")).isEqualTo(Json.tree("[{\"text\":\"Hello\"}]"));
	}

	@Test
	void resultsOfOneTurnAreOneMessageAndComeFirst() {
		ToolCall other = new ToolCall("call_1", "read", "{\"pa");
		ToolCall third = new ToolCall("call_3", "read", "");
		ChatRequest request = ChatRequest.builder()
			.tool(READ)
			.user("Read")
			.message(AssistantMessage.of(CALL, other, third))
			.message(ToolResultMessage.of(CALL, new Text("one"), new JsonContent("{\"a\":1}", null)))
			.message(UserMessage.of("Hurry"))
			.message(ToolResultMessage.of(other, Image.of(new byte[] { 1 }, "image/png"),
					Document.of(new byte[] { 1 }, "application/pdf", "a.pdf"),
					Document.of(new byte[] { 1 }, "video/mp4", "v")))
			.message(ToolResultMessage.failed(third, " "))
			.build();
		JsonNode messages = tree(CLAUDE, request).path("messages");
		assertThat(messages).hasSize(3);
		JsonNode calls = messages.path(1).path("content");
		JsonNode results = messages.path(2).path("content");
		assertThat(calls.path(0).path("toolUse").path("name").asString()).isEqualTo("read");
		assertThat(calls.path(0).path("toolUse").path("input")).isEqualTo(Json.tree("{\"path\":\"a\"}"));
		assertThat(calls.path(1).path("toolUse").path("input")).isEqualTo(Json.tree("{\"INVALID_JSON\":\"{\\\"pa\"}"));
		assertThat(results.path(0).path("toolResult").path("content"))
			.isEqualTo(Json.tree("[{\"text\":\"one\"},{\"json\":{\"a\":1}}]"));
		assertThat(results.path(1).path("toolResult").path("content")).isEqualTo(Json.tree("""
				[{"image":{"format":"png","source":{"bytes":"AQ=="}}},
				 {"document":{"format":"pdf","name":"a pdf","source":{"bytes":"AQ=="}}},
				 {"video":{"format":"mp4","source":{"bytes":"AQ=="}}}]"""));
		assertThat(results.path(0).path("toolResult").has("status")).isFalse();
		assertThat(results.path(2).path("toolResult").path("status").asString()).isEqualTo("error");
		assertThat(results.path(2).path("toolResult").path("content").path(0).path("text").asString())
			.isEqualTo("(no output)");
		assertThat(results.path(3).path("text").asString()).isEqualTo("Hurry");
		for (int i = 0; i < 3; i++) {
			String id = calls.path(i).path("toolUse").path("toolUseId").asString();
			assertThat(id).matches("[a-zA-Z0-9_-]{1,64}");
			assertThat(results.path(i).path("toolResult").path("toolUseId").asString()).isEqualTo(id);
		}
	}

	@Test
	void modelsThatTakeOnlyTextInResultsGetPicturesBehindThem() {
		ChatRequest request = ChatRequest.builder()
			.tool(READ)
			.user("Read")
			.message(AssistantMessage.of(CALL))
			.message(new ToolResultMessage(CALL.id(), "read", List.of(Image.of(new byte[] { 1 }, "image/png")), true))
			.build();
		JsonNode blocks = tree(LLAMA, request).path("messages").path(2).path("content");
		assertThat(blocks.path(0).path("toolResult").path("content"))
			.isEqualTo(Json.tree("[{\"text\":\"(see the next message of the user)\"}]"));
		assertThat(blocks.path(0).path("toolResult").has("status")).isFalse();
		assertThat(blocks.path(2).has("image")).isTrue();
	}

	@Test
	void idsForMistralAreNineLettersThatDoNotCollide() {
		List<ToolCall> calls = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			calls.add(new ToolCall("tooluse_" + i + "_same-tail", "read", "{}"));
		}
		ChatRequest.Builder request = ChatRequest.builder()
			.tool(READ)
			.user("Read")
			.message(AssistantMessage.of(calls.toArray(ToolCall[]::new)));
		calls.forEach((call) -> request.message(ToolResultMessage.of(call, "x")));
		JsonNode messages = tree(MISTRAL, request.build()).path("messages");
		List<String> ids = messages.path(1)
			.path("content")
			.valueStream()
			.map((block) -> block.path("toolUse").path("toolUseId").asString())
			.toList();
		assertThat(ids).doesNotHaveDuplicates().allMatch((id) -> id.matches("[a-zA-Z0-9]{9}"));
		assertThat(messages.path(2)
			.path("content")
			.valueStream()
			.map((block) -> block.path("toolResult").path("toolUseId").asString())
			.toList()).isEqualTo(ids);
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void aHistoryWithToolsIsToldInTextWhereToolsAreOff(boolean offered) {
		ChatRequest.Builder request = ChatRequest.builder();
		if (offered) {
			request.tool(READ).options(ChatOptions.builder().toolChoice(ToolChoice.NONE).build());
		}
		JsonNode body = tree(CLAUDE,
				request.user("Read")
					.message(AssistantMessage.of(CALL))
					.message(ToolResultMessage.of(CALL, "one"))
					.user("And?")
					.build());
		assertThat(body.has("toolConfig")).isFalse();
		assertThat(body.path("messages")).isEqualTo(Json.tree("""
				[{"role":"user","content":[{"text":"Read"},{"text":"Result of tool 'read':"},{"text":"one"},
				  {"text":"And?"}]}]"""));
		assertThat(codes()).containsExactly("tool-history-as-text");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", delimiter = '|', value = { //
			CLAUDE + " | required | {'any':{}} | -", //
			CLAUDE + " | read | {'tool':{'name':'read'}} | -", //
			NOVA + " | read | {'tool':{'name':'read'}} | -", //
			MISTRAL + " | required | {'any':{}} | -", //
			MISTRAL + " | read | - | option-left-out", //
			LLAMA + " | required | - | option-left-out", //
			PROFILE + " | read | {'tool':{'name':'read'}} | -" })
	void aToolChoiceIsSentWhereItIsTaken(String model, String choice, @Nullable String sent, @Nullable String warning) {
		ToolChoice wanted = choice.equals("required") ? ToolChoice.REQUIRED : ToolChoice.of(choice);
		JsonNode config = tree(model,
				ChatRequest.builder()
					.tool(READ)
					.user("Hi")
					.options(ChatOptions.builder().toolChoice(wanted).build())
					.build())
			.path("toolConfig");
		assertThat(config.path("toolChoice").isMissingNode() ? null : config.path("toolChoice"))
			.isEqualTo((sent != null) ? Json.tree(sent.replace('\'', '"')) : null);
		assertThat(codes()).isEqualTo((warning != null) ? List.of(warning) : List.of());
	}

	@Test
	void oneCallAtATimeIsSaidInClaudesWords() {
		ChatRequest request = ChatRequest.builder()
			.tool(READ)
			.user("Hi")
			.options(ChatOptions.builder().parallelToolCalls(false).toolChoice(ToolChoice.of("read")).build())
			.build();
		JsonNode body = tree(CLAUDE, request);
		assertThat(body.path("additionalModelRequestFields").path("tool_choice"))
			.isEqualTo(Json.tree("{\"type\":\"tool\",\"name\":\"read\",\"disable_parallel_tool_use\":true}"));
		assertThat(body.path("toolConfig").propertyNames()).containsExactly("tools");
		ChatOptions.Builder one = ChatOptions.builder().parallelToolCalls(false);
		assertThat(tree(CLAUDE, request.withOptions(one.build())).at("/additionalModelRequestFields/tool_choice"))
			.isEqualTo(Json.tree("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}"));
		assertThat(tree(CLAUDE, request.withOptions(one.toolChoice(ToolChoice.REQUIRED).build()))
			.at("/additionalModelRequestFields/tool_choice"))
			.isEqualTo(Json.tree("{\"type\":\"any\",\"disable_parallel_tool_use\":true}"));
		assertThat(tree(NOVA, request).has("additionalModelRequestFields")).isFalse();
		assertThat(codes()).containsExactly("option-left-out");
		Map<String, Object> own = Map.of("additionalModelRequestFields", Map.of("tool_choice", Map.of("type", "any")));
		ChatOptions chosen = ChatOptions.builder().toolChoice(ToolChoice.of("read")).providerOptions(own).build();
		body = tree(CLAUDE, request.withOptions(chosen));
		assertThat(body.path("additionalModelRequestFields").path("tool_choice"))
			.isEqualTo(Json.tree("{\"type\":\"any\"}"));
		assertThat(body.path("toolConfig").propertyNames()).containsExactly("tools");
	}

	@Test
	void toolsThatBedrockRunsStandBehindTheOthers() {
		ChatOptions options = ChatOptions.builder()
			.providerOptions(Map.of("system_tools", List.of("nova_grounding")))
			.build();
		assertThat(tree(NOVA_2, ChatRequest.builder().tool(READ).user("Hi").options(options).build()).path("toolConfig")
			.path("tools")
			.path(1)).isEqualTo(Json.tree("{\"systemTool\":{\"name\":\"nova_grounding\"}}"));
	}

	@Test
	void aStrictToolIsClosedWhereTheModelCanBeHeldToIt() {
		Tool strict = new Tool("read", "", READ.inputSchema(), true, null);
		ChatRequest request = ChatRequest.builder().tool(strict).user("Hi").build();
		JsonNode spec = tree(CLAUDE, request).path("toolConfig").path("tools").path(0).path("toolSpec");
		assertThat(spec.path("strict").asBoolean()).isTrue();
		assertThat(spec.has("description")).isFalse();
		assertThat(spec.path("inputSchema").path("json").path("additionalProperties").asBoolean(true)).isFalse();
		assertThat(tree(OLD_CLAUDE, request).toString()).doesNotContain("strict");
		assertThat(codes()).containsExactly("option-left-out");
	}

	@Test
	void aSchemaIsTextForModelsThatKnowItAndAToolForOthers() {
		ChatRequest request = options(ChatOptions.builder()
			.responseFormat(ResponseFormat.jsonSchema("point", "{\"type\":\"object\",\"properties\":{}}")));
		JsonNode format = tree(CLAUDE, request).path("outputConfig").path("textFormat");
		assertThat(format.path("type").asString()).isEqualTo("json_schema");
		assertThat(format.path("structure").path("jsonSchema").path("name").asString()).isEqualTo("point");
		assertThat(Json.tree(format.path("structure").path("jsonSchema").path("schema").asString()))
			.isEqualTo(Json.tree("{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}"));
		JsonNode config = tree(OLD_CLAUDE, request).path("toolConfig");
		assertThat(config.path("toolChoice")).isEqualTo(Json.tree("{\"tool\":{\"name\":\"json\"}}"));
		assertThat(config.path("tools")).isEqualTo(Json.tree("""
				[{"toolSpec":{"name":"json","description":"Gives the answer, which must be of the form 'point'.",
				  "inputSchema":{"json":{"type":"object","properties":{}}}}}]"""));
		assertThat(tree(LLAMA, request).has("toolConfig")).isFalse();
		assertThat(codes()).containsExactly("response-format-left-out");
	}

	@ParameterizedTest
	@ValueSource(strings = { CLAUDE, OLD_CLAUDE })
	void anAnswerThatIsHeldToASchemaCannotBeBegun(String model) {
		ChatRequest.Builder request = ChatRequest.builder().user("Hi").message(AssistantMessage.of(new Text("Well,")));
		assertThat(tree(model, request.build()).path("messages")).hasSize(2);
		request.options(ChatOptions.builder()
			.responseFormat(ResponseFormat.jsonSchema("point", "{\"type\":\"object\",\"properties\":{}}"))
			.build());
		assertThat(tree(model, request.build()).path("messages")).hasSize(3);
		assertThat(this.warnings).extracting(Warning::message).singleElement().asString().contains("asked to go on");
	}

	@Test
	void noModelIsHeldToASchemaThatRefersToItself() {
		JsonNode body = tree(CLAUDE, options(ChatOptions.builder().responseFormat(ResponseFormat.jsonSchema("tree", """
				{"type":"object","properties":{"nodes":{"type":"array","items":{"$ref":"#"}}}}"""))));
		assertThat(body.has("outputConfig")).isFalse();
		assertThat(body.path("toolConfig").path("toolChoice")).isEqualTo(Json.tree("{\"tool\":{\"name\":\"json\"}}"));
		assertThat(codes()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { CLAUDE + ",true,-,-,-", "global.anthropic.claude-opus-4-6-v1,true,-,-,-",
					OLD_CLAUDE + ",false,tool,-,-", "us.anthropic.claude-opus-4-7,false,tool,-,-",
					"us.anthropic.claude-opus-4-8,false,tool,-,-", "us.anthropic.claude-opus-5,false,tool,disabled,-",
					"us.anthropic.claude-sonnet-5,false,tool,disabled,-",
					"us.anthropic.claude-fable-5,false,-,-,option-left-out" })
	void claudesThatRefuseSchemasGetATool(String model, boolean held, @Nullable String choice,
			@Nullable String thinking, @Nullable String warning) {
		JsonNode body = tree(model, options(ChatOptions.builder()
			.responseFormat(ResponseFormat.jsonSchema("point", "{\"type\":\"object\",\"properties\":{}}"))));
		assertThat(body.has("outputConfig")).isEqualTo(held);
		assertThat(body.path("toolConfig").path("tools")).hasSize(held ? 0 : 1);
		assertThat(body.path("toolConfig").path("toolChoice").has("tool")).isEqualTo(choice != null);
		assertThat(body.path("additionalModelRequestFields").path("thinking").path("type").asString(null))
			.isEqualTo(thinking);
		assertThat(codes()).isEqualTo((warning != null) ? List.of(warning) : List.of());
		Tool strict = new Tool("read", "", READ.inputSchema(), true, null);
		assertThat(tree(model, ChatRequest.builder().tool(strict).user("Hi").build()).findValues("strict"))
			.hasSize(held ? 1 : 0);
	}

	@ParameterizedTest
	@CsvSource({ "us.anthropic.claude-opus-4-7,false", "us.anthropic.claude-sonnet-5,false",
			"us.anthropic.claude-fable-5,true" })
	void aModelThatMustCallItsAnswerDoesNotThinkUnlessItAlwaysDoes(String model, boolean thinks) {
		JsonNode body = tree(model,
				options(ChatOptions.builder()
					.thinking(ThinkingLevel.HIGH)
					.responseFormat(ResponseFormat.jsonSchema("point", "{\"type\":\"object\",\"properties\":{}}"))));
		assertThat(
				"adaptive".equals(body.path("additionalModelRequestFields").path("thinking").path("type").asString("")))
			.isEqualTo(thinks);
		assertThat(body.path("toolConfig").has("toolChoice")).isEqualTo(!thinks);
		assertThat(codes()).containsExactly(thinks ? "option-left-out" : "thinking-ignored");
	}

	@Test
	void cachePointsStandBehindWhatIsMarkedAndThereAreAtMostFour() {
		ChatRequest.Builder request = ChatRequest.builder()
			.system(List.of(new Text("System").cached(CacheMark.FIVE_MINUTES)))
			.tool(READ.cached(CacheMark.ONE_HOUR));
		for (int i = 0; i < 4; i++) {
			request.user(new Text("Turn " + i).cached(CacheMark.ONE_HOUR)).assistant("Yes");
		}
		JsonNode body = tree(CLAUDE, request.user("Last").build());
		assertThat(body.toString().split("cachePoint", -1)).hasSize(5);
		assertThat(body.path("toolConfig").path("tools").path(1))
			.isEqualTo(Json.tree("{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}"));
		assertThat(body.path("system").path(1)).isEqualTo(Json.tree("{\"cachePoint\":{\"type\":\"default\"}}"));
		assertThat(body.path("messages").path(6).path("content"))
			.isEqualTo(Json.tree("[{\"text\":\"Turn 3\"},{\"cachePoint\":{\"type\":\"default\"}}]"));
		assertThat(body.path("messages").path(0).path("content")).isEqualTo(Json.tree("[{\"text\":\"Turn 0\"}]"));
		assertThat(codes()).containsExactly("cache-marks-left-out", "cache-mark-shortened");
	}

	@Test
	void ofFivePointsInTheSystemPromptTheFirstIsGone() {
		List<Text> texts = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			texts.add(new Text("Rule " + i).cached(CacheMark.FIVE_MINUTES));
		}
		JsonNode system = tree(CLAUDE, ChatRequest.builder().system(texts).user("Hi").build()).path("system");
		assertThat(system.findValues("cachePoint")).hasSize(4);
		assertThat(system).hasSize(9).noneMatch(JsonNode::isEmpty);
		assertThat(system.path(1).path("text").asString()).isEqualTo("Rule 1");
	}

	@Test
	void theMarkOfAResultStandsBehindIt() {
		JsonNode blocks = tree(CLAUDE,
				ChatRequest.builder()
					.tool(READ)
					.user("Read")
					.message(AssistantMessage.of(CALL))
					.message(ToolResultMessage.of(CALL, new Text("one").cached(CacheMark.FIVE_MINUTES)))
					.build())
			.path("messages")
			.path(2)
			.path("content");
		assertThat(blocks).hasSize(2);
		assertThat(blocks.path(1)).isEqualTo(Json.tree("{\"cachePoint\":{\"type\":\"default\"}}"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { CLAUDE + ",SHORT,3,-", CLAUDE + ",LONG,3,1h", CLAUDE + ",NONE,0,-", CLAUDE + ",-,0,-",
					"us.anthropic.claude-3-7-sonnet-20250219-v1:0,LONG,3,-", NOVA + ",LONG,3,-", LLAMA + ",SHORT,0,-",
					OLD_CLAUDE + ",SHORT,0,-", PROFILE + ",SHORT,0,-" })
	void aRetentionMarksTheSystemPromptAndTheLastTurns(String model, @Nullable CacheRetention retention, int points,
			@Nullable String ttl) {
		ChatRequest request = ChatRequest.builder()
			.system("System")
			.tool(READ)
			.user("One")
			.assistant("Yes")
			.user("Two")
			.options(ChatOptions.builder().cacheRetention(retention).build())
			.build();
		JsonNode body = tree(model, request);
		List<JsonNode> found = body.findValues("cachePoint");
		assertThat(found).hasSize(points);
		assertThat(found).allMatch((point) -> java.util.Objects.equals(ttl, point.path("ttl").asString(null)));
		assertThat(this.warnings).isEmpty();
	}

	@Test
	void marksForAModelThatDoesNotCacheAreLeftOutWithAWarning() {
		JsonNode body = tree(LLAMA, ChatRequest.builder().user(new Text("Hi").cached(CacheMark.FIVE_MINUTES)).build());
		assertThat(body.toString()).doesNotContain("cachePoint");
		assertThat(codes()).containsExactly("cache-marks-left-out");
	}

	@Test
	void aNovaCachesNoToolsByThemselves() {
		JsonNode body = tree(NOVA, ChatRequest.builder().tool(READ.cached(CacheMark.FIVE_MINUTES)).user("Hi").build());
		assertThat(body.toString()).doesNotContain("cachePoint");
	}

	@Test
	void picturesAndDocumentsHaveTheirFormatAndANameThatIsTaken() {
		Document pdf = Document.of(new byte[] { 1 }, "application/pdf", "Q3_report: final.pdf");
		JsonNode content = tree(CLAUDE, ChatRequest.builder()
			.user(Image.of(new byte[] { 1 }, "image/jpeg"), Image.ofUrl("data:image/webp;base64,AQ=="),
					Image.ofUrl("s3://bucket/a.png"), pdf, pdf,
					new Document(new Media.Url("s3://bucket/b.csv", "text/csv"), null, null),
					Document.of(new byte[] { 1 }, "text/x-java", "A.java"),
					Document.of(new byte[] { 1 }, "video/mp4", "v"), Document.of(new byte[] { 1 }, "audio/mpeg", "a"))
			.options(ChatOptions.builder().providerOptions(Map.of("citations", true)).build())
			.build()).path("messages").path(0).path("content");
		assertThat(content).isEqualTo(Json
			.tree("""
					[{"image":{"format":"jpeg","source":{"bytes":"AQ=="}}},{"image":{"format":"webp","source":{"bytes":"AQ=="}}},
					 {"image":{"format":"png","source":{"s3Location":{"uri":"s3://bucket/a.png"}}}},
					 {"document":{"format":"pdf","name":"Q3 report final pdf","citations":{"enabled":true},"source":{"bytes":"AQ=="}}},
					 {"document":{"format":"pdf","name":"Q3 report final pdf 2","citations":{"enabled":true},"source":{"bytes":"AQ=="}}},
					 {"document":{"format":"csv","name":"document","citations":{"enabled":true},
					   "source":{"s3Location":{"uri":"s3://bucket/b.csv"}}}},
					 {"document":{"format":"txt","name":"A java","citations":{"enabled":true},"source":{"bytes":"AQ=="}}},
					 {"video":{"format":"mp4","source":{"bytes":"AQ=="}}},{"audio":{"format":"mp3","source":{"bytes":"AQ=="}}},
					 {"text":"(document)"}]"""));
	}

	@Test
	void whatBedrockCannotFetchOrReadBecomesANote() {
		JsonNode content = tree(CLAUDE,
				ChatRequest.builder()
					.user(Image.ofUrl("https://example.test/a.png"), Image.of(new byte[] { 1 }, "image/bmp"),
							Document.of(new byte[] { 1 }, "application/zip", "z"))
					.build())
			.path("messages")
			.path(0)
			.path("content");
		assertThat(content).hasSize(3).allMatch((block) -> block.path("text").asString("").contains("left out"));
		assertThat(codes()).containsOnly("media-left-out");
	}

	@Test
	void aConversationBeginsWithTheUserAndTheRolesAlternate() {
		JsonNode messages = tree(CLAUDE,
				ChatRequest.builder().assistant("Welcome").user("One").user(" ").user("Two").build())
			.path("messages");
		assertThat(messages.valueStream().map((message) -> message.path("role").asString()).toList())
			.containsExactly("user", "assistant", "user");
		assertThat(messages.path(2).path("content")).hasSize(2);
		assertThat(codes()).containsExactly("role-inserted");
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> tree(CLAUDE, ChatRequest.of(" ")));
	}

	@Test
	void thoughtsOfALoopThatBeganWithoutThemAreNotAskedFor() {
		JsonNode body = tree(CLAUDE,
				ChatRequest.builder()
					.tool(READ)
					.user("Read")
					.message(AssistantMessage.of(CALL))
					.message(ToolResultMessage.of(CALL, "one"))
					.options(ChatOptions.builder().thinking(ThinkingLevel.LOW).build())
					.build());
		assertThat(body.has("additionalModelRequestFields")).isFalse();
		assertThat(codes()).containsExactly("thinking-ignored");
	}

	@Test
	void flagsOfTheServerCountMoreThanWhatAnIdTells() {
		this.compat = Compat.builder()
			.supportsCacheControl(true)
			.supportsToolChoice(true)
			.supportsJsonSchema(true)
			.requiresMistralToolIds(true)
			.supportsImagesInToolResults(true)
			.requiresThinkingAsText(true)
			.build();
		JsonNode body = tree(LLAMA,
				ChatRequest.builder()
					.tool(READ)
					.user(new Text("Hi").cached(CacheMark.FIVE_MINUTES))
					.message(AssistantMessage.of(new Reasoning("Hm"), CALL))
					.message(ToolResultMessage.of(CALL, Image.of(new byte[] { 1 }, "image/png")))
					.options(ChatOptions.builder()
						.toolChoice(ToolChoice.REQUIRED)
						.responseFormat(ResponseFormat.jsonSchema("x", "{\"type\":\"object\"}"))
						.build())
					.build());
		assertThat(body.findValues("cachePoint")).hasSize(1);
		assertThat(body.path("toolConfig").path("toolChoice").has("any")).isTrue();
		assertThat(body.has("outputConfig")).isTrue();
		assertThat(body.findValue("toolUseId").asString()).hasSize(9);
		assertThat(body.path("messages").path(1).path("content").path(0).path("text").asString()).isEqualTo("Hm");
		assertThat(this.warnings).isEmpty();
	}

	private static ChatRequest options(ChatOptions.Builder options) {
		return ChatRequest.of("Hi").withOptions(options.build());
	}

	private static ReplayData replay(String model, Map<String, ?> payload) {
		return new ReplayData("bedrock", model, BedrockConverseProtocol.ID, Collections.unmodifiableMap(payload));
	}

	private JsonNode tree(String model, ChatRequest request) {
		byte[] body = encode(model, request, true).bytes();
		return Json.tree(body, 0, body.length);
	}

	private WireRequest encode(String model, ChatRequest request, boolean streaming) {
		ChatCall call = ChatCall.builder(Model.builder("bedrock", model).capabilities(this.capabilities).build())
			.baseUrl("https://bedrock-runtime.eu-west-1.amazonaws.com/")
			.request(request)
			.compat(this.compat)
			.streaming(streaming)
			.build();
		WireRequest wire = HandedOverCall.encode(BedrockAnswers.PROTOCOL, call);
		this.warnings.clear();
		this.warnings.addAll(wire.warnings());
		return wire;
	}

	private List<String> codes() {
		return this.warnings.stream().map(Warning::code).toList();
	}

}
