package io.llmprovider.test.simulator.google;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.QuietSteps;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders steps as parts, one for each delta. One instance is for one answer: only the
 * first call of it is signed.
 */
final class GoogleParts implements QuietSteps<List<ObjectNode>> {

	private final Generation generation;

	private final Signatures signatures;

	private final boolean told;

	private boolean signed;

	private boolean spoken;

	GoogleParts(SimulatedRequest request, Setup setup) {
		this.generation = Generation.of(request.model());
		this.signatures = new Signatures(setup.issued(), request.model());
		this.told = Boolean.TRUE.equals(request.thinking());
	}

	/** The part that ends an answer of words, with nothing in it but a signature. */
	List<ObjectNode> last() {
		boolean wanted = this.generation.isThird() && this.spoken && !this.signed;
		return wanted ? List.of(this.signatures.sign(text(""))) : List.of();
	}

	static boolean isReadable(String arguments) {
		try {
			return arguments(arguments).isObject();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static JsonNode arguments(String arguments) {
		return arguments.isBlank() ? WireJson.object() : WireJson.read(arguments);
	}

	private static ObjectNode text(String text) {
		return WireJson.object().put("text", text);
	}

	@Override
	public List<ObjectNode> nothing() {
		return List.of();
	}

	@Override
	public List<ObjectNode> reasoning(Step.Reasoning step) {
		return this.told ? step.deltas().stream().map((delta) -> text(delta).put("thought", true)).toList() : List.of();
	}

	@Override
	public List<ObjectNode> text(Step.Text step) {
		this.spoken |= !step.deltas().isEmpty();
		return step.deltas().stream().map(GoogleParts::text).toList();
	}

	@Override
	public List<ObjectNode> refusal(Step.Refusal step) {
		return List.of();
	}

	@Override
	public List<ObjectNode> toolCall(Step.ToolCall step) {
		if (!isReadable(step.arguments())) {
			return List.of();
		}
		ObjectNode part = WireJson.object();
		ObjectNode call = part.putObject("functionCall");
		if (step.id() != null || this.generation.isThird()) {
			call.put("id", (step.id() != null) ? step.id() : "call_" + UUID.randomUUID().toString().substring(0, 8));
		}
		call.put("name", step.name()).set("args", arguments(step.arguments()));
		boolean sign = this.generation.thinks() && !this.signed;
		this.signed = true;
		return List.of(sign ? this.signatures.sign(part) : part);
	}

	@Override
	public List<ObjectNode> serverTool(Step.ServerTool step) {
		List<ObjectNode> parts = new ArrayList<>();
		if (step.name().equals("code_execution")) {
			ObjectNode code = WireJson.object();
			code.putObject("executableCode").put("language", "PYTHON").put("code", step.arguments());
			ObjectNode result = WireJson.object();
			result.putObject("codeExecutionResult").put("outcome", "OUTCOME_OK").put("output", step.result());
			parts.add(code);
			parts.add(result);
			return parts;
		}
		String type = step.name().toUpperCase(Locale.ROOT);
		String id = "tool_" + UUID.randomUUID().toString().substring(0, 8);
		ObjectNode call = WireJson.object();
		call.putObject("toolCall").put("id", id).put("toolType", type).set("args", arguments(step.arguments()));
		ObjectNode response = WireJson.object();
		response.putObject("toolResponse")
			.put("id", id)
			.put("toolType", type)
			.putObject("response")
			.put("result", step.result());
		parts.add(this.signatures.sign(call));
		parts.add(response);
		return parts;
	}

	@Override
	public List<ObjectNode> failure(Step.Failure step) {
		return List.of();
	}

	@Override
	public List<ObjectNode> event(Step.Event step) {
		return List.of();
	}

}
