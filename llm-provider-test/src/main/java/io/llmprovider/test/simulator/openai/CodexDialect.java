package io.llmprovider.test.simulator.openai;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.WireAnswer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Responses as the back end of ChatGPT plans speaks them, after OpenAI's own client: a
 * stream always, instructions always, nothing kept.
 */
public final class CodexDialect implements Dialect {

	private static final String BASE = "/backend-api/codex";

	private static final String PATH = BASE + "/responses";

	private static final List<String> UNSUPPORTED = List.of("max_output_tokens", "temperature", "top_p", "metadata",
			"user", "truncation");

	private final Dialect codec = new OpenAiResponsesDialect();

	@Override
	public String protocol() {
		return "openai-codex-responses";
	}

	@Override
	public String basePath() {
		return BASE;
	}

	@Override
	public List<ProviderRule> rules() {
		return Stream.concat(Stream.of(CodexRule.values()), this.codec.rules().stream()).toList();
	}

	@Override
	public boolean isChat(ReceivedRequest request) {
		return request.path().equals(PATH);
	}

	@Override
	public SimulatedRequest accept(ReceivedRequest request, Setup setup) {
		JsonNode body = OpenAiEnvelope.open(request, setup);
		if (request.header("chatgpt-account-id") == null) {
			throw new Refusal(CodexRule.ACCOUNT, SimulatedError.of(401, "Missing ChatGPT account id"));
		}
		SimulatedRequest accepted = this.codec.accept(request, setup);
		check(CodexRule.INSTRUCTIONS, !body.path("instructions").asString("").isBlank(), "Instructions are required");
		check(CodexRule.NOT_STORED, !body.path("store").asBoolean(true), "Store must be set to false");
		check(CodexRule.STREAMED, body.path("stream").asBoolean(false), "Stream must be set to true");
		for (String name : UNSUPPORTED) {
			check(CodexRule.UNSUPPORTED, !body.has(name), "Unsupported parameter: " + name);
		}
		String expected = body.path("tools").isEmpty() ? "" : "auto";
		check(CodexRule.AUTO, body.path("tool_choice").asString("").equals(expected), "Unsupported value: tool_choice");
		for (JsonNode tool : body.path("tools")) {
			check(CodexRule.LOOSE_TOOLS, !tool.path("strict").asBoolean(false), "Unsupported parameter: tools.strict");
		}
		for (JsonNode item : body.path("input")) {
			check(CodexRule.NO_SYSTEM_MESSAGE, !item.path("role").asString("").equals("system"),
					"System messages are not allowed");
		}
		return accepted;
	}

	/** Its refusals of what OpenAI's other endpoint takes have words and nothing else. */
	private static void check(CodexRule rule, boolean kept, String message) {
		if (!kept) {
			throw new Refusal(rule, SimulatedError.of(400, message));
		}
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		return this.codec.answer(request, steps, setup, pace);
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		return this.codec.error(error);
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		return null;
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return this.codec.notFound(request);
	}

}
