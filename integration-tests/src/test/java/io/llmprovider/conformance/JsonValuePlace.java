package io.llmprovider.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.json.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * Where a value stands in a JSON object.
 *
 * @param path its path, with the types of the objects on the way; of the elements of a
 * list only the first is told from the others
 * @param kind what the value is
 * @param member where its member begins; of an element, where the element does
 * @param from where it begins
 * @param to where it ends
 */
record JsonValuePlace(String path, String kind, int member, int from, int to) {

	/**
	 * All values of an object but itself.
	 * @param json the object
	 * @return the places, outer before inner ones
	 */
	static List<JsonValuePlace> in(byte[] json) {
		List<JsonValuePlace> places = new ArrayList<>();
		try (JsonParser parser = Json.parser(json, 0, json.length)) {
			parser.nextToken();
			JsonNode root = Json.tree(json, 0, json.length);
			members(parser, root, type(root), places);
		}
		return places;
	}

	private static void members(JsonParser parser, JsonNode object, String path, List<JsonValuePlace> places) {
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			int member = (int) parser.currentTokenLocation().getByteOffset();
			parser.nextToken();
			value(parser, object.path(name), member, path + "." + name, places);
		}
	}

	private static void value(JsonParser parser, JsonNode value, int member, String path, List<JsonValuePlace> places) {
		int from = (int) parser.currentTokenLocation().getByteOffset();
		int own = places.size();
		switch (parser.currentToken()) {
			case START_OBJECT -> members(parser, value, path + type(value), places);
			case START_ARRAY -> {
				for (int i = 0; parser.nextToken() != tools.jackson.core.JsonToken.END_ARRAY; i++) {
					value(parser, value.path(i), -1, path + ((i == 0) ? "[0]" : "[n]"), places);
				}
			}
			default -> parser.finishToken();
		}
		int to = (int) parser.currentLocation().getByteOffset();
		places.add(own, new JsonValuePlace(path, kind(value), (member < 0) ? from : member, from, to));
	}

	private static String type(JsonNode object) {
		JsonNode type = object.path("type");
		return type.isString() ? "(" + type.asString() + ")" : "";
	}

	private static String kind(JsonNode value) {
		return value.isString() ? (value.asString().isEmpty() ? "EMPTY" : "TEXT")
				: value.isContainer() && value.isEmpty() ? "NO_" + value.getNodeType() : value.getNodeType().name();
	}

	/** The last name of the path. */
	String name() {
		return this.path.substring(this.path.lastIndexOf('.') + 1);
	}

	/**
	 * The object with another value here.
	 * @param json the object
	 * @param value the other value, as JSON
	 * @return the changed object
	 */
	byte[] replaced(byte[] json, String value) {
		return spliced(json, this.from, this.to, value);
	}

	/**
	 * The object without this value.
	 * @param json the object
	 * @return the changed object
	 */
	byte[] removed(byte[] json) {
		int begin = this.member;
		int end = this.to;
		while (end < json.length && json[end] <= ' ') {
			end++;
		}
		if (json[end] == ',') {
			return spliced(json, begin, end + 1, "");
		}
		while (json[begin - 1] <= ' ') {
			begin--;
		}
		return spliced(json, (json[begin - 1] == ',') ? begin - 1 : begin, this.to, "");
	}

	private static byte[] spliced(byte[] json, int from, int to, String between) {
		ByteArrayOutputStream changed = new ByteArrayOutputStream(json.length + between.length());
		changed.write(json, 0, from);
		changed.writeBytes(between.getBytes(StandardCharsets.UTF_8));
		changed.write(json, to, json.length - to);
		return changed.toByteArray();
	}

}
