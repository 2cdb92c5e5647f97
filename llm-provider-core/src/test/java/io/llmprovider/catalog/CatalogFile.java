package io.llmprovider.catalog;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.Pricing;

/**
 * Writes models in our own form, one to a line.
 */
final class CatalogFile {

	private CatalogFile() {
	}

	static String text(String date, String provider, Collection<Model> models) {
		String lines = models.stream().map((model) -> Json.text(json(model))).collect(Collectors.joining(",\n"));
		return "{\"format\":1,\"date\":\"" + date + "\",\"providers\":{\"" + provider + "\":[\n" + lines + "\n]}}\n";
	}

	private static Map<String, Object> json(Model model) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("id", model.id());
		put(json, "name", model.name().equals(model.id()) ? null : model.name());
		put(json, "aliases", model.aliases().isEmpty() ? null : model.aliases());
		put(json, "contextWindow", model.contextWindow());
		put(json, "maxOutputTokens", model.maxOutputTokens());
		Capabilities capabilities = model.capabilities();
		put(json, "input", words(capabilities.input()));
		put(json, "tools", capabilities.tools());
		put(json, "reasoning", capabilities.reasoning());
		put(json, "thinkingLevels", words(capabilities.thinkingLevels()));
		put(json, "structuredOutput", capabilities.structuredOutput());
		put(json, "temperature", capabilities.temperature());
		put(json, "promptCache", capabilities.promptCache());
		if (model.images().maxCount() != null) {
			json.put("images", Map.of("maxCount", model.images().maxCount()));
		}
		put(json, "status", (model.status() != null) ? model.status().name().toLowerCase(Locale.ROOT) : null);
		if (model.pricing() != null) {
			json.put("cost", cost(model.pricing()));
		}
		return json;
	}

	private static Map<String, Object> cost(Pricing pricing) {
		Map<String, Object> cost = new LinkedHashMap<>();
		put(cost, "input", pricing.input());
		put(cost, "output", pricing.output());
		put(cost, "cacheRead", pricing.cacheRead());
		put(cost, "cacheWrite", pricing.cacheWrite());
		put(cost, "cacheWriteHour", pricing.cacheWriteHour());
		put(cost, "reasoning", pricing.reasoning());
		put(cost, "inputAudio", pricing.inputAudio());
		put(cost, "outputAudio", pricing.outputAudio());
		put(cost, "request", pricing.request());
		List<Map<String, Object>> tiers = pricing.tiers().stream().map((tier) -> {
			Map<String, Object> prices = new LinkedHashMap<>();
			prices.put("above", tier.above());
			prices.putAll(cost(tier.prices()));
			return prices;
		}).toList();
		put(cost, "tiers", tiers.isEmpty() ? null : tiers);
		put(cost, "factors", pricing.factors().isEmpty() ? null : pricing.factors());
		return cost;
	}

	private static List<String> words(Set<? extends Enum<?>> values) {
		return (values != null)
				? values.stream().map((value) -> value.name().toLowerCase(Locale.ROOT)).sorted().toList() : null;
	}

	private static void put(Map<String, Object> json, String name, Object value) {
		if (value instanceof BigDecimal price) {
			BigDecimal plain = price.stripTrailingZeros();
			json.put(name, (plain.scale() < 0) ? plain.setScale(0) : plain);
		}
		else if (value != null) {
			json.put(name, value);
		}
	}

}
