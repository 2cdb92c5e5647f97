package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Model;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;

/** This library, through its registry, as an application uses it. */
final class ThisLibraryContender implements Contender {

	private static final String PROVIDER = "benchmark";

	private final Api api;

	private ProviderRegistry registry = ProviderRegistry.builder().build();

	ThisLibraryContender(Api api) {
		this.api = api;
	}

	@Override
	public void open(URI server, int connections) {
		this.registry = ProviderRegistry.builder()
			.provider(ProviderSettings.builder(PROVIDER)
				.api(this.api.id())
				.baseUrl(server + version())
				.apiKey("none")
				.build())
			.build();
	}

	@Override
	public CompletableFuture<?> start(Workload workload, Tally tally) {
		return this.registry.client(Model.of(PROVIDER, workload.modelName()))
			.stream(ChatRequest.of("Go on."))
			.doOnNext(event -> {
				if (event instanceof StreamEvent.TextDelta delta) {
					tally.text(delta.text());
				}
			})
			.then()
			.toFuture();
	}

	/** What belongs to the base URL, as the provider's own has it. */
	private String version() {
		return switch (this.api) {
			case OPENAI_COMPLETIONS, OPENAI_RESPONSES -> "/v1";
			case GOOGLE_GENERATIVE_AI -> "/v1beta";
			case ANTHROPIC_MESSAGES, BEDROCK_CONVERSE -> "";
		};
	}

	@Override
	public void close() {
		this.registry.close();
	}

}
