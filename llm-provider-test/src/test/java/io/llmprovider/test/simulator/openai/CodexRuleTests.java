package io.llmprovider.test.simulator.openai;

import java.util.stream.Stream;

import io.llmprovider.test.simulator.DialectRuleTests;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.NaiveRequest;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.wire.IssuedValues;

class CodexRuleTests extends DialectRuleTests {

	private static final String PATH = "/backend-api/codex/responses";

	private static final String[] KEY = { "Authorization", "Bearer k", "chatgpt-account-id", "a" };

	private static final String ALLOWED = "\"instructions\":\"Be kind\",\"store\":false,\"stream\":true,";

	CodexRuleTests() {
		super(new CodexDialect(),
				LlmSimulator.builder()
					.secret("s")
					.apiKey("k")
					.models(SimulatedModel.of("m"), SimulatedModel.of("think")));
	}

	private static NaiveRequest body(CodexRule rule, String members) {
		return NaiveRequest.post(rule, PATH, "{\"model\":\"m\"," + members + "\"input\":\"Hi\"}", KEY);
	}

	private static String tools(boolean strict) {
		return "\"tools\":[{\"type\":\"function\",\"name\":\"ls\",\"strict\":" + strict
				+ ",\"parameters\":{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":false}}],";
	}

	@Override
	protected Stream<NaiveRequest> naiveRequests() {
		Stream<NaiveRequest> codex = Stream.of(NaiveRequest.post(OpenAiRule.KEY, PATH, "{}"),
				NaiveRequest.post(CodexRule.ACCOUNT, PATH, "{}", "Authorization", "Bearer k"),
				body(CodexRule.INSTRUCTIONS, ALLOWED.replace("\"instructions\":\"Be kind\",", "")),
				body(CodexRule.NOT_STORED, ALLOWED.replace("\"store\":false,", "")),
				body(CodexRule.STREAMED, ALLOWED.replace("\"stream\":true,", "")),
				body(CodexRule.UNSUPPORTED, ALLOWED + "\"max_output_tokens\":100,"),
				body(CodexRule.UNSUPPORTED, ALLOWED + "\"temperature\":1,"),
				body(CodexRule.AUTO, ALLOWED + "\"tool_choice\":\"auto\","),
				body(CodexRule.AUTO, ALLOWED + tools(false) + "\"tool_choice\":\"required\","),
				body(CodexRule.AUTO, ALLOWED + tools(false)),
				body(CodexRule.LOOSE_TOOLS, ALLOWED + tools(true) + "\"tool_choice\":\"auto\","),
				NaiveRequest.post(CodexRule.NO_SYSTEM_MESSAGE, PATH, "{\"model\":\"m\"," + ALLOWED
						+ "\"input\":[{\"role\":\"system\",\"content\":\"Be kind\"},{\"role\":\"user\",\"content\":\"Hi\"}]}",
						KEY));
		return Stream.concat(codex, new ResponsesNaiveRequests(PATH, KEY).all(new IssuedValues("s")));
	}

}
