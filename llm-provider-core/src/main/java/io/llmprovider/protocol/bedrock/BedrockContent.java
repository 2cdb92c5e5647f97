package io.llmprovider.protocol.bedrock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import io.llmprovider.protocol.LeftOutContent;
import org.jspecify.annotations.Nullable;

/**
 * Writes pieces of content as blocks. What cannot be sent becomes a note; a blank text
 * becomes an empty block, which is dropped.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html">Content
 * blocks</a>
 */
final class BedrockContent {

	private static final String NO_ADDRESS = "Bedrock fetches nothing but s3:// addresses";

	private final Capabilities capabilities;

	private final boolean citations;

	private final BedrockDocumentNames names = new BedrockDocumentNames();

	private final LeftOutContent leftOut;

	BedrockContent(ChatCall call, boolean citations, List<Warning> warnings) {
		this.capabilities = call.model().capabilities();
		this.citations = citations;
		this.leftOut = new LeftOutContent(warnings);
	}

	/** A block of one member. */
	static Map<String, @Nullable Object> of(String name, @Nullable Object value) {
		Map<String, @Nullable Object> block = new LinkedHashMap<>();
		block.put(name, value);
		return block;
	}

	/** A text, empty if it is blank. */
	static Map<String, @Nullable Object> text(String text) {
		return text.isBlank() ? Map.of() : of("text", text);
	}

	/** What stands for a piece that cannot be sent. */
	Map<String, @Nullable Object> leftOut(String what, String why) {
		return text(this.leftOut.note(what, why));
	}

	/** A piece as a block, empty if there is nothing to send. */
	Map<String, @Nullable Object> block(Content piece) {
		if (piece instanceof Text text) {
			return text(text.text());
		}
		if (piece instanceof JsonContent json) {
			return text(json.json());
		}
		if (piece instanceof Image image) {
			return image(image.media());
		}
		return (piece instanceof Document document) ? document(document) : Map.of();
	}

	private Map<String, @Nullable Object> image(Media media) {
		BedrockSource source = BedrockSource.of(media, "image/png");
		String format = BedrockSource.IMAGES.get(source.mediaType());
		if (this.capabilities.rejects(Modality.IMAGE)) {
			return leftOut("image", "the model takes none");
		}
		if (format == null) {
			return leftOut("image", "Bedrock takes png, jpeg, gif and webp, not " + source.mediaType());
		}
		return media("image", format, source, Map.of());
	}

	private Map<String, @Nullable Object> document(Document document) {
		BedrockSource source = BedrockSource.of(document.media(), "application/pdf");
		String type = source.mediaType();
		if (type.startsWith("image/")) {
			return image(document.media());
		}
		if (type.startsWith("video/")) {
			return timed("video", Modality.VIDEO, BedrockSource.VIDEOS.get(type), source);
		}
		if (type.startsWith("audio/")) {
			return timed("audio", Modality.AUDIO, BedrockSource.SOUNDS.get(type), source);
		}
		String format = BedrockSource.documentFormat(type);
		if (this.capabilities.rejects(Modality.DOCUMENT)) {
			return leftOut("document", "the model takes none");
		}
		if (format == null) {
			return leftOut("document", "Bedrock takes no documents of type " + type);
		}
		Map<String, @Nullable Object> members = new LinkedHashMap<>();
		members.put("name", this.names.of(document.name()));
		if (this.citations) {
			members.put("citations", Map.of("enabled", true));
		}
		return media("document", format, source, members);
	}

	private Map<String, @Nullable Object> timed(String kind, Modality modality, @Nullable String format,
			BedrockSource source) {
		if (this.capabilities.rejects(modality)) {
			return leftOut(kind, "the model takes none");
		}
		return (format != null) ? media(kind, format, source, Map.of())
				: leftOut(kind, "Bedrock does not take " + source.mediaType());
	}

	private Map<String, @Nullable Object> media(String kind, String format, BedrockSource source,
			Map<String, @Nullable Object> members) {
		Map<String, @Nullable Object> where = source.wire();
		if (where == null) {
			return leftOut(kind.toLowerCase(Locale.ROOT), NO_ADDRESS);
		}
		Map<String, @Nullable Object> media = new LinkedHashMap<>();
		media.put("format", format);
		media.putAll(members);
		media.put("source", where);
		return of(kind, media);
	}

}
