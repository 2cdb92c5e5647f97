package io.llmprovider.autoconfigure;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.ResolvableType;

/**
 * A record of settings: what it has, what each is called, and what it is where nobody
 * writes it.
 */
final class SettingRecord {

	private static final Map<Class<?>, SettingRecord> RECORDS = new ConcurrentHashMap<>();

	private final Constructor<?> constructor;

	private final List<Member> members;

	private final Map<String, Member> byElement = new HashMap<>();

	private final @Nullable Object[] defaults;

	private boolean plainDefaults = true;

	private SettingRecord(Class<?> type) {
		this.constructor = type.getDeclaredConstructors()[0];
		// All at once: a parameter that is asked has those of all others read as well.
		Annotation[][] annotations = this.constructor.getParameterAnnotations();
		RecordComponent[] components = type.getRecordComponents();
		this.members = new ArrayList<>(components.length);
		for (int i = 0; i < components.length; i++) {
			Member member = new Member(i, components[i], annotations[i]);
			this.members.add(member);
			this.byElement.put(member.element(), member);
		}
		this.defaults = new Object[components.length];
		for (Member member : this.members) {
			for (Annotation annotation : member.annotations) {
				if (annotation instanceof DefaultValue text) {
					Object value = value(member.component.getType(), text.value());
					this.defaults[member.index] = value;
					this.plainDefaults &= value != null;
				}
			}
		}
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

	static SettingRecord of(Class<?> type) {
		SettingRecord record = RECORDS.get(type);
		if (record == null) {
			// What two threads make at once is alike.
			record = new SettingRecord(type);
			RECORDS.put(type, record);
		}
		return record;
	}

	/** The names of what it has, as one writes them in YAML. */
	List<String> names() {
		return this.members.stream().map(Member::dashed).toList();
	}

	/** What it has, in its order. */
	List<Member> members() {
		return this.members;
	}

	/**
	 * What is meant by an element of a setting's name.
	 * @param element the element in lower case, without dashes
	 * @return the member; null if there is none of this name
	 */
	@Nullable Member member(String element) {
		return this.byElement.get(element);
	}

	/**
	 * Whether the defaults of all members are known without converting a text, but for
	 * true and false.
	 */
	boolean hasPlainDefaults() {
		return this.plainDefaults;
	}

	/** Values for {@link #create(Object[])} where nothing is written. */
	@Nullable Object[] values() {
		return this.defaults.clone();
	}

	Object create(@Nullable Object[] values) {
		return BeanUtils.instantiateClass(this.constructor, values);
	}

	/**
	 * What a record has.
	 */
	static final class Member {

		private final int index;

		private final String element;

		private final RecordComponent component;

		private final Annotation[] annotations;

		/**
		 * Two threads may make it at once: what they make is alike and does not change.
		 */
		private @Nullable Bindable<?> bindable;

		private Member(int index, RecordComponent component, Annotation[] annotations) {
			this.index = index;
			this.element = component.getName().toLowerCase(Locale.ROOT);
			this.component = component;
			this.annotations = annotations;
		}

		/** Its place in the record. */
		int index() {
			return this.index;
		}

		/** Its name as names of settings are compared: in lower case, without dashes. */
		String element() {
			return this.element;
		}

		Type type() {
			return this.component.getGenericType();
		}

		/** What Spring Boot's binder makes of it. */
		Bindable<?> bindable() {
			Bindable<?> known = this.bindable;
			if (known == null) {
				known = Bindable.of(ResolvableType.forType(type())).withAnnotations(this.annotations);
				this.bindable = known;
			}
			return known;
		}

		/** The record that it is, or that it has many of; null if it is a plain value. */
		@Nullable Class<?> record() {
			Class<?> raw = this.component.getType();
			if (raw.isRecord()) {
				return raw;
			}
			return (isMap() || raw == List.class) && type() instanceof ParameterizedType generic
					&& last(generic) instanceof Class<?> item && item.isRecord() ? item : null;
		}

		private static Type last(ParameterizedType generic) {
			Type[] arguments = generic.getActualTypeArguments();
			return arguments[arguments.length - 1];
		}

		boolean isMap() {
			return this.component.getType() == Map.class;
		}

		boolean isList() {
			return this.component.getType() == List.class;
		}

		String dashed() {
			StringBuilder name = new StringBuilder();
			for (char c : this.component.getName().toCharArray()) {
				if (Character.isUpperCase(c)) {
					name.append('-');
				}
				name.append(c);
			}
			return name.toString().toLowerCase(Locale.ROOT);
		}

	}

}
