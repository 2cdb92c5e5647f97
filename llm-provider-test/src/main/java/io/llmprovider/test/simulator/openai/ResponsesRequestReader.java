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
 * Reads a checked request for a response into neutral form.
 */
final class ResponsesRequestReader {

	private final ReceivedRequest received;

	private final JsonNode body;

	ResponsesRequestReader(ReceivedRequest received, JsonNode body) {
		this.received = received;
		this.body = body;
	}

	SimulatedRequest read() {
		JsonNode limit = this.body.path("max_output_tokens");
		SimulatedRequest.Builder builder = SimulatedRequest
			.builder(OpenAiResponsesDialect.PROTOCOL, this.received, this.body)
			.model(this.body.path("model").asString(""))
			.messages(messages())
			.tools(tools(), choice())
			.stream(this.body.path("stream").asBoolean(false))
			.thinking(thinking())
			.maxOutputTokens(limit.isNumber() ? Integer.valueOf(limit.intValue()) : null);
		JsonNode format = this.body.path("text").path("format");
		switch (format.path("type").asString("text")) {
			case "json_object" -> builder.jsonAnswer(null);
			case "json_schema" -> builder.jsonAnswer(format.path("schema"));
			default -> {
				// text needs nothing said
			}
		}
		return builder.build();
	}

	private @Nullable Boolean thinking() {
		String effort = WireJson.textMember(this.body.path("reasoning"), "effort");
		return (effort != null) ? !effort.equals("none") : null;
	}

	private ToolChoice choice() {
		JsonNode choice = this.body.path("tool_choice");
		if (choice.isObject() && choice.has("name")) {
			return ToolChoice.of(choice.path("name").asString(""));
		}
		return switch (choice.asString("auto")) {
			case "none" -> ToolChoice.NONE;
			case "required" -> ToolChoice.REQUIRED;
			default -> ToolChoice.AUTO;
		};
	}

	private List<SimulatedTool> tools() {
		List<SimulatedTool> tools = new ArrayList<>();
		for (JsonNode tool : this.body.path("tools").values()) {
			if (tool.has("name")) {
				tools.add(new SimulatedTool(tool.path("name").asString(""), tool.path("description").asString(""),
						WireJson.member(tool, "parameters")));
			}
		}
		return tools;
	}

	private List<SimulatedMessage> messages() {
		List<SimulatedMessage> messages = new ArrayList<>();
		String instructions = WireJson.textMember(this.body, "instructions");
		if (instructions != null) {
			messages.add(new SimulatedMessage("system", instructions, 0, List.of(), null, null));
		}
		JsonNode input = this.body.path("input");
		if (input.isString()) {
			messages.add(new SimulatedMessage("user", input.stringValue(), 0, List.of(), null, null));
		}
		for (JsonNode item : input.isArray() ? input : WireJson.object()) {
			add(item, messages);
		}
		return messages;
	}

	private static void add(JsonNode item, List<SimulatedMessage> messages) {
		switch (item.path("type").asString("message")) {
			case "message" -> messages.add(message(item));
			case "function_call", "custom_tool_call" -> call(item, messages);
			case "function_call_output", "custom_tool_call_output" ->
				messages.add(new SimulatedMessage("tool", text(item.path("output")), images(item.path("output")),
						List.of(), WireJson.textMember(item, "call_id"), null));
			default -> {
				// What the server made for itself is no part of the conversation.
			}
		}
	}

	private static SimulatedMessage message(JsonNode item) {
		String role = item.path("role").asString("");
		JsonNode content = item.path("content");
		return new SimulatedMessage(role.equals("developer") ? "system" : role, text(content), images(content),
				List.of(), null, null);
	}

	private static int images(JsonNode content) {
		return (int) content.values().stream().filter((part) -> part.has("image_url")).count();
	}

	/** Calls belong to the message of the assistant's before them. */
	private static void call(JsonNode item, List<SimulatedMessage> messages) {
		String arguments = item.path("arguments").asString(item.path("input").asString(""));
		SimulatedToolCall call = new SimulatedToolCall(WireJson.textMember(item, "call_id"),
				item.path("name").asString(""), arguments);
		SimulatedMessage last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
		if (last == null || !last.role().equals("assistant")) {
			messages.add(new SimulatedMessage("assistant", "", 0, List.of(call), null, null));
			return;
		}
		List<SimulatedToolCall> calls = new ArrayList<>(last.toolCalls());
		calls.add(call);
		messages.set(messages.size() - 1, new SimulatedMessage("assistant", last.text(), 0, calls, null, null));
	}

	private static String text(JsonNode content) {
		if (content.isString()) {
			return content.stringValue();
		}
		List<String> texts = new ArrayList<>();
		for (JsonNode part : content.values()) {
			String text = WireJson.textMember(part, "text");
			if (text != null) {
				texts.add(text);
			}
		}
		return String.join("\n", texts);
	}

}
