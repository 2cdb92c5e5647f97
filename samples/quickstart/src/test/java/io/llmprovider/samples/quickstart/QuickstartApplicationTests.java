package io.llmprovider.samples.quickstart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application as it is started, in this process.
 */
class QuickstartApplicationTests {

	private final InputStream input = System.in;

	private final PrintStream output = System.out;

	private final ByteArrayOutputStream said = new ByteArrayOutputStream();

	@BeforeEach
	void replaceTheTerminal() {
		System.setOut(new PrintStream(this.said, true, StandardCharsets.UTF_8));
	}

	@AfterEach
	void giveTheTerminalBack() {
		System.setIn(this.input);
		System.setOut(this.output);
	}

	@Test
	void aPromptIsPlannedAndCarriedOutWithoutAnyConfiguration() {
		QuickstartApplication.main(new String[] { "How late is it in Paris?" });
		assertThat(said()).containsSubsequence("answers come from a simulator inside this process",
				"plan with thinker:simulated-think", "Here is a plan for", "act with doer:simulated-tools",
				"→ current_time {\"zone\":\"", "← ", "That is what I needed.");
	}

	@Test
	void aChatGoesOnUntilAnEmptyLine() {
		type("/plan a walk\nHow late is it?\n\nnever read\n");
		QuickstartApplication.main(new String[0]);
		assertThat(said())
			.containsSubsequence("A small chat", "> ", "plan with thinker:simulated-think",
					"Here is a plan for \"Make a plan: a walk\"", "> ", "act with doer:simulated-tools", "current_time",
					"I looked into \"How late is it?\"", "> ")
			.doesNotContain("never read");
	}

	@Test
	void modelsThatAreConfiguredAreAskedAndTheirFailuresEndNoChat() {
		type("Hello\nStill there?\n\n");
		try (LlmSimulator server = LlmSimulator.start()) {
			server.enqueue(Answer.error(400, "Not today"), Answer.text("I am."));
			QuickstartApplication.main(new String[] { "--llm.providers.office.api=openai-completions",
					"--llm.providers.office.base-url=" + server.baseUrl("openai-completions"),
					"--llm.modes.plan.model=office:m", "--llm.modes.act.model=office:m" });
		}
		assertThat(said()).containsSubsequence("act with office:m", "Not today", "act with office:m", "I am.")
			.doesNotContain("inside this process");
	}

	private void type(String text) {
		System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
	}

	private String said() {
		return this.said.toString(StandardCharsets.UTF_8);
	}

}
