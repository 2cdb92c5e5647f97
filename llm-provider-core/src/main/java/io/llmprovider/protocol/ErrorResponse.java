package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is no success.
 *
 * @param status the HTTP status
 * @param headers the answer's headers; looked up without regard to case
 * @param body the body, at most 64 KiB of it
 */
public record ErrorResponse(int status, Map<String, List<String>> headers, byte[] body) {

	public ErrorResponse {
		Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		copy.putAll(headers);
		headers = copy;
	}

	/**
	 * A header's first value.
	 * @param name its name in any case
	 * @return the value, or null if it is absent
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

	/**
	 * The body as UTF-8 text.
	 * @return the text, possibly empty
	 */
	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

}
