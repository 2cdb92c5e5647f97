package io.llmprovider.protocol;

import java.util.LinkedHashMap;
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
import io.llmprovider.model.ModelRef;
import io.llmprovider.model.ThinkingLevel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes a request with a few things set.
 */
public final class EncodedCall {

	private final WireProtocol protocol;

	private final ChatRequest.Builder request = ChatRequest.builder();

	private final ChatOptions.Builder options = ChatOptions.builder();

	private final Compat.Builder compat = Compat.builder();

	private final Model.Builder model;

	private String baseUrl;

	private boolean streaming = true;

	/**
	 * A call without a message.
	 * @param protocol writes it
	 * @param model the provider's name and the model's
	 * @param baseUrl where it goes
	 */
	public EncodedCall(WireProtocol protocol, ModelRef model, String baseUrl) {
		this.protocol = protocol;
		this.model = Model.builder(model.provider(), model.model());
		this.baseUrl = baseUrl;
	}

	public EncodedCall user(String text) {
		this.request.user(text);
		return this;
	}

	public EncodedCall request(Consumer<ChatRequest.Builder> change) {
		change.accept(this.request);
		return this;
	}

	public EncodedCall options(Consumer<ChatOptions.Builder> change) {
		change.accept(this.options);
		return this;
	}

	public EncodedCall compat(Consumer<Compat.Builder> change) {
		change.accept(this.compat);
		return this;
	}

	public EncodedCall thinks(@Nullable ThinkingLevel... levels) {
		Set<ThinkingLevel> known = (levels.length > 0) ? Set.of(levels) : null;
		return capabilities(new Capabilities(null, null, true, known, null, null, null, null));
	}

	public EncodedCall capabilities(Capabilities capabilities) {
		this.model.capabilities(capabilities);
		return this;
	}

	public EncodedCall baseUrl(String url) {
		this.baseUrl = url;
		return this;
	}

	public EncodedCall whole() {
		this.streaming = false;
		return this;
	}

	public WireRequest wire() {
		ChatCall call = ChatCall.builder(this.model.build())
			.baseUrl(this.baseUrl)
			.compat(this.compat.build())
			.streaming(this.streaming)
			.request(this.request.options(this.options.build()).build())
			.build();
		return HandedOverCall.encode(this.protocol, call);
	}

	/** The body as it goes over the wire. */
	public JsonNode body() {
		byte[] bytes = wire().bytes();
		return Json.tree(bytes, 0, bytes.length);
	}

	/** The body without what every request has. */
	public Map<String, @Nullable Object> extras() {
		Map<String, @Nullable Object> body = new LinkedHashMap<>(Json.object(body()));
		body.keySet().removeAll(List.of("model", "messages", "stream", "stream_options"));
		return body;
	}

	public List<String> warnings() {
		return wire().warnings().stream().map((warning) -> warning.code()).toList();
	}

}
