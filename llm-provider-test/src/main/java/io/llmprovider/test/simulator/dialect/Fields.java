package io.llmprovider.test.simulator.dialect;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of one object in a request, checked as they are read. A member that is null
 * counts as absent.
 */
public final class Fields {

	private final JsonNode object;

	private final String path;

	private final FieldRefusals refusals;

	private Fields(JsonNode object, String path, FieldRefusals refusals) {
		this.object = object;
		this.path = path;
		this.refusals = refusals;
	}

	/**
	 * Wraps what must be an object.
	 * @param node the node
	 * @param path where it is, empty for the request itself
	 * @param refusals what the provider says to members that are wrong
	 * @return its members
	 */
	public static Fields of(JsonNode node, String path, FieldRefusals refusals) {
		if (!node.isObject()) {
			throw refusals.type(path, "an object", node);
		}
		return new Fields(node, path, refusals);
	}

	/**
	 * The path of this object.
	 * @return the path as the provider writes it
	 */
	public String path() {
		return this.path;
	}

	/**
	 * The path of a member.
	 * @param name the member's name
	 * @return the path as the provider writes it
	 */
	public String path(String name) {
		return this.refusals.member(this.path, name);
	}

	/**
	 * The names of all members.
	 * @return the names in the order they were sent
	 */
	public Iterable<String> names() {
		return this.object.propertyNames();
	}

	/**
	 * A member that is there and not null.
	 * @param name the member's name
	 * @return the member, or null
	 */
	public @Nullable JsonNode get(String name) {
		return WireJson.member(this.object, name);
	}

	/**
	 * Whether a member is there and not null.
	 * @param name the member's name
	 * @return whether it is
	 */
	public boolean has(String name) {
		return get(name) != null;
	}

	/**
	 * A member that must be there.
	 * @param name the member's name
	 * @return the member
	 */
	public JsonNode required(String name) {
		JsonNode value = get(name);
		if (value == null) {
			throw this.refusals.missing(path(name));
		}
		return value;
	}

	/**
	 * A member that must be an object.
	 * @param name the member's name
	 * @return its members
	 */
	public Fields requiredObject(String name) {
		return of(required(name), path(name), this.refusals);
	}

	/**
	 * Refuses members that are unknown.
	 * @param known the members there are
	 * @param extra what else is accepted
	 */
	public void onlyKnows(Set<String> known, Set<String> extra) {
		for (String name : this.object.propertyNames()) {
			if (!known.contains(name) && !extra.contains(name) && !extra.contains(Setup.ANY_MEMBER)) {
				throw this.refusals.unknown(path(name));
			}
		}
	}

	/**
	 * A member that is a string.
	 * @param name the member's name
	 * @return its text, or null if it is absent
	 */
	public @Nullable String text(String name) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isString()) {
			throw this.refusals.type(path(name), "a string", value);
		}
		return value.stringValue();
	}

	/**
	 * A member that must be a string.
	 * @param name the member's name
	 * @return its text
	 */
	public String requiredText(String name) {
		required(name);
		String text = text(name);
		return (text != null) ? text : "";
	}

	/**
	 * Refuses a string that is absent, empty, too long, or does not match.
	 * @param name the member's name
	 * @param pattern what it must match
	 * @param maximum how many characters it may have
	 */
	public void matches(String name, Pattern pattern, int maximum) {
		String text = requiredText(name);
		if (text.isEmpty()) {
			throw this.refusals.emptyString(path(name));
		}
		atMost(name, maximum);
		if (!pattern.matcher(text).matches()) {
			throw this.refusals.pattern(path(name), pattern.pattern());
		}
	}

	/**
	 * Refuses a string that is too long.
	 * @param name the member's name
	 * @param maximum how many characters it may have
	 */
	public void atMost(String name, int maximum) {
		String text = text(name);
		if (text != null && text.length() > maximum) {
			throw this.refusals.tooLong(path(name), maximum, text.length());
		}
	}

	/**
	 * Refuses a string that is none of those there are.
	 * @param name the member's name
	 * @param supported the values there are
	 */
	public void oneOf(String name, List<String> supported) {
		String text = text(name);
		if (text != null && !supported.contains(text)) {
			throw this.refusals.value(path(name), text, supported);
		}
	}

	/**
	 * A member that is a boolean.
	 * @param name the member's name
	 * @return its value; false if it is absent
	 */
	public boolean flag(String name) {
		JsonNode value = get(name);
		if (value != null && !value.isBoolean()) {
			throw this.refusals.type(path(name), "a boolean", value);
		}
		return value != null && value.booleanValue();
	}

	/**
	 * Refuses what is no number of a range.
	 * @param name the member's name
	 * @param minimum the least it may be
	 * @param maximum the most it may be
	 */
	public void number(String name, int minimum, int maximum) {
		JsonNode value = get(name);
		if (value == null) {
			return;
		}
		if (!value.isNumber()) {
			throw this.refusals.type(path(name), "a decimal", value);
		}
		if (value.doubleValue() < minimum || value.doubleValue() > maximum) {
			boolean above = value.doubleValue() > maximum;
			throw this.refusals.range(path(name), false, above, Integer.toString(above ? maximum : minimum),
					value.asString());
		}
	}

	/**
	 * A member that is a whole number of a range.
	 * @param name the member's name
	 * @param minimum the least it may be
	 * @param maximum the most it may be
	 * @return its value, or null if it is absent
	 */
	public @Nullable Integer integer(String name, int minimum, int maximum) {
		JsonNode value = get(name);
		if (value == null) {
			return null;
		}
		if (!value.isIntegralNumber()) {
			throw this.refusals.type(path(name), "an integer", value);
		}
		if (value.doubleValue() < minimum || value.doubleValue() > maximum) {
			boolean above = value.doubleValue() > maximum;
			throw this.refusals.range(path(name), true, above, Integer.toString(above ? maximum : minimum),
					value.asString());
		}
		return value.intValue();
	}

	/**
	 * An element of an array, which must be an object.
	 * @param name the array's name
	 * @param array the array
	 * @param index the element's index
	 * @return its members
	 */
	public Fields element(String name, JsonNode array, int index) {
		return of(array.get(index), this.refusals.element(path(name), index), this.refusals);
	}

	/**
	 * An array's elements, of which there must be some.
	 * @param name the member's name
	 * @param expected what is expected in place of something else
	 * @return the array
	 */
	public JsonNode filledArray(String name, String expected) {
		JsonNode value = required(name);
		if (!value.isArray()) {
			throw this.refusals.type(path(name), expected, value);
		}
		if (value.isEmpty()) {
			throw this.refusals.emptyArray(path(name));
		}
		return value;
	}

}
