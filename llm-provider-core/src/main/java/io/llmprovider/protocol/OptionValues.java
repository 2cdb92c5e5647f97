package io.llmprovider.protocol;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.llmprovider.protocol.OptionSpec.Option;

/**
 * Brings a value that came from YAML, a properties file or code to an option's type.
 */
final class OptionValues {

	private OptionValues() {
	}

	static Object convert(Option option, Object value) {
		return switch (option.type()) {
			case TEXT -> text(option, value);
			case INTEGER -> integer(option, value);
			case NUMBER -> number(option, value);
			case FLAG -> flag(option, value);
			case TEXTS -> texts(option, value);
			case OBJECT -> object(option, value);
			case ANY -> value;
		};
	}

	private static Object text(Option option, Object value) {
		if (value instanceof Map || value instanceof List) {
			throw misfit(option, value, "a text");
		}
		return value.toString();
	}

	private static Object integer(Option option, Object value) {
		try {
			return new BigDecimal(value.toString().trim()).longValueExact();
		}
		catch (ArithmeticException | NumberFormatException ex) {
			throw misfit(option, value, "a whole number");
		}
	}

	private static Object number(Option option, Object value) {
		try {
			return (value instanceof Number number) ? number : new BigDecimal(value.toString().trim());
		}
		catch (NumberFormatException ex) {
			throw misfit(option, value, "a number");
		}
	}

	private static Object flag(Option option, Object value) {
		String text = value.toString().trim();
		if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
			return Boolean.valueOf(text);
		}
		throw misfit(option, value, "true or false");
	}

	private static Object texts(Option option, Object value) {
		if (value instanceof List<?> list) {
			return list.stream().map(String::valueOf).toList();
		}
		if (value instanceof Map<?, ?> indexed) {
			return indexed.values().stream().map(String::valueOf).toList();
		}
		if (value instanceof String text) {
			return Arrays.stream(text.split(",")).map(String::trim).toList();
		}
		throw misfit(option, value, "a list of texts");
	}

	private static Object object(Option option, Object value) {
		if (value instanceof Map) {
			return value;
		}
		throw misfit(option, value, "an object");
	}

	private static IllegalArgumentException misfit(Option option, Object value, String wanted) {
		return new IllegalArgumentException(
				"Option '" + option.name() + "' takes " + wanted + ", not '" + value + "'. " + option.description());
	}

}
