package io.llmprovider.test.simulator.bedrock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.test.simulator.DialectRuleTests;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.NaiveRequest;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.wire.IssuedValues;

/**
 * Requests as they would be sent by a client that only half knows Bedrock's API.
 */
class BedrockRuleTests extends DialectRuleTests {

	private static final String CLAUDE = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";

	private static final String MISTRAL = "mistral.mistral-large-2407-v1:0";

	private static final String LLAMA = "us.meta.llama3-3-70b-instruct-v1:0";

	private static final String SONNET_5 = "us.anthropic.claude-sonnet-5";

	private static final String HI = "{\"text\":\"Hi\"}";

	private static final String CALL = "{\"toolUse\":{\"toolUseId\":\"call_1\",\"name\":\"ls\",\"input\":{}}}";

	private static final String RESULT = "{\"toolResult\":{\"toolUseId\":\"call_1\",\"content\":[{\"text\":\"a\"}]}}";

	private static final String TOOLS = "\"tools\":[{\"toolSpec\":{\"name\":\"ls\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}]";

	private static final String CONFIG = "\"toolConfig\":{" + TOOLS + "}";

	private static final String POINT = "{\"cachePoint\":{\"type\":\"default\"}}";

	private static final String HOUR = "{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}";

	private static final BedrockThoughts THOUGHTS = new BedrockThoughts(new IssuedValues("simulator"), CLAUDE);

	private static final BedrockThoughts FOREIGN = new BedrockThoughts(new IssuedValues("another account"), CLAUDE);

	BedrockRuleTests() {
		super(new BedrockDialect(), LlmSimulator.builder()
			.apiKey("k")
			.models(SimulatedModel.of(CLAUDE), SimulatedModel.of(MISTRAL), SimulatedModel.of(LLAMA),
					SimulatedModel.of(SONNET_5), SimulatedModel.of("anthropic.claude-sonnet-4-5-20250929-v1:0")));
	}

	private static NaiveRequest body(BedrockRule rule, String model, String body, String... headers) {
		List<String> all = new ArrayList<>(List.of("Authorization", "Bearer k"));
		Collections.addAll(all, headers);
		return NaiveRequest.post(rule, "/model/" + model.replace(":", "%3A") + "/converse", body,
				all.toArray(String[]::new));
	}

	private static NaiveRequest model(BedrockRule rule, String model, String members, String... messages) {
		return body(rule, model,
				"{\"messages\":[" + String.join(",", messages) + "]" + (members.isEmpty() ? "" : "," + members) + "}");
	}

	private static NaiveRequest messages(BedrockRule rule, String... messages) {
		return model(rule, CLAUDE, "", messages);
	}

	private static NaiveRequest members(BedrockRule rule, String members) {
		return model(rule, CLAUDE, members, user(HI));
	}

	private static NaiveRequest withTools(BedrockRule rule, String... messages) {
		return model(rule, CLAUDE, CONFIG, messages);
	}

	private static String user(String... blocks) {
		return "{\"role\":\"user\",\"content\":[" + String.join(",", blocks) + "]}";
	}

	private static String assistant(String... blocks) {
		return "{\"role\":\"assistant\",\"content\":[" + String.join(",", blocks) + "]}";
	}

	private static String document(String name, String format, String bytes) {
		return "{\"document\":{\"name\":\"" + name + "\",\"format\":\"" + format + "\",\"source\":{\"bytes\":\"" + bytes
				+ "\"}}}";
	}

	private static String thought(String text, String signature) {
		return "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"" + text + "\",\"signature\":\"" + signature
				+ "\"}}}";
	}

	@Override
	protected Stream<NaiveRequest> naiveRequests() {
		return Stream.of(envelopes(), conversations(), tools(), contents(), thoughts(), caches())
			.flatMap((requests) -> requests);
	}

	private static Stream<NaiveRequest> envelopes() {
		return Stream.of(body(BedrockRule.POST, CLAUDE, "").method("PUT"),
				NaiveRequest.post(BedrockRule.AUTHENTICATION, "/model/a/converse", "{}"),
				NaiveRequest.post(BedrockRule.AUTHENTICATION, "/model/a/converse", "{}", "Authorization",
						"AWS4-HMAC-SHA256 Credential=AKID/20261121/eu-west-1/bedrock-runtime/aws4_request, Signature=a",
						"x-amz-date", "20261121T120000Z"),
				body(BedrockRule.JSON_BODY, CLAUDE, "{\"messages\":"), body(BedrockRule.MODEL, "gpt-5", "{}"),
				model(BedrockRule.CONTEXT_WINDOW, CLAUDE, "", user(HI.replace("Hi", "word ".repeat(140_000)))),
				body(BedrockRule.PROFILE, "anthropic.claude-sonnet-4-5-20250929-v1:0", "{}"),
				body(BedrockRule.REQUIRED, CLAUDE, "{}"),
				members(BedrockRule.TYPE, "\"inferenceConfig\":{\"maxTokens\":\"many\"}"),
				members(BedrockRule.VALUE, "\"serviceTier\":{\"type\":\"fast\"}"),
				members(BedrockRule.RANGE, "\"inferenceConfig\":{\"temperature\":1.5}"),
				members(BedrockRule.STOP, "\"inferenceConfig\":{\"stopSequences\":[\"\"]}"));
	}

	private static Stream<NaiveRequest> conversations() {
		return Stream.of(messages(BedrockRule.MESSAGES), messages(BedrockRule.FIRST_MESSAGE, assistant(HI), user(HI)),
				messages(BedrockRule.ALTERNATE, user(HI), user(HI)), messages(BedrockRule.CONTENT, user()),
				messages(BedrockRule.EMPTY_TEXT, user("{\"text\":\" \"}")),
				members(BedrockRule.EMPTY_TEXT, "\"system\":[{\"text\":\"\"}]"),
				messages(BedrockRule.VALUE, "{\"role\":\"system\",\"content\":[" + HI + "]}"),
				messages(BedrockRule.ONE_MEMBER, user("{\"text\":\"a\",\"image\":{}}")),
				messages(BedrockRule.ONE_MEMBER, user("{\"type\":\"text\"}")),
				withTools(BedrockRule.BLOCK_ROLE, user(CALL)),
				messages(BedrockRule.BLOCK_ROLE, user(HI), assistant(document("a", "pdf", "AQ=="), HI)));
	}

	private static Stream<NaiveRequest> tools() {
		return Stream.of(
				withTools(BedrockRule.TOOL_ID, user(HI), assistant(CALL.replace("call_1", "call|1")),
						user(RESULT.replace("call_1", "call|1"))),
				withTools(BedrockRule.TOOL_ID, user(HI), assistant(CALL.replace("call_1", "x".repeat(65))), user(HI)),
				model(BedrockRule.MISTRAL_TOOL_ID, MISTRAL, CONFIG, user(HI), assistant(CALL), user(RESULT)),
				withTools(BedrockRule.TOOL_NAME, user(HI), assistant(CALL.replace("ls", "list files")), user(RESULT)),
				withTools(BedrockRule.TOOL_INPUT, user(HI),
						assistant(CALL.replace("{}}", "\\\"{}\\\"}".replace("\\", "")))),
				withTools(BedrockRule.UNIQUE_CALL, user(HI), assistant(CALL, CALL), user(RESULT, RESULT)),
				withTools(BedrockRule.CALLS_ANSWERED, user(HI), assistant(CALL), user(HI)),
				withTools(BedrockRule.RESULT_HAS_CALL, user(RESULT)),
				withTools(BedrockRule.RESULT_HAS_CALL, user(HI), assistant(CALL), user(RESULT, RESULT)),
				withTools(BedrockRule.RESULT_CONTENT, user(HI), assistant(CALL),
						user(RESULT.replace("{\"text\":\"a\"}", "{\"json\":[1]}"))),
				messages(BedrockRule.TOOL_CONFIG, user(HI), assistant(CALL), user(RESULT)),
				members(BedrockRule.TOOLS, "\"toolConfig\":{\"tools\":[]}"),
				members(BedrockRule.TOOL_CHOICE, "\"toolConfig\":{" + TOOLS + ",\"toolChoice\":{\"none\":{}}}"),
				members(BedrockRule.TOOL_CHOICE,
						"\"toolConfig\":{" + TOOLS + ",\"toolChoice\":{\"tool\":{\"name\":\"rm\"}}}"),
				model(BedrockRule.TOOL_CHOICE, MISTRAL,
						"\"toolConfig\":{" + TOOLS + ",\"toolChoice\":{\"tool\":{\"name\":\"ls\"}}}", user(HI)),
				members(BedrockRule.CHOICE_ONCE,
						"\"toolConfig\":{" + TOOLS + ",\"toolChoice\":{\"auto\":{}}},\"additionalModelRequestFields\":"
								+ "{\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}}"),
				model(BedrockRule.SCHEMAS, SONNET_5,
						CONFIG.replace("\"name\":\"ls\"", "\"name\":\"ls\",\"strict\":true"), user(HI)),
				model(BedrockRule.SCHEMAS, SONNET_5,
						"\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":"
								+ "{\"name\":\"a\",\"schema\":\"{}\"}}}}",
						user(HI)));
	}

	private static Stream<NaiveRequest> contents() {
		return Stream.of(messages(BedrockRule.DOCUMENT_NAME, user(HI, document("report.pdf", "pdf", "AQ=="))),
				messages(BedrockRule.DOCUMENT_NAME, user(HI, document("a  b", "pdf", "AQ=="))),
				messages(BedrockRule.DOCUMENT_NAME,
						user(HI, document("a", "pdf", "AQ=="), document("a", "pdf", "AQ=="))),
				messages(BedrockRule.DOCUMENT_TEXT, user(document("a", "pdf", "AQ=="))),
				messages(BedrockRule.FORMAT, user(HI, document("a", "zip", "AQ=="))),
				messages(BedrockRule.FORMAT,
						user("{\"image\":{\"format\":\"image/png\",\"source\":{\"bytes\":\"AQ==\"}}}")),
				messages(BedrockRule.BYTES,
						user("{\"image\":{\"format\":\"png\",\"source\":{\"url\":\"https://example.com/a.png\"}}}")));
	}

	private static Stream<NaiveRequest> thoughts() {
		String thinking = "\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}";
		return Stream.of(
				messages(BedrockRule.SIGNATURE, user(HI), assistant(thought("Hm", FOREIGN.signature("Hm")), HI),
						user(HI)),
				messages(BedrockRule.SIGNATURE, user(HI), assistant(thought("Hm", ""), HI), user(HI)),
				messages(BedrockRule.REDACTED, user(HI),
						assistant("{\"reasoningContent\":{\"redactedContent\":\"" + FOREIGN.redacted("Hm") + "\"}}",
								HI),
						user(HI)),
				messages(BedrockRule.THOUGHT_AT_END, user(HI), assistant(HI, thought("Hm", THOUGHTS.signature("Hm"))),
						user(HI)),
				model(BedrockRule.SIGNATURE_MODEL, LLAMA, "", user(HI), assistant(thought("Hm", "c2ln"), HI), user(HI)),
				members(BedrockRule.BUDGET, "\"inferenceConfig\":{\"maxTokens\":1000}," + thinking + "}"),
				members(BedrockRule.BUDGET, thinking.replace("2000", "1000") + "}"),
				members(BedrockRule.SAMPLING_WITH_THINKING,
						"\"inferenceConfig\":{\"temperature\":0.5}," + thinking + "}"),
				members(BedrockRule.SAMPLING_WITH_THINKING, thinking + ",\"top_k\":5}"),
				members(BedrockRule.FORCED_WITH_THINKING,
						"\"toolConfig\":{" + TOOLS + ",\"toolChoice\":{\"any\":{}}}," + thinking + "}"),
				members(BedrockRule.FORCED_WITH_THINKING,
						"\"toolConfig\":{" + TOOLS + "}," + thinking + ",\"tool_choice\":{\"type\":\"any\"}}"),
				model(BedrockRule.FORCED_WITH_THINKING, SONNET_5,
						"\"toolConfig\":{" + TOOLS + ",\"toolChoice\":{\"any\":{}}}", user(HI)));
	}

	private static Stream<NaiveRequest> caches() {
		return Stream.of(
				messages(BedrockRule.CACHE_POINTS, user(HI, POINT, HI, POINT, HI, POINT, HI, POINT, HI, POINT)),
				model(BedrockRule.CACHE_MODEL, LLAMA, "", user(HI, POINT)),
				messages(BedrockRule.CACHE_ORDER, user(HI, POINT, HI, HOUR)));
	}

}
