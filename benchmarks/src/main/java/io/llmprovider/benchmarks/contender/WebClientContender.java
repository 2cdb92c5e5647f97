package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * What an application writes by hand: WebClient, {@link ServerSentEvent}, and Jackson
 * into the records that it needs.
 */
final class WebClientContender implements Contender {

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	private static final ObjectReader CHUNKS = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build()
		.readerFor(Chunk.class);

	private WebClient client = WebClient.create();

	@Override
	public void open(URI server, int connections) {
		this.client = WebClients.create(server, connections);
	}

	@Override
	public CompletableFuture<?> start(Workload workload, Tally tally) {
		return WebClients.post(this.client, Api.OPENAI_COMPLETIONS, workload).bodyToFlux(EVENT).doOnNext(event -> {
			String data = event.data();
			if (data != null && !"[DONE]".equals(data)) {
				CHUNKS.<Chunk>readValue(data).tell(tally);
			}
		}).then().toFuture();
	}

	record Chunk(String id, String model, List<Choice> choices, @Nullable Usage usage) {

		void tell(Tally tally) {
			if (!this.choices.isEmpty()) {
				String content = this.choices.get(0).delta().content();
				if (content != null) {
					tally.text(content);
				}
			}
		}

	}

	record Choice(int index, Delta delta, @Nullable String finish_reason) {
	}

	record Delta(@Nullable String role, @Nullable String content) {
	}

	record Usage(long prompt_tokens, long completion_tokens) {
	}

}
