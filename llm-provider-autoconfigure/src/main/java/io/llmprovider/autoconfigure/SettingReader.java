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
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Reads records of settings. It goes where something is written, and has Spring Boot's
 * binder convert each value that is no plain text. Left to itself, that would look into
 * every source for each member of each provider, and into its own tables for how to make
 * each record, which at a cold start takes longer than all else there is to be done for
 * the settings. Whatever is out of the ordinary (one list in two sources, one key in two
 * spellings, a text where a record should be) is left to the binder altogether, so that
 * there is one answer only.
 */
final class SettingReader {

	private final Binder binder;

	/** Made for the first value that is no plain text: most applications have none. */
	private @Nullable BindHandler handler;

	private SettingReader(Binder binder) {
		this.binder = binder;
	}

	/**
	 * Reads all settings below {@code llm}.
	 * @param environment the application's
	 * @return the settings; where nothing is written, their defaults
	 * @throws org.springframework.boot.context.properties.bind.BindException if a setting
	 * is no value of its type
	 */
	static LlmProperties settings(Environment environment) {
		return settings(ConfigurationPropertySources.get(environment), Binder.get(environment));
	}

	static LlmProperties settings(Iterable<ConfigurationPropertySource> sources, Binder binder) {
		WrittenSetting written = WrittenSetting.root(sources);
		if (written == null) {
			return binder.bindOrCreate(SettingTree.ROOT, Bindable.of(LlmProperties.class), wholeHandler());
		}
		Object read = new SettingReader(binder).read(LlmProperties.class, SettingTree.ROOT, written);
		if (read == null) {
			SettingRecord record = SettingRecord.of(LlmProperties.class);
			read = record.create(record.values());
		}
		return (LlmProperties) read;
	}

	/**
	 * Reads a record.
	 * @param type its type
	 * @param name its name
	 * @param written what is written there
	 * @return the record; null if nothing that it has is written
	 */
	private @Nullable Object read(Class<?> type, ConfigurationPropertyName name, WrittenSetting written) {
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
		if (member.type() == String.class) {
			String text = written.plainText();
			return (text != null) ? text : bind(name, member.bindable());
		}
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
		BindHandler known = this.handler;
		if (known == null) {
			known = new PartBindHandler(wholeHandler());
			this.handler = known;
		}
		return this.binder.bind(name, target, known).orElse(null);
	}

	private static BindHandler wholeHandler() {
		return new EmptyMapBindHandler(new IgnoreTopLevelConverterNotFoundBindHandler());
	}

}
