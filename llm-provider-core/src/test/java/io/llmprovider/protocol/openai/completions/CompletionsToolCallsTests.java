package io.llmprovider.protocol.openai.completions;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * How the servers cut tool calls into pieces, and what becomes of them.
 */
class CompletionsToolCallsTests {

	@ParameterizedTest(name = "{0}")
	@MethodSource("pieces")
	void callsArePutTogether(String name, List<String> deltas, List<String> calls) {
		Answered answered = CompletionsAnswers.deltas("tool_calls",
				deltas.stream().map((pieces) -> "{\"tool_calls\":[" + pieces + "]}").toArray(String[]::new));
		assertThat(answered.failure()).isNull();
		assertThat(answered.calls().stream().map((call) -> call.replaceFirst("^[a-z0-9]{9} ", "? ")).toList())
			.isEqualTo(calls);
	}

	static Stream<Arguments> pieces() {
		return Stream.of(arguments("in fragments", List.of(
				"{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}",
				"{\"index\":0,\"function\":{\"arguments\":\"{\\\"p\\\":\"}}",
				"{\"index\":0,\"function\":{\"arguments\":\"1}\"}}"), List.of("a f {\"p\":1}")),
				arguments("two, interleaved by index", List.of(
						"{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\"\"}},{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{\\\"y\\\"\"}}",
						"{\"index\":1,\"function\":{\"arguments\":\":2}\"}}",
						"{\"index\":0,\"function\":{\"arguments\":\":1}\"}}"),
						List.of("a f {\"x\":1}", "b g {\"y\":2}")),
				arguments("without index and type, whole",
						List.of("{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}",
								"{\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
						List.of("a f {}", "b f {}")),
				arguments("without index, in fragments",
						List.of("{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}",
								"{\"function\":{\"arguments\":\"}\"}}",
								"{\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{\"}}",
								"{\"function\":{\"arguments\":\"}\"}}"),
						List.of("a f {}", "b g {}")),
				arguments("with an index that begins at one",
						List.of("{\"index\":1,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}",
								"{\"index\":1,\"function\":{\"arguments\":\"}\"}}"),
						List.of("a f {}")),
				arguments("with empty id and name later",
						List.of("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}",
								"{\"index\":0,\"id\":\"\",\"function\":{\"name\":\"\",\"arguments\":\"}\"}}"),
						List.of("a f {}")),
				arguments("with null id and name later",
						List.of("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}",
								"{\"index\":0,\"id\":null,\"function\":{\"name\":null,\"arguments\":\"}\"}}"),
						List.of("a f {}")),
				arguments("with id and name repeated",
						List.of("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}",
								"{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"}\"}}"),
						List.of("a f {}")),
				arguments("with the name in the second piece",
						List.of("{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"{\"}}",
								"{\"index\":0,\"function\":{\"name\":\"f\"}}",
								"{\"index\":0,\"function\":{\"arguments\":\"}\"}}"),
						List.of("a f {}")),
				arguments("with the id in the second piece",
						List.of("{\"index\":0,\"function\":{\"arguments\":\"{\"}}",
								"{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"}\"}}"),
						List.of("a f {}")),
				arguments("with the id behind the name",
						List.of("{\"index\":0,\"id\":null,\"function\":{\"name\":\"f\",\"arguments\":\"\"}}",
								"{\"index\":0,\"id\":\"a\",\"function\":{\"name\":null,\"arguments\":\"{}\"}}"),
						List.of("a f {}")),
				arguments("with nothing but names",
						List.of("{\"index\":0,\"function\":{\"name\":\"f\"}}",
								"{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\"}}",
								"{\"index\":2,\"function\":{\"name\":\"h\"}}"),
						List.of("? f {}", "b g {}", "? h {}")),
				arguments("with another id on each piece",
						List.of("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}",
								"{\"index\":0,\"id\":\"b\",\"function\":{\"arguments\":\"}\"}}"),
						List.of("a f {}")),
				arguments("an index that comes again with a new id and a name",
						List.of("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}",
								"{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{\"}}",
								"{\"index\":0,\"function\":{\"arguments\":\"}\"}}"),
						List.of("a f {}", "b g {}")),
				arguments("two of one id under two indices",
						List.of("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}",
								"{\"index\":1,\"id\":\"a\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}",
								"{\"index\":0,\"function\":{\"arguments\":\"}\"}}"),
						List.of("a f {}", "a g {}")),
				arguments("without any id",
						List.of("{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}",
								"{\"index\":1,\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}"),
						List.of("? f {}", "? g {}")),
				arguments("without id and index, whole", List
					.of("{\"id\":\"\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},{\"id\":\"\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
						List.of("? f {}", "? f {}")),
				arguments("without ids, whole calls under one index",
						List.of("{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\\\"}\\\"}\"}}",
								"{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
						List.of("? f {\"a\":\"}\"}", "? f {}")),
				arguments("without ids, the name on each piece",
						List.of("{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"}}",
								"{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"1}\"}}"),
						List.of("? f {\"a\":1}")),
				arguments("with arguments as an object",
						List.of("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":{\"p\": 1.50}}}"),
						List.of("a f {\"p\": 1.50}")),
				arguments("without arguments",
						List.of("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}",
								"{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":null}}",
								"{\"index\":2,\"id\":\"c\",\"function\":{\"name\":\"h\"}}"),
						List.of("a f {}", "b g {}", "c h {}")),
				arguments("a placeholder without a name",
						List.of("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"\",\"arguments\":\"\"}}",
								"{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}"),
						List.of("b g {}")),
				arguments("with free text", List.of(
						"{\"index\":0,\"id\":\"a\",\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"input\":\"say \\\"\"}}",
						"{\"index\":0,\"custom\":{\"input\":\"hi\\\"\"}}"),
						List.of("a f {\"input\":\"say \\\"hi\\\"\"}")));
	}

	@Test
	void theOlderFunctionCallIsACallToo() {
		Answered answered = CompletionsAnswers.deltas("function_call",
				"{\"function_call\":{\"name\":\"f\",\"arguments\":\"\"}}",
				"{\"function_call\":{\"arguments\":\"{\\\"a\\\"\"}}", "{\"function_call\":{\"arguments\":\":1}\"}}");
		assertThat(answered.calls()).hasSize(1).first().asString().endsWith(" f {\"a\":1}");
	}

	@Test
	void aCallIsCompleteWhenTheNextBegins() {
		Answered answered = CompletionsAnswers.deltas("tool_calls",
				"{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\\\"}{\\\"}\"}}]}",
				"{\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}]}");
		assertThat(answered.order()).containsExactly("Started", "ToolCallStarted", "ToolCallEnded", "ToolCallStarted",
				"ToolCallEnded", "Finished");
	}

	@Test
	void argumentsAfterTheEndAreDroppedWithAWarning() {
		Answered answered = CompletionsAnswers.deltas("tool_calls",
				"{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
				"{\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}",
				"{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}");
		assertThat(answered.calls()).containsExactly("a f {}", "b g {}");
		assertThat(answered.response().warnings()).extracting((warning) -> warning.code())
			.containsExactly("tool-arguments-dropped");
	}

	@ParameterizedTest
	@CsvSource({ "{},tool-call-dropped", "'',''", "' ',''" })
	void aCallThatNeverGetsANameIsDroppedWithAWarningIfItSaysAnything(String arguments, String warning) {
		Answered answered = CompletionsAnswers.deltas("stop", "{\"content\":\"x\"}",
				"{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"" + arguments + "\"}}]}");
		assertThat(answered.calls()).isEmpty();
		assertThat(answered.response().warnings()).extracting(Warning::code)
			.isEqualTo(warning.isEmpty() ? List.of() : List.of(warning));
	}

	@Test
	void aSignatureOfGooglesIsKeptWithItsCall() {
		Answered answered = CompletionsAnswers.deltas("tool_calls",
				"{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"extra_content\":{\"google\":{\"thought_signature\":\"S\"}}}]}");
		assertThat(answered.response().toolCalls().get(0).replay()).isNotNull();
		assertThat(answered.response().toolCalls().get(0).replay().payload())
			.isEqualTo(Map.of("extra_content", Map.of("google", Map.of("thought_signature", "S"))));
	}

}
