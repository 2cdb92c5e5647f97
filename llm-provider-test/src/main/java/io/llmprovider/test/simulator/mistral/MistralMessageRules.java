package io.llmprovider.test.simulator.mistral;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * What Mistral's server demands of a conversation, after its own validator,
 * https://github.com/mistralai/mistral-common/blob/main/src/mistral_common/protocol/instruct/validator.py.
 */
final class MistralMessageRules {

	private static final Map<String, Set<String>> MEMBERS = Map.of("system", Set.of("role", "content"), "user",
			Set.of("role", "content"), "assistant", Set.of("role", "content", "tool_calls", "prefix"), "tool",
			Set.of("role", "content", "tool_call_id", "name"));

	private static final Map<String, String> PARTS = Map.of("text", "text", "image_url", "image_url", "document_url",
			"document_url", "input_audio", "input_audio", "file", "file_id", "reference", "reference_ids", "thinking",
			"thinking");

	private static final Pattern ID = Pattern.compile("^[a-zA-Z0-9]{9}$");

	private final Fields body;

	private final Setup setup;

	private final List<String> open = new ArrayList<>();

	private int calls;

	private int results;

	private String last = "";

	private boolean prefix;

	MistralMessageRules(Fields body, Setup setup) {
		this.body = body;
		this.setup = setup;
	}

	void check() {
		JsonNode messages = this.body.filledArray("messages", "a valid list");
		for (int i = 0; i < messages.size(); i++) {
			Fields message = this.body.element("messages", messages, i);
			String role = message.requiredText("role");
			message.oneOf("role", List.of("system", "user", "assistant", "tool"));
			message.onlyKnows(Objects.requireNonNull(MEMBERS.get(role)), this.setup.extraMembers());
			checkOrder(role);
			checkContent(message, role);
			switch (role) {
				case "assistant" -> assistant(message, i == messages.size() - 1);
				case "tool" -> tool(message);
				default -> {
					// nothing but content
				}
			}
			this.last = role;
		}
		checkAnswered();
		if (!(this.last.equals("user") || this.last.equals("tool") || this.prefix)) {
			throw MistralRefusals.order(MistralRule.LAST_ROLE,
					"Expected last role User or Tool (or Assistant with prefix True) for serving but got " + this.last);
		}
	}

	private void checkOrder(String role) {
		boolean first = this.last.isEmpty() || this.last.equals("system");
		boolean system = role.equals("system") && !first;
		boolean tool = role.equals("tool") && this.calls == 0;
		if (system || tool) {
			throw MistralRefusals.order(MistralRule.ROLE_ORDER,
					"Unexpected role '" + role + "' after role '" + this.last + "'");
		}
		if (!role.equals("tool")) {
			checkAnswered();
			this.calls = 0;
			this.results = 0;
			this.open.clear();
		}
	}

	private void checkAnswered() {
		if (this.calls != this.results) {
			throw MistralRefusals.order(MistralRule.CALLS_ANSWERED,
					"Not the same number of function calls and responses");
		}
	}

	private void assistant(Fields message, boolean isLast) {
		this.prefix = message.flag("prefix");
		if (this.prefix && !isLast) {
			throw MistralRefusals.order(MistralRule.PREFIX_IS_LAST,
					"Assistant message with prefix True must be last message");
		}
		JsonNode content = message.get("content");
		boolean silent = content == null || content.isEmpty() && content.asString("").isEmpty();
		if (message.has("tool_calls")) {
			JsonNode list = message.filledArray("tool_calls", "a valid list");
			for (int i = 0; i < list.size(); i++) {
				call(message.element("tool_calls", list, i));
			}
		}
		else if (silent) {
			throw MistralRefusals.order(MistralRule.CONTENT_OR_CALLS,
					"Assistant message must have either content or tool_calls, but not none.");
		}
	}

	private void call(Fields call) {
		checkId(call.requiredText("id"));
		Fields function = call.requiredObject("function");
		function.matches("name", MistralRequestRules.NAME, 64);
		function.required("arguments");
		this.open.add(call.requiredText("id"));
		this.calls++;
	}

	private void tool(Fields message) {
		String id = message.requiredText("tool_call_id");
		checkId(id);
		this.results++;
		if (this.results > this.calls) {
			throw MistralRefusals.order(MistralRule.CALLS_ANSWERED,
					"Not the same number of function calls and responses");
		}
		if (!this.open.remove(id)) {
			throw MistralRefusals.order(MistralRule.ANSWER_HAS_CALL,
					"Unexpected tool call id " + id + " in tool results");
		}
	}

	private static void checkId(String id) {
		if (!ID.matcher(id).matches()) {
			throw MistralRefusals.refusal(MistralRule.TOOL_ID,
					"Tool call id was " + id + " but must be a-z, A-Z, 0-9, with a length of 9.",
					"invalid_function_call", "3280");
		}
	}

	private void checkContent(Fields message, String role) {
		JsonNode content = role.equals("assistant") ? message.get("content") : message.required("content");
		if (content == null || content.isString()) {
			return;
		}
		message.filledArray("content", "a valid string");
		for (int i = 0; i < content.size(); i++) {
			Fields part = message.element("content", content, i);
			String type = part.requiredText("type");
			part.oneOf("type", List.copyOf(PARTS.keySet()));
			part.required(Objects.requireNonNull(PARTS.get(type)));
			if (type.equals("image_url")) {
				checkImage(Objects.requireNonNull(part.get("image_url")));
			}
			if (type.equals("thinking") && !role.equals("assistant") && !role.equals("system")) {
				throw MistralRefusals.order(MistralRule.THINKING_ROLE,
						"Unexpected thinking chunk in a message of role " + role);
			}
		}
	}

	private static void checkImage(JsonNode image) {
		String url = image.isObject() ? image.path("url").asString("") : image.asString("");
		if (!url.startsWith("http://") && !url.startsWith("https://")
				&& !(url.startsWith("data:image/") && url.contains(";base64,"))) {
			throw MistralRefusals.refusal(MistralRule.IMAGE_URL,
					"Image content must be a URL (starting with 'https') or base64 encoded image",
					"invalid_request_file", "3310");
		}
	}

}
