package io.llmprovider.test.simulator.bedrock;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * What Bedrock demands of a conversation.
 */
final class BedrockMessageRules {

	private static final String CONTENT = "content";

	private static final String USER = "user";

	private final Fields body;

	private final BedrockBlockRules blocks;

	BedrockMessageRules(Fields body, BedrockModelId model, BedrockThoughts thoughts) {
		this.body = body;
		this.blocks = new BedrockBlockRules(model, thoughts);
	}

	void check() {
		JsonNode messages = this.body.filledArray("messages", "an array");
		String before = "";
		for (int i = 0; i < messages.size(); i++) {
			Fields message = this.body.element("messages", messages, i);
			message.required("role");
			message.oneOf("role", List.of(USER, "assistant"));
			String role = message.requiredText("role");
			if (i == 0 && !role.equals(USER)) {
				throw BedrockRefusals.refusal(BedrockRule.FIRST_MESSAGE,
						"A conversation must start with a user message."
								+ " Try again with a conversation that starts with a user message.");
			}
			if (role.equals(before)) {
				throw BedrockRefusals.refusal(BedrockRule.ALTERNATE, "A conversation must alternate between user and"
						+ " assistant roles. Make sure the conversation alternates between user and assistant roles and"
						+ " try again.");
			}
			before = role;
			content(message, i, role.equals(USER));
		}
		boolean tools = messages.values()
			.stream()
			.anyMatch((message) -> !ids(message, "toolUse").isEmpty() || !ids(message, "toolResult").isEmpty());
		if (tools && this.body.get("toolConfig") == null) {
			throw BedrockRefusals.refusal(BedrockRule.TOOL_CONFIG,
					"The toolConfig field must be defined when using toolUse and toolResult content blocks.");
		}
		for (int i = 0; i < messages.size(); i++) {
			pair(messages, i);
		}
	}

	private void content(Fields message, int index, boolean user) {
		JsonNode content = message.required(CONTENT);
		if (content.isEmpty()) {
			throw BedrockRefusals.refusal(BedrockRule.CONTENT, "The content field in the Message object at messages."
					+ index + " is empty. Add a ContentBlock object to the content field and try again.");
		}
		boolean document = false;
		boolean text = false;
		Set<String> documents = new HashSet<>();
		for (int i = 0; i < content.size(); i++) {
			this.blocks.check("messages." + index + ".content." + i, message.element(CONTENT, content, i),
					content.get(i), user, documents);
			document |= content.get(i).has("document");
			text |= content.get(i).has("text");
		}
		if (!user && this.blocks.isThoughtAtEnd(content)) {
			throw BedrockRefusals.refusal(BedrockRule.THOUGHT_AT_END,
					"The model returned the following errors: messages." + index
							+ ": The final block in an assistant message cannot be `thinking`.");
		}
		if (document && !text) {
			throw BedrockRefusals.refusal(BedrockRule.DOCUMENT_TEXT,
					"The content field at messages." + index + " has a document and no text. Add a text block.");
		}
	}

	/** Calls and results belong together. */
	private static void pair(JsonNode messages, int index) {
		List<String> calls = (index > 0) ? ids(messages.get(index - 1), "toolUse") : List.of();
		List<String> results = ids(messages.get(index), "toolResult");
		List<String> own = ids(messages.get(index), "toolUse");
		if (new HashSet<>(own).size() < own.size()) {
			throw BedrockRefusals.refusal(BedrockRule.UNIQUE_CALL,
					"The toolUse blocks at messages." + index + ".content contain duplicate Ids: " + own);
		}
		Set<String> left = new LinkedHashSet<>(calls);
		for (String result : results) {
			if (!left.remove(result)) {
				throw BedrockRefusals.refusal(BedrockRule.RESULT_HAS_CALL,
						"The number of toolResult blocks at messages." + index
								+ ".content exceeds the number of toolUse blocks of previous turn.");
			}
		}
		if (!left.isEmpty()) {
			throw BedrockRefusals.refusal(BedrockRule.CALLS_ANSWERED, "Expected toolResult blocks at messages." + index
					+ ".content for the following Ids: " + String.join(", ", left));
		}
	}

	private static List<String> ids(JsonNode message, String kind) {
		return message.path(CONTENT)
			.values()
			.stream()
			.filter((block) -> block.has(kind) && !block.path(kind).has("type"))
			.map((block) -> block.path(kind).path("toolUseId").asString(""))
			.toList();
	}

}
