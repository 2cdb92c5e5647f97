package io.llmprovider.conformance;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.catalog.ModelCatalog;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.model.Cost;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What OpenRouter said that recorded answers cost, beside what they cost by the built-in
 * prices. The comparison is written to {@code target/recorded-cost.tsv}.
 */
class RecordedCostTests {

	private static final BigDecimal ONE_PERCENT = new BigDecimal("0.01");

	private static final Map<String, String> OPENROUTER_NAMES = Map.of("anthropic/claude-4.5-haiku-20251001",
			"anthropic/claude-haiku-4.5", "anthropic/claude-4.6-sonnet-20260217", "anthropic/claude-sonnet-4.6",
			"deepseek/deepseek-v4-pro-20260423", "deepseek/deepseek-v4-pro");

	private final ModelCatalog catalog = ModelCatalog.builtIn();

	@Test
	void thePricesAgreeWithWhatOpenRouterBilledOrTheReasonIsKnown() throws IOException {
		Corpus corpus = Corpus.find().orElse(null);
		assumeThat(corpus).isNotNull();
		List<Row> rows = new ArrayList<>();
		for (WireProtocol protocol : Protocols.onClassPath().all()) {
			corpus.protocols().getOrDefault(protocol.id(), List.of()).forEach((each) -> {
				Row row = row(each, new DecoderReplay(protocol).replay(each).response());
				if (row != null) {
					rows.add(row);
				}
			});
		}
		Files.createDirectories(Path.of("target"));
		Files.write(Path.of("target/recorded-cost.tsv"), rows.stream().map(Row::line).toList());
		assumeThat(rows).isNotEmpty();

		List<Row> priced = rows.stream().filter((row) -> row.computed() != null).toList();
		List<Row> within = priced.stream().filter((row) -> row.reason().isEmpty()).toList();
		assertThat(within.size() * 2).as("of %s within 1 %%: %s", priced, within).isGreaterThanOrEqualTo(priced.size());
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
		return new Row(each.name(), name, billed.total(), total, reason(billed.total(), total, answer));
	}

	private static String reason(BigDecimal billed, @Nullable BigDecimal computed, ChatResponse answer) {
		if (computed == null) {
			return "the catalogue has no price for what was used";
		}
		BigDecimal difference = billed.subtract(computed).abs();
		if (difference.compareTo(billed.multiply(ONE_PERCENT)) <= 0) {
			return "";
		}
		Map<?, ?> details = (answer.usage().raw().get("cost_details") instanceof Map<?, ?> map) ? map : Map.of();
		Object upstream = details.get("upstream_inference_cost");
		if (upstream instanceof Number host && new BigDecimal(host.toString()).compareTo(billed) < 0) {
			return "a fee beside the tokens, for a web search";
		}
		return "a host with other prices than the list's: " + billed.divide(computed, MathContext.DECIMAL32) + " times";
	}

	/**
	 * One answer.
	 *
	 * @param name the case
	 * @param model the model
	 * @param billed what OpenRouter said, in US dollars
	 * @param computed by our prices, or null
	 * @param reason why they differ by more than 1 %, or empty
	 */
	private record Row(String name, String model, BigDecimal billed, @Nullable BigDecimal computed, String reason) {

		String line() {
			return String.join("\t", this.name, this.model, this.billed.toPlainString(), String.valueOf(this.computed),
					this.reason);
		}

	}

}
