package io.llmprovider.autoconfigure;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.core.ResolvableType;

/**
 * A record of settings: what it has, what each is called, and what it is where nobody
 * writes it.
 */
final class SettingRecord {

	private static final Map<Class<?>, SettingRecord> RECORDS = new ConcurrentHashMap<>();

	private final SettingShape shape;

	private final List<Member> members = new ArrayList<>();

	private final Map<String, Member> byElement = new HashMap<>();

	private SettingRecord(SettingShape shape) {
		this.shape = shape;
		SettingValues none = new SettingValues(null);
		shape.create(none);
		for (String name : none.asked()) {
			Member member = new Member(this.members.size(), name, shape);
			this.members.add(member);
			this.byElement.put(member.element(), member);
		}
	}

	static SettingRecord of(Class<?> type) {
		SettingRecord record = RECORDS.get(type);
		if (record == null) {
			// What two threads make at once is alike.
			record = new SettingRecord(shape(type));
			RECORDS.put(type, record);
		}
		return record;
	}

	/** Records that every application reads tell it themselves. */
	private static SettingShape shape(Class<?> type) {
		if (type == LlmProperties.class) {
			return new LlmProperties.Shape();
		}
		if (type == ProviderProperties.class) {
			return new ProviderProperties.Shape();
		}
		if (type == ModelProperties.class) {
			return new ModelProperties.Shape();
		}
		return (type == ModeProperties.class) ? new ModeProperties.Shape() : new ReflectedShape(type);
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
		return this.shape.hasPlainDefaults();
	}

	/** Values for {@link #create(Object[])} where nothing is written. */
	@Nullable Object[] values() {
		return new Object[this.members.size()];
	}

	Object create(@Nullable Object[] values) {
		return this.shape.create(new SettingValues(values));
	}

	/**
	 * What a record has.
	 */
	static final class Member {

		private final int index;

		private final String dashed;

		private final String element;

		private final SettingShape shape;

		/**
		 * Two threads may make these at once: what they make is alike and does not
		 * change.
		 */
		private @Nullable Type type;

		private @Nullable Bindable<?> bindable;

		private Member(int index, String dashed, SettingShape shape) {
			this.index = index;
			this.dashed = dashed;
			this.element = dashed.replace("-", "");
			this.shape = shape;
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
				known = this.shape.type(this.dashed);
				this.type = known;
			}
			return known;
		}

		/** What Spring Boot's binder makes of it. */
		Bindable<?> bindable() {
			Bindable<?> known = this.bindable;
			if (known == null) {
				known = Bindable.of(ResolvableType.forType(type()))
					.withAnnotations(this.shape.annotations(this.dashed));
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

	}

}
