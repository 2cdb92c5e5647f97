package io.llmprovider.test.simulator.anthropic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * What Anthropic demands of a conversation: who speaks first and last, and that each tool
 * call has its result in the very next message.
 */
final class AnthropicMessageRules {

	private final Fields body;

	private final Setup setup;

	private final AnthropicBetas betas;

	private final AnthropicBlockRules blocks;

	private final Set<String> calls = new LinkedHashSet<>();

	/** The calls of the message before, as far as they have no result yet. */
	private Set<String> open = Set.of();

	AnthropicMessageRules(Fields body, Setup setup, AnthropicBetas betas, Thoughts thoughts) {
		this.body = body;
		this.setup = setup;
		this.betas = betas;
		this.blocks = new AnthropicBlockRules(setup, betas, thoughts);
	}

	void check(boolean budget, boolean prefill) {
		JsonNode messages = this.body.filledArray("messages", "an array");
		for (int i = 0; i < messages.size(); i++) {
			Fields message = this.body.element("messages", messages, i);
			String role = checkRole(message, i);
			boolean last = i == messages.size() - 1;
			checkContent(message, role, last);
			JsonNode content = message.required("content");
			checkResults(content, i);
			this.open = role.equals("assistant") ? callsOf(message, content) : Set.of();
		}
		checkAnswered(messages.size() - 1);
		this.blocks.checkImageCount();
		JsonNode end = messages.get(messages.size() - 1);
		if (end.path("role").asString("").equals("assistant")) {
			checkEnd(end.path("content"), prefill);
		}
		if (budget) {
			checkLoop(messages);
		}
	}

	private String checkRole(Fields message, int index) {
		message.onlyKnows(Set.of("role", "content"), this.setup.extraMembers());
		String role = message.requiredText("role");
		if (role.equals("system")) {
			if (!this.betas.has(AnthropicBetas.SYSTEM_MESSAGES)) {
				throw AnthropicRefusals.refusal(AnthropicRule.ROLE,
						"messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, "
								+ "not \"system\" as an input message role.");
			}
		}
		else if (!role.equals("user") && !role.equals("assistant")) {
			throw AnthropicRefusals.refusal(AnthropicRule.ROLE,
					"messages: Unexpected role \"" + role + "\". Allowed roles are \"user\" or \"assistant\".");
		}
		if (index == 0 && role.equals("assistant")) {
			throw AnthropicRefusals.refusal(AnthropicRule.FIRST_MESSAGE,
					"messages: first message must use the \"user\" role");
		}
		return role;
	}

	private void checkContent(Fields message, String role, boolean last) {
		JsonNode content = message.required("content");
		if (!content.isString() && !content.isArray()) {
			throw AnthropicRefusals.FIELDS.type(message.path("content"), "an array", content);
		}
		boolean empty = content.isString() ? content.stringValue().isEmpty() : content.isEmpty();
		if (empty && !(last && role.equals("assistant"))) {
			throw AnthropicRefusals.refusal(AnthropicRule.CONTENT, message.path()
					+ ": all messages must have non-empty content except for the optional final assistant message");
		}
		if (content.isString()) {
			if (!empty) {
				AnthropicBlockRules.checkText("messages", content.stringValue());
			}
			return;
		}
		boolean results = true;
		boolean answers = !this.open.isEmpty();
		for (int i = 0; i < content.size(); i++) {
			Fields block = message.element("content", content, i);
			this.blocks.check(block, role, content, i);
			boolean result = content.get(i).path("type").asString("").equals("tool_result");
			if (result && !results && answers) {
				throw AnthropicRefusals.refusal(AnthropicRule.RESULTS_FIRST, block.path()
						+ ": `tool_result` blocks must come first in the content of the message that answers `tool_use`");
			}
			results &= result;
		}
	}

	private Set<String> callsOf(Fields message, JsonNode content) {
		Set<String> ids = new LinkedHashSet<>();
		for (int i = 0; content.isArray() && i < content.size(); i++) {
			if (!content.get(i).path("type").asString("").equals("tool_use")) {
				continue;
			}
			String id = message.element("content", content, i).requiredText("id");
			if (!this.calls.add(id)) {
				throw AnthropicRefusals.refusal(AnthropicRule.UNIQUE_CALL,
						message.path("content") + "." + i + ": `tool_use` ids must be unique");
			}
			ids.add(id);
		}
		return ids;
	}

	private void checkResults(JsonNode content, int index) {
		Set<String> answered = new LinkedHashSet<>();
		for (int i = 0; content.isArray() && i < content.size(); i++) {
			JsonNode block = content.get(i);
			if (!block.path("type").asString("").equals("tool_result")) {
				continue;
			}
			String id = block.path("tool_use_id").asString("");
			if (!answered.add(id)) {
				throw AnthropicRefusals.refusal(AnthropicRule.RESULT_HAS_CALL, "messages." + index + ".content." + i
						+ ": each tool_use must have a single result. Found multiple `tool_result` blocks with id: "
						+ id);
			}
			if (!this.open.contains(id)) {
				throw AnthropicRefusals.refusal(AnthropicRule.RESULT_HAS_CALL,
						"messages." + index + ".content." + i + ": unexpected `tool_use_id` found in `tool_result` "
								+ "blocks: " + id + ". Each `tool_result` block must have a corresponding `tool_use` "
								+ "block in the previous message.");
			}
		}
		this.open = without(this.open, answered);
		checkAnswered(index - 1);
	}

	private static Set<String> without(Set<String> all, Set<String> some) {
		Set<String> rest = new LinkedHashSet<>(all);
		rest.removeAll(some);
		return rest;
	}

	private void checkAnswered(int index) {
		if (!this.open.isEmpty()) {
			throw AnthropicRefusals.refusal(AnthropicRule.CALLS_ANSWERED, "messages." + index
					+ ": `tool_use` ids were found without `tool_result` blocks immediately after: "
					+ String.join(", ", this.open)
					+ ". Each `tool_use` block must have a corresponding `tool_result` block in the next message.");
		}
	}

	private static void checkEnd(JsonNode content, boolean prefill) {
		JsonNode last = content.isArray() ? content.path(content.size() - 1) : content;
		// an answer that was paused goes back as it is, to be continued
		boolean paused = List.of("server_tool_use").contains(last.path("type").asString(""))
				|| last.path("type").asString("").endsWith("_tool_result");
		if (!prefill && !paused) {
			throw AnthropicRefusals.refusal(AnthropicRule.PREFILL, "This model does not support assistant message "
					+ "prefill. The conversation must end with a user message.");
		}
		String text = last.isString() ? last.stringValue() : last.path("text").asString("");
		if (!text.equals(text.stripTrailing())) {
			throw AnthropicRefusals.refusal(AnthropicRule.TRAILING_WHITE_SPACE,
					"messages: final assistant content cannot end with trailing whitespace");
		}
	}

	/** With a budget, a turn that went on to call tools has to show a thought it had. */
	private static void checkLoop(JsonNode messages) {
		int last = messages.size() - 1;
		int at = last;
		while (at >= 1 && firstType(messages.get(at)).equals("tool_result")) {
			if (firstType(messages.get(at - 1)).endsWith("thinking")) {
				return;
			}
			at -= 2;
		}
		if (at < last) {
			throw AnthropicRefusals.refusal(AnthropicRule.THOUGHT_FIRST,
					"messages." + (last - 1)
							+ ".content.0.type: Expected `thinking` or `redacted_thinking`, but found `"
							+ firstType(messages.get(last - 1)) + "`. When `thinking` is enabled, a final `assistant` "
							+ "message must start with a thinking block (preceeding the lastmost set of `tool_use` and "
							+ "`tool_result` blocks). We recommend you include thinking blocks from previous turns. To "
							+ "avoid this requirement, disable `thinking`.");
		}
	}

	private static String firstType(JsonNode message) {
		return message.path("content").path(0).path("type").asString("");
	}

}
