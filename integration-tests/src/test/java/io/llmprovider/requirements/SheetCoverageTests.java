package io.llmprovider.requirements;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every case of the protocols' check-lists, and every line of their request sections, has
 * a test, or a reason why it has none.
 */
class SheetCoverageTests {

	/** How many cases the check-list of each sheet has. */
	private static final Map<String, Integer> CASES = Map.ofEntries(Map.entry("openai-completions", 20),
			Map.entry("openai-responses", 20), Map.entry("anthropic-messages", 23),
			Map.entry("google-generative-ai", 20), Map.entry("bedrock-converse-stream", 21), Map.entry("mistral", 19),
			Map.entry("ollama-chat", 22), Map.entry("azure-openai", 16), Map.entry("openai-codex-responses", 16),
			Map.entry("google-vertex", 18), Map.entry("google-gemini-cli", 17));

	/** How many lines we count in the request section of each sheet. */
	private static final Map<String, Integer> LINES = Map.ofEntries(Map.entry("openai-completions", 56),
			Map.entry("openai-responses", 34), Map.entry("anthropic-messages", 44),
			Map.entry("google-generative-ai", 29), Map.entry("bedrock-converse-stream", 43), Map.entry("mistral", 43),
			Map.entry("ollama-chat", 34), Map.entry("azure-openai", 30), Map.entry("openai-codex-responses", 36),
			Map.entry("google-vertex", 34), Map.entry("google-gemini-cli", 23));

	private static final String DECLINED = "declined: ";

	@Test
	void everyCaseOfEverySheetHasItsRow() {
		Map<String, List<Row>> sheets = rows().stream()
			.collect(Collectors.groupingBy(Row::sheet, TreeMap::new, Collectors.toList()));
		assertThat(sheets).containsOnlyKeys(CASES.keySet());
		sheets.forEach((sheet, rows) -> {
			assertThat(rows.stream().filter(Row::isCase).map((row) -> Integer.valueOf(row.place()))).as(sheet)
				.containsExactlyElementsOf(
						IntStream.rangeClosed(1, Objects.requireNonNull(CASES.get(sheet))).boxed().toList());
			assertThat(rows.stream().filter((row) -> !row.isCase()).map(Row::place).distinct()).as(sheet)
				.hasSize(Objects.requireNonNull(LINES.get(sheet)));
			long declined = rows.stream().filter(Row::isDeclined).count();
			System.out.printf("%-24s %2d cases, %2d lines of its request section, %2d of them declined%n", sheet,
					CASES.get(sheet), rows.size() - CASES.get(sheet), declined);
		});
	}

	@ParameterizedTest
	@MethodSource("rows")
	void aRowIsShownByTestsOrSaysWhyNot(Row row) {
		if (row.isDeclined()) {
			assertThat(row.tests()).hasSizeGreaterThan(DECLINED.length() + 10);
		}
		else {
			assertThat(row.tests().split(" ")).isNotEmpty().allMatch(TestSources::hasTest);
		}
	}

	static List<Row> rows() {
		try (InputStream sheets = SheetCoverageTests.class.getResourceAsStream("sheets.txt")) {
			return new String(Objects.requireNonNull(sheets).readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> line.split(" \\| "))
				.map((cells) -> new Row(cells[0], cells[1], cells[2], cells[3]))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A case or a line of a sheet.
	 *
	 * @param sheet the sheet
	 * @param place the number of the case, or the name of the line
	 * @param what what it asks for
	 * @param tests class and method of each test that shows it, or why there is none
	 */
	record Row(String sheet, String place, String what, String tests) {

		boolean isCase() {
			return this.place.chars().allMatch(Character::isDigit);
		}

		boolean isDeclined() {
			return this.tests.startsWith(DECLINED);
		}

		@Override
		public String toString() {
			return this.sheet + " " + this.place + " " + this.what;
		}

	}

}
