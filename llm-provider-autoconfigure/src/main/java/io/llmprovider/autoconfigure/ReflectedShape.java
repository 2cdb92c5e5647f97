package io.llmprovider.autoconfigure;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a record of settings has, as reflection tells it.
 */
final class ReflectedShape implements SettingShape {

	private final Constructor<?> constructor;

	private final Map<String, Component> components = new LinkedHashMap<>();

	private boolean plainDefaults = true;

	ReflectedShape(Class<?> record) {
		this.constructor = record.getDeclaredConstructors()[0];
		// All at once: a parameter that is asked has those of all others read as well.
		Annotation[][] annotations = this.constructor.getParameterAnnotations();
		RecordComponent[] components = record.getRecordComponents();
		for (int i = 0; i < components.length; i++) {
			this.components.put(dashed(components[i].getName()), component(components[i], annotations[i]));
		}
	}

	private Component component(RecordComponent component, Annotation[] annotations) {
		Object otherwise = null;
		for (Annotation annotation : annotations) {
			if (annotation instanceof DefaultValue text) {
				otherwise = value(component.getType(), text.value());
				this.plainDefaults &= otherwise != null;
			}
		}
		return new Component(component.getGenericType(), annotations, otherwise);
	}

	private static @Nullable Object value(Class<?> type, String[] text) {
		if (text.length == 1 && type == boolean.class) {
			return Boolean.valueOf(text[0]);
		}
		if (text.length > 0) {
			return null;
		}
		return (type == Map.class) ? Map.of()
				: (type == Set.class) ? Set.of() : (type == List.class) ? List.of() : null;
	}

	private static String dashed(String component) {
		StringBuilder name = new StringBuilder();
		for (char c : component.toCharArray()) {
			if (Character.isUpperCase(c)) {
				name.append('-');
			}
			name.append(c);
		}
		return name.toString().toLowerCase(Locale.ROOT);
	}

	@Override
	public Object create(SettingValues values) {
		@Nullable Object[] arguments = new Object[this.components.size()];
		int index = 0;
		for (Map.Entry<String, Component> component : this.components.entrySet()) {
			Object value = values.value(component.getKey());
			arguments[index++] = (value != null) ? value : component.getValue().otherwise();
		}
		return BeanUtils.instantiateClass(this.constructor, arguments);
	}

	@Override
	public Type type(String name) {
		return component(name).type();
	}

	@Override
	public Annotation[] annotations(String name) {
		return component(name).annotations();
	}

	private Component component(String name) {
		return Objects.requireNonNull(this.components.get(name));
	}

	@Override
	public boolean hasPlainDefaults() {
		return this.plainDefaults;
	}

	/**
	 * What a record has.
	 *
	 * @param type its type
	 * @param annotations what is written at it
	 * @param otherwise what it is where nothing is written, or null
	 */
	private record Component(Type type, Annotation[] annotations, @Nullable Object otherwise) {
	}

}
