package io.llmprovider.test.replay;

import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a fixture is written: a request's body as JSON where it is JSON, a chunk as text
 * where it is text, and all else as base64.
 */
final class CassetteFormat {

	static final String NAME = "llm-provider-cassette/1";

	private static final String BASE64 = "base64";

	private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

	private static final ObjectWriter WRITER = JsonMapper.builder()
		.build()
		.writer()
		.with(new DefaultPrettyPrinter().withArrayIndenter(INDENT).withObjectIndenter(INDENT));

	private CassetteFormat() {
	}

	static String text(Cassette cassette) {
		ObjectNode root = WireJson.object().put("format", NAME);
		ArrayNode exchanges = root.putArray("exchanges");
		for (RecordedExchange exchange : cassette.exchanges()) {
			ObjectNode node = exchanges.addObject();
			write(exchange.request(), node.putObject("request"));
			write(exchange.response(), node.putObject("response"));
		}
		return WRITER.writeValueAsString(root) + "\n";
	}

	private static void write(RecordedRequest request, ObjectNode node) {
		node.put("method", request.method()).put("url", request.url());
		headers(request.headers(), node);
		if (request.body().length > 0) {
			JsonNode json = json(request.body());
			if (json != null) {
				node.set("json", json);
			}
			else {
				put(node, request.body());
			}
		}
	}

	private static void write(RecordedResponse response, ObjectNode node) {
		node.put("status", response.status());
		headers(response.headers(), node);
		ArrayNode chunks = node.putArray("chunks");
		for (RecordedChunk chunk : response.chunks()) {
			String text = text(chunk.bytes());
			if (text != null && chunk.after().isZero()) {
				chunks.add(text);
			}
			else {
				ObjectNode object = chunks.addObject();
				put(object, chunk.bytes());
				if (!chunk.after().isZero()) {
					object.put("afterMillis", chunk.after().toMillis());
				}
			}
		}
		if (response.ending() != RecordedEnding.COMPLETE) {
			node.put("ending", response.ending().name().toLowerCase(Locale.ROOT));
		}
	}

	private static void headers(Map<String, String> headers, ObjectNode node) {
		ObjectNode object = node.putObject("headers");
		headers.forEach(object::put);
	}

	private static void put(ObjectNode node, byte[] bytes) {
		String text = text(bytes);
		if (text != null) {
			node.put("text", text);
		}
		else {
			node.put(BASE64, Base64.getEncoder().encodeToString(bytes));
		}
	}

	private static @Nullable String text(byte[] bytes) {
		try {
			return WireJson.utf8(bytes);
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	static boolean isText(byte[] bytes) {
		return text(bytes) != null;
	}

	/**
	 * A body as JSON.
	 * @param body any bytes
	 * @return the tree, or null if it is none that could be written again
	 */
	static @Nullable JsonNode json(byte[] body) {
		String text = text(body);
		try {
			JsonNode node = (text != null) ? WireJson.read(text) : null;
			return (node != null && node.isContainer() && WireJson.isText(node)) ? node : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	static Cassette parse(String text) {
		JsonNode root;
		try {
			root = WireJson.read(text);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("it is no JSON (" + ex.getOriginalMessage() + ")", ex);
		}
		if (!NAME.equals(WireJson.textMember(root, "format"))) {
			throw new IllegalArgumentException("its format is not " + NAME);
		}
		List<RecordedExchange> exchanges = new ArrayList<>();
		for (JsonNode exchange : root.path("exchanges").values()) {
			exchanges.add(new RecordedExchange(request(required(exchange, "request")),
					response(required(exchange, "response"))));
		}
		return new Cassette(exchanges);
	}

	private static RecordedRequest request(JsonNode node) {
		JsonNode json = node.path("json");
		byte[] body = json.isMissingNode() ? bytes(node) : WireJson.bytes(json);
		return new RecordedRequest(required(node, "method").asString(), required(node, "url").asString(), headers(node),
				body);
	}

	private static RecordedResponse response(JsonNode node) {
		List<RecordedChunk> chunks = new ArrayList<>();
		for (JsonNode chunk : node.path("chunks").values()) {
			byte[] bytes = chunk.isString() ? utf8(chunk.stringValue()) : bytes(chunk);
			if (bytes.length == 0) {
				throw new IllegalArgumentException("a chunk is empty");
			}
			chunks.add(new RecordedChunk(bytes, Duration.ofMillis(chunk.path("afterMillis").asLong(0))));
		}
		return new RecordedResponse(required(node, "status").asInt(), headers(node), chunks, ending(node));
	}

	private static RecordedEnding ending(JsonNode node) {
		String word = node.path("ending").asString("complete");
		try {
			return RecordedEnding.valueOf(word.toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("there is no ending '" + word + "'", ex);
		}
	}

	private static Map<String, String> headers(JsonNode node) {
		Map<String, String> headers = new TreeMap<>();
		node.path("headers")
			.properties()
			.forEach((header) -> headers.put(header.getKey(), header.getValue().asString()));
		return headers;
	}

	private static byte[] bytes(JsonNode node) {
		String base64 = WireJson.textMember(node, BASE64);
		return (base64 != null) ? Base64.getDecoder().decode(base64) : utf8(node.path("text").asString(""));
	}

	private static byte[] utf8(String text) {
		return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
	}

	private static JsonNode required(JsonNode node, String member) {
		JsonNode value = WireJson.member(node, member);
		if (value == null) {
			throw new IllegalArgumentException("an exchange has no " + member);
		}
		return value;
	}

}
