package io.llmprovider.test.simulator.bedrock;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * What Bedrock demands of one block of a message.
 */
final class BedrockBlockRules {

	private static final List<String> KINDS = List.of("text", "image", "document", "video", "audio", "toolUse",
			"toolResult", "reasoningContent", "cachePoint", "guardContent", "citationsContent", "searchResult");

	private static final List<String> RESULT_KINDS = List.of("text", "json", "image", "document", "video",
			"searchResult");

	private static final Set<String> ASSISTANT = Set.of("toolUse", "reasoningContent", "citationsContent");

	private static final Set<String> USER = Set.of("image", "document", "video", "audio", "toolResult", "guardContent",
			"searchResult");

	private static final Pattern NINE = Pattern.compile("[a-zA-Z0-9]{9}");

	private static final Pattern DOCUMENT_NAME = Pattern
		.compile("[a-zA-Z0-9\\-()\\[\\]]+(?:\\s[a-zA-Z0-9\\-()\\[\\]]+)*");

	private final BedrockModelId model;

	private final BedrockThoughts thoughts;

	BedrockBlockRules(BedrockModelId model, BedrockThoughts thoughts) {
		this.model = model;
		this.thoughts = thoughts;
	}

	boolean isThoughtAtEnd(JsonNode content) {
		return this.model.isClaude() && content.get(content.size() - 1).has("reasoningContent");
	}

	/** A union has exactly one of its members. */
	static void union(Fields block, List<String> kinds) {
		int members = 0;
		String last = "";
		for (String name : block.names()) {
			if (kinds.contains(name)) {
				members++;
			}
			last = name;
		}
		if (members != 1) {
			throw BedrockRefusals.refusal(BedrockRule.ONE_MEMBER,
					"The block at '" + block.path(last) + "' has " + members + " of the members of a union: set one");
		}
	}

	static void checkText(String path, JsonNode block) {
		if (block.has("text") && block.path("text").asString("").isBlank()) {
			throw BedrockRefusals.refusal(BedrockRule.EMPTY_TEXT, "The text field in the ContentBlock object at " + path
					+ " is blank. Add text to the text field, and try again.");
		}
	}

	void check(String path, Fields fields, JsonNode block, boolean user, Set<String> documents) {
		union(fields, KINDS);
		for (String kind : fields.names()) {
			if (user && ASSISTANT.contains(kind) || !user && USER.contains(kind) && !block.path(kind).has("type")) {
				throw BedrockRefusals.refusal(BedrockRule.BLOCK_ROLE, "The " + kind + " block at " + path
						+ " is not taken from the " + (user ? "user" : "assistant"));
			}
		}
		checkText(path, block);
		media(path, fields, block, documents);
		if (block.has("toolUse")) {
			use(path, fields.requiredObject("toolUse"));
		}
		if (block.has("toolResult")) {
			result(path, fields.requiredObject("toolResult"), documents);
		}
		if (block.has("reasoningContent")) {
			thought(path, block.path("reasoningContent"));
		}
	}

	private void use(String path, Fields use) {
		id(use);
		use.matches("name", BedrockToolRules.NAME, BedrockToolRules.MAX_NAME);
		if (!use.required("input").isObject()) {
			throw BedrockRefusals.refusal(BedrockRule.TOOL_INPUT, "The format of the value at " + path
					+ ".toolUse.input is invalid. Provide a json object for the" + " field and try again.");
		}
	}

	private void id(Fields fields) {
		fields.matches("toolUseId", BedrockToolRules.NAME, BedrockToolRules.MAX_NAME);
		if (this.model.isMistral() && !NINE.matcher(fields.requiredText("toolUseId")).matches()) {
			throw BedrockRefusals.refusal(BedrockRule.MISTRAL_TOOL_ID,
					"The model returned the following errors: Tool call id was " + fields.requiredText("toolUseId")
							+ " but must be a-z, A-Z, 0-9, with a length of 9.");
		}
	}

	private void result(String path, Fields result, Set<String> documents) {
		id(result);
		result.oneOf("status", List.of("success", "error"));
		JsonNode content = result.required("content");
		for (int i = 0; i < content.size(); i++) {
			Fields item = result.element("content", content, i);
			boolean known = RESULT_KINDS.stream().anyMatch(content.get(i)::has);
			boolean json = !content.get(i).has("json") || content.get(i).path("json").isObject();
			if (!known || !json) {
				throw BedrockRefusals.refusal(BedrockRule.RESULT_CONTENT,
						"The format of the value at " + path + ".toolResult.content." + i
								+ " is invalid. Provide a json" + " object for the field and try again.");
			}
			union(item, RESULT_KINDS);
			checkText(path + ".toolResult.content." + i, content.get(i));
			media(path, item, content.get(i), documents);
		}
	}

	private void thought(String path, JsonNode thought) {
		JsonNode told = thought.path("reasoningText");
		String redacted = thought.path("redactedContent").asString(null);
		if (!this.model.isClaude() && told.has("signature")) {
			throw BedrockRefusals.refusal(BedrockRule.SIGNATURE_MODEL,
					"This model doesn't support the reasoningContent.reasoningText.signature field. Remove"
							+ " reasoningContent.reasoningText.signature and try again.");
		}
		if (redacted != null && !this.thoughts.isRedacted(redacted)) {
			throw BedrockRefusals.refusal(BedrockRule.REDACTED, "The model returned the following errors: " + path
					+ ": Invalid `data` in `redacted_thinking` block");
		}
		boolean signed = this.thoughts.isSigned(told.path("text").asString(""), told.path("signature").asString(""));
		if (this.model.isClaude() && redacted == null && !signed) {
			throw BedrockRefusals.refusal(BedrockRule.SIGNATURE,
					"The model returned the following errors: " + path + ": Invalid `signature` in `thinking` block");
		}
	}

	private static void media(String path, Fields block, JsonNode json, Set<String> documents) {
		if (json.has("image")) {
			source(path, block.requiredObject("image"), json.path("image"), List.of("png", "jpeg", "gif", "webp"));
		}
		if (json.has("document")) {
			Fields document = block.requiredObject("document");
			document.matches("name", DOCUMENT_NAME, 200);
			if (!documents.add(document.requiredText("name"))) {
				throw BedrockRefusals.refusal(BedrockRule.DOCUMENT_NAME,
						"The document at " + path + " has the name of another one: " + document.requiredText("name"));
			}
			source(path, document, json.path("document"),
					List.of("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"));
		}
	}

	private static void source(String path, Fields media, JsonNode json, List<String> formats) {
		String format = media.requiredText("format");
		if (!formats.contains(format)) {
			throw BedrockRefusals.refusal(BedrockRule.FORMAT,
					"The format at " + path + " is '" + format + "', which is not one of " + formats);
		}
		media.requiredObject("source");
		JsonNode source = json.path("source");
		boolean elsewhere = source.path("s3Location").path("uri").asString("").startsWith("s3://") || source.has("text")
				|| source.has("content");
		if (!elsewhere && !isBase64(source.path("bytes").asString(""))) {
			throw BedrockRefusals.refusal(BedrockRule.BYTES, "The source at " + path + " has no bytes in base64");
		}
	}

	private static boolean isBase64(String text) {
		try {
			return Base64.getDecoder().decode(text).length > 0;
		}
		catch (IllegalArgumentException ex) {
			// the answer is no
			return false;
		}
	}

}
