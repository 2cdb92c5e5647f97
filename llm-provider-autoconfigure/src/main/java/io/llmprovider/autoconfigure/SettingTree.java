package io.llmprovider.autoconfigure;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;

/**
 * All settings there are below {@code llm}, as the records have them. Names of providers
 * and modes are free, and so is what lies below a map of plain values.
 */
final class SettingTree {

	static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("llm");

	private SettingTree() {
	}

	/**
	 * Whether a source has settings of ours. Most have none, and know it without telling
	 * all their names.
	 * @param source where settings may be written
	 * @return false only if it has none
	 */
	static boolean isIn(ConfigurationPropertySource source) {
		return source.containsDescendantOf(ROOT) != ConfigurationPropertyState.ABSENT;
	}

	/**
	 * Whether there is such a setting.
	 * @param name a name below {@code llm}
	 * @return where it leaves the tree; empty if it does not
	 */
	static Optional<Departure> departure(ConfigurationPropertyName name) {
		return departure(LlmProperties.class, name, ROOT.getNumberOfElements());
	}

	/**
	 * The names that may follow a type's own, as one writes them in YAML.
	 */
	static List<String> members(Class<?> type) {
		return SettingRecord.of(type).names();
	}

	private static Optional<Departure> departure(Type type, ConfigurationPropertyName name, int index) {
		if (index == name.getNumberOfElements()) {
			return Optional.empty();
		}
		Class<?> raw = raw(type);
		if (raw.isRecord()) {
			return member(raw, name, index);
		}
		if (Map.class.isAssignableFrom(raw)) {
			Type value = argument(type, 1);
			return raw(value).isRecord() ? departure(value, name, index + 1) : Optional.empty();
		}
		if (Collection.class.isAssignableFrom(raw)) {
			return name.isNumericIndex(index) ? departure(argument(type, 0), name, index + 1)
					: Optional.of(new Departure(name, index, List.of(), raw(argument(type, 0))));
		}
		return Optional.of(new Departure(name, index, List.of(), null));
	}

	private static Optional<Departure> member(Class<?> type, ConfigurationPropertyName name, int index) {
		SettingRecord.Member member = SettingRecord.of(type).member(name.getElement(index, Form.UNIFORM));
		return (member != null) ? departure(member.type(), name, index + 1)
				: Optional.of(new Departure(name, index, members(type), null));
	}

	private static Class<?> raw(Type type) {
		return (Class<?>) ((type instanceof ParameterizedType generic) ? generic.getRawType() : type);
	}

	private static Type argument(Type type, int index) {
		return ((ParameterizedType) type).getActualTypeArguments()[index];
	}

	/**
	 * Where a name leaves the tree.
	 *
	 * @param name the whole name
	 * @param index of the first element that is not in the tree
	 * @param known what could stand there, empty if nothing may or if it must be an index
	 * @param item what a list at this place holds, or null if there is no list
	 */
	record Departure(ConfigurationPropertyName name, int index, List<String> known,
			@org.jspecify.annotations.Nullable Class<?> item) {

		String parent() {
			return this.name.chop(this.index).toString();
		}

		String element() {
			return this.name.getElement(this.index, Form.ORIGINAL);
		}

		/**
		 * What was meant as the id of an item where a list was written as a map: the
		 * elements up to the next name that an item has. Ids of models contain dots,
		 * which end an element.
		 */
		String itemId() {
			List<String> members = (this.item != null && this.item.isRecord()) ? members(this.item) : List.of();
			List<String> id = new ArrayList<>();
			for (int i = this.index; i < this.name.getNumberOfElements(); i++) {
				String element = this.name.getElement(i, Form.ORIGINAL);
				if (!id.isEmpty() && members.contains(element)) {
					break;
				}
				id.add(element);
			}
			return String.join(".", id);
		}

	}

}
