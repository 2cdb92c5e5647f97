package io.llmprovider.test.simulator.bedrock;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Folds the events of an answer into one that is not streamed.
 */
final class BedrockWhole {

	private final Map<Integer, ObjectNode> blocks = new LinkedHashMap<>();

	private final Map<Integer, StringBuilder> inputs = new LinkedHashMap<>();

	private final ObjectNode answer = WireJson.object();

	void add(BedrockEvent event) {
		JsonNode payload = event.payload();
		switch (event.type()) {
			case "contentBlockStart" -> this.blocks.put(index(payload), (ObjectNode) payload.path("start"));
			case "contentBlockDelta" -> delta(index(payload), payload.path("delta"));
			case "messageStop", "metadata" -> payload.properties().forEach((member) -> {
				if (!member.getKey().equals("p")) {
					this.answer.set(member.getKey(), member.getValue());
				}
			});
			default -> {
			}
		}
	}

	/**
	 * The answer.
	 * @throws Refusal if the input of a call is no JSON object, which a whole answer
	 * cannot say
	 */
	ObjectNode answer() {
		ObjectNode message = WireJson.object().put("role", "assistant");
		ArrayNode content = message.putArray("content");
		this.inputs.forEach((index, input) -> ((ObjectNode) block(index).path("toolUse")).set("input",
				input.isEmpty() ? WireJson.object() : object(input.toString())));
		this.blocks.values().forEach(content::add);
		this.answer.putObject("output").set("message", message);
		return this.answer;
	}

	private void delta(int index, JsonNode delta) {
		ObjectNode block = block(index);
		if (delta.has("text")) {
			block.put("text", block.path("text").asString("") + delta.path("text").asString(""));
		}
		if (delta.has("toolUse")) {
			this.inputs.computeIfAbsent(index, (key) -> new StringBuilder())
				.append(delta.path("toolUse").path("input").asString(""));
		}
		if (delta.has("toolResult")) {
			((ObjectNode) block.path("toolResult")).set("content", delta.path("toolResult"));
		}
		JsonNode thought = delta.path("reasoningContent");
		if (thought.has("redactedContent")) {
			block.putObject("reasoningContent").set("redactedContent", thought.path("redactedContent"));
		}
		else if (thought.isObject()) {
			thought(block, thought);
		}
	}

	private static void thought(ObjectNode block, JsonNode thought) {
		ObjectNode told = (block.path("reasoningContent").path("reasoningText") instanceof ObjectNode known) ? known
				: block.putObject("reasoningContent").putObject("reasoningText");
		told.put("text", told.path("text").asString("") + thought.path("text").asString(""));
		if (thought.has("signature")) {
			told.set("signature", thought.path("signature"));
		}
	}

	private ObjectNode block(int index) {
		return this.blocks.computeIfAbsent(index, (key) -> WireJson.object());
	}

	private static JsonNode object(String arguments) {
		try {
			JsonNode input = WireJson.read(arguments);
			if (input.isObject()) {
				return input;
			}
		}
		catch (JacksonException ex) {
			throw new Refusal(BedrockRule.TOOL_INPUT, BedrockEvents.unreadable());
		}
		throw new Refusal(BedrockRule.TOOL_INPUT, BedrockEvents.unreadable());
	}

	private static int index(JsonNode payload) {
		return payload.path("contentBlockIndex").asInt(-1);
	}

}
