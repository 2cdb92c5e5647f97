package io.llmprovider.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.llmprovider.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * Other texts of the same JSON value.
 */
enum JsonForms {

	/** The members of every object from the last to the first. */
	REVERSED,

	/** Blanks and tabs between all tokens. */
	SPACED,

	/** All ASCII characters of names and texts as escapes. */
	ESCAPED,

	/** Whole numbers with a fraction of zero. */
	FRACTIONS,

	/** Whole numbers with an exponent of zero. */
	EXPONENTS,

	/** Every member twice, with the same value. */
	DOUBLED;

	/**
	 * Writes a value in this form.
	 * @param json the value
	 * @return the same value
	 */
	byte[] of(byte[] json) {
		StringBuilder text = new StringBuilder(json.length * 2);
		write(Json.tree(json, 0, json.length), text);
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private void write(JsonNode value, StringBuilder text) {
		String blank = (this == SPACED) ? " \t " : "";
		if (value.isObject()) {
			List<Map.Entry<String, JsonNode>> members = new ArrayList<>(value.properties());
			if (this == REVERSED) {
				Collections.reverse(members);
			}
			String separator = "{";
			for (int i = 0; i < members.size() * ((this == DOUBLED) ? 2 : 1); i++) {
				Map.Entry<String, JsonNode> member = members.get(i % members.size());
				text.append(separator).append(blank).append(string(member.getKey())).append(blank);
				text.append(':').append(blank);
				write(member.getValue(), text);
				text.append(blank);
				separator = ",";
			}
			text.append(members.isEmpty() ? "{" + blank + "}" : "}");
		}
		else if (value.isArray()) {
			text.append('[').append(blank);
			for (int i = 0; i < value.size(); i++) {
				text.append((i > 0) ? "," + blank : "");
				write(value.path(i), text);
				text.append(blank);
			}
			text.append(']');
		}
		else {
			text.append(scalar(value));
		}
	}

	private String scalar(JsonNode value) {
		if (value.isString()) {
			return string(value.asString());
		}
		return value.toString()
				+ (!value.isIntegralNumber() ? "" : (this == FRACTIONS) ? ".0" : (this == EXPONENTS) ? "e0" : "");
	}

	private String string(String value) {
		if (this != ESCAPED) {
			return Json.text(value);
		}
		StringBuilder escaped = new StringBuilder("\"");
		for (int i = 0; i < value.length(); i++) {
			escaped.append("\\u").append(HexFormat.of().toHexDigits(value.charAt(i)));
		}
		return escaped.append('"').toString();
	}

}
