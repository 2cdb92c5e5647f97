package io.llmprovider.test.simulator.google;

import java.util.List;

import io.llmprovider.test.simulator.ProviderRule;
import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.dialect.FieldRefusals;
import io.llmprovider.test.simulator.dialect.Fields;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.databind.JsonNode;

/**
 * What Google's server says to requests that it does not accept, as users reported it.
 */
final class GoogleRefusals implements FieldRefusals {

	private static final GoogleRefusals FIELDS = new GoogleRefusals();

	private GoogleRefusals() {
	}

	static Fields fields(JsonNode node, String path) {
		return Fields.of(node, path, FIELDS);
	}

	static Refusal refusal(ProviderRule rule, String message) {
		return new Refusal(rule, SimulatedError.of(400, message));
	}

	@Override
	public Refusal missing(String path) {
		return refusal(GoogleRule.REQUIRED, "* GenerateContentRequest." + path + ": must be specified");
	}

	@Override
	public Refusal unknown(String path) {
		int dot = path.lastIndexOf('.');
		String where = (dot > 0) ? " at '" + path.substring(0, dot) + "'" : "";
		ProviderRule rule = path.contains("arameters") || path.contains("responseSchema") ? GoogleRule.SCHEMA_WORD
				: GoogleRule.UNKNOWN_MEMBER;
		return refusal(rule, "Invalid JSON payload received. Unknown name \"" + path.substring(dot + 1) + "\"" + where
				+ ": Cannot find field.");
	}

	@Override
	public Refusal type(String path, String expected, JsonNode actual) {
		return refusal(GoogleRule.TYPE, "Invalid value at '" + path + "' (" + expected + "), " + WireJson.text(actual));
	}

	@Override
	public Refusal value(String path, String actual, List<String> supported) {
		return refusal(GoogleRule.VALUE, "Invalid value at '" + path + "', \"" + actual + "\"");
	}

	@Override
	public Refusal pattern(String path, String pattern) {
		return name();
	}

	@Override
	public Refusal tooLong(String path, int maximum, int actual) {
		return name();
	}

	@Override
	public Refusal emptyString(String path) {
		return name();
	}

	private static Refusal name() {
		return refusal(GoogleRule.FUNCTION_NAME, "* GenerateContentRequest.tools[0].function_declarations[0].name:"
				+ " [Invalid function name. Must start with a letter or an underscore. Must be alphameric (a-z, A-Z,"
				+ " 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 128.]");
	}

	@Override
	public Refusal emptyArray(String path) {
		boolean parts = path.endsWith("parts");
		return refusal(parts ? GoogleRule.PARTS : GoogleRule.CONTENTS,
				"* GenerateContentRequest." + path + ": contents is not specified");
	}

	@Override
	public Refusal range(String path, boolean integer, boolean above, String bound, String actual) {
		return refusal(GoogleRule.RANGE,
				"* GenerateContentRequest." + path + ": must be in the range, was " + actual + ", bound " + bound);
	}

}
