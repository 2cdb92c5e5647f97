package io.llmprovider.catalog;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ImageLimits;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelStatus;
import io.llmprovider.model.Pricing;
import io.llmprovider.model.ThinkingLevel;
import org.jspecify.annotations.Nullable;

/**
 * Reads models.dev's {@code api.json}: providers by id, each with its models by id,
 * prices in US dollars per million tokens.
 */
final class ModelsDevReader {

	private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

	/**
	 * Anthropic's caching page: five minutes cost 1.25 times the input, an hour twice.
	 */
	private static final BigDecimal HOUR_TO_FIVE_MINUTES = new BigDecimal("1.6");

	/**
	 * How many images a call may have; models.dev does not have it. These are the last
	 * numbers in the client pi's tests, of December 2025, not the providers' word. What
	 * others take is many more, and differs by model and context.
	 */
	private static final Map<String, ImageLimits> IMAGES = Map.of("groq", new ImageLimits(5, null), "mistral",
			new ImageLimits(8, null));

	private static final BigDecimal HALF = new BigDecimal("0.5");

	/**
	 * What providers charge half for, all tokens alike; models.dev does not have it. By
	 * OpenAI's pages on batch and flex processing, Anthropic's on message batches, and
	 * Google's on optimization. What priority processing costs differs from model to
	 * model.
	 */
	private static final Map<String, List<String>> HALF_PRICE = Map.of("openai", List.of("batch", "flex"), "anthropic",
			List.of("batch"), "google", List.of("batch", "flex"));

	private ModelsDevReader() {
	}

	static CatalogData read(Map<String, @Nullable Object> document) {
		Map<String, List<Model>> all = new LinkedHashMap<>();
		document.forEach((provider, entry) -> {
			List<Model> models = new ArrayList<>();
			Members.object(Members.object(entry).get("models"))
				.forEach((id, model) -> models.add(model(provider, id, Members.object(model))));
			all.put(provider, models);
		});
		return new CatalogData(all);
	}

	private static Model model(String provider, String id, Map<String, @Nullable Object> json) {
		Map<String, @Nullable Object> limit = Members.object(json.get("limit"));
		return Model.builder(provider, id)
			.name(Members.text(json.get("name")))
			.contextWindow(Members.tokens(limit.get("context")))
			.maxOutputTokens(Members.tokens(limit.get("output")))
			.capabilities(capabilities(json))
			.images(images(provider, json))
			.pricing(pricing(provider, json))
			.status(status(Members.text(json.get("status"))))
			.build();
	}

	private static Capabilities capabilities(Map<String, @Nullable Object> json) {
		Map<String, @Nullable Object> cost = Members.object(json.get("cost"));
		boolean cached = cost.get("cache_read") != null || cost.get("cache_write") != null;
		return new Capabilities(input(json), Members.flag(json.get("tool_call")), Members.flag(json.get("reasoning")),
				levels(json.get("reasoning_options")), Members.flag(json.get("structured_output")),
				Members.flag(json.get("temperature")), cached ? Boolean.TRUE : null, null);
	}

	private static ImageLimits images(String provider, Map<String, @Nullable Object> json) {
		Set<Modality> input = input(json);
		boolean sees = input != null && input.contains(Modality.IMAGE);
		return sees ? IMAGES.getOrDefault(provider, ImageLimits.UNKNOWN) : ImageLimits.UNKNOWN;
	}

	private static @Nullable Set<Modality> input(Map<String, @Nullable Object> json) {
		Set<Modality> kinds = EnumSet.noneOf(Modality.class);
		for (String kind : Members.texts(Members.object(json.get("modalities")).get("input"))) {
			switch (kind) {
				case "text" -> kinds.add(Modality.TEXT);
				case "image" -> kinds.add(Modality.IMAGE);
				case "audio" -> kinds.add(Modality.AUDIO);
				case "video" -> kinds.add(Modality.VIDEO);
				case "pdf" -> kinds.add(Modality.DOCUMENT);
				default -> {
					// A kind that we cannot send.
				}
			}
		}
		return kinds.isEmpty() ? null : kinds;
	}

	/**
	 * The levels, where the model takes words. A budget or a switch takes any level, or
	 * is a matter of the protocol.
	 */
	private static @Nullable Set<ThinkingLevel> levels(@Nullable Object options) {
		Set<ThinkingLevel> levels = EnumSet.noneOf(ThinkingLevel.class);
		boolean switchable = false;
		for (Object option : Members.list(options)) {
			Map<String, @Nullable Object> json = Members.object(option);
			switchable |= "toggle".equals(json.get("type"));
			if ("budget_tokens".equals(json.get("type"))) {
				return null;
			}
			Members.texts(json.get("values")).forEach((word) -> level(word, levels));
		}
		if (levels.isEmpty()) {
			return null;
		}
		if (switchable) {
			levels.add(ThinkingLevel.OFF);
		}
		return levels;
	}

	private static void level(String word, Set<ThinkingLevel> levels) {
		for (ThinkingLevel level : ThinkingLevel.values()) {
			if (level.wireName().equals(word) || level == ThinkingLevel.OFF && word.equals("none")) {
				levels.add(level);
			}
		}
	}

	private static @Nullable Pricing pricing(String provider, Map<String, @Nullable Object> json) {
		Map<String, @Nullable Object> cost = Members.object(json.get("cost"));
		if (Members.price(cost.get("input")) == null || Members.price(cost.get("output")) == null) {
			return null;
		}
		List<Pricing.Tier> tiers = new ArrayList<>();
		for (Object tier : Members.list(cost.get("tiers"))) {
			Map<String, @Nullable Object> prices = Members.object(tier);
			Integer above = Members.tokens(Members.object(prices.get("tier")).get("size"));
			if (above != null) {
				tiers.add(new Pricing.Tier(above, prices(prices, json)));
			}
		}
		Map<String, BigDecimal> factors = factors(json, cost);
		HALF_PRICE.getOrDefault(provider, List.of()).forEach((tier) -> factors.putIfAbsent(tier, HALF));
		return Pricing.builder().prices(prices(cost, json)).tiers(tiers).factors(factors).build();
	}

	private static Pricing prices(Map<String, @Nullable Object> cost, Map<String, @Nullable Object> model) {
		BigDecimal read = Members.price(cost.get("cache_read"));
		BigDecimal write = Members.price(cost.get("cache_write"));
		BigDecimal fee = Members.price(cost.get("request"));
		boolean claude = String.valueOf(model.get("family")).startsWith("claude");
		return Pricing.builder()
			.input(Members.price(cost.get("input")))
			.output(Members.price(cost.get("output")))
			.cacheRead((read != null) ? read : Members.price(cost.get("cached_input")))
			.cacheWrite(write)
			.cacheWriteHour((write != null && claude) ? Members.plain(write.multiply(HOUR_TO_FIVE_MINUTES)) : null)
			.reasoning(Members.price(cost.get("reasoning")))
			.inputAudio(Members.price(cost.get("input_audio")))
			.outputAudio(Members.price(cost.get("output_audio")))
			.request((fee != null) ? Members.plain(fee.divide(THOUSAND)) : null)
			.build();
	}

	/** A mode with its own prices and the member of the request that asks for it. */
	private static Map<String, BigDecimal> factors(Map<String, @Nullable Object> json,
			Map<String, @Nullable Object> cost) {
		Map<String, BigDecimal> factors = new TreeMap<>();
		BigDecimal usual = Members.price(cost.get("input"));
		Members.object(Members.object(json.get("experimental")).get("modes")).forEach((name, value) -> {
			Map<String, @Nullable Object> mode = Members.object(value);
			BigDecimal price = Members.price(Members.object(mode.get("cost")).get("input"));
			String tier = Members
				.text(Members.object(Members.object(mode.get("provider")).get("body")).get("service_tier"));
			if (usual != null && price != null && usual.signum() > 0) {
				factors.put((tier != null) ? tier : name, Members.plain(price.divide(usual, MathContext.DECIMAL32)));
			}
		});
		return factors;
	}

	private static ModelStatus status(@Nullable String word) {
		if (word == null) {
			return ModelStatus.ACTIVE;
		}
		return word.equals("deprecated") ? ModelStatus.DEPRECATED : ModelStatus.PREVIEW;
	}

}
