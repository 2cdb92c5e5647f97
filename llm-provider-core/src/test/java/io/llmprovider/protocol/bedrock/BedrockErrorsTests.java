package io.llmprovider.protocol.bedrock;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ErrorResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers that are no success, with the statuses and names of AWS's reference.
 */
class BedrockErrorsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
			"400 | ValidationException         | The model returned the following errors: messages.0: wrong | INVALID_REQUEST | false",
			"400 | ValidationException         | Input is too long for requested model.             | CONTEXT_OVERFLOW | false",
			"400 | ValidationException         | The model returned the following errors: Too many input tokens | CONTEXT_OVERFLOW | false",
			"400 | ServiceQuotaExceededException | Your account has reached a limit                  | QUOTA_EXHAUSTED  | false",
			"401 | UnrecognizedClientException | The security token included in the request is invalid. | AUTHENTICATION | false",
			"403 | UnrecognizedClientException | The security token included in the request is invalid. | AUTHENTICATION | false",
			"403 | InvalidSignatureException   | Signature expired: 20261121T115000Z is now earlier   | AUTHENTICATION   | false",
			"403 | ExpiredTokenException       | The security token included in the request is expired | AUTHENTICATION  | false",
			"403 | AccessDeniedException       | You don't have access to the model with the specified model ID. | PERMISSION | false",
			"404 | ResourceNotFoundException   | This model version has reached the end of its life.  | NOT_FOUND        | false",
			"408 | ModelTimeoutException       | The model took too long                              | TIMEOUT          | true",
			"424 | ModelErrorException         | The model failed                                     | SERVER           | true",
			"429 | ThrottlingException         | Too many requests, please wait before trying again.  | RATE_LIMIT       | true",
			"429 | ThrottlingException         | Too many tokens, please wait before trying again.    | RATE_LIMIT       | true",
			"429 | ThrottlingException         | Too many tokens per day, please wait before trying again. | QUOTA_EXHAUSTED | false",
			"429 | ModelNotReadyException      | Model is not ready for inference                     | OVERLOADED       | true",
			"500 | InternalServerException     | The server had an error                              | SERVER           | true",
			"503 | ServiceUnavailableException | Bedrock is unable to process your request.           | OVERLOADED       | true" })
	void everyStatusHasAMeaning(int status, String type, String message, ErrorKind kind, boolean retryable) {
		for (String suffix : List.of("", ":http://internal.amazon.com/coral/com.amazon.bedrock/")) {
			LlmException failure = error(status, type + suffix, "{\"message\":\"" + message + "\"}");
			assertThat(failure.kind()).isEqualTo(kind);
			assertThat(failure.isRetryable()).isEqualTo(retryable);
			assertThat(failure.details().type()).isEqualTo(type);
			assertThat(failure.details().message()).isEqualTo(message);
			assertThat(failure.details().requestId()).isEqualTo("request-1");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"message\":null}", "{}", "" })
	void aTypeSuffices(String body) {
		LlmException failure = error(500, "InternalServerException", body);
		assertThat(failure.kind()).isEqualTo(ErrorKind.SERVER);
		assertThat(failure.details().type()).isEqualTo("InternalServerException");
		assertThat(failure.details().message()).isNotBlank().isNotEqualTo("null");
	}

	@Test
	void anOverflowOfAClaudeHasItsNumbers() {
		LlmException failure = error(400, "ValidationException",
				"{\"message\":\"The model returned the following errors: prompt is too long: 209000 tokens > 200000"
						+ " maximum\"}");
		assertThat(failure.kind()).isEqualTo(ErrorKind.CONTEXT_OVERFLOW);
		assertThat(failure.details().limit()).isEqualTo(200_000);
		assertThat(failure.details().actual()).isEqualTo(209_000);
	}

	@Test
	void theTypeMayStandInTheBodyAndTheMessageHaveACapital() {
		LlmException failure = error(429, null, "{\"__type\":\"com.amazon.coral#ThrottlingException\"}");
		assertThat(failure.kind()).isEqualTo(ErrorKind.RATE_LIMIT);
		assertThat(error(403, "AccessDeniedException", "{\"Message\":\"No\"}").details().message()).isEqualTo("No");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
			"ExpiredTokenException | expired | AWS credentials", //
			"AccessDeniedException | no access | bedrock:InvokeModel", //
			"ValidationException | Invocation of model ID x with on-demand throughput isn't supported. | us." })
	void theAdviceIsAboutAws(String type, String message, String advice) {
		int status = type.startsWith("Validation") ? 400 : 403;
		assertThat(error(status, type, "{\"message\":\"" + message + "\"}").details().action()).contains(advice);
	}

	private static LlmException error(int status, @Nullable String type, String body) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		headers.put("x-amzn-requestid", List.of("request-1"));
		if (type != null) {
			headers.put("x-amzn-ErrorType", List.of(type));
		}
		return BedrockAnswers.PROTOCOL.error(BedrockAnswers.call(),
				new ErrorResponse(status, headers, body.getBytes(StandardCharsets.UTF_8)));
	}

}
