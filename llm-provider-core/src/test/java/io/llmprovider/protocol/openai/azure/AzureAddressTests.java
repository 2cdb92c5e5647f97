package io.llmprovider.protocol.openai.azure;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The addresses of both surfaces, from whatever a user wrote down.
 */
class AzureAddressTests {

	private static final String HOST = "https://contoso.openai.azure.com";

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					<host>                                        | -       | -                  | <host>/openai/v1/chat/completions
					<host>/                                       | -       | -                  | <host>/openai/v1/chat/completions
					<host>/openai                                 | -       | -                  | <host>/openai/v1/chat/completions
					<host>/openai/v1                              | -       | -                  | <host>/openai/v1/chat/completions
					<host>/openai/v1/                             | -       | -                  | <host>/openai/v1/chat/completions
					<host>/openai/v1/chat/completions             | -       | -                  | <host>/openai/v1/chat/completions
					<host>/openai/v1/responses                    | -       | -                  | <host>/openai/v1/chat/completions
					<host>/openai/v1                              | -       | preview            | <host>/openai/v1/chat/completions?api-version=preview
					<host>/openai/v1?api-version=v1               | -       | -                  | <host>/openai/v1/chat/completions?api-version=v1
					<host>/openai/v1?api-version=v1               | -       | preview            | <host>/openai/v1/chat/completions?api-version=preview
					<host>/openai/v1?tenant=a&api-version=v1      | -       | -                  | <host>/openai/v1/chat/completions?api-version=v1
					<host>/openai/v1?api-version=                 | -       | -                  | <host>/openai/v1/chat/completions
					<host>                                        | -       | preview            | <host>/openai/v1/chat/completions?api-version=preview
					<host>                                        | v1      | -                  | <host>/openai/v1/chat/completions
					<host>                                        | -       | 2024-10-21         | <host>/openai/deployments/my%20gpt-5.4/chat/completions?api-version=2024-10-21
					<host>/openai                                 | classic | 2025-04-01-preview | <host>/openai/deployments/my%20gpt-5.4/chat/completions?api-version=2025-04-01-preview
					<host>/openai?api-version=2024-10-21          | classic | -                  | <host>/openai/deployments/my%20gpt-5.4/chat/completions?api-version=2024-10-21
					<host>/openai/deployments/other               | -       | 2024-10-21         | <host>/openai/deployments/other/chat/completions?api-version=2024-10-21
					<host>/openai/deployments/other/chat/completions?api-version=2024-10-21 | - | - | <host>/openai/deployments/other/chat/completions?api-version=2024-10-21
					https://apim.example.com/llm                  | -       | -                  | https://apim.example.com/llm/openai/v1/chat/completions
					https://apim.example.com/llm/v1               | -       | -                  | https://apim.example.com/llm/v1/chat/completions
					https://contoso.services.ai.azure.com/openai/v1 | -     | -                  | https://contoso.services.ai.azure.com/openai/v1/chat/completions
					https://contoso.openai.azure.us               | -       | -                  | https://contoso.openai.azure.us/openai/v1/chat/completions
					""")
	void chatCompletionsGoTo(String baseUrl, @Nullable String surface, @Nullable String version, String expected) {
		assertThat(address(new AzureCompletionsProtocol(), baseUrl, surface, version))
			.isEqualTo(expected.replace("<host>", HOST));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					<host>                                   | -       | -                  | <host>/openai/v1/responses
					<host>/openai/v1/responses               | -       | -                  | <host>/openai/v1/responses
					<host>/openai/v1                         | -       | preview            | <host>/openai/v1/responses?api-version=preview
					<host>                                   | -       | 2025-04-01-preview | <host>/openai/responses?api-version=2025-04-01-preview
					<host>/openai/responses?api-version=2025-04-01-preview | - | -          | <host>/openai/responses?api-version=2025-04-01-preview
					<host>/openai/deployments/other          | -       | 2025-04-01-preview | <host>/openai/responses?api-version=2025-04-01-preview
					""")
	void responsesGoTo(String baseUrl, @Nullable String surface, @Nullable String version, String expected) {
		assertThat(address(new AzureResponsesProtocol(), baseUrl, surface, version))
			.isEqualTo(expected.replace("<host>", HOST));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					<host>                           | classic | -          | needs an API version       | .provider-options.api-version
					<host>                           | classic | preview    | needs a date               | .provider-options.api-version
					<host>/openai/deployments/other  | -       | -          | needs an API version       | .provider-options.api-version
					<host>/openai/v1                 | -       | 2024-10-21 | one of the classic surface | .base-url
					<host>                           | v1      | 2024-10-21 | one of the classic surface | .provider-options.api-version
					<host>/openai/v1                 | classic | 2024-10-21 | not one of the surface     | .provider-options.surface
					<host>/openai/deployments/other  | v1      | -          | not one of the surface     | .provider-options.surface
					""")
	void whatDoesNotGoTogetherIsRefusedWithThePropertyToChange(String baseUrl, @Nullable String surface,
			@Nullable String version, String message, String property) {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> address(new AzureCompletionsProtocol(), baseUrl, surface, version))
			.withMessageContaining(message)
			.withMessageContaining("llm.providers.office")
			.withMessageContaining(property);
	}

	private static String address(WireProtocol protocol, String baseUrl, @Nullable String surface,
			@Nullable String version) {
		Map<String, @Nullable Object> own = new LinkedHashMap<>();
		own.put("surface", surface);
		own.put("api-version", version);
		own.values().removeIf((value) -> value == null);
		ChatCall call = ChatCall.builder(Model.of("office", "my gpt-5.4"))
			.baseUrl(baseUrl.replace("<host>", HOST))
			.request(ChatRequest.of("Hello").withOptions(ChatOptions.builder().providerOptions(own).build()))
			.build();
		return protocol.encode(call).uri();
	}

}
