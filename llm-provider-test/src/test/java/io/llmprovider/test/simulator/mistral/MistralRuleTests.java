package io.llmprovider.test.simulator.mistral;

import java.util.stream.Stream;

import io.llmprovider.test.simulator.DialectRuleTests;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.NaiveRequest;
import io.llmprovider.test.simulator.SimulatedModel;

class MistralRuleTests extends DialectRuleTests {

	private static final String PATH = "/mistral/v1/chat/completions";

	private static final String[] KEY = { "Authorization", "Bearer k" };

	private static final String USER = "{\"role\":\"user\",\"content\":\"Hi\"}";

	private static final String CALLING = "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"Ab3dE6gH9\",\"function\":{\"name\":\"ls\",\"arguments\":\"{}\"}}]}";

	private static final String RESULT = "{\"role\":\"tool\",\"tool_call_id\":\"Ab3dE6gH9\",\"name\":\"ls\",\"content\":\"a\"}";

	MistralRuleTests() {
		super(new MistralDialect(),
				LlmSimulator.builder().apiKey("k").models(SimulatedModel.of("m"), SimulatedModel.of("think")));
	}

	private static NaiveRequest body(MistralRule rule, String body) {
		return NaiveRequest.post(rule, PATH, body, KEY);
	}

	private static NaiveRequest members(MistralRule rule, String members) {
		return body(rule, "{\"model\":\"m\",\"messages\":[" + USER + "]," + members + "}");
	}

	private static NaiveRequest messages(MistralRule rule, String... messages) {
		return body(rule, "{\"model\":\"m\",\"messages\":[" + String.join(",", messages) + "]}");
	}

	private static NaiveRequest tool(MistralRule rule, String name, String parameters) {
		return members(rule, "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"parameters\":"
				+ parameters + "}}]");
	}

	@Override
	protected Stream<NaiveRequest> naiveRequests() {
		String calls = CALLING.replace("}}]",
				"}},{\"id\":\"Zz3dE6gH9\",\"function\":{\"name\":\"ls\",\"arguments\":\"{}\"}}]");
		return Stream.of(body(MistralRule.POST, "").method("PUT"), NaiveRequest.post(MistralRule.KEY, PATH, "{}"),
				body(MistralRule.JSON_BODY, "{\"model\":"),
				body(MistralRule.MODEL, "{\"model\":\"other\",\"messages\":[" + USER + "]}"),
				messages(MistralRule.CONTEXT_WINDOW, USER.replace("Hi", "word ".repeat(140_000))),
				body(MistralRule.REQUIRED, "{\"model\":\"m\"}"),
				members(MistralRule.UNKNOWN_MEMBER, "\"stream_options\":{\"include_usage\":true}"),
				members(MistralRule.UNKNOWN_MEMBER, "\"seed\":1"),
				members(MistralRule.UNKNOWN_MEMBER, "\"store\":false"),
				members(MistralRule.UNKNOWN_MEMBER, "\"max_completion_tokens\":9"),
				members(MistralRule.TYPE, "\"temperature\":\"0.5\""),
				messages(MistralRule.VALUE, "{\"role\":\"developer\",\"content\":\"Hi\"}"),
				members(MistralRule.VALUE, "\"prompt_mode\":\"deep\""),
				tool(MistralRule.PATTERN, "a.b", "{\"type\":\"object\"}"), messages(MistralRule.LENGTH),
				members(MistralRule.RANGE, "\"temperature\":2"),
				members(MistralRule.GREEDY_TOP_P, "\"temperature\":0,\"top_p\":0.9"),
				messages(MistralRule.TOOL_ID, USER, CALLING.replace("Ab3dE6gH9", "call_abcdefgh")),
				messages(MistralRule.TOOL_ID, USER, CALLING, RESULT.replace("Ab3dE6gH9", "toolu_01A")),
				tool(MistralRule.SCHEMA, "ls", "{\"type\":\"string\"}"),
				messages(MistralRule.CONTENT_OR_CALLS, USER, "{\"role\":\"assistant\",\"content\":\"\"}", USER),
				messages(MistralRule.CONTENT_OR_CALLS, USER, "{\"role\":\"assistant\"}", USER),
				messages(MistralRule.PREFIX_IS_LAST, USER, "{\"role\":\"assistant\",\"content\":\"a\",\"prefix\":true}",
						USER),
				messages(MistralRule.LAST_ROLE, USER, "{\"role\":\"assistant\",\"content\":\"a\"}"),
				messages(MistralRule.LAST_ROLE, "{\"role\":\"system\",\"content\":\"a\"}"),
				messages(MistralRule.ROLE_ORDER, USER, RESULT),
				messages(MistralRule.ROLE_ORDER, USER, "{\"role\":\"system\",\"content\":\"a\"}", USER),
				messages(MistralRule.CALLS_ANSWERED, USER, CALLING, USER),
				messages(MistralRule.CALLS_ANSWERED, USER, CALLING),
				messages(MistralRule.CALLS_ANSWERED, USER, calls, RESULT),
				messages(MistralRule.CALLS_ANSWERED, USER, CALLING, RESULT, RESULT),
				messages(MistralRule.ANSWER_HAS_CALL, USER, CALLING, RESULT.replace("Ab3dE6gH9", "Zz3dE6gH9")),
				messages(MistralRule.IMAGE_URL,
						"{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":\"iVBORw0KGgo=\"}]}"),
				messages(MistralRule.THINKING_ROLE,
						"{\"role\":\"user\",\"content\":[{\"type\":\"thinking\",\"thinking\":[]}]}"),
				members(MistralRule.EFFORT_WITH_REASONING, "\"reasoning_effort\":\"high\""));
	}

}
