package io.llmprovider.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.autoconfigure.SettingRecord.Member;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Reads records of settings. It goes where something is written, and has Spring Boot's
 * binder convert each value. Left to itself, that would look into every source for each
 * member of each provider, and into its own tables for how to make each record, which at
 * a cold start takes longer than all else there is to be done for the settings. Whatever
 * is out of the ordinary (one list in two sources, one key in two spellings, a text where
 * a record should be) is left to the binder altogether, so that there is one answer only.
 */
final class SettingReader {

	private final Binder binder;

	private final BindHandler handler;

	SettingReader(Binder binder, BindHandler handler) {
		this.binder = binder;
		this.handler = new PartBindHandler(handler);
	}

	/**
	 * Reads a record.
	 * @param type its type
	 * @param name its name
	 * @param written what is written there
	 * @return the record; null if nothing that it has is written
	 */
	@Nullable Object read(Class<?> type, ConfigurationPropertyName name, WrittenSetting written) {
		SettingRecord record = SettingRecord.of(type);
		if (written.hasValue() || !record.hasPlainDefaults()) {
			return bind(name, Bindable.of(type));
		}
		@Nullable Object[] values = record.values();
		boolean any = false;
		for (Member member : record.members()) {
			WrittenSetting child = written.children().get(member.element());
			if (child != null && child.isIndexed()) {
				return bind(name, Bindable.of(type));
			}
			Object value = (child != null) ? value(member, name.append(member.dashed()), child) : null;
			if (value != null) {
				values[member.index()] = value;
				any = true;
			}
		}
		return any ? record.create(values) : null;
	}

	private @Nullable Object value(Member member, ConfigurationPropertyName name, WrittenSetting written) {
		Class<?> record = member.record();
		Object value = null;
		if (record != null && !written.hasValue()) {
			if (member.isMap()) {
				value = map(record, written);
			}
			else if (member.isList()) {
				value = list(record, written);
			}
			else {
				return read(record, name, written);
			}
		}
		return (value != null) ? value : bind(name, member.bindable());
	}

	private @Nullable Map<String, Object> map(Class<?> type, WrittenSetting written) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (WrittenSetting entry : written.children().values()) {
			Object value = entry.isSpelledAlike() ? read(type, entry.name(), entry) : null;
			if (value == null) {
				return null;
			}
			map.put(entry.element(), value);
		}
		return map;
	}

	private @Nullable List<Object> list(Class<?> type, WrittenSetting written) {
		if (!written.isInOneSource()) {
			return null;
		}
		List<Object> list = new ArrayList<>();
		while (list.size() < written.children().size()) {
			WrittenSetting item = written.children().get(Integer.toString(list.size()));
			Object value = (item != null && item.isIndexed()) ? read(type, item.name(), item) : null;
			if (value == null) {
				return null;
			}
			list.add(value);
		}
		return list;
	}

	private @Nullable Object bind(ConfigurationPropertyName name, Bindable<?> target) {
		return this.binder.bind(name, target, this.handler).orElse(null);
	}

}
