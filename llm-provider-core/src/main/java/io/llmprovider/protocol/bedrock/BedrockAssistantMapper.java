package io.llmprovider.protocol.bedrock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.AssistantBlocks;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a model said before, block by block and in the same order. What cannot be
 * sent becomes an empty block, which is dropped.
 */
final class BedrockAssistantMapper implements Content.Visitor<Map<String, @Nullable Object>> {

	private final boolean claude;

	private final boolean withTools;

	BedrockAssistantMapper(BedrockModel model, boolean withTools) {
		this.claude = model.isClaude();
		this.withTools = withTools;
	}

	/**
	 * The blocks of a message.
	 * @param message what the model said
	 * @param last whether the model is to go on from there
	 * @param points marks the blocks
	 * @return the blocks, none if nothing of it can be sent
	 */
	List<Map<String, @Nullable Object>> blocks(AssistantMessage message, boolean last, BedrockCachePoints points) {
		return AssistantBlocks.of(message, last, this, points::markBlock);
	}

	@Override
	public Map<String, @Nullable Object> text(Text text) {
		// Sources alone make a block, too, which as a text would say nothing.
		return text.text().isBlank() ? Map.of() : BedrockContent.text(text.text());
	}

	@Override
	public Map<String, @Nullable Object> reasoning(Reasoning reasoning) {
		ReplayData own = reasoning.replay();
		if (own == null) {
			return BedrockContent.of("reasoningContent",
					BedrockContent.of("reasoningText", BedrockContent.of("text", reasoning.text())));
		}
		String data = own.text(BedrockReplay.REDACTED);
		if (data != null) {
			return BedrockContent.of("reasoningContent", BedrockContent.of(BedrockReplay.REDACTED, data));
		}
		String signature = own.text(BedrockReplay.SIGNATURE);
		if (signature == null || signature.isEmpty()) {
			// A Claude refuses thoughts without a signature, and other models take none.
			return (this.claude && !reasoning.text().isBlank()) ? BedrockContent.text(reasoning.text()) : Map.of();
		}
		Map<String, @Nullable Object> thought = BedrockContent.of("text", reasoning.text());
		thought.put(BedrockReplay.SIGNATURE, signature);
		return BedrockContent.of("reasoningContent", BedrockContent.of("reasoningText", thought));
	}

	@Override
	public Map<String, @Nullable Object> toolCall(ToolCall call) {
		if (!this.withTools) {
			return Map.of();
		}
		return use(call.id(), call.name(), call.arguments(), Map.of());
	}

	@Override
	public Map<String, @Nullable Object> serverToolCall(ServerToolCall call) {
		ReplayData own = call.replay();
		if (own == null || !this.withTools) {
			return Map.of();
		}
		return use(String.valueOf(call.id()), call.name(), (call.arguments() != null) ? call.arguments() : "{}",
				members(own));
	}

	@Override
	public Map<String, @Nullable Object> serverToolResult(ServerToolResult result) {
		ReplayData own = result.replay();
		if (own == null || !this.withTools) {
			return Map.of();
		}
		Map<String, @Nullable Object> block = members(own);
		block.put("content", Json.mapper().readValue(result.raw(), Object.class));
		return BedrockContent.of("toolResult", block);
	}

	@Override
	public Map<String, @Nullable Object> image(Image image) {
		return Map.of();
	}

	@Override
	public Map<String, @Nullable Object> document(Document document) {
		return Map.of();
	}

	@Override
	public Map<String, @Nullable Object> json(JsonContent json) {
		return BedrockContent.text(json.json());
	}

	private static Map<String, @Nullable Object> use(String id, String name, String arguments,
			Map<String, @Nullable Object> members) {
		Map<String, @Nullable Object> use = new LinkedHashMap<>();
		use.put("toolUseId", id);
		use.put("name", name);
		use.put("input", Json.object(arguments));
		use.putAll(members);
		return BedrockContent.of("toolUse", use);
	}

	private static Map<String, @Nullable Object> members(ReplayData own) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		if (own.payload().get(BedrockReplay.MEMBERS) instanceof Map<?, ?> members) {
			members.forEach((name, value) -> copy.put(String.valueOf(name), value));
		}
		return copy;
	}

}
