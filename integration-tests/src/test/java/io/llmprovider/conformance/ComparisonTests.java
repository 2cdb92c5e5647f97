package io.llmprovider.conformance;

import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The comparison sees what the corpus' rules forbid, and nothing that they allow.
 */
class ComparisonTests {

	private static final String ANSWER = """
			{"text": "Hi", "reasoning": "hm", "signatures": 1,
			 "toolCalls": [{"id": "c1", "name": "add", "arguments": {"a": 1, "b": [2]}}],
			 "serverTools": [{"name": "search"}], "finish": "TOOL_CALLS", "rawFinish": "tool_use",
			 "usage": {"inputTokens": 5, "outputTokens": 6, "cacheReadTokens": 2, "cacheWriteTokens": null,
			           "reasoningTokens": 0},
			 "error": null, "responseId": "r1", "model": "m1"}""";

	private static final String FAILED = """
			{"text": "", "finish": "ERROR", "error": {"type": "invalid", "message": "No."}}""";

	@ParameterizedTest
	@MethodSource
	void whatTheRulesForbidIsADifferenceOfItsField(String field, String path, String value) {
		assertThat(counted(ANSWER, changed(ANSWER, path, value), "[]")).containsExactly(field);
	}

	static Stream<Arguments> whatTheRulesForbidIsADifferenceOfItsField() {
		return Stream.of(arguments("text", "/text", "'Hi '"), arguments("reasoning", "/reasoning", "''"),
				arguments("signatures", "/signatures", "2"), arguments("toolCalls", "/toolCalls", "[]"),
				arguments("toolCalls[0].id", "/toolCalls/0/id", "'c2'"),
				arguments("toolCalls[0].name", "/toolCalls/0/name", "'sub'"),
				arguments("toolCalls[0].arguments", "/toolCalls/0/arguments", "{'a': 1, 'b': ['2']}"),
				arguments("toolCalls[0].arguments", "/toolCalls/0/arguments", "null"),
				arguments("serverTools", "/serverTools", "[{'name': 'fetch'}]"),
				arguments("finish", "/finish", "'STOP'"), arguments("rawFinish", "/rawFinish", "null"),
				arguments("usage.inputTokens", "/usage/inputTokens", "null"),
				arguments("usage.outputTokens", "/usage/outputTokens", "7"),
				arguments("usage.cacheReadTokens", "/usage/cacheReadTokens", "0"),
				arguments("error", "/error", "{'message': 'No.'}"), arguments("responseId", "/responseId", "null"),
				arguments("model", "/model", "'m2'"));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
			/toolCalls/0/arguments  | {'b': [2.0], 'a': 1.0}
			/usage/cacheWriteTokens | 0
			/usage/reasoningTokens  | null
			/extra                  | {'any': 'thing'}
			""")
	void whatTheRulesAllowIsNoDifference(String path, String value) {
		assertThat(counted(ANSWER, changed(ANSWER, path, value), "[]")).isEmpty();
	}

	@Test
	void anyGeneratedIdDoesWhereTheProviderSentNone() {
		String expected = changed(ANSWER, "/toolCalls/0/id", "null");
		assertThat(counted(expected, ANSWER, "[]")).isEmpty();
		assertThat(counted(expected, expected, "[]")).containsExactly("toolCalls[0].id");
	}

	@Test
	void anythingDoesForArgumentsThatAreNoJson() {
		assertThat(counted(changed(ANSWER, "/toolCalls/0/arguments", "null"), ANSWER, "['toolCalls']")).isEmpty();
	}

	@Test
	void theModelThatWasAskedForDoesWhereTheProviderNamesNone() {
		String expected = changed(ANSWER, "/model", "null");
		assertThat(counted(expected, changed(ANSWER, "/model", "'asked'"), "[]")).isEmpty();
		assertThat(counted(expected, changed(ANSWER, "/model", "'another'"), "[]")).containsExactly("model");
	}

	@Test
	void theMessageOfAnErrorCountsAndItsTypeDoesNot() {
		assertThat(counted(FAILED, changed(FAILED, "/error/message", "'No'"), "[]")).containsExactly("error.message");
		assertThat(counted(FAILED, changed(FAILED, "/error/type", "'other'"), "[]")).isEmpty();
		assertThat(compare(FAILED, changed(FAILED, "/error/type", "'other'"), "[]")).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "usage,usage.inputTokens,true", "usage.inputTokens,usage.inputTokens,true",
			"usage.inputTokens,usage.outputTokens,false", "toolCalls,toolCalls[12].arguments,true",
			"toolCalls.arguments,toolCalls[0].arguments,true", "error,error.message,true", "use,usage,false" })
	void aLenientFieldCoversItsParts(String lenient, String field, boolean covered) {
		assertThat(Comparison.isLenient(List.of(lenient), field)).isEqualTo(covered);
	}

	private static List<String> counted(String expected, String actual, String lenient) {
		return compare(expected, actual, lenient).stream().filter(Difference::counts).map(Difference::field).toList();
	}

	private static List<Difference> compare(String expected, String actual, String lenient) {
		JsonNode meta = json("{'requestModel': 'asked', 'lenient': " + lenient + "}");
		return Comparison.of(CorpusCase.of("api", "case", meta, new byte[0], json(expected)),
				CanonicalAnswer.expected(json(actual)));
	}

	private static String changed(String answer, String path, String value) {
		ObjectNode tree = (ObjectNode) json(answer);
		int last = path.lastIndexOf('/');
		((ObjectNode) tree.at(path.substring(0, last))).set(path.substring(last + 1), json(value));
		return tree.toString();
	}

	private static JsonNode json(String text) {
		return Json.tree(text.replace('\'', '"'));
	}

}
