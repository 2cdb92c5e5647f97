package io.llmprovider.protocol;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.ContextOverflowException;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OverflowRulesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`',
			textBlock = """
					400 | prompt is too long: 3333404 tokens > 200000 maximum | 200000 | 3333404
					400 | input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease | 200000 | 210000
					400 | This model's maximum context length is 8192 tokens. However, your messages resulted in 8205 tokens. | 8192 | 8205
					400 | This endpoint's maximum context length is 200000 tokens. However, you requested about 2500021 tokens (x). | 200000 | 2500021
					400 | Your input exceeds the context window of this model. | - | -
					400 | You passed 5000 input tokens and requested 100 output tokens. However, the model's context length is only 4096 tokens. | 4096 | 5000
					500 | ValueError: You passed 5000 input tokens and requested 1 output tokens. However, the model's context length is only 4096 tokens. | 4096 | 5000
					400 | The input token count (1234567) exceeds the maximum number of tokens allowed (1048576). | 1048576 | 1234567
					400 | The input token count exceeds the maximum number of tokens allowed 1048576. | 1048576 | -
					400 | Input is too long for requested model. | - | -
					400 | Too many input tokens for this model | - | -
					400 | Input Tokens Exceeded: Number of input tokens exceeds maximum length. | - | -
					400 | This model's maximum prompt length is 131072 but the request contains 537812 tokens. | 131072 | 537812
					413 | Please reduce the length of the messages or completion. | - | -
					400 | Prompt contains 65673 tokens and 0 draft tokens, too large for model with 32768 maximum context length | 32768 | 65673
					400 | Invalid request: Your request exceeded model token limit: 131072 (requested: 140000) | 131072 | 140000
					400 | Input token length too long | - | -
					400 | invalid params, context window exceeds limit (2013) | - | -
					400 | prompt token count of 130000 exceeds the limit of 128000 | 128000 | 130000
					400 | the request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it | 4096 | 9000
					400 | The number of tokens to keep from the initial prompt is greater than the context length | - | -
					500 | Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens | 4096 | 5000
					500 | Context size has been exceeded. | - | -
					400 | the prompt exceeds the context | - | -
					400 | the input length exceeds the context length | - | -
					400 | prompt is longer than the context length | - | -
					400 | Range of input length should be [1, 129024] | 129024 | -
					400 | The prompt is too long | - | -
					""")
	void everyProvidersWordsAreUnderstood(int status, String message, Long limit, Long actual) {
		LlmException error = ErrorSamples.http(status, ErrorSamples.message(message));
		assertThat(error).isInstanceOf(ContextOverflowException.class).returns(false, LlmException::isRetryable);
		assertThat(error.details().limit()).isEqualTo(limit);
		assertThat(error.details().actual()).isEqualTo(actual);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"too much\"}}",
			"{\"error\":{\"type\":\"too_many_prompt_tokens\",\"message\":\"too much\",\"code\":400}}" })
	void structuredSignsSuffice(String body) {
		assertThat(ErrorSamples.http(400, body).kind()).isEqualTo(ErrorKind.CONTEXT_OVERFLOW);
		assertThat(ErrorSamples.inStream(body).kind()).isEqualTo(ErrorKind.CONTEXT_OVERFLOW);
	}

	@Test
	void llamaServersNumbersAreTakenFromItsFields() {
		LlmException error = ErrorSamples.http(400, "{\"error\":{\"code\":400,\"message\":\"too long\","
				+ "\"type\":\"exceed_context_size_error\",\"n_prompt_tokens\":9001,\"n_ctx\":4096}}");
		assertThat(error.kind()).isEqualTo(ErrorKind.CONTEXT_OVERFLOW);
		assertThat(error.details().limit()).isEqualTo(4096);
		assertThat(error.details().actual()).isEqualTo(9001);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			429 | maximum context length is 8192 tokens                                    | RATE_LIMIT
			400 | maximum context length is 8192 tokens; rate limit                        | INVALID_REQUEST
			400 | maximum context length is 8192 tokens per min                            | INVALID_REQUEST
			400 | input is too long for requested model per day                            | INVALID_REQUEST
			400 | prompt is too long, please wait                                          | INVALID_REQUEST
			404 | maximum context length is 8192 tokens                                    | NOT_FOUND
			413 | Request exceeds the maximum allowed number of bytes                      | INVALID_REQUEST
			""")
	void vetoesKeepOtherErrorsApart(int status, String message, ErrorKind expected) {
		assertThat(ErrorSamples.http(status, ErrorSamples.message(message)).kind()).isEqualTo(expected);
	}

	@Test
	void theCodeOfARateLimitIsAVeto() {
		String body = "{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"reduce the length of the messages\"}}";
		assertThat(ErrorSamples.http(413, body).kind()).isEqualTo(ErrorKind.RATE_LIMIT);
	}

	@ParameterizedTest
	@CsvSource({ "400,100,INVALID_REQUEST", "400,4000,CONTEXT_OVERFLOW", "413,100,INVALID_REQUEST",
			"413,4000,CONTEXT_OVERFLOW", "500,4000,SERVER" })
	void anEmptyRefusalIsAnOverflowIfThePromptIsNearTheWindow(int status, int words, ErrorKind expected) {
		ChatCall call = ChatCall.builder(Model.builder("acme", "swift-1").contextWindow(5000).build())
			.baseUrl("https://api.acme.test/v1")
			.request(ChatRequest.builder().system("word ".repeat(words / 2)).user("word ".repeat(words / 2)).build())
			.build();
		assertThat(ErrorSamples.http(call, status, "").kind()).isEqualTo(expected);
	}

	@Test
	void anEmptyRefusalIsNoOverflowIfTheWindowIsUnknown() {
		assertThat(ErrorSamples.http(400, "").kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
	}

}
