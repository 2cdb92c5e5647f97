package io.llmprovider.protocol.openai.completions;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes a request with a few things set.
 */
final class Encoded {

	static final Capabilities THINKS = new Capabilities(null, null, true, null, null, null, null, null);

	private final ChatRequest.Builder request = ChatRequest.builder();

	private final ChatOptions.Builder options = ChatOptions.builder();

	private final Compat.Builder compat = Compat.builder();

	private final Model.Builder model = Model.builder("acme", "m-1");

	private String baseUrl = "https://acme.example/v1/";

	private boolean streaming = true;

	static Encoded hello() {
		Encoded encoded = new Encoded();
		encoded.request.user("hello");
		return encoded;
	}

	static Encoded empty() {
		return new Encoded();
	}

	Encoded request(Consumer<ChatRequest.Builder> change) {
		change.accept(this.request);
		return this;
	}

	Encoded options(Consumer<ChatOptions.Builder> change) {
		change.accept(this.options);
		return this;
	}

	Encoded compat(Consumer<Compat.Builder> change) {
		change.accept(this.compat);
		return this;
	}

	Encoded thinks(@Nullable ThinkingLevel... levels) {
		Set<ThinkingLevel> known = (levels.length > 0) ? Set.of(levels) : null;
		return capabilities(new Capabilities(null, null, true, known, null, null, null, null));
	}

	Encoded capabilities(Capabilities capabilities) {
		this.model.capabilities(capabilities);
		return this;
	}

	Encoded baseUrl(String url) {
		this.baseUrl = url;
		return this;
	}

	Encoded whole() {
		this.streaming = false;
		return this;
	}

	WireRequest wire() {
		ChatCall call = ChatCall.builder(this.model.build())
			.baseUrl(this.baseUrl)
			.compat(this.compat.build())
			.streaming(this.streaming)
			.request(this.request.options(this.options.build()).build())
			.build();
		return HandedOverCall.encode(new OpenAiCompletionsProtocol(), call);
	}

	/** The body as it goes over the wire. */
	JsonNode body() {
		byte[] bytes = wire().bytes();
		return Json.tree(bytes, 0, bytes.length);
	}

	/** The body without what every request has. */
	Map<String, @Nullable Object> extras() {
		Map<String, @Nullable Object> body = new java.util.LinkedHashMap<>(Json.object(body()));
		body.keySet().removeAll(List.of("model", "messages", "stream", "stream_options"));
		return body;
	}

	List<String> warnings() {
		return wire().warnings().stream().map((warning) -> warning.code()).toList();
	}

}
