package io.llmprovider.test.simulator.bedrock;

import java.util.List;

import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.dialect.FieldRefusals;
import io.llmprovider.test.simulator.dialect.Fields;
import tools.jackson.databind.JsonNode;

/**
 * Refusals in AWS's words.
 */
final class BedrockRefusals implements FieldRefusals {

	private static final BedrockRefusals FIELDS = new BedrockRefusals();

	private BedrockRefusals() {
	}

	static Fields fields(JsonNode node, String path) {
		return Fields.of(node, path, FIELDS);
	}

	static Refusal refusal(ProviderRule rule, String message) {
		return new Refusal(rule, SimulatedError.of(400, message).withType("ValidationException"));
	}

	private static Refusal detected(ProviderRule rule, String path, String constraint) {
		return refusal(rule, "1 validation error detected: Value at '" + path
				+ "' failed to satisfy constraint: Member " + constraint);
	}

	private static BedrockRule named(String path) {
		return path.endsWith("name") ? (path.contains("document") ? BedrockRule.DOCUMENT_NAME : BedrockRule.TOOL_NAME)
				: BedrockRule.TOOL_ID;
	}

	@Override
	public String element(String array, int index) {
		return array + "." + (index + 1) + ".member";
	}

	@Override
	public Refusal missing(String path) {
		return detected(BedrockRule.REQUIRED, path, "must not be null");
	}

	@Override
	public Refusal unknown(String path) {
		return detected(BedrockRule.ONE_MEMBER, path, "must have exactly one of the members of a union");
	}

	@Override
	public Refusal type(String path, String expected, JsonNode actual) {
		return refusal(BedrockRule.TYPE, "Unexpected value at '" + path + "': expected " + expected);
	}

	@Override
	public Refusal value(String path, String actual, List<String> supported) {
		return detected(BedrockRule.VALUE, path, "must satisfy enum value set: " + supported);
	}

	@Override
	public Refusal pattern(String path, String pattern) {
		return detected(named(path), path, "must satisfy regular expression pattern: " + pattern);
	}

	@Override
	public Refusal tooLong(String path, int maximum, int actual) {
		return detected(named(path), path, "must have length less than or equal to " + maximum);
	}

	@Override
	public Refusal emptyString(String path) {
		return detected(named(path), path, "must have length greater than or equal to 1");
	}

	@Override
	public Refusal emptyArray(String path) {
		return path.endsWith("tools") ? detected(BedrockRule.TOOLS, path, "must have length greater than or equal to 1")
				: refusal(BedrockRule.MESSAGES, "A conversation must have at least one message. Try again with a"
						+ " conversation that starts with a user message.");
	}

	@Override
	public Refusal range(String path, boolean integer, boolean above, String bound, String actual) {
		return detected(BedrockRule.RANGE, path,
				"must have value " + (above ? "less" : "greater") + " than or equal to " + bound);
	}

}
