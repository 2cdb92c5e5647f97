package io.llmprovider.test.simulator.anthropic;

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
 * Requests as they would be sent by a client that only half knows Anthropic's API.
 */
class AnthropicRuleTests extends DialectRuleTests {

	private static final String USER = "{\"role\":\"user\",\"content\":\"Hi\"}";

	private static final String CALL = "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"ls\",\"input\":{}}";

	private static final String RESULT = "{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"content\":\"a\"}";

	private static final String TOOL = "{\"name\":\"ls\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}";

	private static final String FORMAT = "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":"
			+ "{\"type\":\"object\",\"additionalProperties\":false}}}";

	private static final String CITED = "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":"
			+ "\"text/plain\",\"data\":\"a\"},\"citations\":{\"enabled\":true}}";

	private static final Thoughts THOUGHTS = new Thoughts(new IssuedValues("simulator"), "claude-sonnet-4-5");

	private static final Thoughts FOREIGN = new Thoughts(new IssuedValues("another account"), "claude-sonnet-4-5");

	AnthropicRuleTests() {
		super(new AnthropicDialect(),
				LlmSimulator.builder()
					.apiKey("k")
					.models(SimulatedModel.of("claude-sonnet-4-5"), SimulatedModel.of("claude-opus-4-8"),
							SimulatedModel.of("claude-fable-5"), SimulatedModel.of("claude-sonnet-4-0")));
	}

	private static NaiveRequest body(AnthropicRule rule, String body, String... headers) {
		List<String> all = new ArrayList<>(List.of("x-api-key", "k", "anthropic-version", "2023-06-01"));
		Collections.addAll(all, headers);
		return NaiveRequest.post(rule, "/v1/messages", body, all.toArray(String[]::new));
	}

	private static NaiveRequest model(AnthropicRule rule, String model, String members) {
		return body(rule, "{\"model\":\"" + model + "\",\"max_tokens\":2000,\"messages\":[" + USER + "]"
				+ (members.isEmpty() ? "" : "," + members) + "}");
	}

	private static NaiveRequest members(AnthropicRule rule, String members) {
		return model(rule, "claude-sonnet-4-5", members);
	}

	private static NaiveRequest messages(AnthropicRule rule, String... messages) {
		return body(rule, "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":2000,\"messages\":["
				+ String.join(",", messages) + "]}");
	}

	private static String user(String... blocks) {
		return "{\"role\":\"user\",\"content\":[" + String.join(",", blocks) + "]}";
	}

	private static String assistant(String... blocks) {
		return "{\"role\":\"assistant\",\"content\":[" + String.join(",", blocks) + "]}";
	}

	private static String text(String text) {
		return "{\"type\":\"text\",\"text\":\"" + text + "\"}";
	}

	private static String marked(String text, String ttl) {
		return "{\"type\":\"text\",\"text\":\"" + text + "\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"" + ttl
				+ "\"}}";
	}

	private static String thinking(String thinking, String signature) {
		return "{\"type\":\"thinking\",\"thinking\":\"" + thinking + "\",\"signature\":\"" + signature + "\"}";
	}

	private static String image(String type, String data) {
		return "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"" + type + "\",\"data\":\"" + data
				+ "\"}}";
	}

	@Override
	protected Stream<NaiveRequest> naiveRequests() {
		return Stream.of(envelopes(), conversations(), tools(), thoughts(), contents()).flatMap((requests) -> requests);
	}

	private static Stream<NaiveRequest> envelopes() {
		return Stream.of(body(AnthropicRule.POST, "").method("PUT"),
				NaiveRequest.post(AnthropicRule.KEY, "/v1/messages", "{}", "anthropic-version", "2023-06-01"),
				body(AnthropicRule.KEY, "{}", "Authorization", "Bearer k"),
				NaiveRequest.post(AnthropicRule.VERSION, "/v1/messages", "{}", "x-api-key", "k"),
				body(AnthropicRule.KNOWN_BETA, "{}", "anthropic-beta", "extended-cache-ttl-2025-04-11,faster-please"),
				members(AnthropicRule.BETA_FEATURE, "\"context_management\":{\"edits\":[]}"),
				members(AnthropicRule.BETA_FEATURE, "\"output_config\":{\"task_budget\":{}}"),
				members(AnthropicRule.BETA_FEATURE, "\"fallback_credit_token\":\"t\""),
				members(AnthropicRule.BETA_FEATURE,
						"\"tools\":[{\"type\":\"web_search_20260209\",\"name\":\"web_search\"}]"),
				messages(AnthropicRule.BETA_FEATURE,
						user("{\"type\":\"document\",\"source\":{\"type\":\"file\",\"file_id\":\"file_1\"}}")),
				body(AnthropicRule.JSON_BODY, "{\"model\":"), model(AnthropicRule.MODEL, "gpt-5", ""),
				messages(AnthropicRule.CONTEXT_WINDOW, USER.replace("Hi", "word ".repeat(140_000))),
				body(AnthropicRule.REQUIRED, "{\"model\":\"claude-sonnet-4-5\",\"messages\":[" + USER + "]}"),
				members(AnthropicRule.UNKNOWN_MEMBER, "\"frequency_penalty\":1"),
				members(AnthropicRule.TYPE, "\"stream\":\"yes\""),
				members(AnthropicRule.VALUE, "\"service_tier\":\"flex\""),
				members(AnthropicRule.RANGE, "\"temperature\":1.5"),
				body(AnthropicRule.MAX_TOKENS,
						"{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":100000,\"messages\":[]}"),
				members(AnthropicRule.STOP, "\"stop_sequences\":[\"\\n\"]"));
	}

	private static Stream<NaiveRequest> conversations() {
		String hello = assistant(text("Hello"));
		return Stream.of(messages(AnthropicRule.MESSAGES),
				messages(AnthropicRule.ROLE, "{\"role\":\"system\",\"content\":\"Be kind\"}", USER),
				messages(AnthropicRule.ROLE, "{\"role\":\"tool\",\"content\":\"a\"}"),
				messages(AnthropicRule.FIRST_MESSAGE, hello, USER),
				messages(AnthropicRule.CONTENT, "{\"role\":\"user\",\"content\":\"\"}"),
				messages(AnthropicRule.CONTENT, USER, assistant(), USER),
				messages(AnthropicRule.EMPTY_TEXT, user(text(""))),
				messages(AnthropicRule.EMPTY_TEXT, USER, assistant(text("\\n"), CALL), user(RESULT)),
				messages(AnthropicRule.TRAILING_WHITE_SPACE, USER, assistant(text("Well, "))),
				model(AnthropicRule.PREFILL, "claude-opus-4-8", "\"messages\":[" + USER + "," + hello + "]"),
				body(AnthropicRule.PREFILL,
						"{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":9,\"messages\":[" + USER + "," + hello + "],"
								+ FORMAT + "}"),
				messages(AnthropicRule.BLOCK_ROLE, user(CALL)),
				messages(AnthropicRule.BLOCK_ROLE, USER, assistant(image("image/png", "iVBORw0KGgo="))),
				messages(AnthropicRule.UNIQUE_CALL, USER, assistant(CALL, CALL), user(RESULT)),
				messages(AnthropicRule.CALLS_ANSWERED, USER, assistant(CALL)),
				messages(AnthropicRule.CALLS_ANSWERED, USER, assistant(CALL), USER, user(RESULT)),
				messages(AnthropicRule.CALLS_ANSWERED, USER, assistant(CALL, CALL.replace("c1", "c2")), user(RESULT),
						user(RESULT.replace("c1", "c2"))),
				messages(AnthropicRule.RESULTS_FIRST, USER, assistant(CALL), user(text("Here:"), RESULT)),
				messages(AnthropicRule.RESULT_HAS_CALL, user(RESULT)),
				messages(AnthropicRule.RESULT_HAS_CALL, USER, assistant(CALL), user(RESULT, RESULT)),
				messages(AnthropicRule.SERVER_RESULT_HAS_CALL, USER,
						assistant(
								"{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_1\",\"content\":[]}"),
						USER),
				messages(AnthropicRule.ERROR_HAS_CONTENT, USER, assistant(CALL),
						user("{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"is_error\":true}")),
				messages(AnthropicRule.TOOL_ID, USER, assistant(CALL.replace("c1", "call_1|fc_1")),
						user(RESULT.replace("c1", "call_1|fc_1"))),
				messages(AnthropicRule.TOOL_ID, USER, assistant(CALL.replace("c1", "c".repeat(65))),
						user(RESULT.replace("c1", "c".repeat(65)))));
	}

	private static Stream<NaiveRequest> tools() {
		return Stream.of(members(AnthropicRule.TOOL_NAME, "\"tools\":[" + TOOL.replace("ls", "files.list") + "]"),
				members(AnthropicRule.TOOL_NAME, "\"tools\":[" + TOOL + "," + TOOL + "]"),
				members(AnthropicRule.CHOICE_NEEDS_TOOLS, "\"tool_choice\":{\"type\":\"auto\"}"),
				members(AnthropicRule.CHOSEN_TOOL,
						"\"tools\":[" + TOOL + "],\"tool_choice\":{\"type\":\"tool\",\"name\":\"rm\"}"),
				members(AnthropicRule.FORCED_WITH_THINKING,
						"\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"tools\":[" + TOOL
								+ "],\"tool_choice\":{\"type\":\"any\"}"),
				model(AnthropicRule.FORCED_WITH_THINKING, "claude-fable-5",
						"\"tools\":[" + TOOL + "],\"tool_choice\":{\"type\":\"any\"}"),
				members(AnthropicRule.INPUT_SCHEMA,
						"\"tools\":[{\"name\":\"ls\",\"input_schema\":{\"type\":\"string\"}}]"),
				members(AnthropicRule.INPUT_SCHEMA,
						"\"tools\":[{\"name\":\"ls\",\"input_schema\":{\"type\":\"object\",\"anyOf\":[]}}]"),
				members(AnthropicRule.STRICT_SCHEMA,
						FORMAT.replace("\"type\":\"object\"",
								"\"$defs\":{\"n\":{\"anyOf\":[{\"$ref\":\"#/$defs/n\"}]}},\"type\":\"object\"")),
				body(AnthropicRule.FORMAT_WITH_CITATIONS,
						"{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":9,\"messages\":[" + user(CITED) + "]," + FORMAT
								+ "}"),
				members(AnthropicRule.STRICT_SCHEMA,
						"\"tools\":[" + TOOL.replace("\"name\"", "\"strict\":true,\"name\"") + "]"),
				members(AnthropicRule.STRICT_SCHEMA,
						"\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":1}}}}}"));
	}

	private static Stream<NaiveRequest> thoughts() {
		String signed = thinking("Hm", THOUGHTS.signature("Hm", true));
		String budget = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}";
		return Stream.of(
				messages(AnthropicRule.SIGNATURE, USER, assistant(thinking("Hm", "EqQBCgIYAg=="), text("Yes")), USER),
				messages(AnthropicRule.SIGNATURE, USER,
						assistant(thinking("Hm", FOREIGN.signature("Hm", true)), text("Yes")), USER),
				messages(AnthropicRule.SIGNATURE, USER,
						assistant(thinking("Hmm", THOUGHTS.signature("Hm", true)), text("Yes")), USER),
				body(AnthropicRule.SIGNATURE,
						"{\"model\":\"claude-opus-4-8\",\"max_tokens\":9,\"messages\":[" + USER + ","
								+ assistant(signed, text("Yes")) + "," + USER + "]}"),
				messages(AnthropicRule.REDACTED, USER,
						assistant("{\"type\":\"redacted_thinking\",\"data\":\"EmwKAhgBEgy3va3\"}", text("Yes")), USER),
				messages(AnthropicRule.THOUGHT_AT_END, USER, assistant(text("Yes"), signed), USER),
				members(AnthropicRule.THOUGHT_FIRST,
						budget + ",\"messages\":[" + USER + "," + assistant(CALL) + "," + user(RESULT) + "]"),
				members(AnthropicRule.BUDGET, "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1000}"),
				members(AnthropicRule.BUDGET, "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}"),
				members(AnthropicRule.THINKING_TYPE, "\"thinking\":{\"type\":\"adaptive\"}"),
				model(AnthropicRule.THINKING_TYPE, "claude-opus-4-8", budget),
				model(AnthropicRule.ALWAYS_THINKS, "claude-fable-5", "\"thinking\":{\"type\":\"disabled\"}"),
				members(AnthropicRule.EFFORT, "\"output_config\":{\"effort\":\"high\"}"),
				members(AnthropicRule.SAMPLING_WITH_THINKING, budget + ",\"temperature\":0.5"),
				members(AnthropicRule.SAMPLING_WITH_THINKING, budget + ",\"top_k\":40"),
				members(AnthropicRule.SAMPLING_WITH_THINKING, budget + ",\"top_p\":0.9"),
				model(AnthropicRule.SAMPLING, "claude-opus-4-8", "\"temperature\":0.5"),
				members(AnthropicRule.ONE_SAMPLING, "\"temperature\":0.5,\"top_p\":0.5"));
	}

	private static Stream<NaiveRequest> contents() {
		String png = image("image/png", "iVBORw0KGgo=");
		return Stream.of(
				messages(AnthropicRule.CACHE_MARKS,
						user(marked("a", "5m"), marked("b", "5m"), marked("c", "5m"), marked("d", "5m"),
								marked("e", "5m"))),
				messages(AnthropicRule.CACHE_ORDER, user(marked("a", "5m"), marked("b", "1h"))),
				messages(AnthropicRule.CACHE_PLACE, USER, assistant(CALL),
						user(RESULT.replace("\"a\"", "[" + marked("a", "5m") + "]"))),
				messages(AnthropicRule.IMAGE, user(image("image/png", "no base64!"))),
				messages(AnthropicRule.IMAGE, user(image("image/jpeg", "iVBORw0KGgo="))),
				messages(AnthropicRule.IMAGE, user(
						"{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"http://example.com/a.png\"}}")),
				messages(AnthropicRule.IMAGE_SIZE, user(image("image/png", "iVBORw0KGgoA" + "AAAA".repeat(1_750_000)))),
				messages(AnthropicRule.IMAGE_COUNT,
						user(Stream.generate(() -> png).limit(101).toArray(String[]::new))));
	}

}
