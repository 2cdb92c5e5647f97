package io.llmprovider.oauth.standard;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.oauth.DeviceCode;
import org.jspecify.annotations.Nullable;

/**
 * What a server gives to whoever asks for a device code.
 *
 * @param deviceCode what the application asks for tokens with; a secret
 * @param shown what the user is shown
 * @param life how long the code is good
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628#section-3.2">RFC 8628, section
 * 3.2</a>
 */
record DeviceAuthorization(String deviceCode, DeviceCode shown, Duration life) {

	private static final long USUAL_INTERVAL = 5;

	private static final long USUAL_LIFE = 600;

	static DeviceAuthorization of(Map<String, @Nullable Object> json, Clock clock, TokenFailures failures) {
		if (json.get("error") instanceof String code) {
			throw failures.refusal(code, text(json, "error_description"), null);
		}
		String deviceCode = text(json, "device_code");
		String userCode = text(json, "user_code");
		// Google says verification_url.
		String page = (text(json, "verification_uri") != null) ? text(json, "verification_uri")
				: text(json, "verification_url");
		if (deviceCode == null || userCode == null || page == null) {
			throw incomplete();
		}
		Duration life = Duration.ofSeconds(Math.max(1, seconds(json, "expires_in", USUAL_LIFE)));
		Duration interval = Duration.ofSeconds(Math.max(1, seconds(json, "interval", USUAL_INTERVAL)));
		String complete = text(json, "verification_uri_complete");
		try {
			return new DeviceAuthorization(
					deviceCode, new DeviceCode(userCode, URI.create(page),
							(complete != null) ? URI.create(complete) : null, clock.instant().plus(life), interval),
					life);
		}
		catch (IllegalArgumentException ex) {
			throw incomplete();
		}
	}

	private static LlmException incomplete() {
		return ErrorKind.PROTOCOL.exception(ErrorDetails.of(
				"The authorization server's answer has no device code, no user code or no page to enter it at",
				"Check that the address is one that gives device codes."));
	}

	private static @Nullable String text(Map<String, @Nullable Object> json, String name) {
		return (json.get(name) instanceof String text && !text.isBlank()) ? text : null;
	}

	private static long seconds(Map<String, @Nullable Object> json, String name, long usual) {
		Object value = json.get(name);
		if (value instanceof Number number) {
			return number.longValue();
		}
		return (value instanceof String text && text.matches("\\d{1,9}")) ? Long.parseLong(text) : usual;
	}

	/**
	 * All but the codes.
	 */
	@Override
	public String toString() {
		return "DeviceAuthorization[" + this.shown + "]";
	}

}
