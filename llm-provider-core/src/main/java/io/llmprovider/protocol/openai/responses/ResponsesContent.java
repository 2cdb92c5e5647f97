package io.llmprovider.protocol.openai.responses;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.model.Modality;
import io.llmprovider.protocol.ContentWriter;
import io.llmprovider.protocol.MediaRule;
import io.llmprovider.protocol.MediaRule.Place;
import io.llmprovider.protocol.PlainText;
import io.llmprovider.protocol.PromptMarks;
import io.llmprovider.protocol.PromptRetention;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is said to the model as parts.
 */
final class ResponsesContent {

	private static final ContentWriter WRITER = new ContentWriter(ResponsesContent::text, ResponsesContent::image,
			ResponsesContent::document);

	private ResponsesContent() {
	}

	/** The pieces as parts, without empty texts. */
	static List<Map<String, @Nullable Object>> parts(List<? extends Content> pieces) {
		return WRITER.write(pieces);
	}

	/**
	 * The pieces as parts, with their breakpoints for the cache if the model takes any.
	 */
	static List<Map<String, @Nullable Object>> parts(List<? extends Content> pieces, boolean breakpoints) {
		return WRITER.write(pieces, (piece, part) -> {
			if (breakpoints && PromptMarks.of(piece) != null) {
				PromptRetention.breakpoint(part);
			}
		});
	}

	static Map<String, @Nullable Object> text(String text) {
		return text.isEmpty() ? Map.of() : part("input_text", "text", text);
	}

	private static Map<String, @Nullable Object> image(Image image) {
		Map<String, @Nullable Object> part = address("input_image", "image_url", image.media());
		part.put("detail", (image.detail() != null) ? image.detail() : "auto");
		return part;
	}

	/** Why the API does not take something, or null if it does. */
	static @Nullable String refusal(Media media, Modality kind, Place place) {
		return (kind == Modality.AUDIO || kind == Modality.VIDEO) ? "the API takes none"
				: MediaRule.USUAL.refusal(media, kind, place);
	}

	private static Map<String, @Nullable Object> document(Document document) {
		return PlainText.is(document.media()) ? text(PlainText.of(document)) : file(document);
	}

	private static Map<String, @Nullable Object> file(Document document) {
		if (document.media() instanceof Media.Bytes bytes) {
			Map<String, @Nullable Object> part = part("input_file", "file_data", bytes.dataUri());
			part.put("filename", (document.name() != null) ? document.name() : "document.pdf");
			return part;
		}
		return address("input_file", "file_url", document.media());
	}

	/** An address that is none is the id of a file that the provider keeps. */
	private static Map<String, @Nullable Object> address(String type, String name, Media media) {
		if (media instanceof Media.Bytes bytes) {
			return part(type, name, bytes.dataUri());
		}
		String url = ((Media.Url) media).url();
		boolean file = url.startsWith("file-") || url.startsWith("assistant-");
		return part(type, file ? "file_id" : name, url);
	}

	private static Map<String, @Nullable Object> part(String type, String name, String value) {
		Map<String, @Nullable Object> part = new LinkedHashMap<>();
		part.put("type", type);
		part.put(name, value);
		return part;
	}

}
