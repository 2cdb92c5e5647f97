package io.llmprovider.provider;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Model;
import io.llmprovider.provider.failover.Failover;
import reactor.core.publisher.Flux;

/**
 * A client with others that answer when it cannot.
 */
final class FallbackClient implements LlmClient {

	private final LlmClient first;

	private final List<LlmClient> others;

	FallbackClient(LlmClient first, List<LlmClient> others) {
		this.first = first;
		this.others = List.copyOf(others);
	}

	@Override
	public Flux<StreamEvent> stream(ChatRequest request) {
		return Flux.defer(() -> Failover.among(Stream.concat(Stream.of(this.first), this.others.stream())
			.map((client) -> new Failover.Candidate(client.model().ref(), () -> client.stream(request)))
			.toList()));
	}

	@Override
	public Model model() {
		return this.first.model();
	}

	/**
	 * A key and headers of a call belong to the provider that the caller had in mind, so
	 * the others get them only if they are of the same provider.
	 */
	@Override
	public LlmClient with(CallSettings settings) {
		String home = this.first.model().provider();
		return new FallbackClient(this.first.with(settings), this.others.stream()
			.map((other) -> other.with(other.model().provider().equals(home) ? settings : withoutSecrets(settings)))
			.toList());
	}

	static CallSettings withoutSecrets(CallSettings settings) {
		return CallSettings.builder()
			.headers(Map.of())
			.principal(settings.principal())
			.timeouts(settings.timeouts())
			.retry(settings.retry())
			.tag(settings.tag())
			.build();
	}

	@Override
	public String toString() {
		return this.first + ", else " + this.others;
	}

}
