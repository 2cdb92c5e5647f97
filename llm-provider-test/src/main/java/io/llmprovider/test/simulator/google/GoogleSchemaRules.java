package io.llmprovider.test.simulator.google;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * Checks a schema in Google's own words.
 *
 * @see <a href="https://ai.google.dev/api/caching#Schema">Schema</a>
 */
final class GoogleSchemaRules {

	private static final Set<String> WORDS = Set.of("type", "format", "title", "description", "nullable", "enum",
			"items", "minItems", "maxItems", "properties", "propertyOrdering", "required", "minProperties",
			"maxProperties", "minLength", "maxLength", "pattern", "minimum", "maximum", "anyOf", "default", "example");

	private static final List<String> TYPES = List.of("STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT",
			"NULL");

	private GoogleSchemaRules() {
	}

	static void check(JsonNode node, String path, boolean root) {
		Fields schema = GoogleRefusals.fields(node, path);
		schema.onlyKnows(WORDS, Set.of());
		String type = schema.text("type");
		if (type == null && !schema.has("anyOf")) {
			throw GoogleRefusals.refusal(GoogleRule.SCHEMA_TYPE, path + ".type: must be specified");
		}
		String kind = (type != null) ? type.toUpperCase(Locale.ROOT) : "";
		if (type != null && !TYPES.contains(kind)) {
			throw GoogleRefusals.refusal(GoogleRule.SCHEMA_TYPE,
					"Invalid value at '" + path + ".type', \"" + type + "\"");
		}
		properties(schema, node, path, root && kind.equals("OBJECT"));
		if (kind.equals("ARRAY") && !schema.has("items")) {
			throw GoogleRefusals.refusal(GoogleRule.SCHEMA_ITEMS, path + ".items: missing field.");
		}
		if (schema.has("items")) {
			check(schema.required("items"), path + ".items", false);
		}
		for (JsonNode one : node.path("anyOf").values()) {
			check(one, path + ".anyOf", false);
		}
		for (JsonNode value : node.path("enum").values()) {
			if (!value.isString() || value.stringValue().isEmpty()) {
				throw GoogleRefusals.refusal(GoogleRule.SCHEMA_ENUM, path + ".enum: only allowed for STRING type");
			}
		}
		String format = schema.text("format");
		if (kind.equals("STRING") && format != null && !format.equals("enum") && !format.equals("date-time")) {
			throw GoogleRefusals.refusal(GoogleRule.SCHEMA_FORMAT,
					path + ".format: only 'enum' and 'date-time' are supported for STRING type");
		}
	}

	private static void properties(Fields schema, JsonNode node, String path, boolean filled) {
		JsonNode properties = node.path("properties");
		if (filled && properties.isEmpty()) {
			throw GoogleRefusals.refusal(GoogleRule.SCHEMA_PROPERTIES,
					path + ".properties: should be non-empty for OBJECT type");
		}
		for (String name : properties.propertyNames()) {
			check(properties.path(name), path + ".properties." + name, false);
		}
		for (JsonNode name : node.path("required").values()) {
			if (!properties.has(name.asString(""))) {
				throw GoogleRefusals.refusal(GoogleRule.SCHEMA_PROPERTIES,
						schema.path("required") + ": property is not defined");
			}
		}
	}

}
