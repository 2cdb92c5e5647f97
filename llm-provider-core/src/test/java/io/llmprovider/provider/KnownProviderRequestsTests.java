package io.llmprovider.provider;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.provider.FakeServer.Asked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

/**
 * Known providers against a server on loopback: which address is asked, and which headers
 * go with the request.
 */
class KnownProviderRequestsTests {

	private static final String KEY = "key-of-mine";

	private final FakeServer server = new FakeServer((response, number) -> response.status(400).send());

	private final String home = this.server.url().replace("/v1", "");

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource(
			textBlock = """
					mistral,           /v1,         /v1/chat/completions,                           Authorization,  Bearer key-of-mine
					ollama,            '',          /api/chat,                                      Authorization,  Bearer key-of-mine
					ollama-cloud,      '',          /api/chat,                                      Authorization,  Bearer key-of-mine
					google,            /v1beta,     /v1beta/models/m:streamGenerateContent?alt=sse, x-goog-api-key, key-of-mine
					google-gemini-cli, /v1internal, /v1internal:streamGenerateContent?alt=sse,      Authorization,  Bearer key-of-mine
					""")
	void aKeyTravelsInItsHeaderAlone(String provider, String path, String uri, String header, String value) {
		Asked asked = ask(provider, (settings) -> settings.baseUrl(this.home + path).apiKey(KEY));
		assertThat(asked.uri()).isEqualTo(uri);
		assertThat(asked.headers().get(header)).isEqualTo(value);
		assertThat(asked.headers().entries()).filteredOn((entry) -> entry.getValue().contains(KEY)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "mistral", "ollama", "google-gemini-cli" })
	void aRequestSaysWhoWeAreAndNothingElse(String provider) {
		Asked asked = ask(provider, (settings) -> settings.baseUrl(this.home).apiKey(KEY));
		assertThat(asked.headers().get("User-Agent")).startsWith("llm-provider");
		assertThat(asked.headers()
			.names()
			.stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.collect(Collectors.toSet())).containsExactlyInAnyOrder("host", "user-agent", "accept", "content-type",
					"content-length", "authorization");
	}

	@Test
	void responsesAreAskedForWithABearerToken() {
		Asked asked = ask("openai",
				(settings) -> settings.api("openai-responses").baseUrl(this.home + "/v1").apiKey(KEY));
		assertThat(asked.uri()).isEqualTo("/v1/responses");
		assertThat(asked.headers().get("Authorization")).isEqualTo("Bearer " + KEY);
		assertThat(asked.headers().get("Content-Type")).isEqualTo("application/json");
		assertThat(asked.headers().get("Accept")).isEqualTo("text/event-stream");
	}

	@Test
	void aNarrowerChoiceAmongToolsIsSaidByTheBodyItself() {
		Map<String, Object> allowed = Map.of("type", "allowed_tools", "mode", "auto", "tools",
				List.of(Map.of("type", "web_search")));
		ChatOptions options = ChatOptions.builder()
			.toolChoice(ToolChoice.REQUIRED)
			.providerOptions(
					Map.of("tools", List.of(Map.of("type", "web_search"), Map.of("type", "custom", "name", "sql"))))
			.extraBody(Map.of("tool_choice", allowed))
			.build();
		Asked asked = ask("openai",
				(settings) -> settings.api("openai-responses").baseUrl(this.home + "/v1").apiKey(KEY).options(options));
		assertThat(asked.body()).containsEntry("tool_choice", allowed);
		assertThat(asked.body().get("tools")).asInstanceOf(LIST).hasSize(2);
	}

	@Test
	void aPlanIsToldOurNameAndVersion() {
		ChatOptions account = ChatOptions.builder().providerOptions(Map.of("account-id", "acc-1")).build();
		Asked asked = ask("plan",
				(settings) -> settings.api("openai-codex-responses").baseUrl(this.home).apiKey(KEY).options(account));
		assertThat(asked.headers().get("User-Agent")).matches("llm-provider(/\\S+)? \\(Java \\d+\\)");
		assertThat(asked.headers().get("originator")).isEqualTo("llm-provider");
		assertThat(asked.headers().get("chatgpt-account-id")).isEqualTo("acc-1");
		assertThat(asked.headers().get("Authorization")).isEqualTo("Bearer " + KEY);
	}

	@Test
	void ollamaOnThisMachineNeedsNoKey() {
		Asked asked = ask("ollama", (settings) -> settings.baseUrl(this.home));
		assertThat(asked.uri()).isEqualTo("/api/chat");
		assertThat(asked.headers().contains("Authorization")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ollama-cloud", "mistral", "google-gemini-cli" })
	void nobodyIsAskedWithoutTheKeyThatIsMissing(String provider) {
		assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> ask(provider, (settings) -> settings))
			.withMessageContaining(provider);
	}

	@ParameterizedTest
	@CsvSource({ "http://127.0.0.1:%s, /api/chat", "127.0.0.1:%s, /api/chat", "127.0.0.1:%s/gate, /gate/api/chat",
			"0.0.0.0:%s, /api/chat", "http://0.0.0.0:%s/v1, /api/chat" })
	void ollamaIsFoundWhereItsVariableSays(String host, String uri) {
		String port = this.home.substring(this.home.lastIndexOf(':') + 1);
		Asked asked = ask("ollama", (settings) -> settings.baseUrl(host.formatted(port)).apiKey(KEY));
		assertThat(asked.uri()).isEqualTo(uri);
		assertThat(asked.headers().get("Authorization")).isEqualTo("Bearer " + KEY);
	}

	@ParameterizedTest
	@CsvSource({ "ollama, me:secret@host", "ollama, host?a=secret", "ollama, a b", "mistral, me:secret@host",
			"mistral, https://me:secret@host", "mistral, host:8080" })
	void anAddressThatCannotBeIsRefusedWithoutItsSecrets(String provider, String host) {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> ask(provider, (settings) -> settings.baseUrl(host)))
			.withMessageContaining("llm.providers." + provider + ".base-url")
			.withMessageNotContaining("secret");
	}

	@Test
	void aProxyBeforeOllamaGetsItsHeadersAndNoOrigin() {
		Asked asked = ask("ollama",
				(settings) -> settings.baseUrl(this.home + "/gate").headers(Map.of("x-gate", "open")));
		assertThat(asked.uri()).isEqualTo("/gate/api/chat");
		assertThat(asked.headers().get("x-gate")).isEqualTo("open");
		assertThat(asked.headers().contains("Origin")).isFalse();
	}

	@Test
	void geminiTakesATokenWithTheProjectThatPays() {
		Asked asked = ask("google",
				(settings) -> settings.baseUrl(this.home)
					.apiKey(KEY)
					.auth(new AuthSettings(AuthScheme.BEARER, null))
					.headers(Map.of("x-goog-user-project", "p")));
		assertThat(asked.headers().get("Authorization")).isEqualTo("Bearer " + KEY);
		assertThat(asked.headers().get("x-goog-user-project")).isEqualTo("p");
		assertThat(asked.headers().contains("x-goog-api-key")).isFalse();
	}

	private Asked ask(String provider, UnaryOperator<ProviderSettings.Builder> change) {
		ProviderSettings settings = change.apply(ProviderSettings.builder(provider)).build();
		try (ProviderRegistry registry = ProviderRegistry.builder()
			.environment((name) -> null)
			.provider(settings)
			.build()) {
			registry.client(provider + ":m")
				.chat(ChatRequest.of("Hi"))
				.onErrorComplete((ex) -> !this.server.asked.isEmpty())
				.block();
		}
		return this.server.last();
	}

}
