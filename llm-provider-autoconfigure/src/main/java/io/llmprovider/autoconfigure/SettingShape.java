package io.llmprovider.autoconfigure;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.core.ResolvableType;

/**
 * What a record of settings has, told by itself. To ask a record with many groups by
 * reflection loads the classes of all of them, and hardly any application sets more than
 * one or two.
 */
interface SettingShape {

	/**
	 * Makes the record. What is asked of the values, and in which order, is what the
	 * record has.
	 * @param values what is written, by the names one writes in YAML
	 * @return the record
	 */
	Object create(SettingValues values);

	/**
	 * The type of what the record has.
	 * @param name its name as one writes it in YAML
	 * @return the type
	 */
	Type type(String name);

	static Type listOf(Class<?> item) {
		return ResolvableType.forClassWithGenerics(List.class, item).getType();
	}

	static Type setOf(Class<?> item) {
		return ResolvableType.forClassWithGenerics(Set.class, item).getType();
	}

	static Type mapOf(Class<?> key, Class<?> value) {
		return ResolvableType.forClassWithGenerics(Map.class, key, value).getType();
	}

}
