package io.llmprovider.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Model;
import io.llmprovider.provider.CallSettings;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import org.jspecify.annotations.Nullable;

/**
 * Replays bodies as an application gets them: a client of the registry, a real
 * connection, a server that answers with the recorded bytes.
 */
final class HttpReplay implements Replay {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final RetrySettings ONE_ATTEMPT = new RetrySettings(1, null, null, null, null, null, null);

	private final ProviderRegistry registry;

	private final @Nullable Integer piece;

	/**
	 * Creates a replay.
	 * @param registry has a provider for each kind of case
	 * @param piece the size of the pieces in bytes, or null for whole bodies
	 */
	HttpReplay(ProviderRegistry registry, @Nullable Integer piece) {
		this.registry = registry;
		this.piece = piece;
	}

	/**
	 * A registry whose providers are all this server.
	 * @param protocols the API types
	 * @param server answers
	 * @return the registry, to be closed by the caller
	 */
	static ProviderRegistry registry(Protocols protocols, CorpusServer server) {
		var builder = ProviderRegistry.builder().protocols(protocols.all());
		protocols.all().forEach((protocol) -> {
			for (boolean streaming : new boolean[] { true, false }) {
				builder.provider(ProviderSettings.builder(provider(protocol.id(), streaming))
					.api(protocol.id())
					.baseUrl(server.baseUrl())
					.apiKey("corpus-key")
					.wireStreaming(streaming)
					.retry(ONE_ATTEMPT)
					.build());
			}
		});
		return builder.build();
	}

	private static String provider(String protocol, boolean streaming) {
		return (streaming ? "streamed-" : "plain-") + protocol;
	}

	@Override
	public Outcome replay(CorpusCase corpusCase) {
		LlmClient client = client(corpusCase);
		List<StreamEvent> events = Collections.synchronizedList(new ArrayList<>());
		try {
			client.stream(ChatRequest.of("Hello")).doOnNext(events::add).blockLast(PATIENCE);
			return new Outcome(events, null);
		}
		catch (RuntimeException ex) {
			return new Outcome(events, ex);
		}
	}

	/**
	 * Replays a case to {@code chat()}.
	 * @param corpusCase the case
	 * @return an outcome whose only event, if there is an answer, is the last one
	 */
	Outcome chat(CorpusCase corpusCase) {
		try {
			return new Outcome(client(corpusCase).chat(ChatRequest.of("Hello"))
				.<List<StreamEvent>>map((response) -> List.of(new StreamEvent.Finished(response)))
				.blockOptional(PATIENCE)
				.orElse(List.of()), null);
		}
		catch (RuntimeException ex) {
			return new Outcome(List.of(), ex);
		}
	}

	private LlmClient client(CorpusCase corpusCase) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put(CorpusServer.CASE_HEADER, corpusCase.toString());
		if (this.piece != null) {
			headers.put(CorpusServer.PIECE_HEADER, this.piece.toString());
		}
		Model model = Model.of(provider(corpusCase.protocol(), corpusCase.streaming()), corpusCase.model());
		return this.registry.client(model).with(CallSettings.builder().headers(headers).build());
	}

}
