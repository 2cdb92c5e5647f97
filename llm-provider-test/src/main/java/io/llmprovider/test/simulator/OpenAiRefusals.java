package io.llmprovider.test.simulator;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What OpenAI's server says to requests that it does not accept, word for word as users
 * reported it; the errors guide
 * (https://platform.openai.com/docs/guides/error-codes/api-errors) has only the shape.
 */
final class OpenAiRefusals {

	private static final String TYPE = "invalid_request_error";

	private OpenAiRefusals() {
	}

	static Refusal refusal(String message, @Nullable String param, @Nullable String code) {
		return new Refusal(new SimulatedError(400, message, TYPE, code, param));
	}

	static Refusal notJson() {
		return refusal("We could not parse the JSON body of your request. (HINT: This likely means you aren't using "
				+ "your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not "
				+ "valid JSON. If you have trouble figuring out how to fix this, please contact us through our help "
				+ "center at help.openai.com.)", null, null);
	}

	static Refusal missing(String path) {
		return refusal("Missing required parameter: '" + path + "'.", path, "missing_required_parameter");
	}

	static Refusal unknown(String path) {
		return path.contains(".") ? refusal("Unknown parameter: '" + path + "'.", path, "unknown_parameter")
				: refusal("Unrecognized request argument supplied: " + path, null, null);
	}

	static Refusal type(String path, String expected, JsonNode actual) {
		return refusal(
				"Invalid type for '" + path + "': expected " + expected + ", but got " + kind(actual) + " instead.",
				path, "invalid_type");
	}

	static Refusal value(String path, String actual, List<String> supported) {
		return refusal("Invalid value: '" + actual + "'. Supported values are: " + listed(supported) + ".", path,
				"invalid_value");
	}

	static Refusal pattern(String path, String pattern) {
		return refusal("Invalid '" + path + "': string does not match pattern. Expected a string that matches the "
				+ "pattern '" + pattern + "'.", path, "invalid_value");
	}

	static Refusal tooLong(String path, int maximum, int actual) {
		return refusal("Invalid '" + path + "': string too long. Expected a string with maximum length " + maximum
				+ ", but got a string with length " + actual + " instead.", path, "string_above_max_length");
	}

	static Refusal emptyString(String path) {
		return refusal("Invalid '" + path + "': empty string. Expected a string with minimum length 1, but got an "
				+ "empty string instead.", path, "empty_string");
	}

	static Refusal emptyArray(String path) {
		return refusal("Invalid '" + path + "': empty array. Expected an array with minimum length 1, but got an "
				+ "empty array instead.", path, "empty_array");
	}

	static Refusal longArray(String path, int maximum, int actual) {
		return refusal("Invalid '" + path + "': array too long. Expected an array with maximum length " + maximum
				+ ", but got an array with length " + actual + " instead.", path, "array_above_max_length");
	}

	static Refusal range(String path, boolean integer, boolean above, String bound, String actual) {
		String kind = integer ? "integer" : "decimal";
		return refusal("Invalid '" + path + "': " + kind + (above ? " above maximum" : " below minimum")
				+ " value. Expected a value " + (above ? "<= " : ">= ") + bound + ", but got " + actual + " instead.",
				path, kind + (above ? "_above_max_value" : "_below_min_value"));
	}

	static Refusal onlyWithTools(String path) {
		return refusal("Invalid value for '" + path + "': '" + path + "' is only allowed when 'tools' are specified.",
				path, null);
	}

	private static String listed(List<String> values) {
		List<String> quoted = values.stream().map((value) -> "'" + value + "'").toList();
		int last = quoted.size() - 1;
		if (last < 1) {
			return String.join("", quoted);
		}
		return String.join(", ", quoted.subList(0, last)) + ((last > 1) ? ", and " : " and ") + quoted.get(last);
	}

	private static String kind(JsonNode node) {
		if (node.isNull() || node.isMissingNode()) {
			return "null";
		}
		if (node.isObject()) {
			return "an object";
		}
		if (node.isArray()) {
			return "an array";
		}
		if (node.isBoolean()) {
			return "a boolean";
		}
		if (node.isNumber()) {
			return node.isIntegralNumber() ? "an integer" : "a decimal number";
		}
		return "a string";
	}

}
