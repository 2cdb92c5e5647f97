package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import io.llmprovider.benchmarks.wire.Workload;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Model;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;

/** This library, through its registry, as an application uses it. */
final class ThisLibraryContender implements Contender {

	private static final String PROVIDER = "benchmark";

	private ProviderRegistry registry = ProviderRegistry.builder().build();

	@Override
	public void open(URI baseUrl, int connections) {
		this.registry = ProviderRegistry.builder()
			.provider(ProviderSettings.builder(PROVIDER)
				.api("openai-completions")
				.baseUrl(baseUrl.toString())
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

	@Override
	public void close() {
		this.registry.close();
	}

}
