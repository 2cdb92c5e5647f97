package io.llmprovider.test.simulator.openai;

import java.util.LinkedHashSet;
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
 * What OpenAI's server demands of a conversation, after
 * https://platform.openai.com/docs/api-reference/chat/create#chat-create-messages and
 * https://platform.openai.com/docs/guides/function-calling.
 */
final class OpenAiMessageRules {

	private static final List<String> ROLES = List.of("system", "assistant", "user", "function", "tool", "developer");

	private static final Map<String, Set<String>> MEMBERS = Map.of("system", Set.of("role", "content", "name"),
			"developer", Set.of("role", "content", "name"), "user", Set.of("role", "content", "name"), "function",
			Set.of("role", "content", "name"), "tool", Set.of("role", "content", "tool_call_id"), "assistant",
			Set.of("role", "content", "name", "refusal", "audio", "function_call", "tool_calls", "annotations"));

	private static final Pattern FUNCTION_NAME = Pattern.compile("^[a-zA-Z0-9_-]+$");

	private static final Pattern NAME = Pattern.compile("^[^\\s<|\\\\/>]+$");

	private static final int MAX_ID = 40;

	private final Fields body;

	private final Setup setup;

	/** The calls that no tool message has answered yet, or null after other messages. */
	private @Nullable Set<String> open;

	OpenAiMessageRules(Fields body, Setup setup) {
		this.body = body;
		this.setup = setup;
	}

	void check() {
		JsonNode messages = this.body.filledArray("messages", "an array of objects");
		for (int i = 0; i < messages.size(); i++) {
			Fields message = OpenAiRefusals.fields(messages.get(i), "messages[" + i + "]");
			String role = message.requiredText("role");
			message.oneOf("role", ROLES);
			message.onlyKnows(Objects.requireNonNull(MEMBERS.get(role)), this.setup.extraMembers());
			if (message.has("name")) {
				message.matches("name", NAME, 64);
			}
			checkContent(message, role, i);
			if (role.equals("tool")) {
				checkAnswersCall(message, i);
			}
			else {
				checkAllAnswered(i);
				this.open = role.equals("assistant") ? calls(message) : null;
			}
		}
		checkAllAnswered(messages.size());
	}

	private void checkContent(Fields message, String role, int index) {
		JsonNode content = message.get("content");
		if (content == null) {
			boolean optional = role.equals("assistant") && (message.has("tool_calls") || message.has("function_call")
					|| message.has("audio") || message.has("refusal"));
			if (!optional) {
				throw OpenAiRefusals.refusal(OpenAiRule.CONTENT,
						"Invalid value for 'content': expected a string, got null.", "messages.[" + index + "].content",
						null);
			}
			return;
		}
		if (content.isString()) {
			return;
		}
		String path = message.path("content");
		if (!content.isArray()) {
			throw OpenAiRefusals.FIELDS.type(path, "one of a string or array of objects", content);
		}
		if (content.isEmpty()) {
			throw OpenAiRefusals.FIELDS.emptyArray(path);
		}
		for (int i = 0; i < content.size(); i++) {
			new OpenAiPartRules(OpenAiRefusals.fields(content.get(i), path + "[" + i + "]"), role, index).check();
		}
	}

	private Set<String> calls(Fields message) {
		Set<String> ids = new LinkedHashSet<>();
		if (!message.has("tool_calls")) {
			return ids;
		}
		JsonNode calls = message.filledArray("tool_calls", "an array of objects");
		for (int i = 0; i < calls.size(); i++) {
			Fields call = OpenAiRefusals.fields(calls.get(i), message.path("tool_calls") + "[" + i + "]");
			ids.add(call.requiredText("id"));
			call.atMost("id", MAX_ID);
			call.required("type");
			call.oneOf("type", List.of("function", "custom"));
			if (call.requiredText("type").equals("function")) {
				Fields function = call.requiredObject("function");
				function.matches("name", FUNCTION_NAME, 64);
				function.requiredText("arguments");
			}
		}
		return ids;
	}

	private void checkAnswersCall(Fields message, int index) {
		String id = message.requiredText("tool_call_id");
		message.atMost("tool_call_id", MAX_ID);
		if (this.open == null) {
			throw OpenAiRefusals.refusal(OpenAiRule.ANSWER_HAS_CALL,
					"Invalid parameter: messages with role 'tool' must be a response to a "
							+ "preceeding message with 'tool_calls'.",
					"messages.[" + index + "].role", null);
		}
		if (!this.open.remove(id)) {
			throw OpenAiRefusals.refusal(OpenAiRule.ANSWER_HAS_CALL,
					"Invalid parameter: 'tool_call_id' of '" + id + "' not found in 'tool_calls' of previous message.",
					"messages.[" + index + "].tool_call_id", null);
		}
	}

	private void checkAllAnswered(int index) {
		if (this.open != null && !this.open.isEmpty()) {
			throw OpenAiRefusals.refusal(OpenAiRule.CALLS_ANSWERED,
					"An assistant message with 'tool_calls' must be followed by tool messages "
							+ "responding to each 'tool_call_id'. The following tool_call_ids did not have response "
							+ "messages: " + String.join(", ", this.open),
					"messages.[" + index + "].role", null);
		}
	}

}
