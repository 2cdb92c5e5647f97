package io.llmprovider.test.simulator.ollama;

import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Types as Go's {@code encoding/json} checks them when Ollama decodes a request: a null
 * or missing member is fine everywhere, and an unknown one is ignored.
 */
final class GoDecoding {

	private final String struct;

	GoDecoding(String struct) {
		this.struct = struct;
	}

	@Nullable String text(JsonNode owner, String path, String name) {
		JsonNode value = WireJson.member(owner, name);
		if (value != null && !value.isString()) {
			throw mismatch(value, path + name, "string");
		}
		return (value != null) ? WireJson.repaired(value.stringValue()) : null;
	}

	@Nullable Boolean flag(JsonNode owner, String name) {
		JsonNode value = WireJson.member(owner, name);
		if (value != null && !value.isBoolean()) {
			throw mismatch(value, name, "bool");
		}
		return (value != null) ? value.booleanValue() : null;
	}

	int integer(JsonNode owner, String path, String name) {
		JsonNode value = WireJson.member(owner, name);
		if (value == null) {
			return 0;
		}
		if (!value.isIntegralNumber()) {
			throw mismatch(value, path + name, "int");
		}
		return value.intValue();
	}

	JsonNode array(JsonNode owner, String path, String name, String goType) {
		JsonNode value = WireJson.member(owner, name);
		if (value != null && !value.isArray()) {
			throw mismatch(value, path + name, goType);
		}
		return owner.path(name);
	}

	JsonNode object(JsonNode owner, String path, String name, String goType) {
		JsonNode value = WireJson.member(owner, name);
		if (value != null && !value.isObject()) {
			throw mismatch(value, path + name, goType);
		}
		return owner.path(name);
	}

	void element(JsonNode element, String path, String goType) {
		if (!element.isObject() && !element.isNull()) {
			throw mismatch(element, path, goType);
		}
	}

	Refusal mismatch(JsonNode value, String path, String goType) {
		return refusal(OllamaRule.TYPE, "json: cannot unmarshal " + kind(value, goType) + " into Go struct field "
				+ this.struct + "." + path + " of type " + goType);
	}

	static Refusal refusal(OllamaRule rule, String message) {
		return new Refusal(rule, SimulatedError.of(400, message));
	}

	private static String kind(JsonNode value, String goType) {
		if (value.isNumber()) {
			return goType.equals("int") ? "number " + value.asString() : "number";
		}
		if (value.isBoolean()) {
			return "bool";
		}
		if (value.isString()) {
			return "string";
		}
		return value.isArray() ? "array" : "object";
	}

	/**
	 * Where Go's decoder stops in what should be standard base64: it wants padding, and
	 * skips line breaks.
	 * @param text the text
	 * @return the refusal, or null if the text decodes
	 */
	static @Nullable Refusal base64(String text) {
		int digits = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '\r' || c == '\n') {
				continue;
			}
			boolean padding = c == '=' && digits % 4 >= 2
					&& text.substring(i).strip().chars().allMatch((p) -> p == '=');
			if (!padding && !isDigit(c)) {
				return refusal(OllamaRule.BASE64, "illegal base64 data at input byte " + i);
			}
			digits++;
		}
		return (digits % 4 == 0) ? null
				: refusal(OllamaRule.BASE64, "illegal base64 data at input byte " + text.length());
	}

	private static boolean isDigit(char c) {
		return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/';
	}

}
