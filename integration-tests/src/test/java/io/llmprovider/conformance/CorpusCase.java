package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One recorded answer.
 *
 * @param protocol the API type
 * @param name the case's folder
 * @param provider who answered
 * @param streaming whether a streamed answer was asked for
 * @param status the HTTP status
 * @param contentType what the answer said it is
 * @param headers other recorded headers
 * @param requestModel the model that was asked, or null if not recorded
 * @param lenient fields that must not fail the case
 * @param body the answer's body
 * @param expected what it means
 */
record CorpusCase(String protocol, String name, String provider, boolean streaming, int status, String contentType,
		Map<String, String> headers, @Nullable String requestModel, List<String> lenient, byte[] body,
		CanonicalAnswer expected) {

	private static final String UNRECORDED_MODEL = "unrecorded-model";

	/**
	 * Reads a case; what its {@code meta.json} does not say is taken from the usual.
	 * @param protocol the name of the folder above the case
	 * @param name the case's folder
	 * @param meta the content of {@code meta.json}
	 * @param body the content of {@code response.raw}
	 * @param expected the content of {@code expected.json}
	 * @return the case
	 */
	static CorpusCase of(String protocol, String name, JsonNode meta, byte[] body, JsonNode expected) {
		String contentType = meta.path("contentType").asString("application/json");
		return new CorpusCase(meta.path("protocol").asString(protocol), name,
				meta.path("provider").asString("unrecorded"),
				meta.path("streaming")
					.asBoolean(!mediaType(contentType).endsWith("json") || mediaType(contentType).endsWith("ndjson")),
				meta.path("status").asInt(200), contentType, headers(meta.path("headers")),
				meta.path("requestModel").asString(null), strings(meta.path("lenient")), body,
				CanonicalAnswer.expected(expected));
	}

	/**
	 * The call that this body answers.
	 * @return a call for the recorded model
	 */
	ChatCall call() {
		return ChatCall.builder(Model.of(this.provider, model()))
			.baseUrl("http://127.0.0.1")
			.request(ChatRequest.of("Hello"))
			.streaming(this.streaming)
			.build();
	}

	String model() {
		return (this.requestModel != null) ? this.requestModel : UNRECORDED_MODEL;
	}

	boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	/**
	 * Whether the body is to be cut into frames. A provider may answer in plain JSON
	 * although a stream was asked for.
	 * @param protocol the protocol, which knows its content types
	 * @return whether there are frames
	 */
	boolean isFramed(WireProtocol protocol) {
		return isSuccess() && this.streaming && protocol.isFramed(mediaType(this.contentType));
	}

	@Override
	public String toString() {
		return this.protocol + "/" + this.name;
	}

	private static String mediaType(String contentType) {
		int parameters = contentType.indexOf(';');
		return ((parameters < 0) ? contentType : contentType.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
	}

	private static Map<String, String> headers(JsonNode node) {
		Map<String, String> headers = new LinkedHashMap<>();
		node.forEachEntry((name, value) -> headers.put(name, (value.isArray() ? value.path(0) : value).asString()));
		return headers;
	}

	private static List<String> strings(JsonNode array) {
		List<String> values = new ArrayList<>();
		array.forEach((value) -> values.add(value.asString()));
		return List.copyOf(values);
	}

}
