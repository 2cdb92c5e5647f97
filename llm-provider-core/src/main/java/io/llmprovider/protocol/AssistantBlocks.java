package io.llmprovider.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.Content;
import org.jspecify.annotations.Nullable;

/**
 * What a model said before, for APIs that take it as blocks in the same order.
 */
public final class AssistantBlocks {

	private AssistantBlocks() {
	}

	/**
	 * The blocks of a message.
	 * @param message what the model said
	 * @param last whether the model is to go on from there: the end of that must not be
	 * blank
	 * @param mapper writes a piece; what cannot be sent becomes an empty block, which is
	 * dropped
	 * @param marker marks the last of the blocks so far for the prompt cache, given the
	 * piece's own mark, or null if it has none
	 * @return the blocks, none if nothing of it can be sent
	 */
	public static List<Map<String, @Nullable Object>> of(AssistantMessage message, boolean last,
			Content.Visitor<Map<String, @Nullable Object>> mapper,
			BiConsumer<List<Map<String, @Nullable Object>>, @Nullable CacheMark> marker) {
		List<Map<String, @Nullable Object>> blocks = new ArrayList<>(message.content().size());
		for (AssistantContent piece : message.content()) {
			Map<String, @Nullable Object> block = piece.accept(mapper);
			if (!block.isEmpty()) {
				blocks.add(block);
				marker.accept(blocks, PromptMarks.of(piece));
			}
		}
		if (last && !blocks.isEmpty()) {
			blocks.get(blocks.size() - 1)
				.computeIfPresent("text", (name, text) -> String.valueOf(text).stripTrailing());
		}
		return blocks;
	}

}
