package io.llmprovider.autoconfigure;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.core.ResolvableType;

/**
 * What a record of settings has. Records that every application reads tell it themselves:
 * to ask one with many groups by reflection loads the classes of all of them, and hardly
 * any application sets more than one or two.
 */
interface SettingShape {

	/** Most have none that matter. */
	Annotation[] NO_ANNOTATIONS = {};

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

	/**
	 * What is written at what the record has, for Spring Boot's binder.
	 * @param name its name as one writes it in YAML
	 * @return the annotations
	 */
	default Annotation[] annotations(String name) {
		return NO_ANNOTATIONS;
	}

	/**
	 * Whether the defaults of all that the record has are known without converting a
	 * text, but for true and false.
	 * @return whether {@link #create} knows them
	 */
	default boolean hasPlainDefaults() {
		return true;
	}

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
