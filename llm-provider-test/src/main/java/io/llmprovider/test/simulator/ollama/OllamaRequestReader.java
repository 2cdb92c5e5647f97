package io.llmprovider.test.simulator.ollama;

import java.util.List;
import java.util.Locale;

import io.llmprovider.chat.ToolChoice;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedMessage;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.SimulatedTool;
import io.llmprovider.test.simulator.SimulatedToolCall;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a checked Ollama chat request into neutral form.
 */
final class OllamaRequestReader {

	private final ReceivedRequest received;

	private final JsonNode body;

	private final Setup setup;

	OllamaRequestReader(ReceivedRequest received, JsonNode body, Setup setup) {
		this.received = received;
		this.body = body;
		this.setup = setup;
	}

	SimulatedRequest read() {
		String model = this.body.path("model").asString("");
		JsonNode limit = this.body.path("options").path("num_predict");
		SimulatedRequest.Builder builder = SimulatedRequest
			.builder(OllamaChatDialect.PROTOCOL, this.received, this.body)
			.model(model)
			.messages(this.body.path("messages").values().stream().map(OllamaRequestReader::message).toList())
			.tools(this.body.path("tools").values().stream().map(OllamaRequestReader::tool).toList(), ToolChoice.AUTO)
			.stream(this.body.path("stream").asBoolean(true))
			.thinking(thinking(model))
			// a negative number means without end
			.maxOutputTokens((limit.isNumber() && limit.intValue() > 0) ? limit.intValue() : null)
			.ignoredMembers(OllamaOptions.ignored(this.body));
		JsonNode format = this.body.path("format");
		if (format.isObject()) {
			builder.jsonAnswer(format);
		}
		else if (format.asString("").equals("json")) {
			builder.jsonAnswer(null);
		}
		return builder.build();
	}

	/** A model that can think does so unless it is told not to. */
	private @Nullable Boolean thinking(String model) {
		JsonNode think = WireJson.member(this.body, "think");
		if (think != null) {
			return !think.isBoolean() || think.booleanValue();
		}
		SimulatedModel known = OllamaChatDialect.model(this.setup, model);
		return (known != null && known.thinking() && !known.anyAbility()) ? Boolean.TRUE : null;
	}

	private static SimulatedMessage message(JsonNode message) {
		List<SimulatedToolCall> calls = message.path("tool_calls")
			.values()
			.stream()
			.map(OllamaRequestReader::call)
			.toList();
		String content = WireJson.textMember(message, "content");
		return new SimulatedMessage(message.path("role").asString("").toLowerCase(Locale.ROOT),
				(content != null) ? content : "", message.path("images").size(), calls,
				WireJson.textMember(message, "tool_call_id"), WireJson.textMember(message, "tool_name"));
	}

	private static SimulatedToolCall call(JsonNode call) {
		JsonNode function = call.path("function");
		JsonNode arguments = WireJson.member(function, "arguments");
		return new SimulatedToolCall(WireJson.textMember(call, "id"), function.path("name").asString(""),
				(arguments != null) ? WireJson.text(arguments) : "{}");
	}

	private static SimulatedTool tool(JsonNode tool) {
		JsonNode function = tool.path("function");
		return new SimulatedTool(function.path("name").asString(""), function.path("description").asString(""),
				WireJson.member(function, "parameters"));
	}

}
