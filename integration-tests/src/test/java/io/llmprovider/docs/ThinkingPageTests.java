package io.llmprovider.docs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.model.ThinkingLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of {@code docs/thinking.md} is what the protocols really send: with
 * {@code -Dllm.docs.write=true} this test writes it.
 */
class ThinkingPageTests {

	@Test
	void theTableIsWhatIsSent() throws IOException {
		GeneratedPart.of("thinking.md", "what is sent").is(table());
	}

	@ParameterizedTest
	@MethodSource("io.llmprovider.docs.ThinkingCase#all")
	void whateverIsNotSentAsAskedForIsTold(ThinkingCase models) {
		for (ThinkingLevel level : ThinkingLevel.values()) {
			boolean known = models.levels().isEmpty() || models.levels().contains(level);
			ThinkingCase.Sent sent = models.sent(level);
			if (level != ThinkingLevel.OFF && (!known || sent.json().equals("–"))) {
				assertThat(sent.warnings()).as(models + " " + level).isNotEmpty();
			}
		}
	}

	/** Levels for which the same is sent, together. */
	private static Map<String, List<String>> rows(ThinkingCase models) {
		Map<String, List<String>> rows = new LinkedHashMap<>();
		for (ThinkingLevel level : ThinkingLevel.values()) {
			rows.computeIfAbsent(models.sent(level).toString(), (sent) -> new ArrayList<>()).add(level.wireName());
		}
		return rows;
	}

	private static String table() {
		StringBuilder table = new StringBuilder();
		String api = "";
		for (ThinkingCase models : ThinkingCase.all()) {
			if (!models.api().equals(api)) {
				api = models.api();
				table.append("\n### ").append(api).append("\n\n| models | level | sent |\n|---|---|---|\n");
			}
			String what = models.what();
			for (Map.Entry<String, List<String>> row : rows(models).entrySet()) {
				table.append("| ").append(what).append(" | ").append(String.join(", ", row.getValue()));
				table.append(" | ").append(row.getKey()).append(" |\n");
				what = "";
			}
		}
		return table.append('\n').toString();
	}

}
