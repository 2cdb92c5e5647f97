package io.llmprovider.test.simulator.bedrock;

import java.util.List;

import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.PromptCache;
import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an answer used: the input without what was read from the cache or written to it.
 */
final class BedrockCounts {

	private final Usage usage;

	private @Nullable Long input;

	private @Nullable Long read;

	private @Nullable Long written;

	BedrockCounts(SimulatedRequest request, Transcript transcript, PromptCache cache) {
		this.usage = transcript.usage(request);
		this.read = this.usage.cacheReadTokens();
		this.written = this.usage.cacheWriteTokens();
		Long all = this.usage.inputTokens();
		this.input = (all != null) ? Long.valueOf(all - orZero(this.read) - orZero(this.written)) : null;
		if (transcript.scriptedUsage() == null) {
			cached(request, cache);
		}
	}

	ObjectNode usage() {
		ObjectNode node = WireJson.object();
		if (this.input == null) {
			return node;
		}
		node.put("inputTokens", this.input);
		node.put("outputTokens", orZero(this.usage.outputTokens()));
		node.put("totalTokens",
				this.input + orZero(this.read) + orZero(this.written) + orZero(this.usage.outputTokens()));
		if (this.read != null || this.written != null) {
			node.put("cacheReadInputTokens", orZero(this.read)).put("cacheWriteInputTokens", orZero(this.written));
		}
		return node;
	}

	private void cached(SimulatedRequest request, PromptCache cache) {
		List<JsonNode> blocks = BedrockCacheRules.blocks(request.json());
		StringBuilder beginning = new StringBuilder(BedrockModelId.of(request.model()).plain());
		long tokens = 0;
		long kept = 0;
		long marked = -1;
		for (JsonNode block : blocks) {
			if (!BedrockCacheRules.isPoint(block)) {
				tokens += Words.pieces(WireJson.text(block)).size();
				beginning.append('\n').append(WireJson.text(block));
				continue;
			}
			marked = tokens;
			kept = cache.has(beginning.toString()) ? tokens : kept;
			cache.keep(beginning.toString());
		}
		if (marked >= 0) {
			this.read = kept;
			this.written = marked - kept;
			this.input = tokens - marked;
		}
	}

	private static long orZero(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

}
