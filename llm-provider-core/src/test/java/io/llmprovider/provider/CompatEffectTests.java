package io.llmprovider.provider;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * A flag of a server's dialect is heard by each protocol that knows it: something is sent
 * with it and not without, or the other way round.
 */
class CompatEffectTests {

	private static final String COMPLETIONS = "openai-completions gpt-5.4";

	private static final String RESPONSES = "openai-responses gpt-5.4";

	private static final String ANTHROPIC = "anthropic-messages claude-sonnet-4-5";

	private static final String GOOGLE = "google-generative-ai gemini-3-pro";

	private static final String BEDROCK = "bedrock-converse-stream anthropic.claude-sonnet-4-5-20250929-v1:0";

	private static final String GPT_OSS = "bedrock-converse-stream openai.gpt-oss-120b-1:0";

	private static final Tool LOOK = Tool.of("look", "Looks",
			"{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}")
		.strict(true);

	private static final String LONG_ID = "c".repeat(40);

	private static final ToolCall CALL = new ToolCall(LONG_ID, "look", "{\"a\":\"b\"}");

	@ParameterizedTest
	@MethodSource
	void aFlagIsSeenInWhatIsSent(String target, UnaryOperator<ChatRequest> said, Compat flagged, String fragment,
			boolean withFlag) {
		assertThat(sent(target, said, flagged).contains(fragment)).as("with the flag").isEqualTo(withFlag);
		assertThat(sent(target, said, Compat.NONE).contains(fragment)).as("without").isEqualTo(!withFlag);
	}

	static Stream<Arguments> aFlagIsSeenInWhatIsSent() {
		return Stream.of(responses(), toolIds(), pictures(), thoughts(), rest()).flatMap((rows) -> rows);
	}

	@ParameterizedTest
	@MethodSource
	void whatIsKnownOfAModelIsSeenInWhatIsSent(String target, UnaryOperator<ChatRequest> said,
			UnaryOperator<Model.Builder> known, String fragment, boolean withIt) {
		assertThat(sent(target, said, Compat.NONE, known).contains(fragment)).as("known").isEqualTo(withIt);
		assertThat(sent(target, said, Compat.NONE).contains(fragment)).as("unknown").isEqualTo(!withIt);
	}

	static Stream<Arguments> whatIsKnownOfAModelIsSeenInWhatIsSent() {
		UnaryOperator<ChatRequest> thinking = CompatEffectTests::thinking;
		UnaryOperator<ChatRequest> form = CompatEffectTests::form;
		UnaryOperator<Model.Builder> limited = (model) -> model.maxOutputTokens(20_001);
		UnaryOperator<Model.Builder> free = (model) -> model
			.capabilities(new Capabilities(null, null, null, null, false, null, null, null));
		return Stream.of(
				argumentSet("max-output-tokens at Anthropic", ANTHROPIC, thinking, limited, "\"max_tokens\":20001",
						true),
				argumentSet("max-output-tokens at Bedrock", BEDROCK, thinking, limited, "\"maxTokens\":20001", true),
				argumentSet("structured-output at Anthropic", ANTHROPIC, form, free,
						"\"format\":{\"type\":\"json_schema\"", false),
				argumentSet("structured-output at Bedrock", BEDROCK, form, free, "\"outputConfig\"", false));
	}

	private static Stream<Arguments> responses() {
		Compat most = Compat.builder().reasoningEffortMap(Map.of(ThinkingLevel.HIGH, "most")).build();
		return Stream.of(
				silences(RESPONSES, "supportsReasoningEffort", CompatEffectTests::thinking,
						Compat.builder().supportsReasoningEffort(false).build(), "\"effort\":\"high\""),
				silences(RESPONSES, "supportsDeveloperRole", CompatEffectTests::thinking,
						Compat.builder().supportsDeveloperRole(false).build(), "\"role\":\"developer\""),
				silences(RESPONSES, "supportsJsonSchema", CompatEffectTests::form,
						Compat.builder().supportsJsonSchema(false).build(), "\"json_schema\""),
				silences(RESPONSES, "supportsPromptCacheKey", CompatEffectTests::session,
						Compat.builder().supportsPromptCacheKey(false).build(), "\"prompt_cache_key\""),
				brings(RESPONSES, "sessionAffinityHeader", CompatEffectTests::session,
						Compat.builder().sessionAffinityHeader("X-Session").build(), "X-Session=s-1"),
				brings(COMPLETIONS, "reasoningEffortMap", CompatEffectTests::thinking, most, "\"most\""),
				brings(RESPONSES, "reasoningEffortMap", CompatEffectTests::thinking, most, "\"most\""),
				brings(GPT_OSS, "reasoningEffortMap", CompatEffectTests::thinking, most, "\"most\""));
	}

	private static Stream<Arguments> toolIds() {
		return Stream.of(COMPLETIONS, RESPONSES, ANTHROPIC, BEDROCK)
			.map((target) -> silences(target, "toolIdMaxLength",
					(request) -> called(request.toBuilder().tool(LOOK).build()),
					Compat.builder().toolIdMaxLength(20).build(), LONG_ID));
	}

	private static Stream<Arguments> pictures() {
		Compat apart = Compat.builder().supportsImagesInToolResults(false).build();
		return Stream.of(
				silences(RESPONSES, "supportsImagesInToolResults", CompatEffectTests::pictured, apart,
						"\"output\":[{\"type\":\"input_image\""),
				silences(ANTHROPIC, "supportsImagesInToolResults", CompatEffectTests::pictured, apart,
						"\"content\":[{\"type\":\"image\",\"source\""),
				silences(BEDROCK, "supportsImagesInToolResults", CompatEffectTests::pictured, apart,
						"\"content\":[{\"image\""),
				silences(GOOGLE, "supportsImagesInToolResults", CompatEffectTests::pictured, apart,
						"\"parts\":[{\"inlineData\""));
	}

	private static Stream<Arguments> thoughts() {
		Compat asText = Compat.builder().requiresThinkingAsText(true).build();
		return Stream.of(
				silences(ANTHROPIC, "requiresThinkingAsText", (request) -> thought(request, ANTHROPIC), asText,
						"\"c2ln\""),
				silences(BEDROCK, "requiresThinkingAsText", (request) -> thought(request, BEDROCK), asText, "\"c2ln\""),
				brings(GOOGLE, "requiresThinkingAsText", (request) -> thought(request, GOOGLE), asText,
						"\"text\":\"Hm"));
	}

	private static Stream<Arguments> rest() {
		return Stream.of(
				silences(ANTHROPIC, "supportsStrictMode", (request) -> request.toBuilder().tool(LOOK).build(),
						Compat.builder().supportsStrictMode(false).build(), "\"strict\":true"),
				brings(ANTHROPIC, "requiresToolsWithHistory", CompatEffectTests::called,
						Compat.builder().requiresToolsWithHistory(true).build(), "\"tools\":[]"),
				silences(ANTHROPIC, "supportsToolChoice",
						(request) -> with(request.toBuilder().tool(LOOK).build(),
								ChatOptions.builder().toolChoice(ToolChoice.of("look"))),
						Compat.builder().supportsToolChoice(false).build(), "\"tool_choice\""));
	}

	private static ChatRequest thinking(ChatRequest request) {
		return with(request, ChatOptions.builder().thinking(ThinkingLevel.HIGH));
	}

	private static ChatRequest form(ChatRequest request) {
		return with(request,
				ChatOptions.builder().responseFormat(ResponseFormat.jsonSchema("form", "{\"type\":\"object\"}")));
	}

	private static ChatRequest session(ChatRequest request) {
		return with(request, ChatOptions.builder().sessionId("s-1"));
	}

	private static ChatRequest called(ChatRequest request) {
		return request.toBuilder().message(AssistantMessage.of(CALL)).build().toolResult(CALL, new Text("x"));
	}

	private static ChatRequest pictured(ChatRequest request) {
		return request.toBuilder()
			.tool(LOOK)
			.message(AssistantMessage.of(CALL))
			.build()
			.toolResult(CALL, Image.of(new byte[] { 1, 2, 3 }, "image/png"));
	}

	/** An answer of the same model, with a thought that it signed; Google signs none. */
	private static ChatRequest thought(ChatRequest request, String target) {
		String api = target.split(" ")[0];
		String model = target.split(" ")[1];
		Reasoning reasoning = target.equals(GOOGLE) ? new Reasoning("Hm")
				: new Reasoning("Hm", false, new ReplayData("p", model, api, Map.of("signature", "c2ln")));
		return request
			.reply(ChatResponse.builder("p", model, api)
				.content(List.of(reasoning, new Text("Hello")))
				.finishReason(FinishReason.STOP)
				.build())
			.user("Go on");
	}

	private static ChatRequest with(ChatRequest request, ChatOptions.Builder options) {
		return request.withOptions(options.build());
	}

	private static Arguments brings(String target, String flag, UnaryOperator<ChatRequest> said, Compat flagged,
			String fragment) {
		return argumentSet(flag + " at " + target, target, said, flagged, fragment, true);
	}

	private static Arguments silences(String target, String flag, UnaryOperator<ChatRequest> said, Compat flagged,
			String fragment) {
		return argumentSet(flag + " at " + target, target, said, flagged, fragment, false);
	}

	/** Headers and body of the request. */
	private static String sent(String target, UnaryOperator<ChatRequest> said, Compat compat) {
		return sent(target, said, compat, UnaryOperator.identity());
	}

	private static String sent(String target, UnaryOperator<ChatRequest> said, Compat compat,
			UnaryOperator<Model.Builder> known) {
		String api = target.split(" ")[0];
		WireProtocol protocol = Protocols.builtIn().get(api, "p");
		Capabilities thinks = new Capabilities(null, null, true, null, null, null, null, null);
		ChatRequest request = ChatRequest.builder().system("Be brief").user("Hi").build();
		Model.Builder model = Model.builder("p", target.split(" ")[1]).capabilities(thinks);
		ChatCall call = ChatCall.builder(known.apply(model).build())
			.baseUrl("https://llm.example.com/v1")
			.compat(compat)
			.streaming(true)
			.request(said.apply(request))
			.build();
		WireRequest wire = HandedOverCall.encode(protocol, call);
		return wire.headers() + Json.text(wire.body());
	}

}
