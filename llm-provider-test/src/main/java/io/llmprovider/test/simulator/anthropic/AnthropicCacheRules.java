package io.llmprovider.test.simulator.anthropic;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * What Anthropic demands of the marks for its cache, and where they are.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/prompt-caching">Prompt
 * caching</a>
 */
final class AnthropicCacheRules {

	private static final String MARK = "cache_control";

	private static final int MOST = 4;

	private AnthropicCacheRules() {
	}

	/**
	 * Everything that can be marked, in the order in which the server reads it.
	 * @param body the request
	 * @return tools, blocks of the system prompt and of messages
	 */
	static List<JsonNode> blocks(JsonNode body) {
		List<JsonNode> blocks = new ArrayList<>(body.path("tools").values());
		if (body.path("system").isArray()) {
			blocks.addAll(body.path("system").values());
		}
		for (JsonNode message : body.path("messages").values()) {
			if (message.path("content").isArray()) {
				blocks.addAll(message.path("content").values());
			}
			else {
				blocks.add(message);
			}
		}
		return blocks;
	}

	static boolean isMarked(JsonNode block) {
		return block.path(MARK).isObject();
	}

	static boolean isHour(JsonNode block) {
		return block.path(MARK).path("ttl").asString("5m").equals("1h");
	}

	static void check(JsonNode body) {
		int marks = isMarked(body) ? 1 : 0;
		boolean minutes = false;
		for (JsonNode block : blocks(body)) {
			checkPlace(block);
			if (!isMarked(block)) {
				continue;
			}
			marks++;
			if (isHour(block) && minutes) {
				throw AnthropicRefusals.refusal(AnthropicRule.CACHE_ORDER,
						"a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that "
								+ "blocks are processed in the following order: `tools`, `system`, `messages`.");
			}
			minutes |= !isHour(block);
		}
		if (marks > MOST) {
			throw AnthropicRefusals.refusal(AnthropicRule.CACHE_MARKS,
					"A maximum of 4 blocks with cache_control may be provided. Found " + marks + ".");
		}
	}

	private static void checkPlace(JsonNode block) {
		String type = block.path("type").asString("");
		boolean thought = type.equals("thinking") || type.equals("redacted_thinking");
		boolean inside = type.equals("tool_result")
				&& block.path("content").values().stream().anyMatch(AnthropicCacheRules::isMarked);
		if (thought && block.has(MARK) || inside) {
			throw AnthropicRefusals.refusal(AnthropicRule.CACHE_PLACE,
					"messages: " + type + "." + MARK + ": Extra inputs are not permitted");
		}
		if (isMarked(block)) {
			AnthropicRefusals.fields(block.path(MARK), MARK).oneOf("type", List.of("ephemeral"));
			AnthropicRefusals.fields(block.path(MARK), MARK).oneOf("ttl", List.of("5m", "1h"));
		}
	}

}
