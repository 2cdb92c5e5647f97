package io.llmprovider.protocol.google;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a model said before, part by part and in the same order, so that each
 * signature comes back on the part that brought it. What cannot be sent becomes an empty
 * part, which is dropped.
 */
final class GoogleAssistantMapper implements Content.Visitor<Map<String, @Nullable Object>> {

	private static final String CALL = "functionCall";

	private final GoogleModel model;

	GoogleAssistantMapper(ChatCall call) {
		this.model = GoogleModel.of(call.model().id());
	}

	List<Map<String, @Nullable Object>> parts(AssistantMessage message) {
		List<Map<String, @Nullable Object>> parts = new ArrayList<>(message.content().size());
		for (AssistantContent piece : message.content()) {
			Map<String, @Nullable Object> part = piece.accept(this);
			if (!part.isEmpty()) {
				parts.add(part);
			}
		}
		if (this.model.requiresSignatures()) {
			parts.stream()
				.filter((part) -> part.containsKey(CALL))
				.findFirst()
				.ifPresent((first) -> first.putIfAbsent(GoogleReplay.SIGNATURE, GoogleReplay.NO_SIGNATURE));
		}
		return parts;
	}

	@Override
	public Map<String, @Nullable Object> text(Text text) {
		String signature = GoogleReplay.signature(text.replay());
		return (signature != null) ? signed(GoogleParts.of("text", text.text()), signature)
				: GoogleParts.text(text.text());
	}

	/** Nothing but the signature of a thought is wanted back. */
	@Override
	public Map<String, @Nullable Object> reasoning(Reasoning reasoning) {
		String signature = GoogleReplay.signature(reasoning.replay());
		if (signature != null) {
			Map<String, @Nullable Object> part = GoogleParts.of("text", reasoning.text());
			part.put("thought", true);
			return signed(part, signature);
		}
		return Map.of();
	}

	@Override
	public Map<String, @Nullable Object> toolCall(ToolCall call) {
		Map<String, @Nullable Object> wire = new LinkedHashMap<>();
		String id = id(call);
		if (id != null) {
			wire.put("id", id);
		}
		wire.put("name", call.name());
		wire.put("args", Json.object(call.arguments()));
		Map<String, @Nullable Object> part = GoogleParts.of(CALL, wire);
		String signature = GoogleReplay.signature(call.replay());
		return (signature != null) ? signed(part, signature) : part;
	}

	/**
	 * The id of a call, which some servers refuse: it is sent if the server gave one, or
	 * needs one.
	 * @param call the call
	 * @return the id, or null for none
	 */
	@Nullable String id(ToolCall call) {
		ReplayData own = call.replay();
		String given = (own != null) ? own.text(GoogleReplay.ID) : null;
		return (given == null && this.model.requiresCallIds()) ? call.id() : given;
	}

	@Override
	public Map<String, @Nullable Object> serverToolCall(ServerToolCall call) {
		return unchanged(call.replay());
	}

	@Override
	public Map<String, @Nullable Object> serverToolResult(ServerToolResult result) {
		return unchanged(result.replay());
	}

	@Override
	public Map<String, @Nullable Object> image(Image image) {
		Map<String, @Nullable Object> part = GoogleParts.media(image.media());
		String signature = GoogleReplay.signature(image.replay());
		return (signature != null) ? signed(part, signature) : part;
	}

	@Override
	public Map<String, @Nullable Object> document(Document document) {
		return Map.of();
	}

	@Override
	public Map<String, @Nullable Object> json(JsonContent json) {
		return GoogleParts.text(json.json());
	}

	private static Map<String, @Nullable Object> unchanged(@Nullable ReplayData replay) {
		if (replay == null || !(replay.payload().get(GoogleReplay.PART) instanceof Map<?, ?> kept)) {
			return Map.of();
		}
		Map<String, @Nullable Object> part = new LinkedHashMap<>();
		kept.forEach((name, value) -> part.put(String.valueOf(name), value));
		String signature = GoogleReplay.signature(replay);
		return (signature != null) ? signed(part, signature) : part;
	}

	private static Map<String, @Nullable Object> signed(Map<String, @Nullable Object> part, String signature) {
		part.put(GoogleReplay.SIGNATURE, signature);
		return part;
	}

}
