package io.llmprovider.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.PlainJson;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Asks a server which models it has: {@code /v1/models} as OpenAI, Anthropic and those
 * who are compatible have it, and Ollama's {@code /api/tags}, {@code /api/show} and
 * {@code /api/ps}.
 */
public final class ModelDiscovery {

	/** Where chats go, and where the list is beside it. */
	private static final Map<String, String> LISTS = Map.of("/chat/completions", "/models", "/responses", "/models",
			"/v1/messages", "/v1/models");

	private static final String OLLAMA_CHAT = "/api/chat";

	private static final int AT_ONCE = 4;

	private final String provider;

	private final WireRequest chat;

	private final Function<WireRequest, Mono<byte[]>> exchange;

	/**
	 * Creates a discovery.
	 * @param provider the provider's name
	 * @param chat a chat request to the server, whose address and headers are used
	 * @param exchange sends a request with credentials
	 */
	public ModelDiscovery(String provider, WireRequest chat, Function<WireRequest, Mono<byte[]>> exchange) {
		this.provider = provider;
		this.chat = chat;
		this.exchange = exchange;
	}

	/**
	 * Asks the server.
	 * @return its models; a failure if it cannot be asked
	 */
	public Mono<List<Model>> models() {
		String uri = this.chat.uri();
		int query = uri.indexOf('?');
		String path = (query < 0) ? uri : uri.substring(0, query);
		if (path.endsWith(OLLAMA_CHAT)) {
			return ollama(path.substring(0, path.length() - OLLAMA_CHAT.length()));
		}
		for (Map.Entry<String, String> list : LISTS.entrySet()) {
			if (path.endsWith(list.getKey())) {
				String address = path.substring(0, path.length() - list.getKey().length()) + list.getValue()
						+ ((query < 0) ? "" : uri.substring(query));
				return get(address).map((json) -> ListedModels.read(this.provider, json));
			}
		}
		return Mono.error(() -> ErrorKind.CONFIGURATION.exception(ErrorDetails.of(
				"The API type of provider '" + this.provider + "' has no list of models that could be asked for",
				"List its models under llm.providers." + this.provider + ".models.")));
	}

	private Mono<List<Model>> ollama(String base) {
		Mono<Map<String, Integer>> loaded = get(base + "/api/ps").map(OllamaModels::loadedContexts)
			// Servers that only resemble Ollama do not have it.
			.onErrorResume(LlmException.class, (failure) -> Mono.just(Map.of()));
		return Mono.zip(get(base + "/api/tags"), loaded)
			.flatMapMany(
					(both) -> Flux.fromIterable(OllamaModels.names(both.getT1()))
						.flatMapSequential((name) -> show(base, name)
							.map((json) -> OllamaModels.model(this.provider, name, json, both.getT2().get(name))),
								AT_ONCE))
			.collectList();
	}

	private Mono<Map<String, @Nullable Object>> show(String base, String name) {
		Map<String, @Nullable Object> body = new LinkedHashMap<>();
		body.put("model", name);
		return send(new WireRequest("POST", base + "/api/show", this.chat.headers(), body, false, List.of()));
	}

	private Mono<Map<String, @Nullable Object>> get(String address) {
		return send(new WireRequest("GET", address, this.chat.headers(), null, false, List.of()));
	}

	private Mono<Map<String, @Nullable Object>> send(WireRequest request) {
		return this.exchange.apply(request).map((json) -> {
			try {
				return Members.object(PlainJson.read(json));
			}
			catch (JacksonException ex) {
				throw ErrorKind.PROTOCOL
					.exception(ErrorDetails.of("The models of provider '" + this.provider + "' are not told as JSON",
							"Check llm.providers." + this.provider + ".base-url."), ex);
			}
		});
	}

	/**
	 * Lists as OpenAI has them, with the members that others have added.
	 */
	private static final class ListedModels {

		/** What is loaded goes before what would be possible. */
		private static final List<String> CONTEXTS = List.of("loaded_context_length", "max_model_len", "context_length",
				"context_window", "max_input_tokens", "max_context_length", "inputTokenLimit");

		static List<Model> read(String provider, Map<String, @Nullable Object> json) {
			List<Model> models = new ArrayList<>();
			Object list = (json.get("data") != null) ? json.get("data") : json.get("models");
			for (Object entry : Members.list(list)) {
				Map<String, @Nullable Object> model = Members.object(entry);
				String id = Members.text(model.get("id"));
				if (id != null) {
					models.add(Model.builder(provider, id)
						.name(first(model, "display_name", "name"))
						.contextWindow(context(model))
						.maxOutputTokens(tokens(model, "max_completion_tokens", "max_tokens", "max_output_length"))
						.build());
				}
			}
			return models;
		}

		private static @Nullable Integer context(Map<String, @Nullable Object> model) {
			Integer loaded = Members.tokens(Members.object(model.get("meta")).get("n_ctx"));
			return (loaded != null) ? loaded : tokens(model, CONTEXTS.toArray(String[]::new));
		}

		private static @Nullable Integer tokens(Map<String, @Nullable Object> model, String... names) {
			for (String name : names) {
				Integer tokens = Members.tokens(model.get(name));
				if (tokens != null) {
					return tokens;
				}
			}
			return null;
		}

		private static @Nullable String first(Map<String, @Nullable Object> model, String... names) {
			for (String name : names) {
				String text = Members.text(model.get(name));
				if (text != null) {
					return text;
				}
			}
			return null;
		}

	}

}
