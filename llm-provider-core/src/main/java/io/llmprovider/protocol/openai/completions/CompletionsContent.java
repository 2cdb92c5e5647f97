package io.llmprovider.protocol.openai.completions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Text;
import io.llmprovider.protocol.ContentWriter;
import io.llmprovider.protocol.PlainText;
import io.llmprovider.protocol.PromptMarks;
import org.jspecify.annotations.Nullable;

/**
 * Writes the content of messages: a plain text where that is enough, else parts.
 */
final class CompletionsContent {

	private static final ContentWriter WRITER = new ContentWriter(CompletionsContent::text, CompletionsContent::image,
			CompletionsContent::document);

	private final CompletionsCacheMarks marks;

	CompletionsContent(CompletionsCacheMarks marks) {
		this.marks = marks;
	}

	/**
	 * Content as text or parts.
	 * @param pieces the pieces
	 * @param end a mark at the end of the message, or null
	 * @return a text, or a list of parts
	 */
	Object of(List<? extends Content> pieces, @Nullable CacheMark end) {
		boolean marked = this.marks.isSupported()
				&& (end != null || pieces.stream().anyMatch((piece) -> PromptMarks.of(piece) != null));
		if (pieces.size() == 1 && pieces.get(0) instanceof Text text && !marked) {
			return text.text();
		}
		List<Map<String, @Nullable Object>> parts = parts(pieces);
		if (parts.isEmpty()) {
			return "";
		}
		if (end != null) {
			this.marks.mark(parts.get(parts.size() - 1), end);
		}
		return parts;
	}

	/** The pieces as parts, without empty texts. */
	List<Map<String, @Nullable Object>> parts(List<? extends Content> pieces) {
		return WRITER.write(pieces, (piece, part) -> this.marks.mark(part, PromptMarks.of(piece)));
	}

	static Map<String, @Nullable Object> text(String text) {
		Map<String, @Nullable Object> part = new LinkedHashMap<>();
		if (!text.isEmpty()) {
			part.put("type", "text");
			part.put("text", text);
		}
		return part;
	}

	private static Map<String, @Nullable Object> image(Image image) {
		Map<String, @Nullable Object> url = new LinkedHashMap<>();
		url.put("url", address(image.media()));
		if (image.detail() != null) {
			url.put("detail", image.detail());
		}
		return typed("image_url", url);
	}

	private static Map<String, @Nullable Object> document(Document document) {
		if (PlainText.is(document.media())) {
			return text(PlainText.of(document));
		}
		String type = String.valueOf(document.media().mediaType());
		if (type.startsWith("audio/") && document.media() instanceof Media.Bytes bytes) {
			return typed("input_audio", Map.of("data", bytes.base64(), "format", audioFormat(type)));
		}
		return type.startsWith("video/") ? typed("video_url", Map.of("url", address(document.media())))
				: file(document);
	}

	private static Map<String, @Nullable Object> file(Document document) {
		Map<String, @Nullable Object> file = new LinkedHashMap<>();
		String address = address(document.media());
		// An address that is none is the id of a file that the provider keeps.
		if (address.startsWith("file-") || address.startsWith("assistant-")) {
			file.put("file_id", address);
			return typed("file", file);
		}
		file.put("filename", (document.name() != null) ? document.name() : "document.pdf");
		file.put("file_data", address);
		return typed("file", file);
	}

	private static String audioFormat(String mediaType) {
		String format = mediaType.substring("audio/".length());
		return switch (format) {
			case "mpeg", "mp3" -> "mp3";
			case "x-wav", "wave", "vnd.wave" -> "wav";
			default -> format;
		};
	}

	private static Map<String, @Nullable Object> typed(String type, Object value) {
		Map<String, @Nullable Object> part = new LinkedHashMap<>();
		part.put("type", type);
		part.put(type, value);
		return part;
	}

	private static String address(Media media) {
		return (media instanceof Media.Bytes bytes) ? bytes.dataUri() : ((Media.Url) media).url();
	}

}
