package io.llmprovider.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A setting, a value, and what the library sees of it.
 *
 * @param name the setting as in the metadata
 * @param below what follows the name if the setting is a map, or an empty text
 * @param value what the user writes
 * @param seen takes it from where the library has it
 * @param expected what is seen there
 */
record SettingEffect(String name, String below, String value, Function<Map<String, String>, Object> seen,
		Object expected) {

	/** Names that stand for the stars. */
	private static final Map<String, String> NAMES = Map.of("llm.providers.*", "llm.providers.office", "llm.modes.*",
			"llm.modes.plan", "llm.protocols.*", "llm.protocols.ollama-chat", "llm.budgets.*", "llm.budgets.day");

	Object see() {
		Map<String, String> settings = base();
		settings.put(property(), this.value);
		return this.seen.apply(settings);
	}

	/**
	 * What is seen if the setting is left out.
	 */
	Object seeWithout() {
		return this.seen.apply(base());
	}

	private static Map<String, String> base() {
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put("llm.providers.office.models[0].id", "m");
		settings.put("llm.providers.office.models[0].cost.tiers[0].above", "1");
		settings.put("llm.modes.plan.model", "office:m");
		settings.put("llm.budgets.day.dollars", "1");
		return settings;
	}

	String property() {
		String property = this.name;
		for (Map.Entry<String, String> name : NAMES.entrySet()) {
			property = property.replace(name.getKey(), name.getValue());
		}
		return property.replace("[*]", "[0]") + this.below;
	}

	@Override
	public String toString() {
		return property() + "=" + this.value;
	}

}
