package io.llmprovider.provider;

import java.util.List;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.model.Model;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A model one can talk to. A client is a live handle: it looks its provider up at each
 * subscription, so that a provider which was changed is used as it is then, and one that
 * is gone is an error by name.
 */
public interface LlmClient {

	/**
	 * Answers a request piece by piece. Nothing is sent before the Flux is subscribed to;
	 * cancelling closes the connection.
	 * @param request what is asked
	 * @return the events; failures are {@code LlmException}s
	 */
	Flux<StreamEvent> stream(ChatRequest request);

	/**
	 * Answers a request as a whole.
	 * @param request what is asked
	 * @return the answer; failures are {@code LlmException}s
	 */
	default Mono<ChatResponse> chat(ChatRequest request) {
		return stream(request).as(StreamEvents.response())
			.switchIfEmpty(Mono.error(() -> ErrorKind.TRUNCATED
				.exception(ErrorDetails.builder("The stream of events ended without an answer").build())));
	}

	/**
	 * The model as the registry knows it now.
	 * @return the model
	 * @throws io.llmprovider.error.ConfigurationException if its provider is gone
	 */
	Model model();

	/**
	 * The same client with settings for each of its calls.
	 * @param settings settings over those that it has
	 * @return a new client
	 */
	LlmClient with(CallSettings settings);

	/**
	 * A client whose calls are answered by another one if this one fails before the first
	 * event of its answer, with a failure that another provider could cure. Each step is
	 * an event and a warning of the response. Settings for calls that hold a key or
	 * headers go to clients of the same provider only.
	 * @param others whom to ask then, in their order
	 * @return a new client
	 */
	default LlmClient withFallbacks(LlmClient... others) {
		return (others.length == 0) ? this : new FallbackClient(this, List.of(others));
	}

	/**
	 * The same client for callers that block, as servlet applications do.
	 * @return a blocking view of this client
	 */
	default BlockingLlmClient blocking() {
		return new BlockingLlmClient(this);
	}

}
