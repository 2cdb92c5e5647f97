package io.llmprovider.error;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					retry-after: 7                                                   | PT7S
					Retry-After: 1.5                                                 | PT1.5S
					retry-after-ms: 250                                              | PT0.25S
					retry-after-ms: 20.5                                             | PT0.0205S
					retry-after-ms: 250; retry-after: 9                              | PT0.25S
					retry-after-ms: soon; retry-after: 9                             | PT9S
					retry-after: Sun, 01 Mar 2026 12:00:30 GMT                       | PT30S
					retry-after: Sunday, 01-Mar-26 12:00:30 GMT                      | PT30S
					retry-after: Sun Mar  1 12:00:30 2026                            | PT30S
					retry-after: Sun, 01 Mar 2026 12:00:30 GMT; date: Sun, 01 Mar 2026 12:00:20 GMT | PT10S
					retry-after: 1772366460                                          | PT1M
					retry-after: 1772366460000                                       | PT1M
					retry-after: 1m30s                                               | PT1M30S
					retry-after: 2026-03-01T12:00:05Z                                | PT5S
					retry-after: 0                                                   | none
					retry-after: -3                                                  | none
					retry-after: Sun, 01 Mar 2026 11:00:00 GMT                       | none
					retry-after: garbage                                             | none
					retry-after: 99999999999999999999                                | none
					retry-after:                                                     | none
					x-ratelimit-reset-requests: 17ms                                 | PT0.017S
					x-ratelimit-reset-tokens: 6m0s                                   | PT6M
					x-ratelimit-reset-tokens: 1h2m3s                                 | PT1H2M3S
					x-ratelimit-reset-tokens: 2m59.56s                               | PT2M59.56S
					anthropic-ratelimit-tokens-reset: 2026-03-01T12:00:45Z           | PT45S
					anthropic-ratelimit-tokens-reset: 2026-03-01T13:00:45+01:00      | PT45S
					x-ratelimit-reset: 1772366520                                    | PT2M
					x-ratelimit-reset: 1772366520000                                 | PT2M
					x-ratelimit-reset: 12                                            | PT12S
					x-ratelimit-reset-tokens-minute: 3.25                            | PT3.25S
					retry-after: 2; x-ratelimit-reset-requests: 6m0s                 | PT2S
					x-ratelimit-reset-requests: 6m0s; x-ratelimit-remaining-requests: 0; x-ratelimit-reset-tokens: 1s; x-ratelimit-remaining-tokens: 500 | PT6M
					x-ratelimit-reset-requests: 6m0s; x-ratelimit-remaining-requests: 9; x-ratelimit-reset-tokens: 1s; x-ratelimit-remaining-tokens: 500 | PT1S
					x-codex-primary-used-percent: 40; x-codex-primary-reset-after-seconds: 9; x-codex-secondary-used-percent: 100; x-codex-secondary-reset-at: 1772370000 | PT1H
					""")
	void headersSayHowLongToWait(String headers, String expected) {
		assertThat(read(429, headers, "")).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{"error":{"details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.07s"}]}} | PT34.07S
					{"error":{"type":"usage_limit_reached","resets_in_seconds":5400}}                                 | PT1H30M
					{"error":{"type":"usage_limit_reached","resets_at":1772370000}}                                   | PT1H
					{"error":{"metadata":{"headers":{"X-RateLimit-Reset":"1772366460000"}}}}                          | PT1M
					{"error":{"message":"{\\"error\\":{\\"details\\":[{\\"retryDelay\\":\\"3s\\"}]}}"}}               | PT3S
					{"error":{"retry_after":2.5}}                                                                     | PT2.5S
					{"retry_after_ms":1500}                                                                           | PT1.5S
					{"error":{"message":"Rate limit reached. Please try again in 5.2s."}}                             | PT5.2S
					{"error":{"message":"Please try again in 6m0s. Visit the console."}}                              | PT6M
					{"error":{"message":"Please try again in 250ms."}}                                                | PT0.25S
					{"error":{"message":"Please try again in 2m."}}                                                   | PT2M
					{"error":{"message":"Please retry in 12.5s."}}                                                    | PT12.5S
					{"error":{"message":"Please retry after 86400 seconds."}}                                         | PT24H
					{"error":{"message":"Your quota will reset after 18h31m10s."}}                                    | PT18H31M10S
					{"error":{"message":"Please wait 3 hours 43 minutes."}}                                           | PT3H43M
					{"error":{"message":"Please wait 23 seconds before trying again."}}                               | PT23S
					{"error":{"message":"try again in 58 hours"}}                                                     | PT58H
					{"error":{"message":"Please wait before you try again."}}                                         | none
					{"error":{"message":"try again in 5 apples"}}                                                     | none
					{"error":{"retry_after":null}}                                                                    | none
					{"error":{"retryDelay":"-1s"}}                                                                    | none
					Too many calls, try again in 4s                                                                   | PT4S
					{broken                                                                                           | none
					""")
	void bodiesSayHowLongToWait(String body, String expected) {
		assertThat(read(429, "", body)).isEqualTo(expected);
	}

	@Test
	void headersComeBeforeFieldsAndFieldsBeforeWords() {
		String body = "{\"error\":{\"message\":\"try again in 9s\",\"retry_after\":4}}";
		assertThat(read(429, "retry-after: 2", body)).isEqualTo("PT2S");
		assertThat(read(429, "x-ratelimit-reset: 99", body)).isEqualTo("PT4S");
	}

	@Test
	void resetHeadersOfAServerErrorSayNothingAboutIt() {
		assertThat(read(500, "x-ratelimit-reset-tokens: 6m0s", "")).isEqualTo("none");
	}

	private static String read(int status, String headers, String body) {
		Map<String, List<String>> map = new LinkedHashMap<>();
		for (String header : headers.split(";")) {
			int colon = header.indexOf(':');
			if (colon > 0) {
				map.put(header.substring(0, colon).trim(), List.of(header.substring(colon + 1).trim()));
			}
		}
		return RetryAfter.of(status, map, body, CLOCK).map(Duration::toString).orElse("none");
	}

}
