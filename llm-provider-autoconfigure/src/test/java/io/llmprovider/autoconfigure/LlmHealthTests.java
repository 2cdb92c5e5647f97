package io.llmprovider.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The health of providers, by asking them for their models.
 */
class LlmHealthTests {

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.route((routes) -> routes
			.get("/v1/models",
					(request, response) -> response.sendString(Mono.just("{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}")))
			.get("/locked/models", (request, response) -> response.status(401).send())
			.get("/silent/models", (request, response) -> Mono.never())
			.get("/api/tags",
					(request, response) -> response.sendString(Mono.just("{\"models\":[{\"name\":\"qwen\"}]}")))
			.post("/api/show", (request, response) -> response.sendString(Mono.just("{}"))))
		.bindNow();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class, LlmHealthAutoConfiguration.class))
		.withPropertyValues("management.health.llm.enabled=true");

	@AfterEach
	void close() {
		this.server.disposeNow();
	}

	@Test
	void providersThatAnswerAreUpWithTheNumberOfTheirModels() {
		this.runner
			.withPropertyValues("llm.providers.office.api=openai-completions",
					"llm.providers.office.base-url=" + url("/v1"), "llm.providers.ollama.base-url=" + url(""))
			.run((context) -> {
				Health health = context.getBean(ReactiveHealthIndicator.class).health().block();
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(provider(health, "office").getDetails()).isEqualTo(Map.of("models", 2));
				assertThat(provider(health, "ollama").getDetails()).isEqualTo(Map.of("models", 1));
			});
	}

	@Test
	void oneThatDoesNotAnswerIsDownAndSaysWhyWithoutItsKey() {
		this.runner
			.withPropertyValues("llm.providers.office.api=openai-completions",
					"llm.providers.office.base-url=" + url("/locked"), "llm.providers.office.api-key=sk-marker",
					"llm.providers.slow.api=openai-completions", "llm.providers.slow.base-url=" + url("/silent"),
					"llm.providers.good.api=openai-completions", "llm.providers.good.base-url=" + url("/v1"),
					"management.health.llm.timeout=200ms")
			.run((context) -> {
				Health health = context.getBean(ReactiveHealthIndicator.class).health().block();
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(provider(health, "office").getDetails()).containsEntry("error", "AUTHENTICATION");
				assertThat(provider(health, "slow").getDetails()).containsEntry("error", "no answer within PT0.2S");
				assertThat(provider(health, "good").getStatus()).isEqualTo(Status.UP);
				assertThat(health.toString()).doesNotContain("sk-marker");
			});
	}

	@Test
	void oneThatCannotBeAskedIsUnknownAndDoesNotCount() {
		this.runner
			.withPropertyValues("llm.providers.openai.options.seed=1", "llm.providers.gemini.api=google-generative-ai",
					"llm.providers.gemini.base-url=" + url("/v1"), "OPENAI_API_KEY=")
			.run((context) -> {
				Health health = context.getBean(ReactiveHealthIndicator.class).health().block();
				assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
				assertThat(provider(health, "openai").getDetails()).containsEntry("reason",
						"there is no key to ask with");
				assertThat(provider(health, "gemini").getDetails().get("reason").toString())
					.contains("no list of models");
			});
	}

	@Test
	void nobodyIsAskedUnlessThatIsWanted() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class, LlmHealthAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ReactiveHealthIndicator.class));
		this.runner.withClassLoader(new FilteredClassLoader(ReactiveHealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("llmHealthIndicator"));
		ReactiveHealthIndicator own = () -> Mono.just(Health.up().build());
		this.runner.withBean("llmHealthIndicator", ReactiveHealthIndicator.class, () -> own)
			.run((context) -> assertThat(context.getBean(ReactiveHealthIndicator.class)).isSameAs(own));
	}

	private static Health provider(Health health, String name) {
		return (Health) health.getDetails().get(name);
	}

	private String url(String path) {
		return "http://127.0.0.1:" + this.server.port() + path;
	}

}
