package io.llmprovider.protocol.mistral;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Warning;
import io.llmprovider.model.Modality;
import io.llmprovider.protocol.ContentWriter;
import io.llmprovider.protocol.MediaRule;
import io.llmprovider.protocol.MediaRule.Place;
import io.llmprovider.protocol.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Writes content as parts. Addresses are plain texts, where OpenAI has objects.
 *
 * @see <a href="https://docs.mistral.ai/capabilities/vision/">Vision</a>
 * @see <a href=
 * "https://docs.mistral.ai/capabilities/document_ai/document_qna/">Documents</a>
 */
final class MistralContent {

	private final ContentWriter writer = new ContentWriter(MistralContent::text, this::image, MistralContent::document);

	private final List<Warning> warnings;

	MistralContent(List<Warning> warnings) {
		this.warnings = warnings;
	}

	/** Why the API does not take something, or null if it does. */
	static @Nullable String refusal(Media media, Modality kind, Place place) {
		return (kind == Modality.VIDEO) ? "the API takes none" : MediaRule.USUAL.refusal(media, kind, place);
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
		return this.writer.write(pieces);
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

	private Map<String, @Nullable Object> image(Image image) {
		if (image.detail() != null) {
			warn(Warning.leftOut("detail of an image", "Mistral takes images by their address alone"));
		}
		return part("image_url", address(image.media()));
	}

	private static Map<String, @Nullable Object> document(Document document) {
		if (PlainText.is(document.media())) {
			return text(PlainText.of(document));
		}
		if (document.media() instanceof Media.Url url && url.url().indexOf(':') < 0) {
			Map<String, @Nullable Object> file = new LinkedHashMap<>();
			file.put("type", "file");
			file.put("file_id", url.url());
			return file;
		}
		boolean sound = String.valueOf(document.media().mediaType()).startsWith("audio/");
		return sound ? audio(document.media()) : file(document);
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

	private void warn(Warning warning) {
		if (!this.warnings.contains(warning)) {
			this.warnings.add(warning);
		}
	}

	private static String address(Media media) {
		return (media instanceof Media.Bytes bytes) ? bytes.dataUri() : ((Media.Url) media).url();
	}

}
