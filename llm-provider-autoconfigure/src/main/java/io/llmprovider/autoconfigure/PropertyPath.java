package io.llmprovider.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;

/**
 * A place in the configuration, so that a value which cannot be used is reported with the
 * name of its property.
 *
 * @param name the property's full name
 */
record PropertyPath(String name) {

	PropertyPath child(String child) {
		return new PropertyPath(this.name + "." + child);
	}

	PropertyPath item(int index) {
		return new PropertyPath(this.name + "[" + index + "]");
	}

	/**
	 * A text, or null if it is blank: a placeholder with an empty default sets nothing.
	 */
	static @Nullable String text(@Nullable String value) {
		return (value != null && !value.isBlank()) ? value.trim() : null;
	}

	/**
	 * Headers with the one that has a setting of its own, unless it is among them.
	 */
	static Map<String, String> headers(Map<String, String> headers, @Nullable String userAgent) {
		String value = text(userAgent);
		if (value == null || headers.keySet().stream().anyMatch("User-Agent"::equalsIgnoreCase)) {
			return headers;
		}
		Map<String, String> merged = new LinkedHashMap<>(headers);
		merged.put("User-Agent", value);
		return merged;
	}

	@Nullable Duration positive(String child, @Nullable Duration value) {
		if (value != null && (value.isNegative() || value.isZero())) {
			throw child(child).notPositive(value);
		}
		return value;
	}

	@Nullable Duration notNegative(String child, @Nullable Duration value) {
		if (value != null && value.isNegative()) {
			throw child(child).outside(value, "must not be negative");
		}
		return value;
	}

	@Nullable Integer positive(String child, @Nullable Integer value) {
		if (value != null && value <= 0) {
			throw child(child).notPositive(value);
		}
		return value;
	}

	@Nullable Double between(String child, @Nullable Double value, double low, double high) {
		if (value != null && !(value >= low && value <= high)) {
			throw child(child).outside(value,
					(high == Double.MAX_VALUE) ? "must be at least " + low : "must be between " + low + " and " + high);
		}
		return value;
	}

	/**
	 * Says which property it was if a setting of core's refuses a value.
	 */
	<T> T check(Supplier<T> settings) {
		try {
			return settings.get();
		}
		catch (IllegalArgumentException ex) {
			throw wrong(this.name + " cannot be used: " + ex.getMessage(), "Correct " + this.name + ".");
		}
	}

	LlmException notPositive(Object value) {
		return outside(value, "must be positive");
	}

	private LlmException outside(Object value, String rule) {
		return wrong(this.name + " " + rule + ", not " + value,
				"Correct " + this.name + ", or leave it out for the default.");
	}

	static LlmException wrong(String message, String action) {
		return ErrorKind.CONFIGURATION.exception(ErrorDetails.of(message, action)).attempts(0);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
