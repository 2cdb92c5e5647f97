package io.llmprovider.test.simulator;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of one object in a request to OpenAI, checked as they are read. A member
 * that is null counts as absent, as it does at OpenAI.
 */
final class OpenAiFields {

	private final JsonNode object;

	private final String prefix;

	OpenAiFields(JsonNode object, String path) {
		this.object = object;
		this.prefix = path.isEmpty() ? "" : path + ".";
	}

	/**
	 * Wraps what must be an object.
	 * @param node the node
	 * @param path where it is
	 * @return its members
	 */
	static OpenAiFields of(JsonNode node, String path) {
		if (!node.isObject()) {
			throw OpenAiRefusals.type(path, "an object", node);
		}
		return new OpenAiFields(node, path);
	}

	String path(String name) {
		return this.prefix + name;
	}

	@Nullable JsonNode get(String name) {
		return WireJson.member(this.object, name);
	}

	boolean has(String name) {
		return get(name) != null;
	}

	JsonNode required(String name) {
		JsonNode value = get(name);
		if (value == null) {
			throw OpenAiRefusals.missing(path(name));
		}
		return value;
	}

	OpenAiFields requiredObject(String name) {
		return of(required(name), path(name));
	}

	void onlyKnows(Set<String> known, Set<String> extra) {
		for (String name : this.object.propertyNames()) {
			if (!known.contains(name) && !extra.contains(name)) {
				throw OpenAiRefusals.unknown(path(name));
			}
		}
	}

	@Nullable String text(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isString()) {
			throw OpenAiRefusals.type(path(name), "a string", value);
		}
		return value.stringValue();
	}

	String requiredText(String name) {
		required(name);
		String text = text(name);
		return (text != null) ? text : "";
	}

	void matches(String name, Pattern pattern, int maximum) {
		String text = requiredText(name);
		if (text.isEmpty()) {
			throw OpenAiRefusals.emptyString(path(name));
		}
		atMost(name, maximum);
		if (!pattern.matcher(text).matches()) {
			throw OpenAiRefusals.pattern(path(name), pattern.pattern());
		}
	}

	void atMost(String name, int maximum) {
		String text = text(name);
		if (text != null && text.length() > maximum) {
			throw OpenAiRefusals.tooLong(path(name), maximum, text.length());
		}
	}

	void oneOf(String name, List<String> supported) {
		String text = text(name);
		if (text != null && !supported.contains(text)) {
			throw OpenAiRefusals.value(path(name), text, supported);
		}
	}

	boolean flag(String name) {
		JsonNode value = get(name);
		if (value != null && !value.isBoolean()) {
			throw OpenAiRefusals.type(path(name), "a boolean", value);
		}
		return value != null && value.booleanValue();
	}

	void number(String name, int minimum, int maximum) {
		JsonNode value = get(name);
		if (value == null) {
			return;
		}
		if (!value.isNumber()) {
			throw OpenAiRefusals.type(path(name), "a decimal", value);
		}
		if (value.doubleValue() < minimum || value.doubleValue() > maximum) {
			boolean above = value.doubleValue() > maximum;
			throw OpenAiRefusals.range(path(name), false, above, Integer.toString(above ? maximum : minimum),
					value.asString());
		}
	}

	@Nullable Integer integer(String name, int minimum, int maximum) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isIntegralNumber()) {
			throw OpenAiRefusals.type(path(name), "an integer", value);
		}
		if (value.doubleValue() < minimum || value.doubleValue() > maximum) {
			boolean above = value.doubleValue() > maximum;
			throw OpenAiRefusals.range(path(name), true, above, Integer.toString(above ? maximum : minimum),
					value.asString());
		}
		return value.intValue();
	}

	/**
	 * An array's elements, of which there must be some.
	 * @param name the member's name
	 * @param expected what is expected in place of something else
	 * @return the array
	 */
	JsonNode filledArray(String name, String expected) {
		JsonNode value = required(name);
		if (!value.isArray()) {
			throw OpenAiRefusals.type(path(name), expected, value);
		}
		if (value.isEmpty()) {
			throw OpenAiRefusals.emptyArray(path(name));
		}
		return value;
	}

}
