package io.llmprovider.protocol.openai.responses;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Warning;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is said to the model as parts.
 */
final class ResponsesContent {

	private final Capabilities capabilities;

	private final List<Warning> warnings;

	ResponsesContent(ChatCall call, List<Warning> warnings) {
		this.capabilities = call.model().capabilities();
		this.warnings = warnings;
	}

	/** The pieces as parts, without empty texts. */
	List<Map<String, @Nullable Object>> parts(List<? extends Content> pieces) {
		List<Map<String, @Nullable Object>> parts = new ArrayList<>(pieces.size());
		for (Content piece : pieces) {
			Map<String, @Nullable Object> part = part(piece);
			if (!part.isEmpty()) {
				parts.add(part);
			}
		}
		return parts;
	}

	static Map<String, @Nullable Object> text(String text) {
		return text.isEmpty() ? Map.of() : part("input_text", "text", text);
	}

	private Map<String, @Nullable Object> part(Content piece) {
		if (piece instanceof Text text) {
			return text(text.text());
		}
		if (piece instanceof JsonContent json) {
			return text(json.json());
		}
		if (piece instanceof Image image) {
			return this.capabilities.rejects(Modality.IMAGE) ? leftOut("image") : image(image);
		}
		return (piece instanceof Document document) ? document(document) : Map.of();
	}

	/** What stands for a piece that the model or the API does not take. */
	private Map<String, @Nullable Object> leftOut(String what) {
		Warning warning = new Warning(what + "-left-out", "No " + what + " can be sent: a note was sent instead");
		if (!this.warnings.contains(warning)) {
			this.warnings.add(warning);
		}
		return text("(" + what + " left out: the model takes none)");
	}

	private static Map<String, @Nullable Object> image(Image image) {
		Map<String, @Nullable Object> part = address("input_image", "image_url", image.media());
		part.put("detail", (image.detail() != null) ? image.detail() : "auto");
		return part;
	}

	private Map<String, @Nullable Object> document(Document document) {
		String type = String.valueOf(document.media().mediaType());
		if (type.startsWith("text/") && document.media() instanceof Media.Bytes bytes) {
			String name = (document.name() != null) ? document.name() + ":\n" : "";
			return text(name + new String(bytes.data(), StandardCharsets.UTF_8));
		}
		if (type.startsWith("audio/") || type.startsWith("video/")) {
			return leftOut(type.startsWith("audio/") ? "audio clip" : "video");
		}
		return this.capabilities.rejects(Modality.DOCUMENT) ? leftOut("document") : file(document);
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
