package io.llmprovider.protocol.ollama;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ErrorResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OllamaErrorsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					404 | model 'nosuch' not found                                             | NOT_FOUND        | false | ollama pull qwen3:8b
					404 | model "nosuch" not found, try pulling it first                       | NOT_FOUND        | false | ollama pull qwen3:8b
					400 | "qwen3:8b" does not support thinking                                 | INVALID_REQUEST  | false | thinking level
					400 | registry.ollama.ai/library/gemma:2b does not support tools           | INVALID_REQUEST  | false | without tools
					400 | "nomic-embed-text" does not support chat                             | INVALID_REQUEST  | false | ollama show
					400 | json: cannot unmarshal string into Go struct field                   | INVALID_REQUEST  | false | options
					400 | option "num_ctx" must be of type integer                             | INVALID_REQUEST  | false | options
					401 | unauthorized                                                         | AUTHENTICATION   | false | llm.providers.ollama.api-key
					403 | this server has cloud models disabled                                | PERMISSION       | false | Cloud models
					408 | client closed the connection                                         | TIMEOUT          | true  | Try again
					429 | too many requests                                                    | RATE_LIMIT       | true  | Wait
					429 | you have reached your hourly usage limit, please upgrade             | QUOTA_EXHAUSTED  | false | ollama.com
					500 | model requires more system memory (9.1 GiB) than is available (7 GiB) | SERVER          | false | num_ctx
					500 | CUDA error: out of memory                                            | SERVER           | false | num_ctx
					500 | error parsing tool call: raw='{"a"', err=unexpected end of JSON      | SERVER           | true  | another try
					500 | llama runner process has terminated: exit status 2                   | SERVER           | true  | Try again
					500 | failed to parse grammar                                              | INVALID_REQUEST  | false | schema
					400 | invalid format: expected "json" or a JSON schema                     | INVALID_REQUEST  | false | schema
					400 | prompt is longer than the context length                             | CONTEXT_OVERFLOW | false | truncate
					400 | request exceeds the available context size                           | CONTEXT_OVERFLOW | false | num_ctx
					502 | could not reach the cloud                                            | SERVER           | true  | Try again
					503 | server busy, please try again.  maximum pending requests exceeded    | OVERLOADED       | true  | OLLAMA_NUM_PARALLEL
					""")
	void everyErrorSaysWhatHelps(int status, String message, ErrorKind kind, boolean retryable, String action) {
		LlmException error = error(status, "{\"error\":" + io.llmprovider.json.Json.text(message) + "}");
		assertThat(error.details().message()).isEqualTo(message);
		assertThat(error.kind()).isEqualTo(kind);
		assertThat(error.isRetryable()).isEqualTo(retryable);
		assertThat(error.details().action()).contains(action).doesNotContain("{model}", "{provider}");
		assertThat(error.status()).isEqualTo(status);
	}

	@Test
	void theAddressForSigningInIsShown() {
		LlmException error = error(401,
				"{\"error\":\"unauthorized\",\"signin_url\":\"https://ollama.com/connect?name=host&key=c3NoLWVkMjU1MTkA\"}");
		assertThat(error.getMessage()).startsWith("unauthorized [HTTP 401]")
			.contains("https://ollama.com/connect?name=host&key=c3NoLWVkMjU1MTkA");
		assertThat(error.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
	}

	private static LlmException error(int status, String body) {
		return OllamaAnswers.PROTOCOL.error(OllamaAnswers.call(),
				new ErrorResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
	}

}
