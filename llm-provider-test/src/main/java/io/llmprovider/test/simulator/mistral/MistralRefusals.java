package io.llmprovider.test.simulator.mistral;

import java.util.List;

import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.dialect.FieldRefusals;
import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * What Mistral's server says to requests that it does not accept: members that are wrong
 * with status 422 and a list of details, conversations that are wrong with 400.
 */
final class MistralRefusals implements FieldRefusals {

	static final int UNPROCESSABLE = 422;

	private static final MistralRefusals FIELDS = new MistralRefusals();

	private MistralRefusals() {
	}

	static Fields fields(JsonNode node, String path) {
		return Fields.of(node, path, FIELDS);
	}

	/** A request whose members are right, and which makes no sense. */
	static Refusal refusal(ProviderRule rule, String message, String type, String code) {
		return new Refusal(rule, new SimulatedError(400, message, type, code, null));
	}

	/** A conversation that is too long. */
	static Refusal tooLong(long tokens, int window) {
		return refusal(
				MistralRule.CONTEXT_WINDOW, "Prompt contains " + tokens
						+ " tokens and 0 draft tokens, too large for model with " + window + " maximum context length",
				"invalid_request_error", "3051");
	}

	/** A conversation in the wrong order. */
	static Refusal order(ProviderRule rule, String message) {
		return refusal(rule, message, "invalid_request_message_order", "3230");
	}

	static Refusal notJson() {
		return detail(MistralRule.JSON_BODY, "", "json_invalid", "JSON decode error");
	}

	static Refusal hot(JsonNode temperature) {
		return FIELDS.range("temperature", false, true, "1.5", temperature.asString());
	}

	private static Refusal detail(MistralRule rule, String path, String type, String message) {
		return new Refusal(rule, new SimulatedError(UNPROCESSABLE, message, type, null, path));
	}

	@Override
	public Refusal missing(String path) {
		return detail(MistralRule.REQUIRED, path, "missing", "Field required");
	}

	@Override
	public Refusal unknown(String path) {
		return detail(MistralRule.UNKNOWN_MEMBER, path, "extra_forbidden", "Extra inputs are not permitted");
	}

	@Override
	public Refusal type(String path, String expected, JsonNode actual) {
		return detail(MistralRule.TYPE, path, "type_error", "Input should be " + expected);
	}

	@Override
	public Refusal value(String path, String actual, List<String> supported) {
		return detail(MistralRule.VALUE, path, "literal_error",
				"Input should be '" + String.join("', '", supported) + "'");
	}

	@Override
	public Refusal pattern(String path, String pattern) {
		return detail(MistralRule.PATTERN, path, "string_pattern_mismatch",
				"String should match pattern '" + pattern + "'");
	}

	@Override
	public Refusal tooLong(String path, int maximum, int actual) {
		return detail(MistralRule.PATTERN, path, "string_too_long",
				"String should have at most " + maximum + " characters");
	}

	@Override
	public Refusal emptyString(String path) {
		return detail(MistralRule.PATTERN, path, "string_too_short", "String should have at least 1 character");
	}

	@Override
	public Refusal emptyArray(String path) {
		return detail(MistralRule.LENGTH, path, "too_short",
				"List should have at least 1 item after validation, not 0");
	}

	@Override
	public Refusal range(String path, boolean integer, boolean above, String bound, String actual) {
		return detail(MistralRule.RANGE, path, above ? "less_than_equal" : "greater_than_equal",
				"Input should be " + (above ? "less" : "greater") + " than or equal to " + bound);
	}

}
