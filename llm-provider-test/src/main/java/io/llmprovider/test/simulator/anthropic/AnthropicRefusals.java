package io.llmprovider.test.simulator.anthropic;

import java.util.List;
import java.util.Map;

import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.dialect.FieldRefusals;
import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * What Anthropic's server says to requests that it does not accept, as users reported it.
 */
final class AnthropicRefusals implements FieldRefusals {

	static final AnthropicRefusals FIELDS = new AnthropicRefusals();

	private static final Map<String, String> KINDS = Map.of("a string", "a valid string", "an object",
			"a valid dictionary", "an array", "a valid list", "an integer", "a valid integer", "a decimal",
			"a valid number", "a boolean", "a valid boolean");

	private AnthropicRefusals() {
	}

	static Fields fields(JsonNode node, String path) {
		return Fields.of(node, path, FIELDS);
	}

	static Refusal refusal(ProviderRule rule, String message) {
		return new Refusal(rule, SimulatedError.of(400, message));
	}

	@Override
	public String element(String array, int index) {
		return array + "." + index;
	}

	@Override
	public Refusal missing(String path) {
		return refusal(AnthropicRule.REQUIRED, path + ": Field required");
	}

	@Override
	public Refusal unknown(String path) {
		return refusal(AnthropicRule.UNKNOWN_MEMBER, path + ": Extra inputs are not permitted");
	}

	@Override
	public Refusal type(String path, String expected, JsonNode actual) {
		return refusal(AnthropicRule.TYPE, path + ": Input should be " + KINDS.getOrDefault(expected, expected));
	}

	@Override
	public Refusal value(String path, String actual, List<String> supported) {
		List<String> quoted = supported.stream().map((value) -> "'" + value + "'").toList();
		int last = quoted.size() - 1;
		String listed = (last < 1) ? String.join("", quoted)
				: String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
		return refusal(AnthropicRule.VALUE, path + ": Input should be " + listed);
	}

	@Override
	public Refusal pattern(String path, String pattern) {
		return refusal(path.endsWith("name") ? AnthropicRule.TOOL_NAME : AnthropicRule.TOOL_ID,
				path + ": String should match pattern '" + pattern + "'");
	}

	@Override
	public Refusal tooLong(String path, int maximum, int actual) {
		return refusal(path.endsWith("name") ? AnthropicRule.TOOL_NAME : AnthropicRule.TOOL_ID,
				path + ": String should have at most " + maximum + " characters");
	}

	@Override
	public Refusal emptyString(String path) {
		return refusal(path.endsWith("name") ? AnthropicRule.TOOL_NAME : AnthropicRule.TOOL_ID,
				path + ": String should have at least 1 character");
	}

	@Override
	public Refusal emptyArray(String path) {
		return refusal(AnthropicRule.MESSAGES, path + ": at least one message is required");
	}

	@Override
	public Refusal range(String path, boolean integer, boolean above, String bound, String actual) {
		return refusal(AnthropicRule.RANGE,
				path + ": Input should be " + (above ? "less" : "greater") + " than or equal to " + bound);
	}

}
