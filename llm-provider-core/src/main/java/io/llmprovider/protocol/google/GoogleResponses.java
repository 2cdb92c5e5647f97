package io.llmprovider.protocol.google;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolResultContent;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes what tools return. From Gemini 3 on pictures stand inside the response; before,
 * and where they are only an address, they stand beside it.
 */
final class GoogleResponses {

	private final boolean mediaInside;

	GoogleResponses(ChatCall call) {
		this.mediaInside = takesMedia(call);
	}

	/** Whether pictures may stand inside a response. */
	static boolean takesMedia(ChatCall call) {
		Boolean flag = call.compat().supportsImagesInToolResults();
		return (flag != null) ? flag : GoogleModel.of(call.model().id()).takesMediaInResponses();
	}

	/**
	 * A response.
	 * @param message what the tool returned
	 * @param name the function's name
	 * @param id the id that the server gave the call, or null
	 */
	Map<String, @Nullable Object> response(ToolResultMessage message, String name, @Nullable String id) {
		Map<String, @Nullable Object> wire = new LinkedHashMap<>();
		if (id != null) {
			wire.put("id", id);
		}
		wire.put("name", name);
		wire.put("response", GoogleParts.of(message.error() ? "error" : "output", said(message)));
		List<Map<String, @Nullable Object>> inside = new ArrayList<>();
		message.content().stream().filter(this::isInside).forEach((piece) -> inside.addAll(part(piece)));
		if (!inside.isEmpty()) {
			wire.put("parts", inside);
		}
		return GoogleParts.of("functionResponse", wire);
	}

	/** What of a result stands behind all responses. */
	List<Map<String, @Nullable Object>> beside(ToolResultMessage message) {
		List<Map<String, @Nullable Object>> beside = new ArrayList<>();
		message.content()
			.stream()
			.filter((piece) -> isMedia(piece) && !isInside(piece))
			.forEach((piece) -> beside.addAll(part(piece)));
		if (!beside.isEmpty()) {
			beside.add(0, GoogleParts.text("Returned by tool " + message.toolName() + ":"));
		}
		return beside;
	}

	/** One JSON value as it is, everything else as text. */
	private @Nullable Object said(ToolResultMessage message) {
		List<ToolResultContent> words = message.content().stream().filter((piece) -> !isMedia(piece)).toList();
		if (words.size() == 1 && words.get(0) instanceof JsonContent json) {
			return Json.mapper().readValue(json.json(), Object.class);
		}
		StringBuilder joined = new StringBuilder();
		for (ToolResultContent piece : words) {
			String text = (piece instanceof Text plain) ? plain.text() : ((JsonContent) piece).json();
			joined.append(joined.isEmpty() ? "" : "\n").append(text);
		}
		boolean media = message.content().size() > words.size();
		String nothing = media ? "The tool returned what is attached" : "";
		return joined.toString().isBlank() ? nothing : joined.toString();
	}

	private static List<Map<String, @Nullable Object>> part(ToolResultContent piece) {
		return GoogleParts.parts(List.of(piece));
	}

	private boolean isInside(ToolResultContent piece) {
		Media media = (piece instanceof Image image) ? image.media()
				: (piece instanceof Document document) ? document.media() : null;
		return this.mediaInside && (media instanceof Media.Bytes
				|| media instanceof Media.Url address && address.url().startsWith("data:"));
	}

	private static boolean isMedia(ToolResultContent piece) {
		return piece instanceof Image || piece instanceof Document;
	}

}
