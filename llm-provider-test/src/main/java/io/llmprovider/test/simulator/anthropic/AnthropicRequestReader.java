package io.llmprovider.test.simulator.anthropic;

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
 * Reads a checked request into neutral form: results of tools become messages of their
 * own.
 */
final class AnthropicRequestReader {

	private final ReceivedRequest received;

	private final JsonNode body;

	private final List<SimulatedMessage> messages = new ArrayList<>();

	AnthropicRequestReader(ReceivedRequest received, JsonNode body) {
		this.received = received;
		this.body = body;
	}

	SimulatedRequest read() {
		String system = text(this.body.path("system"));
		if (!system.isEmpty()) {
			this.messages.add(new SimulatedMessage("system", system, 0, List.of(), null, null));
		}
		this.body.path("messages").values().forEach(this::message);
		SimulatedRequest.Builder builder = SimulatedRequest.builder(AnthropicDialect.PROTOCOL, this.received, this.body)
			.model(this.body.path("model").asString(""))
			.messages(this.messages)
			.tools(tools(), choice())
			.stream(this.body.path("stream").asBoolean(false))
			.thinking(thinking())
			.maxOutputTokens(this.body.path("max_tokens").asInt(0));
		JsonNode format = this.body.path("output_config").path("format");
		if (format.isObject()) {
			builder.jsonAnswer(WireJson.member(format, "schema"));
		}
		return builder.build();
	}

	private @Nullable Boolean thinking() {
		JsonNode type = this.body.path("thinking").path("type");
		return type.isString() ? Boolean.valueOf(!type.stringValue().equals("disabled")) : null;
	}

	private void message(JsonNode message) {
		String role = message.path("role").asString("");
		JsonNode content = message.path("content");
		List<SimulatedToolCall> calls = new ArrayList<>();
		boolean others = content.isString();
		for (JsonNode block : content.values()) {
			switch (block.path("type").asString("")) {
				case "tool_result" -> this.messages.add(new SimulatedMessage("tool", text(block.path("content")),
						images(block.path("content")), List.of(), WireJson.textMember(block, "tool_use_id"), null));
				case "tool_use" -> {
					calls.add(new SimulatedToolCall(WireJson.textMember(block, "id"), block.path("name").asString(""),
							WireJson.text(block.path("input"))));
					others = true;
				}
				default -> others = true;
			}
		}
		if (others) {
			this.messages.add(new SimulatedMessage(role, text(content), images(content), calls, null, null));
		}
	}

	private static String text(JsonNode content) {
		if (content.isString()) {
			return content.stringValue();
		}
		List<String> texts = content.values()
			.stream()
			.filter((block) -> block.path("type").asString("").equals("text"))
			.map((block) -> block.path("text").asString(""))
			.toList();
		return String.join("\n", texts);
	}

	private static int images(JsonNode content) {
		return (int) content.values()
			.stream()
			.filter((block) -> block.path("type").asString("").equals("image"))
			.count();
	}

	private List<SimulatedTool> tools() {
		return this.body.path("tools")
			.values()
			.stream()
			.filter((tool) -> tool.has("input_schema"))
			.map((tool) -> new SimulatedTool(tool.path("name").asString(""), tool.path("description").asString(""),
					WireJson.member(tool, "input_schema")))
			.toList();
	}

	private ToolChoice choice() {
		JsonNode choice = this.body.path("tool_choice");
		return switch (choice.path("type").asString("auto")) {
			case "any" -> ToolChoice.REQUIRED;
			case "none" -> ToolChoice.NONE;
			case "tool" -> ToolChoice.of(choice.path("name").asString(""));
			default -> ToolChoice.AUTO;
		};
	}

}
