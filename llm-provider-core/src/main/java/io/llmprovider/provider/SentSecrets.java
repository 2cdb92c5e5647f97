package io.llmprovider.provider;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.WireRequest;

/**
 * The secrets that went out with one request: what was signed on, and the values of the
 * user's headers. A server may repeat them in its refusal, in whatever form they have.
 */
final class SentSecrets {

	private static final String MASK = "***";

	/** What is shorter is no secret, and is found everywhere. */
	private static final int SHORTEST = 6;

	private final Set<String> values = new LinkedHashSet<>();

	SentSecrets(WireRequest plain, WireRequest signed, Map<String, String> ofTheUser) {
		signed.headers().forEach((name, value) -> {
			if (!value.equals(plain.headers().get(name))) {
				add(value);
			}
		});
		ofTheUser.forEach((name, value) -> {
			if (!"User-Agent".equalsIgnoreCase(name)) {
				add(value);
			}
		});
	}

	private void add(String value) {
		int blank = value.indexOf(' ');
		String secret = value.substring(blank + 1);
		if (secret.length() >= SHORTEST) {
			this.values.add(secret);
		}
	}

	ErrorResponse mask(ErrorResponse response) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		response.headers()
			.forEach((name, values) -> headers.put(name, values.stream().map((value) -> mask(value)).toList()));
		String body = response.text();
		String masked = mask(body);
		return new ErrorResponse(response.status(), headers,
				body.equals(masked) ? response.body() : masked.getBytes(StandardCharsets.UTF_8));
	}

	String mask(String text) {
		String masked = text;
		for (String secret : this.values) {
			masked = masked.replace(secret, MASK);
		}
		return masked;
	}

}
