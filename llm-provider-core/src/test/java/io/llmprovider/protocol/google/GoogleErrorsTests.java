package io.llmprovider.protocol.google;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.llmprovider.error.ContextOverflowException;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ErrorResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.llmprovider.protocol.google.GoogleFixtures.PROTOCOL;
import static io.llmprovider.protocol.google.GoogleFixtures.call;
import static org.assertj.core.api.Assertions.assertThat;

class GoogleErrorsTests {

	private static final String RETRY = "{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'%s'}";

	private static final String QUOTA = "{'@type':'type.googleapis.com/google.rpc.QuotaFailure',"
			+ "'violations':[{'quotaId':'%s','quotaValue':'%s'}]}";

	private static final String INFO = "{'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'%s'}";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", value = {
			"400 | INVALID_ARGUMENT    | Bad schema                      | -                         | INVALID_REQUEST  | false | -",
			"400 | INVALID_ARGUMENT    | API key not valid. Please       | reason API_KEY_INVALID    | AUTHENTICATION   | false | -",
			"400 | FAILED_PRECONDITION | User location is not supported  | -                         | INVALID_REQUEST  | false | -",
			"401 | UNAUTHENTICATED     | Who are you                     | reason ACCESS_TOKEN_EXPIRED | AUTHENTICATION | false | -",
			"403 | PERMISSION_DENIED   | You may not                     | -                         | PERMISSION       | false | -",
			"402 | RESOURCE_EXHAUSTED  | Your prepayment credits are gone | -                        | QUOTA_EXHAUSTED  | false | -",
			"404 | NOT_FOUND           | models/x is not found           | -                         | NOT_FOUND        | false | -",
			"429 | RESOURCE_EXHAUSTED  | You exceeded your current quota | quota GenerateRequestsPerMinute 10 | RATE_LIMIT | true | -",
			"429 | RESOURCE_EXHAUSTED  | You exceeded your current quota | quota GenerateRequestsPerDay 50 | QUOTA_EXHAUSTED | false | -",
			"429 | RESOURCE_EXHAUSTED  | You exceeded your current quota, limit: 0 | quota PerMinute 0 | QUOTA_EXHAUSTED | false | -",
			"429 | RESOURCE_EXHAUSTED  | You exceeded your current quota | retry 34.074s             | RATE_LIMIT       | true  | 34.074",
			"429 | RESOURCE_EXHAUSTED  | Resource exhausted, please try again later | -              | RATE_LIMIT       | true  | -",
			"429 | RESOURCE_EXHAUSTED  | Slow. Please retry in 12.5s.    | -                         | RATE_LIMIT       | true  | 12.5",
			"499 | CANCELLED           | Cancelled                       | -                         | SERVER           | true  | -",
			"500 | INTERNAL            | Internal                        | -                         | SERVER           | true  | -",
			"503 | UNAVAILABLE         | Overloaded                      | -                         | OVERLOADED       | true  | -",
			"504 | DEADLINE_EXCEEDED   | Late                            | -                         | TIMEOUT          | true  | -" })
	void everyErrorHasItsMeaning(int status, String name, String message, String detail, ErrorKind kind,
			boolean retryable, Double wait) {
		String body = error(status, name, message, detail(detail));
		for (String each : new String[] { body, "[" + body + "]" }) {
			LlmException error = error(status, each);
			assertThat(error.kind()).isEqualTo(kind);
			assertThat(error.isRetryable()).isEqualTo(retryable);
			assertThat(error.getMessage()).contains(message);
			assertThat(error.retryAfter().map(Duration::toMillis).orElse(null))
				.isEqualTo((wait != null) ? Long.valueOf(Math.round(wait * 1000)) : null);
		}
	}

	@Test
	void anOverflowTellsItsNumbers() {
		LlmException error = error(400, error(400, "INVALID_ARGUMENT",
				"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).", ""));
		assertThat(error).isInstanceOf(ContextOverflowException.class);
		assertThat(((ContextOverflowException) error).limit()).isEqualTo(1_048_576L);
		assertThat(((ContextOverflowException) error).actual()).isEqualTo(1_200_000L);
	}

	private static String detail(String detail) {
		if (detail == null) {
			return "";
		}
		String[] words = detail.split(" ");
		return switch (words[0]) {
			case "reason" -> INFO.formatted(words[1]);
			case "retry" -> RETRY.formatted(words[1]);
			default -> QUOTA.formatted(words[1], words[2]);
		};
	}

	private static String error(int status, String name, String message, String detail) {
		return "{'error':{'code':%d,'message':'%s','status':'%s','details':[%s]}}".formatted(status, message, name,
				detail);
	}

	private static LlmException error(int status, String body) {
		return PROTOCOL.error(call(),
				new ErrorResponse(status, Map.of(), body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
	}

}
