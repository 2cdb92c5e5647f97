package io.llmprovider.test.simulator.openai;

import java.util.stream.Stream;

import io.llmprovider.test.simulator.DialectRuleTests;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.NaiveRequest;
import io.llmprovider.test.simulator.SimulatedModel;

class OpenAiRuleTests extends DialectRuleTests {

	private static final String PATH = "/v1/chat/completions";

	private static final String[] KEY = { "Authorization", "Bearer k" };

	private static final String CALLING = "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"ls\",\"arguments\":\"{}\"}}]}";

	OpenAiRuleTests() {
		super(new OpenAiCompletionsDialect(),
				LlmSimulator.builder().apiKey("k").models(SimulatedModel.of("m"), SimulatedModel.of("think")));
	}

	private static NaiveRequest body(OpenAiRule rule, String body) {
		return NaiveRequest.post(rule, PATH, body, KEY);
	}

	private static NaiveRequest members(OpenAiRule rule, String members) {
		return body(rule, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]," + members + "}");
	}

	private static NaiveRequest messages(OpenAiRule rule, String messages) {
		return body(rule, "{\"model\":\"m\",\"messages\":[" + messages + "]}");
	}

	private static NaiveRequest part(OpenAiRule rule, String role, String part) {
		return messages(rule, "{\"role\":\"" + role + "\",\"content\":[" + part + "]}");
	}

	private static String tool(String parameters) {
		return "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"ls\",\"parameters\":{" + parameters + "}}}]";
	}

	@Override
	protected Stream<NaiveRequest> naiveRequests() {
		String image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\"}}";
		String object = "\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}";
		return Stream.of(body(OpenAiRule.POST, "").method("PUT"), NaiveRequest.post(OpenAiRule.KEY, PATH, "{}"),
				NaiveRequest.post(OpenAiRule.CONTENT_TYPE, PATH, "a=b", "Authorization", "Bearer k", "Content-Type",
						"application/x-www-form-urlencoded"),
				body(OpenAiRule.JSON_BODY, "{\"model\":"), body(OpenAiRule.MODEL, "{\"model\":\"other\"}"),
				part(OpenAiRule.CONTEXT_WINDOW, "user",
						"{\"type\":\"text\",\"text\":\"" + "word ".repeat(140_000) + "\"}"),
				body(OpenAiRule.REQUIRED, "{\"model\":\"m\"}"), members(OpenAiRule.UNKNOWN_MEMBER, "\"top_k\":40"),
				members(OpenAiRule.TYPE, "\"temperature\":\"0.5\""),
				messages(OpenAiRule.VALUE, "{\"role\":\"model\",\"content\":\"Hi\"}"),
				members(OpenAiRule.PATTERN, "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a.b\"}}]"),
				messages(OpenAiRule.LENGTH, ""), members(OpenAiRule.RANGE, "\"temperature\":2.5"),
				messages(OpenAiRule.CONTENT, "{\"role\":\"user\"}"), messages(OpenAiRule.CALLS_ANSWERED, CALLING),
				messages(OpenAiRule.ANSWER_HAS_CALL, "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"a\"}"),
				part(OpenAiRule.IMAGE_ROLE, "tool", image.formatted("https://x.example/a.png")),
				part(OpenAiRule.IMAGE_URL, "user", image.formatted("iVBORw0KGgo=")),
				part(OpenAiRule.IMAGE_FORMAT, "user", image.formatted("data:image/bmp;base64,AAAA")),
				part(OpenAiRule.AUDIO, "user",
						"{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"?\",\"format\":\"wav\"}}"),
				members(OpenAiRule.ONLY_WITH_TOOLS, "\"tool_choice\":\"auto\""),
				members(OpenAiRule.CHOSEN_TOOL,
						tool(object) + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"rm\"}}"),
				members(OpenAiRule.SCHEMA, tool("\"type\":\"string\"")),
				members(OpenAiRule.STRICT_SCHEMA,
						"\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"strict\":true,\"schema\":{"
								+ object + "}}}"),
				members(OpenAiRule.JSON_WORD, "\"response_format\":{\"type\":\"json_object\"}"),
				members(OpenAiRule.ONE_LIMIT, "\"max_tokens\":1,\"max_completion_tokens\":1"),
				body(OpenAiRule.NO_SAMPLING_WITH_REASONING,
						"{\"model\":\"think\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"),
				body(OpenAiRule.NO_SAMPLING_WITH_REASONING,
						"{\"model\":\"think\",\"reasoning_effort\":\"none\",\"logit_bias\":{\"7\":1},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"),
				members(OpenAiRule.EFFORT_WITH_REASONING, "\"reasoning_effort\":\"low\""),
				members(OpenAiRule.LOGPROBS, "\"top_logprobs\":2"),
				members(OpenAiRule.STREAM_OPTIONS, "\"stream_options\":{\"include_usage\":true}"),
				members(OpenAiRule.METADATA, "\"metadata\":{" + entries(17) + "}"));
	}

	private static String entries(int count) {
		StringBuilder entries = new StringBuilder("\"k0\":\"v\"");
		for (int i = 1; i < count; i++) {
			entries.append(",\"k").append(i).append("\":\"v\"");
		}
		return entries.toString();
	}

}
