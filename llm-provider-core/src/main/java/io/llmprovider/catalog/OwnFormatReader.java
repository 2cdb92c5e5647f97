package io.llmprovider.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
 * Reads our own form: {@code {"format": 1, "date": "2026-06-30", "providers": {"office":
 * [{"id": "m", "contextWindow": 8192, "cost": {"input": 1}}]}}}, with the words of the
 * configuration's {@code models}.
 */
final class OwnFormatReader {

	static final int FORMAT = 1;

	private OwnFormatReader() {
	}

	static CatalogData read(Map<String, @Nullable Object> document) {
		if (document.get("format") instanceof Number format && format.intValue() > FORMAT) {
			throw new IllegalArgumentException("it has format " + format + ", and this version knows " + FORMAT);
		}
		Map<String, List<Model>> all = new LinkedHashMap<>();
		Members.object(document.get("providers")).forEach((provider, list) -> {
			List<Model> models = new ArrayList<>();
			for (Object entry : Members.list(list)) {
				Map<String, @Nullable Object> json = Members.object(entry);
				String id = Members.text(json.get("id"));
				if (id == null) {
					throw new IllegalArgumentException("a model of provider '" + provider + "' has no id");
				}
				models.add(model(provider, id, json));
			}
			all.put(provider, models);
		});
		return new CatalogData(all);
	}

	private static Model model(String provider, String id, Map<String, @Nullable Object> json) {
		return Model.builder(provider, id)
			.name(Members.text(json.get("name")))
			.aliases(Members.texts(json.get("aliases")))
			.contextWindow(Members.tokens(json.get("contextWindow")))
			.maxOutputTokens(Members.tokens(json.get("maxOutputTokens")))
			.capabilities(new Capabilities(words(Modality.class, json.get("input")), Members.flag(json.get("tools")),
					Members.flag(json.get("reasoning")), words(ThinkingLevel.class, json.get("thinkingLevels")),
					Members.flag(json.get("structuredOutput")), Members.flag(json.get("temperature")),
					Members.flag(json.get("promptCache")), Members.flag(json.get("streaming"))))
			.images(images(Members.object(json.get("images"))))
			.pricing((json.get("cost") != null) ? pricing(Members.object(json.get("cost"))) : null)
			.status(status(json.get("status")))
			.build();
	}

	private static ImageLimits images(Map<String, @Nullable Object> json) {
		return new ImageLimits(Members.tokens(json.get("maxCount")), Members.bytes(json.get("maxBytes")));
	}

	private static Pricing pricing(Map<String, @Nullable Object> cost) {
		List<Pricing.Tier> tiers = new ArrayList<>();
		for (Object tier : Members.list(cost.get("tiers"))) {
			Map<String, @Nullable Object> prices = Members.object(tier);
			Integer above = Members.tokens(prices.get("above"));
			if (above != null) {
				tiers.add(new Pricing.Tier(above, prices(prices)));
			}
		}
		Map<String, BigDecimal> factors = new TreeMap<>();
		Members.object(cost.get("factors")).forEach((name, value) -> {
			BigDecimal factor = Members.price(value);
			if (factor != null) {
				factors.put(name, factor);
			}
		});
		return Pricing.builder().prices(prices(cost)).tiers(tiers).factors(factors).build();
	}

	private static Pricing prices(Map<String, @Nullable Object> cost) {
		return Pricing.builder()
			.input(Members.price(cost.get("input")))
			.output(Members.price(cost.get("output")))
			.cacheRead(Members.price(cost.get("cacheRead")))
			.cacheWrite(Members.price(cost.get("cacheWrite")))
			.cacheWriteHour(Members.price(cost.get("cacheWriteHour")))
			.reasoning(Members.price(cost.get("reasoning")))
			.inputAudio(Members.price(cost.get("inputAudio")))
			.outputAudio(Members.price(cost.get("outputAudio")))
			.request(Members.price(cost.get("request")))
			.build();
	}

	private static @Nullable ModelStatus status(@Nullable Object word) {
		Set<ModelStatus> known = words(ModelStatus.class, (word != null) ? List.of(word) : null);
		return (known != null && !known.isEmpty()) ? known.iterator().next() : null;
	}

	/** Words that a later version may have invented are passed over. */
	private static <E extends Enum<E>> @Nullable Set<E> words(Class<E> type, @Nullable Object json) {
		if (json == null) {
			return null;
		}
		Set<E> known = EnumSet.noneOf(type);
		for (String word : Members.texts(json)) {
			Arrays.stream(type.getEnumConstants())
				.filter((value) -> value.name().equals(word.toUpperCase(Locale.ROOT)))
				.forEach(known::add);
		}
		return known;
	}

}
