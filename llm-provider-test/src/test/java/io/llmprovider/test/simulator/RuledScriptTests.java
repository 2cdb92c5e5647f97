package io.llmprovider.test.simulator;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RuledScriptTests {

	private static final String BODY = """
			{"model": "m-1", "temperature": 0.5, "messages": [
			  {"role": "system", "content": "You are a Guide."},
			  {"role": "user", "content": "Where is the Door?"}%s],
			 "tools": [{"type": "function", "function": {"name": "look"}}]}""";

	private static final String RESULT = """
			, {"role": "assistant", "tool_calls": [{"id": "c1", "type": "function",
			    "function": {"name": "look", "arguments": "{}"}}]},
			  {"role": "tool", "tool_call_id": "c1", "content": "A red wall"}""";

	private final LlmSimulator simulator = LlmSimulator.start();

	private final TestClient client = new TestClient(this.simulator);

	@AfterEach
	void close() {
		this.simulator.close();
	}

	private String ask(String more) {
		return this.client.post(TestClient.OPENAI, BODY.formatted(more), "X-Team", "search").body();
	}

	static Stream<Arguments> matches() {
		return Stream.of(arguments(RequestMatch.any(), true), arguments(RequestMatch.userSays("the door"), true),
				arguments(RequestMatch.userSays("window"), false), arguments(RequestMatch.systemSays("guide"), true),
				arguments(RequestMatch.systemSays("door"), false), arguments(RequestMatch.model("m-1"), true),
				arguments(RequestMatch.model("m"), false), arguments(RequestMatch.protocol("openai-completions"), true),
				arguments(RequestMatch.protocol("mistral"), false), arguments(RequestMatch.offersTool("look"), true),
				arguments(RequestMatch.offersTool("ls"), false), arguments(RequestMatch.toolResult("wall"), true),
				arguments(RequestMatch.toolResult("door"), false),
				arguments(RequestMatch.header("x-team", "search"), true),
				arguments(RequestMatch.header("x-team", "other"), false),
				arguments(RequestMatch.body("/temperature", "0.5"), true),
				arguments(RequestMatch.body("/temperature", "1"), false),
				arguments(RequestMatch.body("/no/such", "1"), false),
				arguments(RequestMatch.model("m-1").and(RequestMatch.userSays("door")), true),
				arguments(RequestMatch.model("m-1").and(RequestMatch.userSays("window")), false),
				arguments(RequestMatch.model("m-1").negate(), false));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("matches")
	void aMatchLooksForWhatItSays(RequestMatch match, boolean fits) {
		ask(RESULT);
		assertThat(match.test(this.simulator.chats().get(0))).isEqualTo(fits);
	}

	@Test
	void theFirstRuleThatFitsAnswersAndItsLastAnswerStays() {
		this.simulator.script(Script.when(RequestMatch.toolResult("wall"), Answer.text("a wall"))
			.when(RequestMatch.userSays("door"), Answer.text("first"), Answer.text("then")));
		assertThat(ask("")).contains("first");
		assertThat(ask(RESULT)).contains("a wall");
		assertThat(ask("")).contains("then");
		assertThat(ask("")).contains("then");
	}

	@Test
	void aRequestThatFitsNoRuleIsNoticed() {
		this.simulator.script(Script.when(RequestMatch.model("other"), Answer.text("x")));
		assertThat(ask("")).contains("No rule of the script fits the request")
			.contains("Where is the Door?")
			.contains("[model 'other']");
		this.simulator.script(Script.when(RequestMatch.model("other"), Answer.text("x"))
			.otherwise(Script.always(Answer.text("else"))));
		assertThat(ask("")).contains("else");
	}

	@Test
	void aRuleHasAnAnswer() {
		assertThatIllegalArgumentException().isThrownBy(() -> Script.when(RequestMatch.any()))
			.withMessage("There is no answer for any request");
	}

	@Test
	void aResetTakesTheScriptOut() {
		this.simulator.script(Script.always(Answer.text("scripted")));
		this.simulator.reset();
		assertThat(ask("")).doesNotContain("scripted");
	}

	@Test
	void aDripHasAtLeastAByte() {
		assertThatIllegalArgumentException().isThrownBy(() -> Answer.text("x").dripping(0, java.time.Duration.ZERO));
	}

}
