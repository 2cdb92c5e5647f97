package io.llmprovider.samples.customprotocol;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.test.simulator.Frame;
import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedMessage;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.WireAnswer;
import io.llmprovider.test.simulator.dialect.InputTokens;
import io.llmprovider.test.simulator.dialect.Transcript;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parley's server, as the simulator plays it. */
class ParleyDialect implements Dialect {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@Override
	public String protocol() {
		return "parley";
	}

	@Override
	public String basePath() {
		return "/parley";
	}

	@Override
	public List<ProviderRule> rules() {
		return List.of(Rule.values());
	}

	@Override
	public boolean isChat(ReceivedRequest request) {
		return request.path().equals("/parley/converse");
	}

	@Override
	public SimulatedRequest accept(ReceivedRequest request, Setup setup) {
		String key = String.valueOf(request.header("authorization")).replaceFirst("^Bearer ", "");
		Rule.KEY.require(setup.apiKeys().isEmpty() || setup.apiKeys().contains(key), 401, "No such guest");
		JsonNode body = request.json();
		String model = body.path("model").asString("");
		Rule.MODEL.require(setup.anyModel() || setup.model(model) != null, 404, "There is no host called " + model);
		List<SimulatedMessage> messages = new ArrayList<>();
		body.path("stage").forEach((line) -> messages.add(message("system", line)));
		body.path("turns")
			.forEach((turn) -> messages
				.add(message(turn.path("who").asString("").equals("host") ? "assistant" : "user", turn.path("says"))));
		SimulatedRequest read = SimulatedRequest.builder(protocol(), request, body)
			.model(model)
			.messages(messages)
			.stream(true)
			.build();
		return InputTokens.withinWindow(read, setup, (tokens, window) -> new Refusal(Rule.WINDOW,
				SimulatedError.of(400, "prompt is too long: " + tokens + " tokens > " + window + " maximum")));
	}

	private static SimulatedMessage message(String role, JsonNode text) {
		return new SimulatedMessage(role, text.asString(""), 0, List.of(), null, null);
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		Transcript transcript = Transcript.of(steps);
		List<String> lines = new ArrayList<>();
		steps.forEach((step) -> lines.addAll(lines(step)));
		if (transcript.isWhole()) {
			lines.add(over(transcript.usage(request)));
		}
		Flux<Frame> frames = Flux.fromIterable(lines)
			.map((line) -> new Frame((line + "\n").getBytes(StandardCharsets.UTF_8), pace));
		return named(WireAnswer.stream("application/x-ndjson", frames, transcript.ending()));
	}

	private static List<String> lines(Step step) {
		if (step instanceof Step.Text text) {
			return text.deltas().stream().map((delta) -> JSON.writeValueAsString(Map.of("says", delta))).toList();
		}
		if (step instanceof Step.Event event) {
			return List.of(event.payload());
		}
		return (step instanceof Step.Failure failure) ? List.of(JSON.writeValueAsString(told(failure.error())))
				: List.of();
	}

	private static String over(Usage usage) {
		Map<String, @Nullable Object> line = new LinkedHashMap<>();
		line.put("over", "done");
		line.put("heard", usage.inputTokens());
		line.put("spoken", usage.outputTokens());
		return JSON.writeValueAsString(line);
	}

	private static Map<String, Object> told(SimulatedError error) {
		return Map.of("error", Map.of("message", error.message(), "status", error.status()));
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		return named(WireAnswer.whole(error.status(), "application/json", JSON.writeValueAsBytes(told(error))));
	}

	private static WireAnswer named(WireAnswer answer) {
		return answer.withHeader("x-request-id", UUID.randomUUID().toString());
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		return null;
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return error(SimulatedError.of(404, "There is nobody here"));
	}

	/** What the server demands. */
	enum Rule implements ProviderRule {

		KEY, MODEL, WINDOW;

		void require(boolean kept, int status, String words) {
			if (!kept) {
				throw new Refusal(this, SimulatedError.of(status, words));
			}
		}

		@Override
		public String text() {
			return "Parley demands a " + id() + ".";
		}

		@Override
		public String document() {
			return "https://parley.example.com/rules";
		}

	}

}
