package io.llmprovider.handover;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.conformance.Protocols;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.ToolIdForm;
import io.llmprovider.protocol.WireProtocol;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/hand-over.md} lists the rules and what each API demands. With
 * {@code -Dllm.docs.write=true} this test writes the two tables.
 */
class HandoverPageTests {

	private static final Path PAGE = Path.of("..", "docs", "hand-over.md");

	@Test
	void thePageListsEveryRuleInItsOwnWords() throws IOException {
		StringBuilder table = new StringBuilder("| rule | what happens | told |\n|---|---|---|\n");
		for (HandoverRule rule : HandoverRule.values()) {
			table.append("| %s | %s | %s |%n".formatted(rule.name().toLowerCase().replace('_', ' '), rule.words(),
					rule.isReported() ? "`" + rule.code() + "`" : ""));
		}
		compare("rules", table.toString());
	}

	@Test
	void thePageTellsWhatEachApiDemands() throws IOException {
		StringBuilder table = new StringBuilder(
				"| API | ids of calls | own reasoning | media in results | blank text | arguments | order |\n|---|---|---|---|---|---|---|\n");
		for (WireProtocol protocol : Protocols.onClassPath().all()) {
			ChatCall call = ChatCall.builder(Model.of("acme", "m-1"))
				.baseUrl("https://acme.example")
				.request(ChatRequest.of("Hello"))
				.build();
			table.append(row(protocol.id(), protocol.handover(call))).append('\n');
		}
		compare("apis", table.toString());
	}

	private static String row(String api, HandoverRules rules) {
		return "| `%s` | %s | %s | %s | %s | %s | %s |".formatted(api, ids(rules.toolIds()),
				rules.reasoning().name().toLowerCase(), rules.mediaInResults() ? "inside" : "behind",
				rules.blankText() ? "taken" : "dropped", rules.argumentObjects() ? "object" : "any text", order(rules));
	}

	private static String ids(ToolIdForm form) {
		if (form.alphabet() == ToolIdForm.Alphabet.ANY) {
			return "any";
		}
		String length = (form.minLength() == form.maxLength()) ? form.maxLength() + " "
				: "up to " + form.maxLength() + " ";
		return length + (form.alphabet() == ToolIdForm.Alphabet.WORD ? "of `A-Za-z0-9_-`" : "of `A-Za-z0-9`")
				+ (form.unique() ? ", each once" : "") + (form.keepsOwn() ? "; its own as they came" : "");
	}

	private static String order(HandoverRules rules) {
		List<String> order = new ArrayList<>();
		if (rules.userFirst()) {
			order.add("user first");
		}
		if (rules.userLast()) {
			order.add("user last");
		}
		if (!rules.userAfterResult()) {
			order.add("no user behind results");
		}
		if (rules.alternating()) {
			order.add("alternating");
		}
		if (!rules.thoughtLast()) {
			order.add("no thought last");
		}
		return String.join(", ", order);
	}

	private static void compare(String name, String table) throws IOException {
		String page = Files.readString(PAGE, StandardCharsets.UTF_8);
		String begin = "<!-- " + name + " -->\n";
		int from = page.indexOf(begin) + begin.length();
		int to = page.indexOf("<!-- end of " + name + " -->");
		if (Boolean.getBoolean("llm.docs.write")) {
			page = page.substring(0, from) + "\n" + table + "\n" + page.substring(to);
			Files.writeString(PAGE, page);
			to = page.indexOf("<!-- end of " + name + " -->");
		}
		assertThat(page.substring(from, to).strip()).isEqualTo(table.strip());
	}

}
