package io.llmprovider.protocol;

import java.time.Duration;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class ProviderErrorsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`',
			textBlock = """
					{"error":{"message":"words","type":"t","param":null,"code":"c"}}                  | words | t | c
					{"error":{"message":"words","type":"error","code":"c"}}                           | words | c | c
					{"error":{"message":"words","type":"t","code":400}}                               | words | t | 400
					{"error":{"code":401,"message":"words","metadata":{"provider_name":null}}}        | words | 401 | 401
					{"error":{"code":"1302","message":"words"}}                                       | words | 1302 | 1302
					{"error":"words"}                                                                 | words | - | -
					{"code":"c","error":"words"}                                                      | words | c | c
					{"type":"error","error":{"type":"t","message":"words"},"request_id":"r"}          | words | t | -
					{"error":{"code":400,"message":"words","status":"INVALID_ARGUMENT","details":[]}} | words | INVALID_ARGUMENT | 400
					[{"error":{"code":400,"message":"words","status":"INVALID_ARGUMENT"}}]            | words | INVALID_ARGUMENT | 400
					{"message":"words"}                                                               | words | - | -
					{"Message":"words"}                                                               | words | - | -
					{"__type":"com.amazon#SerializationException","Message":"words"}                  | words | SerializationException | -
					{"object":"error","message":"words","type":"t","param":null,"code":"c"}           | words | t | c
					{"detail":[{"loc":["body","model"],"msg":"Field required","type":"missing"}]}     | body.model: Field required | - | -
					{"object":"error","message":{"detail":[{"loc":["body",0],"msg":"bad","type":"x"}]},"type":"t"} | body.0: bad | t | -
					{"detail":"words"}                                                                | words | - | -
					{"statusCode":401,"message":"words"}                                              | words | - | -
					{"errors":[{"message":"words","code":"c"}]}                                       | words | c | c
					{"response":{"status":"failed","error":{"code":"c","message":"words"}},"type":"response.failed"} | words | c | c
					{"type":"error","code":"c","message":"words","param":null}                        | words | c | c
					{"base_resp":{"status_code":1008,"status_msg":"words"}}                           | words | 1008 | 1008
					data: {"error":{"message":"words","type":"t"}}                                    | words | t | -
					plain words                                                                       | plain words | - | -
					{"something":"else"}                                                              | {"something":"else"} | - | -
					{"error":{"message":"cut off in the middle                                        | cut off in the middle | - | -
					""")
	void everyShapeOfABodyTellsItsMessageAndNames(String body, String message, String type, String code) {
		LlmException error = ErrorSamples.http(400, body);
		assertThat(error.details().message()).isEqualTo(message);
		assertThat(error.details().type()).isEqualTo(type);
		assertThat(error.details().code()).isEqualTo(code);
	}

	@ParameterizedTest
	@CsvSource({ "400,INVALID_REQUEST,false", "401,AUTHENTICATION,false", "402,QUOTA_EXHAUSTED,false",
			"403,PERMISSION,false", "404,NOT_FOUND,false", "405,INVALID_REQUEST,false", "407,AUTHENTICATION,false",
			"408,TIMEOUT,true", "409,SERVER,true", "410,NOT_FOUND,false", "413,INVALID_REQUEST,false",
			"422,INVALID_REQUEST,false", "424,SERVER,true", "425,OVERLOADED,true", "429,RATE_LIMIT,true",
			"498,OVERLOADED,true", "499,SERVER,true", "500,SERVER,true", "501,SERVER,false", "502,SERVER,true",
			"503,OVERLOADED,true", "504,TIMEOUT,true", "520,SERVER,true", "521,SERVER,true", "522,TIMEOUT,true",
			"523,SERVER,true", "524,TIMEOUT,true", "529,OVERLOADED,true" })
	void everyStatusHasItsKind(int status, ErrorKind kind, boolean retryable) {
		LlmException error = ErrorSamples.http(status, "{\"error\":{\"message\":\"words\"}}");
		assertThat(error.kind()).isEqualTo(kind);
		assertThat(error.isRetryable()).isEqualTo(retryable);
		assertThat(error.status()).isEqualTo(status);
		assertThat(error.details().action()).isNotBlank().doesNotContain("{provider}", "{model}");
	}

	@ParameterizedTest
	@CsvSource({ "500,false,false", "529,false,false", "429,false,false", "500,true,true", "501,true,true",
			"408,true,true", "409,true,true", "425,true,true", "429,true,true", "529,true,true", "400,true,true",
			"404,true,true", "400,maybe,false", "500,maybe,true" })
	void xShouldRetryCountsMoreThanTheStatus(int status, String header, boolean retryable) {
		assertThat(ErrorSamples.http(status, "{}", "X-Should-Retry", header).isRetryable()).isEqualTo(retryable);
	}

	/** What llama.cpp's server says of requests that stay wrong. */
	@ParameterizedTest
	@ValueSource(strings = {
			"image input is not supported - hint: if this is unexpected, you may need to provide the mmproj",
			"Failed to parse tool call arguments as JSON: [json.exception.parse_error.101] parse error at line 1" })
	void aRefusalThatComesAsAServerErrorIsNotTriedAgain(String message) {
		LlmException error = ErrorSamples.http(500,
				"{\"error\":{\"code\":500,\"message\":\"" + message + "\",\"type\":\"server_error\"}}");
		assertThat(error.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
		// Not left to the kind, which would leave it to the status.
		assertThat(error.details().retryable()).isFalse();
	}

	@Test
	void xShouldRetryDoesNotBringBackCredit() {
		String body = "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"words\"}}";
		assertThat(ErrorSamples.http(429, body, "x-should-retry", "true").isRetryable()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"error":{"type":"insufficient_quota","message":"m"}}                       | QUOTA_EXHAUSTED
			{"error":{"code":"rate_limit_exceeded","message":"m"}}                      | RATE_LIMIT
			{"type":"error","error":{"type":"authentication_error","message":"m"}}      | AUTHENTICATION
			{"type":"error","error":{"type":"permission_error","message":"m"}}          | PERMISSION
			{"type":"error","error":{"type":"not_found_error","message":"m"}}           | NOT_FOUND
			{"type":"error","error":{"type":"invalid_request_error","message":"m"}}     | INVALID_REQUEST
			{"error":{"code":"context_length_exceeded","message":"m"}}                  | CONTEXT_OVERFLOW
			{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}} | OVERLOADED
			{"error":{"status":"UNAVAILABLE","message":"m"}}                            | OVERLOADED
			{"error":{"code":"slow_down","message":"m"}}                                | OVERLOADED
			{"type":"error","error":{"type":"timeout_error","message":"m"}}             | TIMEOUT
			{"type":"error","error":{"type":"api_error","message":"m"}}                 | SERVER
			{"error":{"code":502,"message":"Provider returned error"}}                  | SERVER
			{"error":{"code":400,"message":"Token limit reached"}}                      | INVALID_REQUEST
			{"error":{"status":"RESOURCE_EXHAUSTED","code":429,"message":"m"}}          | RATE_LIMIT
			{"error":{"message":"m","type":"invalid_request_error","status_code":400}}  | INVALID_REQUEST
			{"type":"response.failed","response":{"error":{"code":"server_error","message":"m"}}} | SERVER
			{"error":"something broke"}                                                 | SERVER
			{"error":{"code":"content_filter","message":"m"}}                           | CONTENT_FILTER
			""")
	void errorsInsideASuccessAreClassifiedByTheirNames(String payload, ErrorKind kind) {
		assertThat(ErrorSamples.inStream(payload).kind()).isEqualTo(kind);
	}

	@Test
	void anErrorInsideASuccessHasTheStatusThatItNamesAndNoOther() {
		assertThat(ErrorSamples.inStream("{\"error\":{\"code\":502,\"message\":\"m\"}}").status()).isEqualTo(502);
		assertThat(ErrorSamples.inStream("{\"error\":{\"type\":\"overloaded_error\"}}").status()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "UnrecognizedClientException,403,AUTHENTICATION", "ExpiredTokenException,403,AUTHENTICATION",
			"AccessDeniedException,403,PERMISSION", "ThrottlingException,429,RATE_LIMIT",
			"ServiceQuotaExceededException,400,QUOTA_EXHAUSTED", "ValidationException,400,INVALID_REQUEST",
			"ModelNotReadyException,429,OVERLOADED", "ModelErrorException,424,SERVER",
			"ModelTimeoutException,408,TIMEOUT", "ResourceNotFoundException,404,NOT_FOUND",
			"ThrottlingException,200,RATE_LIMIT", "ModelStreamErrorException,200,SERVER",
			"ValidationException,200,INVALID_REQUEST", "ServiceUnavailableException,200,OVERLOADED",
			"InternalServerException,200,SERVER" })
	void theNameOfAnAmazonExceptionStandsInAHeader(String name, int status, ErrorKind kind) {
		LlmException error = ErrorSamples.http(status, "{\"message\":\"words\"}", "x-amzn-ErrorType",
				name + ":http://internal.amazon.com/coral/");
		assertThat(error.kind()).isEqualTo(kind);
		assertThat(error.details().type()).isEqualTo(name);
		assertThat(error.details().message()).isEqualTo("words");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			400 | {"error":{"code":"content_filter","message":"The response was filtered"}}
			400 | {"error":{"code":null,"message":"m","innererror":{"code":"ResponsibleAIPolicyViolation"}}}
			400 | {"error":{"code":"invalid_prompt","message":"m"}}
			400 | {"error":{"code":"content_policy_violation","message":"m"}}
			400 | {"error":{"code":"cyber_policy","message":"m"}}
			400 | {"error":{"code":"bio_policy","message":"m"}}
			400 | {"error":{"type":"content_filter","message":"high risk"}}
			400 | {"error":{"code":"1301","message":"m"}}
			400 | {"code":"DataInspectionFailed","message":"m"}
			400 | {"error":{"code":"data_inspection_failed","message":"m"}}
			400 | {"error":{"message":"Content Exists Risk","type":"invalid_request_error"}}
			403 | {"error":{"code":403,"message":"m","metadata":{"reasons":["violence"],"flagged_input":"x"}}}
			403 | {"code":"x","error":"Content violates usage guidelines."}
			""")
	void withheldContentIsNotRetried(int status, String body) {
		LlmException error = ErrorSamples.http(status, body);
		assertThat(error.kind()).isEqualTo(ErrorKind.CONTENT_FILTER);
		assertThat(error.isRetryable()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"error\":{\"message\":\"{\\\"error\\\":{\\\"message\\\":\\\"prompt is too long: 5 tokens > 4 maximum\\\"}}\"}}",
			"{\"error\":{\"code\":400,\"message\":\"Provider returned error\",\"metadata\":{\"raw\":"
					+ "\"{\\\"type\\\":\\\"error\\\",\\\"error\\\":{\\\"message\\\":\\\"prompt is too long: 5 tokens > 4 maximum\\\"}}\"}}}" })
	void jsonInsideATextIsReadToo(String body) {
		LlmException error = ErrorSamples.http(400, body);
		assertThat(error.kind()).isEqualTo(ErrorKind.CONTEXT_OVERFLOW);
		assertThat(error.details().limit()).isEqualTo(4);
	}

	@Test
	void whatTheProviderBehindAGatewaySaidIsShown() {
		LlmException error = ErrorSamples.http(400, "{\"error\":{\"code\":400,\"message\":\"Provider returned error\","
				+ "\"metadata\":{\"raw\":\"{\\\"error\\\":{\\\"message\\\":\\\"temperature must be 1\\\"}}\"}}}");
		assertThat(error.details().message()).isEqualTo("Provider returned error");
		assertThat(error.getMessage()).contains("The provider behind it said: temperature must be 1");
	}

	@Test
	void aKeyThatGoogleRefusesWithA400IsAnAuthenticationError() {
		LlmException error = ErrorSamples.http(400,
				"{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API key.\",\"status\":"
						+ "\"INVALID_ARGUMENT\",\"details\":[{\"@type\":\"i\",\"reason\":\"API_KEY_INVALID\"}]}}");
		assertThat(error.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
		assertThat(error.details().action()).contains("llm.providers.acme.api-key");
	}

	@Test
	void anUnknownModelIsNotFoundWhateverTheStatus() {
		LlmException error = ErrorSamples.http(400,
				"{\"error\":{\"code\":\"model_not_found\",\"message\":\"m\",\"type\":\"invalid_request_error\"}}");
		assertThat(error.kind()).isEqualTo(ErrorKind.NOT_FOUND);
		assertThat(error.details().action()).contains("swift-1", "llm.providers.acme.base-url");
	}

	@Test
	void anHtmlPageIsNamedAsWhatItIs() {
		LlmException error = ErrorSamples.http(502, "<!DOCTYPE html>\n<html><head><title>acme.test | 502:\n Bad gateway"
				+ "</title></head><body>rate limit</body></html>");
		assertThat(error.kind()).isEqualTo(ErrorKind.SERVER);
		assertThat(error.details().message())
			.isEqualTo("HTTP 502 came with an HTML page instead of JSON: 'acme.test | 502: Bad gateway'");
		assertThat(error.details().action()).contains("proxy", "llm.providers.acme.base-url");
		assertThat(error.details().body()).startsWith("<!DOCTYPE html>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html><title>Welcome</title></html>", "Ollama is running" })
	void aSuccessThatIsNoJsonComesFromTheWrongServer(String body) {
		LlmException error = ErrorSamples.http(200, body);
		assertThat(error.kind()).isEqualTo(ErrorKind.PROTOCOL);
		assertThat(error.isRetryable()).isFalse();
		assertThat(error.details().action()).contains("llm.providers.acme.base-url");
	}

	@Test
	void anEmptyBodyIsNamedAsWhatItIs() {
		assertThat(ErrorSamples.http(503, "").details().message()).isEqualTo("HTTP 503 came without a body");
	}

	@Test
	void aRedirectNamesItsTargetAndTheProperty() {
		LlmException error = ErrorSamples.http(307, "", "Location", "https://eu.acme.test/v1/chat?token=abc");
		assertThat(error.kind()).isEqualTo(ErrorKind.PROTOCOL);
		assertThat(error.details().message()).contains("redirects to eu.acme.test", "https://eu.acme.test/v1/chat")
			.doesNotContain("token");
		assertThat(error.details().action()).contains("llm.providers.acme.base-url");
		assertThat(error.isRetryable()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "/login,https://api.acme.test/login", "//eu.acme.test/x,https://eu.acme.test/x",
			"http://[broken,http://[broken" })
	void aRedirectMayBeRelativeOrBroken(String location, String shown) {
		assertThat(ErrorSamples.http(302, "", "Location", location).details().message()).contains(shown);
	}

	@Test
	void aRedirectWithoutTargetSaysSo() {
		assertThat(ErrorSamples.http(301, "").details().message()).contains("without saying where to");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x-request-id", "request-id", "x-amzn-requestid", "apim-request-id",
			"mistral-correlation-id", "X-Generation-Id", "x-oai-request-id", "cf-ray" })
	void theIdOfTheRequestIsFoundInEveryHeader(String header) {
		assertThat(ErrorSamples.http(500, "{}", header, "req-1").requestId()).isEqualTo("req-1");
	}

	@Test
	void theIdOfTheRequestMayStandInTheBody() {
		assertThat(ErrorSamples.http(500, "{\"type\":\"error\",\"error\":{},\"request_id\":\"req-2\"}").requestId())
			.isEqualTo("req-2");
		assertThat(ErrorSamples.http(500, "{\"error\":{\"traceId\":\"t-3\"}}").requestId()).isEqualTo("t-3");
		assertThat(ErrorSamples.http(500, "{}").requestId()).isNull();
	}

	@Test
	void theTimeToWaitIsKept() {
		assertThat(ErrorSamples.http(429, "{}", "Retry-After", "30").retryAfter()).contains(Duration.ofSeconds(30));
	}

	@Test
	void atMost64KibibytesOfABodyAreKeptAndNoCharacterIsCut() {
		String body = "x" + "ü".repeat(64 << 10);
		LlmException error = ErrorSamples.http(500, body);
		assertThat(error.details().body()).hasSize(1 + (64 << 9) - 1).endsWith("ü");
	}

	@Test
	void keysNeverReachTheMessageOrTheBody() {
		String key = "sk-proj-A1b2C3d4E5f6G7h8I9j0";
		LlmException error = ErrorSamples.http(401, ErrorSamples.message("Incorrect API key provided: " + key));
		assertThat(error.getMessage()).contains("sk-***").doesNotContain(key);
		assertThat(error.details().body()).doesNotContain(key);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sk-", "?key=", "Bearer ", "eyJ", "wait 1", "request too large limit: 1 ",
			"premium request ", "<title>", "{\"error\":", "[", "prompt token count of ", "1 ", "try again in " })
	void hostileBodiesDoNotTakeLong(String piece) {
		String body = piece.repeat((64 << 10) / piece.length());
		assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
			ErrorSamples.http(429, body);
			ErrorSamples.http(400, ErrorSamples.message(body));
		});
	}

	@Test
	void theMessageOfTheExceptionIsComplete() {
		LlmException error = ErrorSamples.http(401, "{\"error\":{\"message\":\"No such key\",\"code\":\"bad_key\"}}",
				"x-request-id", "req-9");
		assertThat(error.at(ErrorSamples.CALL.model().ref())).hasMessage(
				"acme:swift-1: No such key [HTTP 401, code bad_key, request id req-9]. Check llm.providers.acme.api-key:"
						+ " it is missing, wrong or expired, or it is not for llm.providers.acme.base-url.");
	}

}
