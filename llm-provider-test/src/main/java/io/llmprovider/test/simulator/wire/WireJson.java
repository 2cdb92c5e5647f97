package io.llmprovider.test.simulator.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as the simulator reads and writes it, with a mapper of its own.
 */
public final class WireJson {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final char REPLACEMENT = '\uFFFD';

	private WireJson() {
	}

	/**
	 * A new object.
	 * @return an object without members
	 */
	public static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	/**
	 * Reads JSON.
	 * @param text the text
	 * @return the tree
	 * @throws tools.jackson.core.JacksonException if it is no JSON
	 */
	public static JsonNode read(String text) {
		return MAPPER.readTree(text);
	}

	/**
	 * Writes JSON.
	 * @param node the tree
	 * @return UTF-8
	 */
	public static byte[] bytes(JsonNode node) {
		return MAPPER.writeValueAsBytes(node);
	}

	/**
	 * Writes JSON.
	 * @param node the tree
	 * @return the text
	 */
	public static String text(JsonNode node) {
		return MAPPER.writeValueAsString(node);
	}

	/**
	 * Turns a value into JSON.
	 * @param value maps, lists, strings, numbers
	 * @return the tree
	 */
	public static JsonNode tree(Object value) {
		return MAPPER.valueToTree(value);
	}

	/**
	 * Decodes UTF-8 without mercy: overlong forms, surrogates and cut characters fail.
	 * @param bytes the bytes
	 * @return the text
	 * @throws CharacterCodingException if they are no UTF-8
	 */
	public static String utf8(byte[] bytes) throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT)
			.decode(ByteBuffer.wrap(bytes))
			.toString();
	}

	/**
	 * Whether no string in the tree, names included, has half of a surrogate pair, which
	 * JSON can say with an escape although it is no text.
	 * @param node the tree
	 * @return whether all is text
	 */
	public static boolean isText(JsonNode node) {
		if (node.isString()) {
			return isText(node.stringValue());
		}
		return node.propertyNames().stream().allMatch(WireJson::isText)
				&& node.values().stream().allMatch(WireJson::isText);
	}

	private static boolean isText(String text) {
		return text.equals(repaired(text));
	}

	/**
	 * The text with lone surrogates replaced, as a lenient server reads it.
	 * @param text any text
	 * @return text that can be written as UTF-8
	 */
	public static String repaired(String text) {
		StringBuilder repaired = null;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
				i++;
			}
			else if (Character.isSurrogate(c)) {
				repaired = (repaired != null) ? repaired : new StringBuilder(text);
				repaired.setCharAt(i, REPLACEMENT);
			}
		}
		return (repaired != null) ? repaired.toString() : text;
	}

	/**
	 * A member that is there and not null.
	 * @param owner an object
	 * @param name the member's name
	 * @return the member, or null
	 */
	public static @Nullable JsonNode member(JsonNode owner, String name) {
		JsonNode member = owner.path(name);
		return (member.isMissingNode() || member.isNull()) ? null : member;
	}

	/**
	 * A string member's text.
	 * @param owner an object
	 * @param name the member's name
	 * @return the text, or null if there is none or it is no string
	 */
	public static @Nullable String textMember(JsonNode owner, String name) {
		JsonNode member = owner.path(name);
		return member.isString() ? repaired(member.stringValue()) : null;
	}

}
