package io.llmprovider.test.simulator.openai;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.test.simulator.Refusal;
import tools.jackson.databind.JsonNode;

/**
 * What OpenAI's server demands of a JSON schema, loosely and in strict mode, after
 * https://platform.openai.com/docs/guides/structured-outputs#supported-schemas.
 */
public final class OpenAiSchemaRules {

	private final String owner;

	private final String param;

	private final String code;

	/**
	 * Creates the rules for one schema.
	 * @param owner whose schema it is, in OpenAI's words
	 * @param param the member to blame
	 * @param code the error's code
	 */
	public OpenAiSchemaRules(String owner, String param, String code) {
		this.owner = owner;
		this.param = param;
		this.code = code;
	}

	/**
	 * Checks the schema.
	 * @param schema the schema
	 * @param strict whether strict mode is on
	 */
	public void check(JsonNode schema, boolean strict) {
		String type = schema.path("type").asString("None");
		if (!type.equals("object")) {
			throw invalid(OpenAiRule.SCHEMA,
					"schema must be a JSON Schema of 'type: \"object\"', got 'type: \"" + type + "\"'.");
		}
		if (!schema.has("properties")) {
			throw invalid(OpenAiRule.SCHEMA, "In context=(), object schema missing properties.");
		}
		check(schema, strict, List.of());
	}

	private void check(JsonNode schema, boolean strict, List<String> context) {
		if (strict && schema.path("type").asString("").equals("object")) {
			checkStrict(schema, context);
		}
		if (schema.path("type").asString("").equals("array") && !schema.has("items")) {
			throw invalid(OpenAiRule.SCHEMA, in(context) + "array schema missing items.");
		}
		for (var property : schema.path("properties").properties()) {
			check(property.getValue(), strict, deeper(context, "properties", property.getKey()));
		}
		if (schema.path("items").isObject()) {
			check(schema.path("items"), strict, deeper(context, "items"));
		}
		JsonNode choices = schema.path("anyOf");
		for (int i = 0; i < choices.size(); i++) {
			check(choices.get(i), strict, deeper(context, "anyOf", Integer.toString(i)));
		}
	}

	private void checkStrict(JsonNode schema, List<String> context) {
		JsonNode additional = schema.path("additionalProperties");
		if (!additional.isBoolean() || additional.booleanValue()) {
			throw invalid(OpenAiRule.STRICT_SCHEMA,
					in(context) + "'additionalProperties' is required to be supplied and to be false.");
		}
		List<String> required = schema.path("required").values().stream().map((name) -> name.asString("")).toList();
		for (String name : schema.path("properties").propertyNames()) {
			if (!required.contains(name)) {
				throw invalid(OpenAiRule.STRICT_SCHEMA,
						in(context) + "'required' is required to be supplied and to be an array including every "
								+ "key in properties. Missing '" + name + "'.");
			}
		}
	}

	private static List<String> deeper(List<String> context, String... names) {
		return Stream.concat(context.stream(), Arrays.stream(names)).toList();
	}

	/** The context as OpenAI prints it: a Python tuple. */
	private static String in(List<String> context) {
		List<String> quoted = context.stream().map((name) -> "'" + name + "'").toList();
		return "In context=(" + String.join(", ", quoted) + ((quoted.size() == 1) ? "," : "") + "), ";
	}

	private Refusal invalid(OpenAiRule rule, String message) {
		return OpenAiRefusals.refusal(rule, "Invalid schema for " + this.owner + ": " + message, this.param, this.code);
	}

}
