package io.llmprovider.test.simulator.bedrock;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * What Bedrock demands of cache points.
 */
final class BedrockCacheRules {

	private static final int MOST = 4;

	private BedrockCacheRules() {
	}

	static void check(JsonNode body, BedrockModelId model) {
		List<JsonNode> points = blocks(body).stream().filter(BedrockCacheRules::isPoint).toList();
		if (!points.isEmpty() && !model.caches()) {
			throw BedrockRefusals.refusal(BedrockRule.CACHE_MODEL,
					"You invoked an unsupported model or your request did not allow prompt caching.");
		}
		if (points.size() > MOST) {
			throw BedrockRefusals.refusal(BedrockRule.CACHE_POINTS, "The model returned the following errors: A maximum"
					+ " of 4 blocks with cache_control may be provided. Found " + points.size() + ".");
		}
		boolean minutes = false;
		for (JsonNode point : points) {
			boolean hour = point.path("cachePoint").path("ttl").asString("5m").equals("1h");
			if (hour && minutes) {
				throw BedrockRefusals.refusal(BedrockRule.CACHE_ORDER,
						"The model returned the following errors: a ttl='1h' cache_control block must not come after a"
								+ " ttl='5m' cache_control block");
			}
			minutes |= !hour;
		}
	}

	/** All blocks of a prompt in the order in which they are cached. */
	static List<JsonNode> blocks(JsonNode body) {
		List<JsonNode> blocks = new ArrayList<>(body.path("toolConfig").path("tools").values());
		blocks.addAll(body.path("system").values());
		body.path("messages").values().forEach((message) -> blocks.addAll(message.path("content").values()));
		return blocks;
	}

	static boolean isPoint(JsonNode block) {
		return block.has("cachePoint");
	}

}
