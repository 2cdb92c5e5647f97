package io.llmprovider.test.simulator.bedrock;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
final class BedrockRequestReader {

	private final ReceivedRequest received;

	private final JsonNode body;

	private final List<SimulatedMessage> messages = new ArrayList<>();

	BedrockRequestReader(ReceivedRequest received, JsonNode body) {
		this.received = received;
		this.body = body;
	}

	SimulatedRequest read(String model, boolean stream) {
		String system = text(this.body.path("system"));
		if (!system.isEmpty()) {
			this.messages.add(new SimulatedMessage("system", system, 0, List.of(), null, null));
		}
		this.body.path("messages").values().forEach(this::message);
		JsonNode limit = this.body.path("inferenceConfig").path("maxTokens");
		SimulatedRequest.Builder builder = SimulatedRequest.builder(BedrockDialect.PROTOCOL, this.received, this.body)
			.model(model)
			.messages(this.messages)
			.tools(tools(), choice())
			.stream(stream)
			.thinking(thinking())
			.maxOutputTokens(limit.isNumber() ? Integer.valueOf(limit.intValue()) : null);
		JsonNode schema = this.body.path("outputConfig").path("textFormat").path("structure").path("jsonSchema");
		if (schema.isObject()) {
			builder.jsonAnswer(WireJson.read(schema.path("schema").asString("{}")));
		}
		return builder.build();
	}

	private @Nullable Boolean thinking() {
		JsonNode fields = this.body.path("additionalModelRequestFields");
		JsonNode type = fields.path("thinking").path("type");
		JsonNode told = type.isString() ? type : fields.path("reasoningConfig").path("type");
		return told.isString() ? Boolean.valueOf(!told.stringValue().equals("disabled")) : null;
	}

	private void message(JsonNode message) {
		JsonNode content = message.path("content");
		List<SimulatedToolCall> calls = new ArrayList<>();
		boolean others = false;
		for (JsonNode block : content.values()) {
			JsonNode result = block.path("toolResult");
			JsonNode use = block.path("toolUse");
			if (result.isObject() && message.path("role").asString("").equals("assistant")) {
				// The model's own tool: nobody has to answer its call.
				String id = WireJson.textMember(result, "toolUseId");
				calls.removeIf((call) -> Objects.equals(call.id(), id));
				continue;
			}
			if (result.isObject()) {
				this.messages.add(new SimulatedMessage("tool", text(result.path("content")),
						images(result.path("content")), List.of(), WireJson.textMember(result, "toolUseId"), null));
				continue;
			}
			others |= !block.has("cachePoint");
			if (use.isObject()) {
				calls.add(new SimulatedToolCall(WireJson.textMember(use, "toolUseId"), use.path("name").asString(""),
						WireJson.text(use.path("input"))));
			}
		}
		if (others) {
			this.messages.add(new SimulatedMessage(message.path("role").asString(""), text(content), images(content),
					calls, null, null));
		}
	}

	private static String text(JsonNode content) {
		List<String> texts = new ArrayList<>();
		for (JsonNode block : content.values()) {
			if (block.has("text")) {
				texts.add(block.path("text").asString(""));
			}
			else if (block.has("json")) {
				texts.add(WireJson.text(block.path("json")));
			}
		}
		return String.join("\n", texts);
	}

	private static int images(JsonNode content) {
		return (int) content.values().stream().filter((block) -> block.has("image")).count();
	}

	private List<SimulatedTool> tools() {
		return this.body.path("toolConfig")
			.path("tools")
			.values()
			.stream()
			.map((tool) -> tool.path("toolSpec"))
			.filter(JsonNode::isObject)
			.map((spec) -> new SimulatedTool(spec.path("name").asString(""), spec.path("description").asString(""),
					spec.path("inputSchema").path("json")))
			.toList();
	}

	private ToolChoice choice() {
		JsonNode own = this.body.path("additionalModelRequestFields").path("tool_choice");
		JsonNode choice = this.body.path("toolConfig").path("toolChoice");
		String type = own.path("type").asString("");
		if (choice.has("any") || type.equals("any")) {
			return ToolChoice.REQUIRED;
		}
		if (type.equals("tool")) {
			return ToolChoice.of(own.path("name").asString(""));
		}
		return choice.has("tool") ? ToolChoice.of(choice.path("tool").path("name").asString("")) : ToolChoice.AUTO;
	}

}
