package io.llmprovider.protocol.anthropic;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The address of {@code /v1/messages} below what users write.
 */
final class AnthropicAddress {

	private static final String MESSAGES = "/v1/messages";

	private static final List<String> ENDINGS = List.of("/", MESSAGES, "/v1");

	private AnthropicAddress() {
	}

	static String messages(String baseUrl) {
		String address = baseUrl.strip();
		for (String ending : ENDINGS) {
			address = address.endsWith(ending) ? address.substring(0, address.length() - ending.length()) : address;
		}
		return address + MESSAGES;
	}

	/** Whether it is Anthropic itself that answers there, not a compatible host. */
	static boolean isAnthropic(String baseUrl) {
		String host = host(baseUrl);
		return host != null && (host.equals("anthropic.com") || host.endsWith(".anthropic.com"));
	}

	private static @Nullable String host(String baseUrl) {
		try {
			String host = URI.create(baseUrl.strip()).getHost();
			return (host != null) ? host.toLowerCase(Locale.ROOT) : null;
		}
		catch (IllegalArgumentException ex) {
			// An address that cannot be read is refused when it is called.
			return null;
		}
	}

}
