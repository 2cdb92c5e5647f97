package io.llmprovider.test.simulator.google;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.llmprovider.chat.ToolChoice;
import io.llmprovider.test.simulator.ReceivedRequest;
import io.llmprovider.test.simulator.SimulatedMessage;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.SimulatedTool;
import io.llmprovider.test.simulator.SimulatedToolCall;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a checked request into neutral form: responses of functions become messages of
 * their own.
 */
final class GoogleRequestReader {

	private final JsonNode body;

	private final List<SimulatedMessage> messages = new ArrayList<>();

	GoogleRequestReader(JsonNode body) {
		this.body = body;
	}

	SimulatedRequest read(String protocol, ReceivedRequest received, String model, boolean stream) {
		String system = text(this.body.path("systemInstruction"));
		if (!system.isEmpty()) {
			this.messages.add(new SimulatedMessage("system", system, 0, List.of(), null, null));
		}
		this.body.path("contents").values().forEach(this::content);
		JsonNode config = this.body.path("generationConfig");
		SimulatedRequest.Builder builder = SimulatedRequest.builder(protocol, received, this.body)
			.model(model)
			.messages(this.messages)
			.tools(tools(), choice())
			.stream(stream)
			.thinking(thinking(config.path("thinkingConfig")))
			.maxOutputTokens(config.has("maxOutputTokens") ? config.path("maxOutputTokens").asInt() : null);
		if (config.path("responseMimeType").asString("").equals("application/json")) {
			JsonNode schema = WireJson.member(config, "responseSchema");
			builder.jsonAnswer((schema != null) ? plain(schema) : WireJson.member(config, "responseJsonSchema"));
		}
		return builder.build();
	}

	private static @Nullable Boolean thinking(JsonNode config) {
		return config.isObject() ? Boolean.valueOf(config.path("includeThoughts").asBoolean(false)) : null;
	}

	private void content(JsonNode content) {
		List<SimulatedToolCall> calls = new ArrayList<>();
		boolean others = false;
		for (JsonNode part : content.path("parts").values()) {
			JsonNode response = part.path("functionResponse");
			if (response.isObject()) {
				JsonNode said = response.path("response");
				JsonNode output = said.has("output") ? said.path("output") : said.path("error");
				this.messages.add(new SimulatedMessage("tool",
						output.isString() ? output.stringValue() : WireJson.text(said), images(response), List.of(),
						WireJson.textMember(response, "id"), WireJson.textMember(response, "name")));
				continue;
			}
			others = true;
			JsonNode call = part.path("functionCall");
			if (call.isObject()) {
				calls.add(new SimulatedToolCall(WireJson.textMember(call, "id"), call.path("name").asString(""),
						WireJson.text(call.path("args"))));
			}
		}
		if (others) {
			String role = content.path("role").asString("").equals("model") ? "assistant" : "user";
			this.messages.add(new SimulatedMessage(role, text(content), images(content), calls, null, null));
		}
	}

	private static String text(JsonNode content) {
		List<String> texts = content.path("parts")
			.values()
			.stream()
			.filter((part) -> part.path("text").isString() && !part.path("thought").asBoolean(false))
			.map((part) -> part.path("text").stringValue())
			.toList();
		return String.join("\n", texts);
	}

	private static int images(JsonNode content) {
		return (int) content.path("parts")
			.values()
			.stream()
			.filter((part) -> part.has("inlineData") || part.has("fileData"))
			.count();
	}

	private List<SimulatedTool> tools() {
		List<SimulatedTool> tools = new ArrayList<>();
		for (JsonNode tool : this.body.path("tools").values()) {
			for (JsonNode function : tool.path("functionDeclarations").values()) {
				JsonNode schema = WireJson.member(function, "parameters");
				tools.add(
						new SimulatedTool(function.path("name").asString(""), function.path("description").asString(""),
								(schema != null) ? plain(schema) : WireJson.member(function, "parametersJsonSchema")));
			}
		}
		return tools;
	}

	/** Google writes types in capitals, JSON Schema does not. */
	private static JsonNode plain(JsonNode schema) {
		JsonNode copy = schema.deepCopy();
		for (JsonNode object : copy.findParents("type")) {
			JsonNode type = object.path("type");
			if (type.isString() && object instanceof ObjectNode owner) {
				owner.put("type", type.stringValue().toLowerCase(Locale.ROOT));
			}
		}
		return copy;
	}

	private ToolChoice choice() {
		JsonNode calling = this.body.path("toolConfig").path("functionCallingConfig");
		JsonNode allowed = calling.path("allowedFunctionNames");
		return switch (calling.path("mode").asString("AUTO")) {
			case "ANY" -> (allowed.size() == 1) ? ToolChoice.of(allowed.get(0).asString("")) : ToolChoice.REQUIRED;
			case "NONE" -> ToolChoice.NONE;
			default -> ToolChoice.AUTO;
		};
	}

}
