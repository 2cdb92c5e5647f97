package io.llmprovider.test.simulator.ollama;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.WireAnswer;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ollama's own chat API, after https://github.com/ollama/ollama/blob/main/docs/api.md. It
 * is lenient where Go's decoder is, and wherever a template would decide; what it would
 * have ignored is told by {@link SimulatedRequest#ignoredMembers()}.
 */
public final class OllamaChatDialect implements Dialect {

	static final String PROTOCOL = "ollama-chat";

	private static final String JSON = "application/json; charset=utf-8";

	private static final List<String> PATHS = List.of("/api/chat", "/api/show", "/api/tags", "/api/version");

	@Override
	public String protocol() {
		return PROTOCOL;
	}

	@Override
	public String basePath() {
		return "";
	}

	@Override
	public List<ProviderRule> rules() {
		return List.of(OllamaRule.values());
	}

	@Override
	public boolean isFor(ReceivedRequest request) {
		return request.path().startsWith("/api/");
	}

	@Override
	public boolean isChat(ReceivedRequest request) {
		return request.path().equals("/api/chat") && request.method().equals("POST");
	}

	@Override
	public SimulatedRequest accept(ReceivedRequest request, Setup setup) {
		checkKey(request, setup);
		JsonNode body = parse(request);
		new OllamaRequestRules(body, setup).check();
		return new OllamaRequestReader(request, body, setup).read();
	}

	private static JsonNode parse(ReceivedRequest request) {
		String text = new String(request.body(), StandardCharsets.UTF_8);
		if (text.isBlank()) {
			throw GoDecoding.refusal(OllamaRule.JSON_BODY, "missing request body");
		}
		try {
			JsonNode body = WireJson.read(text);
			if (!body.isObject()) {
				throw GoDecoding.refusal(OllamaRule.JSON_BODY, "json: cannot unmarshal "
						+ (body.isArray() ? "array" : "string") + " into Go value of type api.ChatRequest");
			}
			return body;
		}
		catch (JacksonException ex) {
			throw GoDecoding.refusal(OllamaRule.JSON_BODY, "unexpected EOF");
		}
	}

	/** A local server asks for no key; the cloud does. */
	private static void checkKey(ReceivedRequest request, Setup setup) {
		String header = request.header("authorization");
		if (!setup.apiKeys().isEmpty()
				&& (header == null || setup.apiKeys().stream().noneMatch((key) -> header.equals("Bearer " + key)))) {
			throw new Refusal(OllamaRule.KEY, SimulatedError.of(401, "unauthorized"));
		}
	}

	static @Nullable SimulatedModel model(Setup setup, String id) {
		return setup.models()
			.stream()
			.filter((model) -> withTag(model.id()).equalsIgnoreCase(withTag(id)))
			.findFirst()
			.orElse(null);
	}

	static String withTag(String id) {
		return id.contains(":") ? id : id + ":latest";
	}

	static Refusal notFound(String model) {
		return new Refusal(OllamaRule.MODEL, SimulatedError.of(404, "model '" + model + "' not found"));
	}

	@Override
	public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) {
		if (request.messages().isEmpty()) {
			return loaded(request);
		}
		List<Step> readable = readable(steps);
		Transcript transcript = Transcript.of(readable);
		if (request.stream()) {
			// an error before the first line still has a status of its own
			if (readable.get(0) instanceof Step.Failure first) {
				return error(first.error());
			}
			return WireAnswer.stream("application/x-ndjson",
					Flux.defer(() -> new OllamaStream(request, pace).frames(readable, transcript)),
					transcript.ending());
		}
		if (transcript.failure() != null) {
			return error(transcript.failure());
		}
		ObjectNode body = new OllamaAnswer(request.model()).whole(transcript, request);
		return transcript.whole(JSON, body);
	}

	private static List<Step> readable(List<Step> steps) {
		List<Step> readable = new ArrayList<>();
		for (Step step : steps) {
			if (step instanceof Step.ToolCall call && !OllamaAnswer.isReadable(call)) {
				readable.add(new Step.Failure(OllamaAnswer.unreadable(call)));
				return readable;
			}
			readable.add(step);
		}
		return readable.isEmpty() ? List.of(new Step.Text(List.of())) : readable;
	}

	/** A request without messages only loads the model, or unloads it. */
	private static WireAnswer loaded(SimulatedRequest request) {
		JsonNode keepAlive = request.json().path("keep_alive");
		boolean unload = keepAlive.isNumber() ? keepAlive.intValue() == 0 : keepAlive.asString("").equals("0");
		ObjectNode line = new OllamaAnswer(request.model()).line(true).put("done_reason", unload ? "unload" : "load");
		return WireAnswer.whole(200, JSON, WireJson.bytes(line));
	}

	@Override
	public WireAnswer error(SimulatedError error) {
		return WireAnswer.whole(error.status(), JSON, WireJson.bytes(body(error)));
	}

	static ObjectNode body(SimulatedError error) {
		return WireJson.object().put("error", error.message());
	}

	@Override
	public @Nullable WireAnswer query(ReceivedRequest request, Setup setup) {
		return switch (request.method() + " " + request.path()) {
			case "GET /api/version" -> ok(WireJson.object().put("version", "0.13.0"));
			case "GET /api/tags" -> tags(setup);
			case "POST /api/show" -> show(request, setup);
			default -> null;
		};
	}

	private static WireAnswer tags(Setup setup) {
		ObjectNode body = WireJson.object();
		for (SimulatedModel model : setup.listedModels()) {
			ObjectNode entry = body.withArray("models").addObject();
			entry.put("name", withTag(model.id())).put("model", withTag(model.id()));
			entry.put("modified_at", "2026-01-01T00:00:00Z").put("size", 1_000_000_000L).put("digest", "0".repeat(64));
			putDetails(entry);
		}
		return ok(body);
	}

	private static WireAnswer show(ReceivedRequest request, Setup setup) {
		String id = WireJson.textMember(parse(request), "model");
		if (id == null || id.isBlank()) {
			throw GoDecoding.refusal(OllamaRule.MODEL, "model is required");
		}
		SimulatedModel known = setup.anyModel() ? SimulatedModel.of(id).withThinking(true) : model(setup, id);
		if (known == null) {
			throw notFound(id);
		}
		SimulatedModel model = Objects.requireNonNull(known);
		ObjectNode body = WireJson.object().put("modelfile", "FROM " + model.id()).put("template", "{{ .Prompt }}");
		putDetails(body);
		body.putObject("model_info")
			.put("general.architecture", "simulator")
			.put("simulator.context_length", model.contextWindow());
		body.putArray("capabilities").add("completion");
		if (model.tools()) {
			body.withArray("capabilities").add("tools");
		}
		if (model.thinking()) {
			body.withArray("capabilities").add("thinking");
		}
		return ok(body.put("modified_at", "2026-01-01T00:00:00Z"));
	}

	private static void putDetails(ObjectNode owner) {
		owner.putObject("details")
			.put("parent_model", "")
			.put("format", "gguf")
			.put("family", "simulator")
			.put("parameter_size", "1B")
			.put("quantization_level", "Q4_K_M")
			.putArray("families")
			.add("simulator");
	}

	private static WireAnswer ok(ObjectNode body) {
		return WireAnswer.whole(200, JSON, WireJson.bytes(body));
	}

	@Override
	public WireAnswer notFound(ReceivedRequest request) {
		return PATHS.contains(request.path()) ? WireAnswer.text(405, "405 method not allowed")
				: WireAnswer.text(404, "404 page not found");
	}

}
