package io.llmprovider.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.llmprovider.test.contract.ContractAbility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on the contract: its snippets compile, and its table has every ability.
 */
class ContractPageTests {

	private static final String PAGE = "contract.md";

	private static final String IMPORTS = """
			package contract;
			import java.time.Duration;
			import java.util.*;
			import io.llmprovider.protocol.openai.completions.OpenAiCompletionsProtocol;
			import io.llmprovider.provider.*;
			import io.llmprovider.test.contract.*;
			import io.llmprovider.test.simulator.*;
			""";

	/** In place of the classes of whoever has an API of his own. */
	private static final String OWN = """
			class ParleyProtocol extends OpenAiCompletionsProtocol { }
			class ParleyDialect implements Dialect {
				public String protocol() { return ""; }
				public String basePath() { return ""; }
				public List<ProviderRule> rules() { return List.of(); }
				public boolean isChat(ReceivedRequest request) { return false; }
				public SimulatedRequest accept(ReceivedRequest request, Setup setup) { throw new AssertionError(); }
				public WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace) { return error(null); }
				public WireAnswer error(SimulatedError error) { throw new AssertionError(); }
				public WireAnswer query(ReceivedRequest request, Setup setup) { return error(null); }
				public WireAnswer notFound(ReceivedRequest request) { return error(null); }
			}
			""";

	@TempDir
	Path target;

	@Test
	void theJavaCompiles() {
		List<String> snippets = new Snippets(Path.of("..", "docs", PAGE)).of("java");
		assertThat(snippets).isNotEmpty();
		for (int i = 0; i < snippets.size(); i++) {
			String name = "Snippet" + i;
			String body = snippets.get(i).contains("class ") ? snippets.get(i) : "class " + name
					+ " { ContractSubject run(ProviderRegistry registry) {\nreturn " + snippets.get(i) + "\n} }\n";
			assertThat(Snippets.errors(name, IMPORTS + body + OWN, this.target)).as(snippets.get(i)).isEmpty();
		}
	}

	@Test
	void theTableHasEveryAbility() throws IOException {
		StringBuilder table = new StringBuilder("\n| ability | in words |\n|---|---|\n");
		for (ContractAbility ability : ContractAbility.values()) {
			table.append("| `").append(ability).append("` | ").append(ability.words()).append(" |\n");
		}
		GeneratedPart.of(PAGE, "abilities").is(table.append('\n').toString());
	}

}
