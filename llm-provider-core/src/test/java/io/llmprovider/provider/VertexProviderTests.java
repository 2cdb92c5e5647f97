package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.google.GoogleTokens;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The known providers of Google against a server on loopback: addresses, keys and what
 * comes from the environment.
 */
class VertexProviderTests {

	private static final String ANSWER = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]},"
			+ "\"finishReason\":\"STOP\"}]}\n\n";

	private final List<AutoCloseable> open = new ArrayList<>();

	private final FakeServer server = new FakeServer(
			(response, number) -> response.header("Content-Type", "text/event-stream").sendString(Flux.just(ANSWER)));

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable each : this.open) {
			each.close();
		}
		this.server.close();
	}

	@Test
	void aKeyMeansExpressModeWhateverProjectTheEnvironmentNames() {
		call(settings("google-vertex").apiKey("k"), Map.of("GOOGLE_CLOUD_PROJECT", "env"),
				"google-vertex:gemini-3-pro");
		assertThat(this.server.last().uri())
			.isEqualTo("/v1/publishers/google/models/gemini-3-pro:streamGenerateContent?alt=sse");
		assertThat(this.server.last().headers().get("x-goog-api-key")).isEqualTo("k");
		assertThat(this.server.last().headers().get("Authorization")).isNull();
	}

	@Test
	void projectAndLocationComeFromTheSettingsAndElseFromTheEnvironment() {
		Map<String, String> environment = Map.of("GOOGLE_CLOUD_PROJECT", "env", "GOOGLE_CLOUD_LOCATION", "us-east1");
		AuthSettings none = new AuthSettings(AuthScheme.NONE, null);
		call(settings("google-vertex").auth(none)
			.options(ChatOptions.builder().providerOptions(Map.of("project", "own")).build()), environment,
				"google-vertex:gemini-3-pro");
		assertThat(this.server.last().uri()).startsWith("/v1/projects/own/locations/us-east1/publishers/google/");
		call(settings("google-vertex").auth(none), environment, "google-vertex:claude-sonnet-4-5@20250929");
		assertThat(this.server.last().uri())
			.isEqualTo("/v1/projects/env/locations/us-east1/publishers/anthropic/models/"
					+ "claude-sonnet-4-5@20250929:streamRawPredict");
		call(settings("google-vertex").auth(none), Map.of("GCLOUD_PROJECT", "old"), "google-vertex:gemini-3-pro");
		assertThat(this.server.last().uri()).startsWith("/v1/projects/old/locations/global/publishers/google/");
	}

	@Test
	void modelsOfOtherPublishersSpeakChatCompletionsWithATokenOfGoogles() {
		GoogleCredentials credentials = new GoogleCredentials() {
			@Override
			public AccessToken refreshAccessToken() {
				return new AccessToken("ya29.z", null);
			}
		};
		ProviderRegistry registry = ProviderRegistry.builder()
			.provider(ProviderSettings.builder("vertex-maas")
				.api("openai-completions")
				.baseUrl(this.server.url() + "/projects/p/locations/us-east5/endpoints/openapi")
				.build())
			.authorizer("vertex-maas", GoogleTokens.authorizer("vertex-maas", null, credentials))
			.build();
		this.open.add(registry);
		registry.client("vertex-maas:meta/llama-4-maverick").chat(ChatRequest.of("Hi")).onErrorComplete().block();
		assertThat(this.server.last().uri())
			.isEqualTo("/v1/projects/p/locations/us-east5/endpoints/openapi/chat/completions");
		assertThat(this.server.last().headers().get("Authorization")).isEqualTo("Bearer ya29.z");
		assertThat(this.server.last().body()).containsEntry("model", "meta/llama-4-maverick");
	}

	@Test
	void aTokenOfTheUsersOwnIsABearerToken() {
		call(settings("google-vertex").apiKey("ya29.x")
			.auth(new AuthSettings(AuthScheme.BEARER, null))
			.options(ChatOptions.builder().providerOptions(Map.of("project", "own")).build()), Map.of(),
				"google-vertex:gemini-3-pro");
		assertThat(this.server.last().headers().get("Authorization")).isEqualTo("Bearer ya29.x");
		call(settings("google-gemini-cli").apiKey("ya29.y"), Map.of("GOOGLE_CLOUD_PROJECT", "env"),
				"google-gemini-cli:gemini-3-pro");
		assertThat(this.server.last().headers().get("Authorization")).isEqualTo("Bearer ya29.y");
		assertThat(this.server.last().uri()).isEqualTo("/v1/v1internal:streamGenerateContent?alt=sse");
	}

	@Test
	void theKeyOfTheGeminiApiTravelsInItsHeader() {
		call(settings("google").apiKey("k"), Map.of(), "google:gemini-3-pro");
		assertThat(this.server.last().headers().get("x-goog-api-key")).isEqualTo("k");
		assertThat(this.server.last().uri()).isEqualTo("/v1/models/gemini-3-pro:streamGenerateContent?alt=sse");
	}

	private ProviderSettings.Builder settings(String name) {
		return ProviderSettings.builder(name).baseUrl(this.server.url());
	}

	private void call(ProviderSettings.Builder settings, Map<String, String> environment, String model) {
		ProviderRegistry registry = ProviderRegistry.builder()
			.environment(environment::get)
			.provider(settings.build())
			.build();
		this.open.add(registry);
		registry.client(model).chat(ChatRequest.of("Hi")).onErrorComplete().block();
	}

}
