package io.llmprovider.protocol.bedrock;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Media;
import io.llmprovider.model.Modality;
import io.llmprovider.protocol.ContentWriter;
import io.llmprovider.protocol.MediaRule;
import io.llmprovider.protocol.MediaRule.Place;
import org.jspecify.annotations.Nullable;

/**
 * Writes pieces of content as blocks.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html">Content
 * blocks</a>
 */
final class BedrockContent {

	private static final String NO_ADDRESS = "Bedrock fetches nothing but s3:// addresses";

	private final ContentWriter writer = new ContentWriter(BedrockContent::text,
			(image) -> media("image", Modality.IMAGE, image.media(), Map.of()), this::document);

	private final boolean citations;

	private final BedrockDocumentNames names = new BedrockDocumentNames();

	BedrockContent(boolean citations) {
		this.citations = citations;
	}

	/** Why Bedrock does not take something, or null if it does. */
	static @Nullable String refusal(Media media, Modality kind, Place place) {
		if (place == Place.ANSWER) {
			return MediaRule.USUAL.refusal(media, kind, place);
		}
		BedrockSource source = source(media, kind);
		String type = source.mediaType();
		if (format(source, kind) == null) {
			return (kind == Modality.IMAGE) ? "Bedrock takes png, jpeg, gif and webp, not " + type
					: "Bedrock takes nothing of type " + type;
		}
		return (source.wire() != null) ? null : NO_ADDRESS;
	}

	private static BedrockSource source(Media media, Modality kind) {
		return BedrockSource.of(media, (kind == Modality.IMAGE) ? "image/png" : "application/pdf");
	}

	private static @Nullable String format(BedrockSource source, Modality kind) {
		return switch (kind) {
			case IMAGE -> BedrockSource.IMAGES.get(source.mediaType());
			case VIDEO -> BedrockSource.VIDEOS.get(source.mediaType());
			case AUDIO -> BedrockSource.SOUNDS.get(source.mediaType());
			case TEXT, DOCUMENT -> BedrockSource.documentFormat(source.mediaType());
		};
	}

	/** A block of one member. */
	static Map<String, @Nullable Object> of(String name, @Nullable Object value) {
		Map<String, @Nullable Object> block = new LinkedHashMap<>();
		block.put(name, value);
		return block;
	}

	static Map<String, @Nullable Object> text(String text) {
		return of("text", text);
	}

	/** A piece as a block, empty if there is nothing to send. */
	Map<String, @Nullable Object> block(Content piece) {
		return this.writer.write(piece);
	}

	private Map<String, @Nullable Object> document(Document document) {
		String type = BedrockSource.of(document.media(), "application/pdf").mediaType();
		if (type.startsWith("image/")) {
			return media("image", Modality.IMAGE, document.media(), Map.of());
		}
		if (type.startsWith("video/")) {
			return media("video", Modality.VIDEO, document.media(), Map.of());
		}
		if (type.startsWith("audio/")) {
			return media("audio", Modality.AUDIO, document.media(), Map.of());
		}
		Map<String, @Nullable Object> members = new LinkedHashMap<>();
		members.put("name", this.names.of(document.name()));
		if (this.citations) {
			members.put("citations", Map.of("enabled", true));
		}
		return media("document", Modality.DOCUMENT, document.media(), members);
	}

	private static Map<String, @Nullable Object> media(String name, Modality kind, Media media,
			Map<String, @Nullable Object> members) {
		BedrockSource source = source(media, kind);
		Map<String, @Nullable Object> wire = new LinkedHashMap<>();
		wire.put("format", format(source, kind));
		wire.putAll(members);
		wire.put("source", source.wire());
		return of(name, wire);
	}

}
