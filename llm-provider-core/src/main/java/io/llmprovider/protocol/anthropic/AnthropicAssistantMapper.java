package io.llmprovider.protocol.anthropic;

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
final class AnthropicAssistantMapper implements Content.Visitor<Map<String, @Nullable Object>> {

	/**
	 * The blocks of a message.
	 * @param message what the model said
	 * @param last whether the model is to go on from there
	 * @param marks marks the blocks
	 * @return the blocks, none if nothing of it can be sent
	 */
	List<Map<String, @Nullable Object>> blocks(AssistantMessage message, boolean last, AnthropicCacheMarks marks) {
		return AssistantBlocks.of(message, last, this,
				(blocks, own) -> marks.markBlock(blocks.get(blocks.size() - 1), own));
	}

	@Override
	public Map<String, @Nullable Object> text(Text text) {
		Map<String, @Nullable Object> block = AnthropicContent.text(text.text());
		ReplayData own = text.replay();
		Object citations = (own != null) ? own.payload().get(AnthropicReplay.CITATIONS) : null;
		if (!block.isEmpty() && citations != null) {
			block.put("citations", citations);
		}
		return block;
	}

	@Override
	public Map<String, @Nullable Object> reasoning(Reasoning reasoning) {
		ReplayData own = reasoning.replay();
		if (own == null) {
			return thinking(reasoning.text(), "");
		}
		String data = own.text(AnthropicReplay.DATA);
		if (data != null) {
			Map<String, @Nullable Object> block = AnthropicContent.typed("redacted_thinking");
			block.put("data", data);
			return block;
		}
		String signature = own.text(AnthropicReplay.SIGNATURE);
		boolean empty = (signature == null || signature.isEmpty()) && reasoning.text().isBlank();
		return empty ? Map.of() : thinking(reasoning.text(), (signature != null) ? signature : "");
	}

	/** A host that signs nothing does not know the member either. */
	private static Map<String, @Nullable Object> thinking(String text, String signature) {
		Map<String, @Nullable Object> block = AnthropicContent.typed("thinking");
		block.put("thinking", text);
		if (!signature.isEmpty()) {
			block.put("signature", signature);
		}
		return block;
	}

	@Override
	public Map<String, @Nullable Object> toolCall(ToolCall call) {
		Map<String, @Nullable Object> block = AnthropicContent.typed("tool_use");
		block.put("id", call.id());
		block.put("name", call.name());
		block.put("input", Json.object(call.arguments()));
		members(call.replay()).forEach(block::put);
		return block;
	}

	@Override
	public Map<String, @Nullable Object> serverToolCall(ServerToolCall call) {
		ReplayData own = call.replay();
		if (own == null) {
			return Map.of();
		}
		Map<String, @Nullable Object> block = new LinkedHashMap<>(members(own));
		block.put("id", call.id());
		block.put("name", call.name());
		block.put("input", Json.object((call.arguments() != null) ? call.arguments() : "{}"));
		return block;
	}

	@Override
	public Map<String, @Nullable Object> serverToolResult(ServerToolResult result) {
		ReplayData own = result.replay();
		if (own == null) {
			return Map.of();
		}
		if (own.payload().get(AnthropicReplay.BLOCK) instanceof Map<?, ?> whole) {
			return copy(whole);
		}
		Map<String, @Nullable Object> block = new LinkedHashMap<>(members(own));
		block.put("content", Json.mapper().readValue(result.raw(), Object.class));
		return block;
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
		return AnthropicContent.text(json.json());
	}

	private static Map<String, @Nullable Object> members(@Nullable ReplayData own) {
		Object members = (own != null) ? own.payload().get(AnthropicReplay.MEMBERS) : null;
		return (members instanceof Map<?, ?> map) ? copy(map) : Map.of();
	}

	private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		map.forEach((name, value) -> copy.put(String.valueOf(name), value));
		return copy;
	}

}
