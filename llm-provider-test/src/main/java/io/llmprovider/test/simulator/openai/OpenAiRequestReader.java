package io.llmprovider.test.simulator.openai;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.ToolChoice;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.SimulatedMessage;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.SimulatedTool;
import io.llmprovider.test.simulator.SimulatedToolCall;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a checked chat completion request into neutral form, for all whose requests are
 * of this shape.
 */
public final class OpenAiRequestReader {

	private final ReceivedRequest received;

	private final JsonNode body;

	/**
	 * Creates a reader.
	 * @param received the request
	 * @param body its body
	 */
	public OpenAiRequestReader(ReceivedRequest received, JsonNode body) {
		this.received = received;
		this.body = body;
	}

	SimulatedRequest read() {
		return read(OpenAiCompletionsDialect.PROTOCOL, OpenAiRequestRules.outputLimit(this.body)).build();
	}

	/**
	 * Reads.
	 * @param protocol the protocol's id
	 * @param outputLimit how many tokens the answer may have, or null
	 * @return the request, to which more may be added
	 */
	public SimulatedRequest.Builder read(String protocol, @Nullable Integer outputLimit) {
		SimulatedRequest.Builder builder = SimulatedRequest.builder(protocol, this.received, this.body)
			.model(this.body.path("model").asString(""))
			.messages(this.body.path("messages").values().stream().map(OpenAiRequestReader::message).toList())
			.tools(this.body.path("tools").values().stream().map(OpenAiRequestReader::tool).toList(), choice())
			.stream(this.body.path("stream").asBoolean(false))
			.thinking(thinking())
			.maxOutputTokens(outputLimit);
		JsonNode format = this.body.path("response_format");
		switch (format.path("type").asString("text")) {
			case "json_object" -> builder.jsonAnswer(null);
			case "json_schema" -> builder.jsonAnswer(format.path("json_schema").path("schema"));
			default -> {
				// text needs nothing said
			}
		}
		return builder;
	}

	private @Nullable Boolean thinking() {
		String effort = WireJson.textMember(this.body, "reasoning_effort");
		return (effort != null) ? !effort.equals("none") : null;
	}

	private ToolChoice choice() {
		JsonNode choice = this.body.path("tool_choice");
		if (choice.isObject() && choice.has("function")) {
			return ToolChoice.of(choice.path("function").path("name").asString(""));
		}
		return switch (choice.asString("auto")) {
			case "none" -> ToolChoice.NONE;
			case "required", "any" -> ToolChoice.REQUIRED;
			default -> ToolChoice.AUTO;
		};
	}

	private static SimulatedMessage message(JsonNode message) {
		String role = message.path("role").asString("");
		List<String> texts = new ArrayList<>();
		int images = 0;
		JsonNode content = message.path("content");
		if (content.isString()) {
			texts.add(content.stringValue());
		}
		for (JsonNode part : content.isArray() ? content : WireJson.object()) {
			String text = WireJson.textMember(part, "text");
			if (text != null) {
				texts.add(text);
			}
			images += part.has("image_url") ? 1 : 0;
		}
		List<SimulatedToolCall> calls = message.path("tool_calls")
			.values()
			.stream()
			.map(OpenAiRequestReader::call)
			.toList();
		return new SimulatedMessage(role.equals("developer") ? "system" : role, String.join("\n", texts), images, calls,
				WireJson.textMember(message, "tool_call_id"), null);
	}

	private static SimulatedToolCall call(JsonNode call) {
		JsonNode function = call.path("function");
		return new SimulatedToolCall(WireJson.textMember(call, "id"), function.path("name").asString(""),
				function.path("arguments").asString(""));
	}

	private static SimulatedTool tool(JsonNode tool) {
		JsonNode function = tool.path(tool.path("type").asString("function"));
		return new SimulatedTool(function.path("name").asString(""), function.path("description").asString(""),
				WireJson.member(function, "parameters"));
	}

}
