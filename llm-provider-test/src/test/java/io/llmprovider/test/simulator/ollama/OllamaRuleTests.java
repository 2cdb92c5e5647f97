package io.llmprovider.test.simulator.ollama;

import java.util.stream.Stream;

import io.llmprovider.test.simulator.DialectRuleTests;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.NaiveRequest;
import io.llmprovider.test.simulator.SimulatedModel;

class OllamaRuleTests extends DialectRuleTests {

	OllamaRuleTests() {
		super(new OllamaChatDialect(),
				LlmSimulator.builder().apiKey("k").models(SimulatedModel.of("m").withTools(false)));
	}

	private static NaiveRequest body(OllamaRule rule, String body) {
		return NaiveRequest.post(rule, "/api/chat", body, "Authorization", "Bearer k");
	}

	private static NaiveRequest members(OllamaRule rule, String members) {
		return body(rule, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]," + members + "}");
	}

	@Override
	protected Stream<NaiveRequest> naiveRequests() {
		return Stream.of(NaiveRequest.post(OllamaRule.KEY, "/api/chat", "{}"), body(OllamaRule.JSON_BODY, "[]"),
				body(OllamaRule.MODEL, "{\"model\":\"other\"}"),
				body(OllamaRule.TYPE, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[]}]}"),
				body(OllamaRule.BASE64,
						"{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\",\"images\":[\"data:,\"]}]}"),
				members(OllamaRule.THINK, "\"think\":\"xhigh\""), members(OllamaRule.THINKING_MODEL, "\"think\":true"),
				members(OllamaRule.TOOL_MODEL, "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"ls\"}}]"),
				members(OllamaRule.TOP_LOGPROBS, "\"top_logprobs\":21"),
				members(OllamaRule.KEEP_ALIVE, "\"keep_alive\":\"300\""),
				members(OllamaRule.OPTION_TYPE, "\"options\":{\"num_ctx\":\"8192\"}"),
				members(OllamaRule.FORMAT, "\"format\":\"yaml\""));
	}

}
