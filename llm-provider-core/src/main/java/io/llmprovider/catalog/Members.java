package io.llmprovider.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Takes members of a JSON object as what they should be; what is something else counts as
 * absent, as a file may be newer than this library.
 */
final class Members {

	private Members() {
	}

	static Map<String, @Nullable Object> object(@Nullable Object json) {
		@SuppressWarnings("unchecked")
		Map<String, @Nullable Object> members = (json instanceof Map<?, ?>) ? (Map<String, @Nullable Object>) json
				: Map.of();
		return members;
	}

	static List<?> list(@Nullable Object json) {
		return (json instanceof List<?> list) ? list : List.of();
	}

	static List<String> texts(@Nullable Object json) {
		return list(json).stream().filter(String.class::isInstance).map(Objects::toString).toList();
	}

	static @Nullable String text(@Nullable Object json) {
		return (json instanceof String text && !text.isBlank()) ? text : null;
	}

	static @Nullable Boolean flag(@Nullable Object json) {
		return (json instanceof Boolean flag) ? flag : null;
	}

	/**
	 * A positive number of tokens; zero means that nobody knows.
	 */
	static @Nullable Integer tokens(@Nullable Object json) {
		return (json instanceof Number number && number.longValue() > 0 && number.longValue() <= Integer.MAX_VALUE)
				? Integer.valueOf(number.intValue()) : null;
	}

	/**
	 * A positive number of bytes; zero means that nobody knows.
	 */
	static @Nullable Long bytes(@Nullable Object json) {
		return (json instanceof Number number && number.longValue() > 0) ? Long.valueOf(number.longValue()) : null;
	}

	/**
	 * A price, which is not negative.
	 */
	static @Nullable BigDecimal price(@Nullable Object json) {
		if (!(json instanceof Number)) {
			return null;
		}
		BigDecimal price = new BigDecimal(json.toString());
		return (price.signum() >= 0) ? plain(price) : null;
	}

	/**
	 * The same number in its shortest form, so that equal prices are equal.
	 */
	static BigDecimal plain(BigDecimal price) {
		BigDecimal shortest = price.stripTrailingZeros();
		return (shortest.scale() < 0) ? shortest.setScale(0) : shortest;
	}

}
