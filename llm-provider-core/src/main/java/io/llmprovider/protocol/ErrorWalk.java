package io.llmprovider.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Collects every name and every message of an error, down to what gateways nest: objects,
 * lists, and JSON inside a text.
 */
final class ErrorWalk {

	private static final int MAX_DEPTH = 8;

	private static final List<String> CODES = List.of("code", "type", "status", "reason", "__type", "error_code",
			"errorCode", "error_type", "status_code");

	/**
	 * Only these are followed: an event may hold the user's own text beside its error.
	 */
	private static final List<String> MESSAGES = List.of("message", "Message", "detail", "status_msg", "msg",
			"error_description", "ErrorMessage", "raw");

	private static final List<String> NESTED = List.of("error", "errors", "details", "innererror", "inner_error",
			"metadata", "cause", "previous_errors");

	private final Set<String> codes;

	private final Set<String> messages;

	ErrorWalk(Set<String> codes, Set<String> messages) {
		this.codes = codes;
		this.messages = messages;
	}

	void walk(JsonNode root, JsonNode error) {
		if (error != root) {
			follow(error, 0);
			scalars(root);
		}
		else {
			follow(root, 0);
		}
	}

	private void follow(JsonNode node, int depth) {
		if (depth > MAX_DEPTH) {
			return;
		}
		if (node.isArray()) {
			node.values().forEach((item) -> follow(item, depth + 1));
		}
		else if (node.isString()) {
			text(node.stringValue(), depth);
		}
		else if (node.isObject()) {
			codes(node);
			MESSAGES.forEach((field) -> follow(node.path(field), depth + 1));
			NESTED.forEach((field) -> follow(node.path(field), depth + 1));
		}
	}

	private void text(String text, int depth) {
		JsonNode nested = ErrorJson.document(text);
		if (nested.isMissingNode()) {
			this.messages.add(text);
		}
		else {
			follow(nested, depth + 1);
		}
	}

	private void scalars(JsonNode root) {
		codes(root);
		MESSAGES.stream().map(root::path).filter(ErrorJson::isText).forEach((node) -> text(node.stringValue(), 0));
	}

	private void codes(JsonNode node) {
		for (String field : CODES) {
			String code = ErrorJson.scalar(node, field);
			if (code != null) {
				this.codes.add(code.substring(code.indexOf('#') + 1).toLowerCase(Locale.ROOT));
			}
		}
	}

}
