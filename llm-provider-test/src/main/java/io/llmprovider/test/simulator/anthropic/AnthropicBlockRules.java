package io.llmprovider.test.simulator.anthropic;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.dialect.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Anthropic demands of the blocks of a message.
 */
final class AnthropicBlockRules {

	private static final Pattern ID = Pattern.compile("^[a-zA-Z0-9_-]+$");

	private static final int MAX_ID = 64;

	private static final Set<String> RESULT_PARTS = Set.of("text", "image", "document", "search_result",
			"tool_reference");

	private static final Map<String, Set<String>> MEMBERS = Map.of("text",
			Set.of("type", "text", "cache_control", "citations"), "image", Set.of("type", "source", "cache_control"),
			"document", Set.of("type", "source", "title", "context", "citations", "cache_control"), "tool_result",
			Set.of("type", "tool_use_id", "content", "is_error", "cache_control"), "thinking",
			Set.of("type", "thinking", "signature", "cache_control"), "redacted_thinking",
			Set.of("type", "data", "cache_control"), "tool_use",
			Set.of("type", "id", "name", "input", "caller", "cache_control"), "server_tool_use",
			Set.of("type", "id", "name", "input", "caller", "cache_control"), "search_result",
			Set.of("type", "source", "title", "content", "citations", "cache_control"));

	private static final Set<String> USER_ONLY = Set.of("image", "document", "tool_result", "search_result",
			"container_upload");

	private static final Set<String> ASSISTANT_ONLY = Set.of("thinking", "redacted_thinking", "tool_use",
			"server_tool_use", "mcp_tool_use", "compaction", "fallback");

	private final Setup setup;

	private final AnthropicBetas betas;

	private final Thoughts thoughts;

	private final AnthropicImageRules images = new AnthropicImageRules();

	AnthropicBlockRules(Setup setup, AnthropicBetas betas, Thoughts thoughts) {
		this.setup = setup;
		this.betas = betas;
		this.thoughts = thoughts;
	}

	void checkImageCount() {
		this.images.checkCount();
	}

	void check(Fields block, String role, JsonNode content, int index) {
		String type = block.requiredText("type");
		boolean serverResult = type.endsWith("_tool_result");
		if (!MEMBERS.containsKey(type) && !USER_ONLY.contains(type) && !ASSISTANT_ONLY.contains(type)
				&& !serverResult) {
			throw AnthropicRefusals.refusal(AnthropicRule.VALUE, block.path() + ": Input tag '" + type
					+ "' found using 'type' does not match any of the expected tags");
		}
		Set<String> forbidden = role.equals("assistant") ? USER_ONLY : ASSISTANT_ONLY;
		if (forbidden.contains(type)) {
			throw AnthropicRefusals.refusal(AnthropicRule.BLOCK_ROLE,
					block.path() + ": `" + type + "` blocks are not allowed in `" + role + "` messages");
		}
		Set<String> members = MEMBERS.get(type);
		if (members != null) {
			block.onlyKnows(members, this.setup.extraMembers());
		}
		switch (type) {
			case "text" -> checkText("messages", block.requiredText("text"));
			case "image", "document" -> checkSource(block, type);
			case "tool_use" -> checkCall(block);
			case "tool_result" -> checkResult(block);
			case "thinking" -> checkThinking(block, index == content.size() - 1);
			case "redacted_thinking" -> checkRedacted(block, index == content.size() - 1);
			default -> {
				if (serverResult) {
					checkServerResult(block, type, content, index);
				}
			}
		}
	}

	static void checkText(String where, String text) {
		if (text.isEmpty()) {
			throw AnthropicRefusals.refusal(AnthropicRule.EMPTY_TEXT,
					where + ": text content blocks must be non-empty");
		}
		if (text.isBlank()) {
			throw AnthropicRefusals.refusal(AnthropicRule.EMPTY_TEXT,
					where + ": text content blocks must contain non-whitespace text");
		}
	}

	private void checkSource(Fields block, String type) {
		Fields source = block.requiredObject("source");
		String kind = source.requiredText("type");
		if (kind.equals("file")) {
			this.betas.require(AnthropicBetas.FILES, source.path());
		}
		if (type.equals("image")) {
			this.images.check(source, kind);
		}
		else {
			source.oneOf("type", List.of("base64", "text", "content", "url", "file"));
		}
	}

	private static void checkCall(Fields call) {
		call.matches("id", ID, MAX_ID);
		call.matches("name", AnthropicToolRules.NAME, AnthropicToolRules.MAX_NAME);
		call.requiredObject("input");
	}

	private void checkResult(Fields result) {
		result.matches("tool_use_id", ID, MAX_ID);
		JsonNode content = result.get("content");
		boolean empty = content == null || content.isEmpty() && !content.isString()
				|| content.isString() && content.stringValue().isEmpty();
		if (result.flag("is_error") && empty) {
			throw AnthropicRefusals.refusal(AnthropicRule.ERROR_HAS_CONTENT,
					result.path("content") + ": content cannot be empty if `is_error` is true");
		}
		if (content == null || content.isString()) {
			return;
		}
		if (!content.isArray()) {
			throw AnthropicRefusals.FIELDS.type(result.path("content"), "an array", content);
		}
		for (int i = 0; i < content.size(); i++) {
			Fields part = result.element("content", content, i);
			String type = part.requiredText("type");
			if (!RESULT_PARTS.contains(type)) {
				throw AnthropicRefusals.refusal(AnthropicRule.VALUE, part.path() + ": Input tag '" + type
						+ "' found using 'type' does not match any of the expected tags");
			}
			if (type.equals("text")) {
				checkText("messages", part.requiredText("text"));
			}
			else if (type.equals("image") || type.equals("document")) {
				checkSource(part, type);
			}
		}
	}

	private void checkThinking(Fields block, boolean last) {
		String thinking = block.requiredText("thinking");
		String signature = block.requiredText("signature");
		if (!this.thoughts.isSigned(thinking, signature)) {
			throw AnthropicRefusals.refusal(AnthropicRule.SIGNATURE,
					block.path() + ": Invalid `signature` in `thinking` block");
		}
		checkNotLast(block, last, "thinking");
	}

	private void checkRedacted(Fields block, boolean last) {
		if (!this.thoughts.isRedacted(block.requiredText("data"))) {
			throw AnthropicRefusals.refusal(AnthropicRule.REDACTED,
					block.path() + ": Invalid `data` in `redacted_thinking` block");
		}
		checkNotLast(block, last, "redacted_thinking");
	}

	private static void checkNotLast(Fields block, boolean last, String type) {
		if (last) {
			throw AnthropicRefusals.refusal(AnthropicRule.THOUGHT_AT_END,
					block.path() + ": The final block in an assistant message cannot be `" + type + "`.");
		}
	}

	private static void checkServerResult(Fields block, String type, JsonNode content, int index) {
		String id = block.requiredText("tool_use_id");
		for (int i = 0; i < index; i++) {
			if (id.equals(idOf(content.get(i)))) {
				return;
			}
		}
		throw AnthropicRefusals.refusal(AnthropicRule.SERVER_RESULT_HAS_CALL,
				block.path() + ": unexpected `tool_use_id` found in `" + type + "` blocks: " + id + ". Each `" + type
						+ "` block must have a corresponding `server_tool_use` block before it.");
	}

	private static @Nullable String idOf(JsonNode block) {
		boolean call = Objects.requireNonNullElse(block.path("type").stringValue(null), "").endsWith("tool_use");
		return call ? block.path("id").stringValue(null) : null;
	}

}
