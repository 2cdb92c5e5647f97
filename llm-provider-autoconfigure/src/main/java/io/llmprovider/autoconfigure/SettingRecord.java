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
import java.util.Objects;
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

	private final @Nullable Constructor<?> constructor;

	private final @Nullable SettingShape shape;

	private final List<Member> members;

	private final Map<String, Member> byElement = new HashMap<>();

	private final @Nullable Object[] defaults;

	private boolean plainDefaults = true;

	private SettingRecord(SettingShape shape) {
		this.constructor = null;
		this.shape = shape;
		SettingValues none = new SettingValues(null);
		shape.create(none);
		List<String> names = none.asked();
		this.members = new ArrayList<>(names.size());
		for (String name : names) {
			add(new Member(this.members.size(), name, shape));
		}
		this.defaults = new Object[names.size()];
	}

	private SettingRecord(Class<?> type) {
		Constructor<?> constructor = type.getDeclaredConstructors()[0];
		this.constructor = constructor;
		this.shape = null;
		// All at once: a parameter that is asked has those of all others read as well.
		Annotation[][] annotations = constructor.getParameterAnnotations();
		RecordComponent[] components = type.getRecordComponents();
		this.members = new ArrayList<>(components.length);
		for (int i = 0; i < components.length; i++) {
			add(new Member(i, components[i], annotations[i]));
		}
		this.defaults = new Object[components.length];
		for (Member member : this.members) {
			for (Annotation annotation : member.annotations) {
				if (annotation instanceof DefaultValue text) {
					Object value = value(components[member.index].getType(), text.value());
					this.defaults[member.index] = value;
					this.plainDefaults &= value != null;
				}
			}
		}
	}

	private void add(Member member) {
		this.members.add(member);
		this.byElement.put(member.element(), member);
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
			SettingShape shape = shape(type);
			record = (shape != null) ? new SettingRecord(shape) : new SettingRecord(type);
			RECORDS.put(type, record);
		}
		return record;
	}

	/**
	 * That of a record which every application reads; null if the record is looked at.
	 */
	private static @Nullable SettingShape shape(Class<?> type) {
		if (type == LlmProperties.class) {
			return new LlmProperties.Shape();
		}
		if (type == ProviderProperties.class) {
			return new ProviderProperties.Shape();
		}
		if (type == ModelProperties.class) {
			return new ModelProperties.Shape();
		}
		return (type == ModeProperties.class) ? new ModeProperties.Shape() : null;
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
		return (this.shape != null) ? this.shape.create(new SettingValues(values))
				: BeanUtils.instantiateClass(Objects.requireNonNull(this.constructor), values);
	}

	/**
	 * What a record has.
	 */
	static final class Member {

		private static final Annotation[] NONE = {};

		private final int index;

		private final String dashed;

		private final String element;

		private final @Nullable RecordComponent component;

		private final @Nullable SettingShape shape;

		private final Annotation[] annotations;

		/**
		 * Two threads may make these at once: what they make is alike and does not
		 * change.
		 */
		private @Nullable Type type;

		private @Nullable Bindable<?> bindable;

		private Member(int index, RecordComponent component, Annotation[] annotations) {
			this(index, dashed(component.getName()), component, null, annotations);
		}

		private Member(int index, String dashed, SettingShape shape) {
			this(index, dashed, null, shape, NONE);
		}

		private Member(int index, String dashed, @Nullable RecordComponent component, @Nullable SettingShape shape,
				Annotation[] annotations) {
			this.index = index;
			this.dashed = dashed;
			this.element = dashed.replace("-", "");
			this.component = component;
			this.shape = shape;
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
			Type known = this.type;
			if (known == null) {
				known = (this.shape != null) ? this.shape.type(this.dashed)
						: Objects.requireNonNull(this.component).getGenericType();
				this.type = known;
			}
			return known;
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
			Type type = type();
			if (type instanceof ParameterizedType generic) {
				return (isMap() || isList()) && last(generic) instanceof Class<?> item && item.isRecord() ? item : null;
			}
			return (type instanceof Class<?> raw && raw.isRecord()) ? raw : null;
		}

		private static Type last(ParameterizedType generic) {
			Type[] arguments = generic.getActualTypeArguments();
			return arguments[arguments.length - 1];
		}

		boolean isMap() {
			return isMany(Map.class);
		}

		boolean isList() {
			return isMany(List.class);
		}

		private boolean isMany(Class<?> type) {
			return type() instanceof ParameterizedType generic && generic.getRawType() == type;
		}

		/** Its name as one writes it in YAML. */
		String dashed() {
			return this.dashed;
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

	}

}
