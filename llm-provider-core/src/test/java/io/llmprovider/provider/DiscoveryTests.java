package io.llmprovider.provider;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DiscoveryTests {

	private static final List<String> VERSIONED = List.of("openai-completions", "openai-responses", "mistral");

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	private final Map<String, String> seen = new ConcurrentHashMap<>();

	private DisposableServer server;

	private ProviderRegistry registry;

	@BeforeEach
	void open() {
		this.server = HttpServer.create().host("127.0.0.1").port(0).handle((request, response) -> {
			this.seen.put(request.uri(), request.requestHeaders().toString());
			return request.receive().aggregate().asString().defaultIfEmpty("").flatMap((body) -> {
				String answer = this.answers.get(request.uri() + body);
				return (answer != null) ? response.sendString(Mono.just(answer)).then()
						: response.status(404).send().then();
			});
		}).bindNow();
		ProviderRegistryBuilder builder = ProviderRegistry.builder().protocol(new FakeProtocol());
		List.of("openai-completions", "openai-responses", "anthropic-messages", "mistral", "ollama-chat", "fake")
			.forEach((api) -> builder.provider(ProviderSettings.builder(api)
				.api(api)
				.baseUrl("http://127.0.0.1:" + this.server.port() + (VERSIONED.contains(api) ? "/v1" : ""))
				.apiKey("sk-1")
				.build()));
		this.registry = builder.build();
	}

	@AfterEach
	void close() {
		this.registry.close();
		this.server.disposeNow();
	}

	@ParameterizedTest
	@CsvSource({ "openai-completions, authorization: Bearer sk-1", "openai-responses, authorization: Bearer sk-1",
			"anthropic-messages, x-api-key: sk-1", "mistral, authorization: Bearer sk-1" })
	void modelsAreListedWithTheProvidersKeyAndNoted(String api, String key) {
		this.answers.put("/v1/models", """
				{"data":[{"id":"a","display_name":"A","context_length":1000},{"id":"b","max_model_len":2000},\
				{"id":"c","meta":{"n_ctx":3000,"n_ctx_train":9000}},{"id":"d","max_context_length":9,\
				"loaded_context_length":4},{"no":"id"},{"id":"e"},{"id":"f","max_context_length":5000}]}""");

		List<Model> models = this.registry.discover(api).block();

		assertThat(models).extracting(Model::id).containsExactly("a", "b", "c", "d", "e", "f");
		assertThat(models).extracting(Model::contextWindow).containsExactly(1000, 2000, 3000, 4, null, 5000);
		assertThat(this.seen.get("/v1/models").toLowerCase(java.util.Locale.ROOT))
			.contains(key.toLowerCase(java.util.Locale.ROOT));
		assertThat(this.registry.client(api + ":a").model().contextWindow()).isEqualTo(1000);
		assertThat(this.registry.client(api + ":not-listed").model().contextWindow()).isNull();
	}

	@Test
	void ollamaIsAskedForEachModelAndTheLoadedContextGoesFirst() {
		this.answers.put("/api/tags", """
				{"models":[{"name":"qwen3:latest","model":"qwen3:latest"},{"name":"plain:1b"},{"name":"small:1b"}]}""");
		this.answers.put("/api/ps", "{\"models\":[{\"name\":\"qwen3:latest\",\"context_length\":8192}]}");
		this.answers.put("/api/show{\"model\":\"qwen3:latest\"}", """
				{"capabilities":["completion","tools","thinking","vision"],"parameters":"num_ctx 16384\\ntop_k 20",\
				"model_info":{"general.architecture":"qwen3","qwen3.context_length":40960}}""");
		this.answers.put("/api/show{\"model\":\"plain:1b\"}", """
				{"parameters":"stop  \\"x\\"\\nnum_ctx    16384","model_info":{"general.architecture":"llama",\
				"llama.context_length":40960}}""");
		this.answers.put("/api/show{\"model\":\"small:1b\"}",
				"""
						{"capabilities":["completion"],"model_info":{"general.architecture":"llama","llama.context_length":2048}}""");

		List<Model> models = this.registry.discover("ollama-chat").block();

		assertThat(models).extracting(Model::contextWindow).containsExactly(8192, 16384, 2048);
		assertThat(models.get(0).aliases()).containsExactly("qwen3");
		assertThat(models.get(0).capabilities().input()).containsExactlyInAnyOrder(Modality.TEXT, Modality.IMAGE);
		assertThat(models.get(0).capabilities().reasoning()).isTrue();
		assertThat(models.get(1).capabilities().tools()).isNull();
		assertThat(models.get(2).capabilities().tools()).isFalse();
		assertThat(this.registry.client("ollama-chat:qwen3").model().id()).isEqualTo("qwen3:latest");
	}

	@Test
	void aServerThatOnlyResemblesOllamaNeedNotTellWhatIsLoaded() {
		this.answers.put("/api/tags", "{\"models\":[{\"name\":\"m\"}]}");
		this.answers.put("/api/show{\"model\":\"m\"}", "{}");

		assertThat(this.registry.discover("ollama-chat").block()).extracting(Model::id).containsExactly("m");
	}

	@Test
	void whatCannotBeAskedIsAFailureWithAName() {
		assertThatExceptionOfType(LlmException.class)
			.isThrownBy(() -> this.registry.discover("openai-completions").block())
			.withMessageContaining("HTTP 404");
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> this.registry.discover("fake").block())
			.withMessageContaining("no list of models");
		this.answers.put("/v1/models", "<html>");
		assertThatExceptionOfType(LlmException.class)
			.isThrownBy(() -> this.registry.discover("openai-completions").block())
			.withMessageContaining("not told as JSON");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> this.registry.discover("nobody").block());
		this.registry.override(ProviderSettings.builder("openai-completions").apiKey("${UNSET}").build());
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> this.registry.discover("openai-completions").block());
	}

	@Test
	void whatTheUserWroteGoesBeforeTheCatalogue() {
		ProviderSettings openai = ProviderSettings.builder("openai")
			.models(List.of(ModelSettings.of(Model.builder("openai", "gpt-5.1").contextWindow(7).build())))
			.build();
		try (ProviderRegistry other = ProviderRegistry.builder().provider(openai).build()) {
			Model model = other.client("openai:gpt-5.1").model();
			assertThat(model.contextWindow()).isEqualTo(7);
			assertThat(model.pricing()).isNotNull();
			assertThat(model.name()).isEqualTo("GPT-5.1");
			assertThat(other.provider("openai").models()).containsExactly(model);
			assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> other.client("openai:gpt-5.4"));
		}
	}

}
