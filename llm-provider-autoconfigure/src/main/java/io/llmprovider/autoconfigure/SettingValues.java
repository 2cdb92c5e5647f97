package io.llmprovider.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The values of one record of settings, asked for in the record's own order; or none, to
 * learn which ones it asks for.
 */
final class SettingValues {

	private final List<String> asked = new ArrayList<>();

	private final @Nullable Object @Nullable [] values;

	/**
	 * Creates values.
	 * @param values in the record's order, null where nothing is written; null for none
	 */
	SettingValues(@Nullable Object @Nullable [] values) {
		this.values = values;
	}

	/** What was asked for. */
	List<String> asked() {
		return this.asked;
	}

	@SuppressWarnings("unchecked")
	<T> @Nullable T value(String name) {
		int index = this.asked.size();
		this.asked.add(name);
		return (this.values != null) ? (T) this.values[index] : null;
	}

	boolean flag(String name, boolean otherwise) {
		Boolean value = value(name);
		return (value != null) ? value : otherwise;
	}

	<T> List<T> list(String name) {
		List<T> value = value(name);
		return (value != null) ? value : List.of();
	}

	<K, V> Map<K, V> map(String name) {
		Map<K, V> value = value(name);
		return (value != null) ? value : Map.of();
	}

}
