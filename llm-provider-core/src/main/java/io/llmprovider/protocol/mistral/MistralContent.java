package io.llmprovider.protocol.mistral;

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
 * Writes content as parts. Addresses are plain texts, where OpenAI has objects.
 *
 * @see <a href="https://docs.mistral.ai/capabilities/vision/">Vision</a>
 * @see <a href=
 * "https://docs.mistral.ai/capabilities/document_ai/document_qna/">Documents</a>
 */
final class MistralContent {

	private final Capabilities capabilities;

	private final List<Warning> warnings;

	MistralContent(ChatCall call, List<Warning> warnings) {
		this.capabilities = call.model().capabilities();
		this.warnings = warnings;
	}

	/** A single text where that is enough, else parts; an empty text for nothing. */
	static Object plain(List<Map<String, @Nullable Object>> parts) {
		if (parts.isEmpty()) {
			return "";
		}
		Object text = parts.get(0).get("text");
		return (parts.size() == 1 && text != null) ? text : parts;
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
		return text.isEmpty() ? Map.of() : part("text", text);
	}

	static Map<String, @Nullable Object> part(String type, Object value) {
		Map<String, @Nullable Object> part = new LinkedHashMap<>();
		part.put("type", type);
		part.put(type, value);
		return part;
	}

	private Map<String, @Nullable Object> part(Content piece) {
		if (piece instanceof Text text) {
			return text(text.text());
		}
		if (piece instanceof JsonContent json) {
			return text(json.json());
		}
		if (piece instanceof Image image) {
			return this.capabilities.rejects(Modality.IMAGE) ? leftOut("image", "the model takes none") : image(image);
		}
		return (piece instanceof Document document) ? document(document) : Map.of();
	}

	private Map<String, @Nullable Object> image(Image image) {
		if (image.detail() != null) {
			warn(Warning.leftOut("detail of an image", "Mistral takes images by their address alone"));
		}
		return part("image_url", address(image.media()));
	}

	private Map<String, @Nullable Object> document(Document document) {
		String type = String.valueOf(document.media().mediaType());
		if (type.startsWith("text/") && document.media() instanceof Media.Bytes bytes) {
			String name = (document.name() != null) ? document.name() + ":\n" : "";
			return text(name + new String(bytes.data(), StandardCharsets.UTF_8));
		}
		if (type.startsWith("video/")) {
			return leftOut("video", "the API takes none");
		}
		if (document.media() instanceof Media.Url url && url.url().indexOf(':') < 0) {
			Map<String, @Nullable Object> file = new LinkedHashMap<>();
			file.put("type", "file");
			file.put("file_id", url.url());
			return file;
		}
		if (type.startsWith("audio/")) {
			return this.capabilities.rejects(Modality.AUDIO) ? leftOut("audio clip", "the model takes none")
					: audio(document.media());
		}
		return this.capabilities.rejects(Modality.DOCUMENT) ? leftOut("document", "the model takes none")
				: file(document);
	}

	private static Map<String, @Nullable Object> audio(Media media) {
		return part("input_audio", (media instanceof Media.Bytes bytes) ? bytes.base64() : ((Media.Url) media).url());
	}

	private static Map<String, @Nullable Object> file(Document document) {
		Map<String, @Nullable Object> part = part("document_url", address(document.media()));
		if (document.name() != null) {
			part.put("document_name", document.name());
		}
		return part;
	}

	/** What stands for a piece that cannot be sent. */
	private Map<String, @Nullable Object> leftOut(String what, String why) {
		warn(new Warning(what.replace(' ', '-') + "-left-out",
				"The " + what + " was left out, " + why + ": a note was sent instead"));
		return text("(" + what + " left out: " + why + ")");
	}

	private void warn(Warning warning) {
		if (!this.warnings.contains(warning)) {
			this.warnings.add(warning);
		}
	}

	private static String address(Media media) {
		return (media instanceof Media.Bytes bytes) ? bytes.dataUri() : ((Media.Url) media).url();
	}

}
