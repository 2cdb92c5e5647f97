package io.llmprovider.autoconfigure;

import java.util.Arrays;
import java.util.List;

import io.llmprovider.json.Names;
import io.llmprovider.model.ThinkingLevel;

import org.springframework.core.convert.converter.Converter;

/**
 * Reads a thinking level as people write it. In YAML a plain {@code off} is the value
 * {@code false}, as a key it is the text "false".
 */
final class ThinkingLevelConverter implements Converter<String, ThinkingLevel> {

	@Override
	public ThinkingLevel convert(String source) {
		String plain = Names.plain(source.trim());
		if (plain.equals("false") || plain.equals("none")) {
			return ThinkingLevel.OFF;
		}
		for (ThinkingLevel level : ThinkingLevel.values()) {
			if (level.wireName().equals(plain)) {
				return level;
			}
		}
		List<String> levels = Arrays.stream(ThinkingLevel.values()).map(ThinkingLevel::wireName).toList();
		throw new IllegalArgumentException("'" + source + "' is no thinking level; there are " + levels);
	}

}
