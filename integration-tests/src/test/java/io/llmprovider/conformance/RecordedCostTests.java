package io.llmprovider.conformance;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.catalog.ModelCatalog;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.model.Cost;
import io.llmprovider.model.Model;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What OpenRouter said that recorded answers cost, beside what they cost by the built-in
 * prices. Where they differ by more than 1 %, the reason is checked: with the prices and
 * the fee that it states, our arithmetic gives the bill to the last digit. The comparison
 * is written to {@code target/recorded-cost.tsv}.
 */
class RecordedCostTests {

	private static final BigDecimal ONE_PERCENT = new BigDecimal("0.01");

	private static final BigDecimal ROUNDING = new BigDecimal("1e-12");

	private static final Map<String, String> OPENROUTER_NAMES = Map.of("anthropic/claude-4.5-haiku-20251001",
			"anthropic/claude-haiku-4.5", "anthropic/claude-4.6-sonnet-20260217", "anthropic/claude-sonnet-4.6",
			"deepseek/deepseek-v4-pro-20260423", "deepseek/deepseek-v4-pro");

	private final ModelCatalog catalog = ModelCatalog.builtIn();

	@Test
	void thePricesAgreeWithWhatOpenRouterBilledOrTheReasonIsKnown() throws IOException {
		Corpus corpus = Corpus.find().orElse(null);
		assumeThat(corpus).isNotNull();
		List<Row> rows = rows(corpus);
		Files.createDirectories(Path.of("target"));
		Files.write(Path.of("target/recorded-cost.tsv"), rows.stream().map(Row::line).toList());
		assumeThat(rows).isNotEmpty();

		assertThat(rows).allSatisfy((row) -> {
			if (row.reason() != null) {
				assertThat(row.reason().bill(row.usage())).as("%s: %s", row.name(), row.reason().text())
					.isCloseTo(row.billed(), within(ROUNDING));
			}
		});
		long priced = rows.stream().filter((row) -> row.computed() != null).count();
		long within = rows.stream().filter((row) -> row.reason() == null).count();
		assertThat(within * 2).as("of %s with a price within 1 %%: %s", priced, within).isGreaterThanOrEqualTo(priced);
	}

	@Test
	void eachReasonIsOfAnAnswerThatReallyDiffers() {
		Corpus corpus = Corpus.find().orElse(null);
		assumeThat(corpus).isNotNull();
		List<String> differing = rows(corpus).stream().filter((row) -> row.reason() != null).map(Row::name).toList();
		assumeThat(differing).containsAnyElementsOf(CostReason.KNOWN.keySet());

		assertThat(differing).containsExactlyInAnyOrderElementsOf(CostReason.KNOWN.keySet());
	}

	private List<Row> rows(Corpus corpus) {
		List<Row> rows = new ArrayList<>();
		for (WireProtocol protocol : Protocols.onClassPath().all()) {
			corpus.protocols().getOrDefault(protocol.id(), List.of()).forEach((each) -> {
				Row row = row(each, new DecoderReplay(protocol).replay(each).response());
				if (row != null) {
					rows.add(row);
				}
			});
		}
		return rows;
	}

	private @Nullable Row row(CorpusCase each, @Nullable ChatResponse answer) {
		Cost billed = (answer != null) ? answer.cost() : null;
		if (billed == null || !billed.reported() || !each.name().contains("openrouter")) {
			return null;
		}
		String name = OPENROUTER_NAMES.getOrDefault(answer.model(), answer.model());
		Model model = this.catalog.find("openrouter", name).orElse(null);
		Cost computed = (model != null && model.pricing() != null) ? model.pricing().of(answer.usage()) : null;
		BigDecimal total = (computed != null) ? computed.total() : null;
		boolean agrees = total != null
				&& billed.total().subtract(total).abs().compareTo(billed.total().multiply(ONE_PERCENT)) <= 0;
		return new Row(each.name(), name, billed.total(), total, answer.usage(),
				agrees ? null : CostReason.of(each.name(), billed.total(), answer));
	}

	/**
	 * One answer.
	 *
	 * @param name the case
	 * @param model the model
	 * @param billed what OpenRouter said, in US dollars
	 * @param computed by our prices, or null
	 * @param usage what was used
	 * @param reason why they differ by more than 1 %, or null if they do not
	 */
	private record Row(String name, String model, BigDecimal billed, @Nullable BigDecimal computed, Usage usage,
			@Nullable CostReason reason) {

		String line() {
			return String.join("\t", this.name, this.model, this.billed.toPlainString(), String.valueOf(this.computed),
					(this.reason != null) ? this.reason.text() : "");
		}

	}

}
