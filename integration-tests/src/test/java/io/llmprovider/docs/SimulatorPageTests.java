package io.llmprovider.docs;

import java.io.IOException;
import java.util.List;

import io.llmprovider.test.simulator.Dialect;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.ProviderRule;
import org.junit.jupiter.api.Test;

/**
 * The table of rules in {@code docs/simulator.md} is what the dialects check.
 */
class SimulatorPageTests {

	@Test
	void thePageListsTheRulesOfAllDialects() throws IOException {
		StringBuilder table = new StringBuilder();
		for (Dialect dialect : dialects()) {
			table.append("\n### ")
				.append(dialect.protocol())
				.append("\n\n| rule | what is demanded | said by |\n|---|---|---|\n");
			for (ProviderRule rule : dialect.rules()) {
				table.append("| `").append(rule.id()).append("` | ").append(rule.text());
				table.append(" | <").append(rule.document()).append("> |\n");
			}
		}
		GeneratedPart.of("simulator.md", "rules").is(table.append('\n').toString());
	}

	private static List<Dialect> dialects() {
		try (LlmSimulator simulator = LlmSimulator.start()) {
			return simulator.dialects();
		}
	}

}
