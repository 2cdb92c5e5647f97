package io.llmprovider.protocol;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuotaRulesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					429 | {"error":{"code":"rate_limit_exceeded","type":"requests","message":"Rate limit reached for gpt-4o on requests per min. You can raise it at https://platform.openai.com/account/billing."}} | RATE_LIMIT
					429 | {"error":{"code":"rate_limit_exceeded","type":"tokens","message":"Rate limit reached on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 2s."}} | RATE_LIMIT
					429 | {"error":{"code":"insufficient_quota","type":"insufficient_quota","message":"You exceeded your current quota, please check your plan and billing details."}} | QUOTA_EXHAUSTED
					429 | {"error":{"code":"billing_hard_limit_reached","message":"Billing hard limit has been reached"}} | QUOTA_EXHAUSTED
					400 | {"error":{"code":"billing_hard_limit_reached","message":"Billing hard limit has been reached"}} | QUOTA_EXHAUSTED
					403 | {"error":{"code":"usage_not_included","message":"Not in this plan"}} | QUOTA_EXHAUSTED
					429 | {"error":{"code":null,"type":"tokens","message":"Request too large for gpt-4o in organization org on tokens per min (TPM): Limit 30000, Requested 45000."}} | QUOTA_EXHAUSTED
					429 | {"error":{"type":"usage_limit_reached","resets_in_seconds":900}} | QUOTA_EXHAUSTED
					429 | {"detail":"Too many requests"} | RATE_LIMIT
					429 | {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit"}} | RATE_LIMIT
					400 | {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}} | QUOTA_EXHAUSTED
					400 | {"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits."}} | QUOTA_EXHAUSTED
					429 | {"type":"error","error":{"type":"rate_limit_error","message":"This would exceed your workspace's spend limit"}} | QUOTA_EXHAUSTED
					402 | {"type":"error","error":{"type":"billing_error","message":"Payment failed"}} | QUOTA_EXHAUSTED
					429 | {"type":"error","error":{"type":"rate_limit_error","message":"Extra usage is required for long context requests."}} | QUOTA_EXHAUSTED
					429 | {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"You exceeded your current quota","details":[{"@type":"q","violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]},{"@type":"r","retryDelay":"34s"}]}} | RATE_LIMIT
					429 | {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"You exceeded your current quota","details":[{"@type":"r","retryDelay":"34s"}]}} | RATE_LIMIT
					429 | {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"You exceeded your current quota","details":[{"@type":"q","violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},{"@type":"r","retryDelay":"34s"}]}} | QUOTA_EXHAUSTED
					429 | {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"You exceeded your current quota. Quota exceeded for metric: requests, limit: 0","details":[{"@type":"q","violations":[{"quotaId":"RequestsPerMinute"}]}]}} | QUOTA_EXHAUSTED
					402 | {"error":{"code":402,"message":"Your prepaid credits are depleted"}} | QUOTA_EXHAUSTED
					429 | {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"Resource exhausted. Please try again later."}} | RATE_LIMIT
					429 | {"error":{"code":429,"message":"Quota exceeded","details":[{"@type":"i","metadata":{"quota_limit_value":"0"}}]}} | QUOTA_EXHAUSTED
					429 | {"error":{"code":429,"message":"slow","details":[{"@type":"i","reason":"RATE_LIMIT_EXCEEDED"},{"@type":"r","retryDelay":"120s"}]}} | RATE_LIMIT
					429 | {"error":{"code":429,"message":"slow","details":[{"@type":"i","reason":"RATE_LIMIT_EXCEEDED"},{"@type":"r","retryDelay":"301s"}]}} | QUOTA_EXHAUSTED
					429 | {"error":{"code":429,"message":"gone","details":[{"@type":"i","reason":"QUOTA_EXHAUSTED"},{"@type":"r","retryDelay":"20s"}]}} | QUOTA_EXHAUSTED
					429 | {"error":{"code":429,"message":"gone","details":[{"@type":"i","reason":"INSUFFICIENT_G1_CREDITS_BALANCE"}]}} | QUOTA_EXHAUSTED
					429 | {"error":{"code":429,"message":"No capacity","details":[{"@type":"i","reason":"MODEL_CAPACITY_EXHAUSTED"},{"@type":"r","retryDelay":"20s"}]}} | OVERLOADED
					429 | {"message":"Too many requests, please wait before trying again."} | RATE_LIMIT
					429 | {"message":"Too many tokens, please wait before trying again."} | RATE_LIMIT
					400 | {"message":"Too many tokens, please wait before trying again."} | RATE_LIMIT
					429 | {"message":"Too many tokens per day, please wait before trying again."} | QUOTA_EXHAUSTED
					400 | {"__type":"com.amazon#ServiceQuotaExceededException","message":"Quota"} | QUOTA_EXHAUSTED
					429 | {"error":{"message":"Rate limit reached on tokens per minute (TPM): Limit 6000. Please try again in 5.2s. Need more? https://console.groq.com/settings/billing","type":"tokens","code":"rate_limit_exceeded"}} | RATE_LIMIT
					429 | {"error":{"message":"Rate limit reached on tokens per day (TPD): Limit 100000. Please try again in 7m12s.","type":"tokens","code":"rate_limit_exceeded"}} | QUOTA_EXHAUSTED
					429 | {"error":{"message":"Rate limit reached on requests per day (RPD): Limit 1000.","type":"requests","code":"rate_limit_exceeded"}} | QUOTA_EXHAUSTED
					400 | {"error":{"message":"Access blocked","code":"blocked_api_access"}} | QUOTA_EXHAUSTED
					413 | {"error":{"message":"Request too large for model `m` on tokens per minute (TPM): Limit 8000, Requested 32979, please reduce your message size and try again.","type":"tokens","code":"rate_limit_exceeded"}} | QUOTA_EXHAUSTED
					429 | {"error":{"message":"Rate limit reached: concurrency"}} | RATE_LIMIT
					402 | {"error":{"message":"Insufficient Balance"}} | QUOTA_EXHAUSTED
					429 | {"error":{"code":429,"message":"Rate limit exceeded: free-models-per-min."}} | RATE_LIMIT
					429 | {"error":{"code":429,"message":"Rate limit exceeded: free-models-per-day. Add 10 credits"}} | QUOTA_EXHAUSTED
					403 | {"error":{"code":403,"message":"Key limit exceeded (total limit)."}} | QUOTA_EXHAUSTED
					402 | {"error":{"code":402,"message":"This request requires more credits, or fewer max_tokens. You requested up to 64000 tokens, but can only afford 1200."}} | QUOTA_EXHAUSTED
					429 | {"error":"Too many tokens for team 7. Your limit is 100000 tokens per minute."} | RATE_LIMIT
					429 | {"code":"x","error":"Your team has used all available credits or reached its monthly spending limit."} | QUOTA_EXHAUSTED
					403 | {"code":"x","error":"Your team has used all available credits or reached its monthly spending limit."} | QUOTA_EXHAUSTED
					429 | {"object":"error","message":"Rate limit exceeded","type":"rate_limited","code":"1300"} | RATE_LIMIT
					402 | {"message":"Payment required"} | QUOTA_EXHAUSTED
					429 | {"message":"Monthly token limit reached"} | QUOTA_EXHAUSTED
					429 | {"error":{"type":"rate_limit_reached_error","message":"max RPM: 3"}} | RATE_LIMIT
					429 | {"error":{"type":"engine_overloaded_error","message":"The engine is currently overloaded"}} | OVERLOADED
					429 | {"error":{"type":"exceeded_current_quota_error","message":"suspended"}} | QUOTA_EXHAUSTED
					403 | {"error":{"type":"permission","message":"insufficient balance"}} | QUOTA_EXHAUSTED
					429 | {"code":"Throttling.RateQuota","message":"Requests rate limit exceeded"} | RATE_LIMIT
					429 | {"error":{"code":"limit_requests","message":"You exceeded your current requests list."}} | RATE_LIMIT
					429 | {"code":"Throttling.AllocationQuota","message":"Allocated quota exceeded"} | QUOTA_EXHAUSTED
					400 | {"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."} | QUOTA_EXHAUSTED
					429 | {"error":{"message":"Sorry, you have been rate limited. Please wait 3 hours 43 minutes."}} | RATE_LIMIT
					429 | {"error":{"message":"You have exceeded your premium request allowance."}} | QUOTA_EXHAUSTED
					402 | {"error":{"message":"You have no quota left"}} | QUOTA_EXHAUSTED
					429 | {"error":"too many requests"} | RATE_LIMIT
					429 | {"error":"you have reached your weekly usage limit, please upgrade to continue"} | QUOTA_EXHAUSTED
					""")
	void everyRowOfTheTableIsTold(int status, String body, ErrorKind expected) {
		LlmException error = ErrorSamples.http(status, body);
		assertThat(error.kind()).isEqualTo(expected);
		assertThat(error.isRetryable()).isEqualTo(expected != ErrorKind.QUOTA_EXHAUSTED);
	}

	@ParameterizedTest
	@CsvSource({ "1000,AUTHENTICATION", "1004,AUTHENTICATION", "1110,PERMISSION", "1121,PERMISSION",
			"1113,QUOTA_EXHAUSTED", "1210,INVALID_REQUEST", "1215,INVALID_REQUEST", "1211,NOT_FOUND", "1234,SERVER",
			"1261,CONTEXT_OVERFLOW", "1301,CONTENT_FILTER", "1302,RATE_LIMIT", "1303,RATE_LIMIT",
			"1304,QUOTA_EXHAUSTED", "1305,RATE_LIMIT", "1308,QUOTA_EXHAUSTED", "1309,QUOTA_EXHAUSTED",
			"1310,QUOTA_EXHAUSTED", "1311,QUOTA_EXHAUSTED", "1312,OVERLOADED", "1313,QUOTA_EXHAUSTED" })
	void businessCodesOfZaiCountMoreThanTheStatus(String code, ErrorKind expected) {
		LlmException error = ErrorSamples.http(429, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"words\"}}");
		assertThat(error.kind()).isEqualTo(expected);
		assertThat(error.details().code()).isEqualTo(code);
	}

	@ParameterizedTest
	@CsvSource({ "1000,SERVER,true", "1001,TIMEOUT,true", "1002,RATE_LIMIT,true", "1004,AUTHENTICATION,false",
			"1008,QUOTA_EXHAUSTED,false", "1026,CONTENT_FILTER,false", "1027,CONTENT_FILTER,false",
			"1039,RATE_LIMIT,true", "2013,INVALID_REQUEST,false" })
	void minimaxReportsErrorsInsideASuccess(String code, ErrorKind expected, boolean retryable) {
		LlmException error = ErrorSamples
			.inStream("{\"base_resp\":{\"status_code\":" + code + ",\"status_msg\":\"words\"},\"choices\":null}");
		assertThat(error.kind()).isEqualTo(expected);
		assertThat(error.isRetryable()).isEqualTo(retryable);
		assertThat(error.details().message()).isEqualTo("words");
	}

	@Test
	void aRequestLargerThanAMinuteAllowsNamesBothNumbers() {
		LlmException error = ErrorSamples.http(413,
				ErrorSamples.message("Request too large for model m (TPM): Limit 8000, Requested 32979"));
		assertThat(error.details().limit()).isEqualTo(8000);
		assertThat(error.details().actual()).isEqualTo(32979);
		assertThat(error.details().action()).contains("max-tokens");
	}

	@Test
	void creditThatPaysForFewerTokensNamesBothNumbers() {
		LlmException error = ErrorSamples.http(402,
				ErrorSamples.message("You requested up to 64000 tokens, but can only afford 1200."));
		assertThat(error.details().limit()).isEqualTo(1200);
		assertThat(error.details().actual()).isEqualTo(64000);
		assertThat(error.details().action()).contains("Lower max-tokens");
	}

	@Test
	void creditHeldBackForCallsUnderWayComesFreeAgain() {
		LlmException error = ErrorSamples.http(402,
				"{\"error\":{\"code\":402,\"message\":\"busy\",\"metadata\":{\"limit_source\":\"in_flight\"}}}",
				"Retry-After", "3");
		assertThat(error.kind()).isEqualTo(ErrorKind.RATE_LIMIT);
		assertThat(error.retryAfter()).hasToString("Optional[PT3S]");
	}

}
