package io.llmprovider.test.simulator.ollama;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Ollama's server demands of a chat request, after
 * https://github.com/ollama/ollama/blob/main/docs/api.md and the server's own types in
 * https://github.com/ollama/ollama/blob/main/api/types.go.
 */
final class OllamaRequestRules {

	private static final List<String> LEVELS = List.of("high", "medium", "low", "max");

	private static final Pattern DURATION = Pattern.compile("[-+]?((\\d+\\.?\\d*|\\.\\d+)([a-zµμ]+))+");

	private static final Pattern UNITLESS = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)");

	private static final Pattern UNIT = Pattern.compile("[a-zµμ]+");

	private static final List<String> UNITS = List.of("ns", "us", "µs", "μs", "ms", "s", "m", "h");

	private final GoDecoding go = new GoDecoding("ChatRequest");

	private final JsonNode body;

	private final Setup setup;

	OllamaRequestRules(JsonNode body, Setup setup) {
		this.body = body;
		this.setup = setup;
	}

	void check() {
		String model = this.go.text(this.body, "", "model");
		for (JsonNode message : this.go.array(this.body, "", "messages", "[]api.Message")) {
			checkMessage(message);
		}
		this.go.flag(this.body, "stream");
		checkKeepAlive();
		for (JsonNode tool : this.go.array(this.body, "", "tools", "api.Tools")) {
			checkTool(tool);
		}
		JsonNode options = this.go.object(this.body, "", "options", "map[string]interface {}");
		Boolean thinks = checkThink();
		this.go.flag(this.body, "truncate");
		this.go.flag(this.body, "shift");
		this.go.flag(this.body, "logprobs");
		int alternatives = this.go.integer(this.body, "", "top_logprobs");
		if (alternatives < 0 || alternatives > 20) {
			throw GoDecoding.refusal(OllamaRule.TOP_LOGPROBS, "top_logprobs must be between 0 and 20");
		}
		if (model == null || model.isBlank()) {
			throw GoDecoding.refusal(OllamaRule.MODEL, "model is required");
		}
		checkAbilities(model, Boolean.TRUE.equals(thinks));
		OllamaOptions.check(options);
		checkFormat();
	}

	private void checkMessage(JsonNode message) {
		String path = "messages.";
		this.go.element(message, "messages", "api.Alias");
		this.go.text(message, path, "role");
		this.go.text(message, path, "content");
		this.go.text(message, path, "thinking");
		this.go.text(message, path, "tool_name");
		this.go.text(message, path, "tool_call_id");
		for (JsonNode image : this.go.array(message, path, "images", "[]api.ImageData")) {
			if (!image.isString()) {
				throw this.go.mismatch(image, path + "images", "api.ImageData");
			}
			Refusal refusal = GoDecoding.base64(image.stringValue());
			if (refusal != null) {
				throw refusal;
			}
		}
		for (JsonNode call : this.go.array(message, path, "tool_calls", "[]api.ToolCall")) {
			this.go.element(call, path + "tool_calls", "api.ToolCall");
			this.go.text(call, path + "tool_calls.", "id");
			JsonNode function = this.go.object(call, path + "tool_calls.", "function", "api.ToolCallFunction");
			this.go.integer(function, path + "tool_calls.function.", "index");
			this.go.text(function, path + "tool_calls.function.", "name");
			// newer servers say "Value looks like object, but can't find closing '}'
			// symbol"
			this.go.object(function, path + "tool_calls.function.", "arguments", "api.ToolCallFunctionArguments");
		}
	}

	private void checkTool(JsonNode tool) {
		String path = "tools.function.";
		this.go.element(tool, "tools", "api.Tool");
		this.go.text(tool, "tools.", "type");
		JsonNode function = this.go.object(tool, "tools.", "function", "api.ToolFunction");
		this.go.text(function, path, "name");
		this.go.text(function, path, "description");
		JsonNode parameters = this.go.object(function, path, "parameters", "api.ToolFunctionParameters");
		this.go.text(parameters, path + "parameters.", "type");
		for (JsonNode name : this.go.array(parameters, path + "parameters.", "required", "[]string")) {
			if (!name.isString()) {
				throw this.go.mismatch(name, path + "parameters.required", "string");
			}
		}
		this.go.object(parameters, path + "parameters.", "properties", "api.ToolPropertiesMap");
	}

	private @Nullable Boolean checkThink() {
		JsonNode think = WireJson.member(this.body, "think");
		if (think == null || think.isBoolean()) {
			return (think != null) ? think.booleanValue() : null;
		}
		if (!think.isString()) {
			throw GoDecoding.refusal(OllamaRule.THINK,
					"think must be a boolean or string (\"high\", \"medium\", \"low\", \"max\", true, or false)");
		}
		if (!LEVELS.contains(think.stringValue())) {
			throw GoDecoding.refusal(OllamaRule.THINK, "invalid think value: \"" + think.stringValue()
					+ "\" (must be \"high\", \"medium\", \"low\", \"max\", true, or false)");
		}
		return true;
	}

	/** Go reads a string as a duration, which needs a unit. */
	private void checkKeepAlive() {
		JsonNode keepAlive = WireJson.member(this.body, "keep_alive");
		if (keepAlive == null || keepAlive.isNumber()) {
			return;
		}
		if (!keepAlive.isString()) {
			throw GoDecoding.refusal(OllamaRule.KEEP_ALIVE, "Unsupported type: '" + (keepAlive.isBoolean() ? "bool"
					: keepAlive.isArray() ? "[]interface {}" : "map[string]interface {}") + "'");
		}
		String text = keepAlive.stringValue();
		if (text.equals("0") || text.equals("-0") || text.equals("+0")) {
			return;
		}
		if (UNITLESS.matcher(text).matches()) {
			throw GoDecoding.refusal(OllamaRule.KEEP_ALIVE, "time: missing unit in duration \"" + text + "\"");
		}
		if (!DURATION.matcher(text).matches()) {
			throw GoDecoding.refusal(OllamaRule.KEEP_ALIVE, "time: invalid duration \"" + text + "\"");
		}
		Matcher unit = UNIT.matcher(text);
		while (unit.find()) {
			if (!UNITS.contains(unit.group())) {
				throw GoDecoding.refusal(OllamaRule.KEEP_ALIVE,
						"time: unknown unit \"" + unit.group() + "\" in duration \"" + text + "\"");
			}
		}
	}

	private void checkAbilities(String model, boolean thinks) {
		if (this.setup.anyModel()) {
			return;
		}
		SimulatedModel known = OllamaChatDialect.model(this.setup, model);
		if (known == null) {
			throw OllamaChatDialect.notFound(model);
		}
		if (known.anyAbility()) {
			return;
		}
		if (thinks && !known.thinking()) {
			throw GoDecoding.refusal(OllamaRule.THINKING_MODEL, "\"" + model + "\" does not support thinking");
		}
		if (!this.body.path("tools").isEmpty() && !known.tools()) {
			throw GoDecoding.refusal(OllamaRule.TOOL_MODEL, "registry.ollama.ai/library/"
					+ OllamaChatDialect.withTag(known.id()).toLowerCase(Locale.ROOT) + " does not support tools");
		}
	}

	/** The runner looks at the format, so the status is that of a failed runner. */
	private void checkFormat() {
		JsonNode format = WireJson.member(this.body, "format");
		if (format != null && !format.isObject() && !format.asString("x").isEmpty()
				&& !format.asString("x").equals("json")) {
			String text = WireJson.text(format);
			throw new Refusal(OllamaRule.FORMAT, SimulatedError.of(500, "invalid format: "
					+ WireJson.text(WireJson.tree(text)) + "; expected \"json\" or a valid JSON Schema object"));
		}
	}

}
