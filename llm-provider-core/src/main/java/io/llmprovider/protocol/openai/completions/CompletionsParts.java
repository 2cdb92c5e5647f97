package io.llmprovider.protocol.openai.completions;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;

/**
 * Content that is no text but a list of parts, as Mistral and some others send it.
 */
final class CompletionsParts {

	private final StreamSink sink;

	private final CompletionsAnswer answer;

	CompletionsParts(StreamSink sink, CompletionsAnswer answer) {
		this.sink = sink;
		this.answer = answer;
	}

	/**
	 * Writes thoughts, texts and pictures in the order of the parts; what else there is
	 * is reported.
	 */
	void write(Object parts, boolean thoughts) {
		for (Object item : list(parts)) {
			if (item instanceof String text) {
				this.answer.text(text);
			}
			else if (item instanceof Map<?, ?> part) {
				write(part, thoughts);
			}
		}
	}

	private void write(Map<?, ?> part, boolean thoughts) {
		if (isThought(part)) {
			if (thoughts) {
				think(part);
			}
		}
		else if (isAnswer(part)) {
			this.answer.text(string(part.get("text")));
		}
		else if (part.get("image_url") != null) {
			this.answer.close();
			picture(this.sink, part);
		}
		else if (part.get("type") instanceof String type) {
			this.sink.providerEvent(type, Json.text(part));
		}
	}

	private void think(Map<?, ?> part) {
		Object thinking = (part.get("thinking") != null) ? part.get("thinking") : part.get("text");
		this.answer.reasoning(CompletionsReplay.CONTENT, joined(thinking));
		String signature = string(part.get("signature"));
		if (!signature.isEmpty()) {
			this.answer.signature(signature);
		}
	}

	/**
	 * Writes pictures.
	 * @param sink where to
	 * @param images parts with an {@code image_url}
	 */
	static void pictures(StreamSink sink, Object images) {
		for (Object item : list(images)) {
			if (item instanceof Map<?, ?> part) {
				picture(sink, part);
			}
		}
	}

	private static void picture(StreamSink sink, Map<?, ?> part) {
		Object image = part.get("image_url");
		String url = string((image instanceof Map<?, ?> object) ? object.get("url") : image);
		if (!url.isEmpty()) {
			sink.image(new Image(media(url), null, null, null));
		}
	}

	private static Media media(String url) {
		int comma = url.indexOf(',');
		if (url.startsWith("data:") && comma > 0 && url.startsWith(";base64", comma - 7)) {
			String mediaType = url.substring("data:".length(), comma - ";base64".length());
			try {
				byte[] data = Base64.getMimeDecoder().decode(url.substring(comma + 1));
				return new Media.Bytes(data, mediaType);
			}
			catch (IllegalArgumentException ex) {
				// Kept as it came: the caller may know what to make of it.
				return new Media.Url(url, mediaType);
			}
		}
		return new Media.Url(url, null);
	}

	private static boolean isThought(Map<?, ?> part) {
		return "thinking".equals(part.get("type")) || "reasoning".equals(part.get("type"));
	}

	private static boolean isAnswer(Map<?, ?> part) {
		Object type = part.get("type");
		return part.get("text") != null && (type == null || "text".equals(type) || "output_text".equals(type));
	}

	private static String joined(@Nullable Object thinking) {
		StringBuilder text = new StringBuilder();
		for (Object item : list(thinking)) {
			text.append((item instanceof Map<?, ?> part) ? string(part.get("text")) : string(item));
		}
		return text.toString();
	}

	private static List<?> list(@Nullable Object value) {
		if (value instanceof List<?> list) {
			return list;
		}
		return (value != null) ? List.of(value) : List.of();
	}

	private static String string(@Nullable Object value) {
		return (value instanceof String text) ? text : "";
	}

}
