package io.llmprovider.provider;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;

/**
 * Headers that a user sets: merged without regard to case, and looked over before they
 * can break a request apart.
 */
final class Headers {

	private static final String SIGNS = "!#$%&'*+-.^_`|~";

	private Headers() {
	}

	static Map<String, String> merge(Map<String, String> low, Map<String, String> high) {
		Map<String, String> merged = new LinkedHashMap<>(low);
		for (Map.Entry<String, String> header : high.entrySet()) {
			merged.keySet().removeIf(header.getKey()::equalsIgnoreCase);
			merged.put(header.getKey(), header.getValue());
		}
		return merged;
	}

	static void check(Map<String, String> headers, String where) {
		for (Map.Entry<String, String> header : headers.entrySet()) {
			String name = header.getKey();
			String value = header.getValue();
			if (name.isEmpty() || !name.chars().allMatch(Headers::isOfName)) {
				throw ErrorKind.CONFIGURATION
					.exception(ErrorDetails.of("'" + visible(name) + "' cannot be the name of a header",
							"Use letters, digits and dashes only, in " + where + "."))
					.attempts(0);
			}
			if (value.chars().anyMatch((c) -> c < ' ' && c != '\t' || c == 0x7F)) {
				throw ErrorKind.CONFIGURATION.exception(
						ErrorDetails.of("The value of header '" + name + "' has a line break or a control character",
								"Take it out, in " + where + "."))
					.attempts(0);
			}
		}
	}

	private static String visible(String name) {
		return name.replaceAll("\\p{Cntrl}", "?");
	}

	private static boolean isOfName(int c) {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || SIGNS.indexOf(c) >= 0;
	}

}
