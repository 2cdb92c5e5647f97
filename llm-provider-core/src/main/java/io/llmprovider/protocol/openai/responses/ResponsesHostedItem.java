package io.llmprovider.protocol.openai.responses;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An item of any other kind: a tool that the provider ran, one of its own tools that the
 * caller has to run, or something that only goes back as it came. Its pieces are of no
 * use before it is complete.
 */
final class ResponsesHostedItem implements ResponsesItem {

	private static final String CALL = "_call";

	private static final Set<String> CLIENT = Set.of("local_shell_call", "apply_patch_call", "computer_call");

	/** Where the tools have what was asked of them. */
	private static final List<String> INPUTS = List.of("arguments", "action", "input", "code", "queries", "operation");

	/** Where the tools have what they gave. */
	private static final List<String> RESULTS = List.of("outputs", "results", "output");

	private static final Set<String> NOT_ASKED = Set.of("type", "id", "call_id", "status");

	private final StreamSink sink;

	private final ResponsesExtras extras;

	private final Origin origin;

	ResponsesHostedItem(StreamSink sink, ResponsesExtras extras, Origin origin) {
		this.sink = sink;
		this.extras = extras;
		this.origin = origin;
	}

	@Override
	public void delta(Part part, int index, String piece) {
		// What it asks is told with its end.
	}

	@Override
	public void whole(Part part, int index, String text) {
		// What it asks is told with its end.
	}

	@Override
	public void cut() {
		// A tool that did not come to its end gave nothing.
	}

	@Override
	public void done(JsonNode item) {
		String type = item.path("type").asString("");
		if (isClients(item, type)) {
			clientCall(item, type);
		}
		else if ("image_generation_call".equals(type)) {
			image(item);
		}
		else if (type.endsWith(CALL) || "program".equals(type)) {
			serverCall(item, type);
		}
		else if (!type.isEmpty()) {
			if ("mcp_approval_request".equals(type)) {
				this.extras.callerIsAsked();
			}
			String callId = item.path("call_id").asString(item.path("id").asString(null));
			this.sink.serverToolReturned(callId, type, item.toString(), ResponsesReplay.ofItem(item));
		}
	}

	private static boolean isClients(JsonNode item, String type) {
		if ("shell_call".equals(type)) {
			return "local".equals(item.path("environment").path("type").asString("local"));
		}
		return CLIENT.contains(type)
				|| "tool_search_call".equals(type) && "client".equals(item.path("execution").asString(""));
	}

	private void clientCall(JsonNode item, String type) {
		Map<String, @Nullable Object> asked = new LinkedHashMap<>(Json.object(item));
		asked.keySet().removeAll(NOT_ASKED);
		asked.values().removeIf((value) -> value == null);
		String id = item.path("call_id").asString("");
		int block = this.sink.toolCallStarted(id.isEmpty() ? item.path("id").asString(null) : id, name(type));
		String arguments = Json.text(asked);
		this.sink.delta(block, arguments);
		this.sink.replay(block, ResponsesReplay.TYPE, type);
		this.sink.replay(block, ResponsesReplay.ITEM, ResponsesReplay.item(item));
		this.sink.toolCallEnded(block, arguments);
	}

	private void serverCall(JsonNode item, String type) {
		boolean named = "mcp_call".equals(type) || "custom_tool_call".equals(type);
		String name = named ? item.path("name").asString(name(type)) : name(type);
		String id = item.path("id").asString(null);
		this.sink.serverToolCalled(id, name, input(item), ResponsesReplay.ofItem(item));
		for (String member : RESULTS) {
			JsonNode result = item.path(member);
			if (!result.isNull() && !result.isMissingNode()) {
				this.sink.serverToolReturned(id, type, result.toString(), Map.of());
			}
		}
	}

	private static String name(String type) {
		return type.endsWith(CALL) ? type.substring(0, type.length() - CALL.length()) : type;
	}

	private static @Nullable String input(JsonNode item) {
		for (String member : INPUTS) {
			JsonNode input = item.path(member);
			if (input.isObject()) {
				return input.toString();
			}
			if (member.equals("arguments") && input.isString()) {
				return input.stringValue();
			}
			if (input.isString() || input.isArray()) {
				return Json.text(Map.of(member, input));
			}
		}
		return null;
	}

	/**
	 * A picture is kept once, as bytes: it goes back to its provider from there.
	 */
	private void image(JsonNode item) {
		JsonNode revised = item.path("revised_prompt");
		String asked = revised.isString() ? Json.text(Map.of("revised_prompt", revised)) : null;
		byte[] data = decoded(item.path("result").asString(""));
		Map<String, @Nullable Object> kept = (data.length > 0) ? Map.of() : ResponsesReplay.ofItem(item);
		this.sink.serverToolCalled(item.path("id").asString(null), "image_generation", asked, kept);
		if (data.length > 0) {
			String mediaType = "image/" + item.path("output_format").asString("png");
			ObjectNode rest = ((ObjectNode) item).deepCopy();
			rest.remove("result");
			this.sink.image(new Image(new Media.Bytes(data, mediaType), null, null,
					this.origin.replay(ResponsesReplay.ofItem(rest))));
		}
	}

	private static byte[] decoded(String base64) {
		try {
			return Base64.getMimeDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			// Not a picture; the item is kept as it came.
			return new byte[0];
		}
	}

	/**
	 * Who answers.
	 *
	 * @param provider the provider's name
	 * @param model the model's id
	 * @param api the API type
	 */
	record Origin(String provider, String model, String api) {

		ReplayData replay(Map<String, @Nullable Object> payload) {
			return new ReplayData(this.provider, this.model, this.api, payload);
		}

	}

}
