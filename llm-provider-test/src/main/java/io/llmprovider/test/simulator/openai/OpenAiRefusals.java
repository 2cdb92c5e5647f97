package io.llmprovider.test.simulator.openai;

import java.util.List;

import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.dialect.FieldRefusals;
import io.llmprovider.test.simulator.dialect.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What OpenAI's server says to requests that it does not accept, word for word as users
 * reported it; the errors guide
 * (https://platform.openai.com/docs/guides/error-codes/api-errors) has only the shape.
 */
public final class OpenAiRefusals implements FieldRefusals {

	/** The words for members that are wrong. */
	public static final OpenAiRefusals FIELDS = new OpenAiRefusals();

	private static final String TYPE = "invalid_request_error";

	private OpenAiRefusals() {
	}

	/**
	 * Refuses a request with status 400.
	 * @param rule the rule it breaks
	 * @param message OpenAI's words
	 * @param param the member that is to blame, or null
	 * @param code the error's code, or null
	 * @return the refusal
	 */
	public static Refusal refusal(ProviderRule rule, String message, @Nullable String param, @Nullable String code) {
		return new Refusal(rule, new SimulatedError(400, message, TYPE, code, param));
	}

	/**
	 * What is no JSON object.
	 * @return the refusal
	 */
	public static Refusal notJson() {
		return refusal(OpenAiRule.JSON_BODY,
				"We could not parse the JSON body of your request. (HINT: This likely means you aren't using "
						+ "your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not "
						+ "valid JSON. If you have trouble figuring out how to fix this, please contact us through our help "
						+ "center at help.openai.com.)",
				null, null);
	}

	/** A conversation of Chat Completions that is too long. */
	static Refusal messagesTooLong(long tokens, int window) {
		return refusal(OpenAiRule.CONTEXT_WINDOW,
				"This model's maximum context length is " + window + " tokens. However, your messages resulted in "
						+ tokens + " tokens. Please reduce the length of the messages.",
				"messages", "context_length_exceeded");
	}

	/** A conversation of Responses that is too long. */
	static Refusal inputTooLong(long tokens, int window) {
		return refusal(OpenAiRule.CONTEXT_WINDOW,
				"Your input exceeds the context window of this model. Please adjust your input and try again.", "input",
				"context_length_exceeded");
	}

	@Override
	public Refusal missing(String path) {
		return refusal(OpenAiRule.REQUIRED, "Missing required parameter: '" + path + "'.", path,
				"missing_required_parameter");
	}

	@Override
	public Refusal unknown(String path) {
		return path.contains(".")
				? refusal(OpenAiRule.UNKNOWN_MEMBER, "Unknown parameter: '" + path + "'.", path, "unknown_parameter")
				: refusal(OpenAiRule.UNKNOWN_MEMBER, "Unrecognized request argument supplied: " + path, null, null);
	}

	@Override
	public Refusal type(String path, String expected, JsonNode actual) {
		return refusal(OpenAiRule.TYPE,
				"Invalid type for '" + path + "': expected " + expected + ", but got " + kind(actual) + " instead.",
				path, "invalid_type");
	}

	@Override
	public Refusal value(String path, String actual, List<String> supported) {
		return refusal(OpenAiRule.VALUE,
				"Invalid value: '" + actual + "'. Supported values are: " + listed(supported) + ".", path,
				"invalid_value");
	}

	@Override
	public Refusal pattern(String path, String pattern) {
		return refusal(OpenAiRule.PATTERN,
				"Invalid '" + path + "': string does not match pattern. Expected a string that matches the "
						+ "pattern '" + pattern + "'.",
				path, "invalid_value");
	}

	@Override
	public Refusal tooLong(String path, int maximum, int actual) {
		return refusal(
				OpenAiRule.LENGTH, "Invalid '" + path + "': string too long. Expected a string with maximum length "
						+ maximum + ", but got a string with length " + actual + " instead.",
				path, "string_above_max_length");
	}

	@Override
	public Refusal emptyString(String path) {
		return refusal(OpenAiRule.LENGTH, "Invalid '" + path
				+ "': empty string. Expected a string with minimum length 1, but got an " + "empty string instead.",
				path, "empty_string");
	}

	@Override
	public Refusal emptyArray(String path) {
		return refusal(OpenAiRule.LENGTH, "Invalid '" + path
				+ "': empty array. Expected an array with minimum length 1, but got an " + "empty array instead.", path,
				"empty_array");
	}

	/**
	 * An array is longer than it may be.
	 * @param path the member
	 * @param maximum how many elements it may have
	 * @param actual how many it has
	 * @return the refusal
	 */
	public static Refusal longArray(String path, int maximum, int actual) {
		return refusal(
				OpenAiRule.LENGTH, "Invalid '" + path + "': array too long. Expected an array with maximum length "
						+ maximum + ", but got an array with length " + actual + " instead.",
				path, "array_above_max_length");
	}

	@Override
	public Refusal range(String path, boolean integer, boolean above, String bound, String actual) {
		String kind = integer ? "integer" : "decimal";
		return refusal(OpenAiRule.RANGE,
				"Invalid '" + path + "': " + kind + (above ? " above maximum" : " below minimum")
						+ " value. Expected a value " + (above ? "<= " : ">= ") + bound + ", but got " + actual
						+ " instead.",
				path, kind + (above ? "_above_max_value" : "_below_min_value"));
	}

	/**
	 * A member makes sense only with tools.
	 * @param path the member
	 * @return the refusal
	 */
	public static Refusal onlyWithTools(String path) {
		return refusal(OpenAiRule.ONLY_WITH_TOOLS,
				"Invalid value for '" + path + "': '" + path + "' is only allowed when 'tools' are specified.", path,
				null);
	}

	/**
	 * Wraps what must be an object.
	 * @param node the node
	 * @param path where it is, empty for the request itself
	 * @return its members
	 */
	public static Fields fields(JsonNode node, String path) {
		return Fields.of(node, path, FIELDS);
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
