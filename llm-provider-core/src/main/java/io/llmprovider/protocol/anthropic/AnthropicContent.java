package io.llmprovider.protocol.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Media;
import io.llmprovider.model.Modality;
import io.llmprovider.protocol.ContentWriter;
import io.llmprovider.protocol.MediaRule;
import io.llmprovider.protocol.MediaRule.Place;
import io.llmprovider.protocol.PlainText;
import io.llmprovider.protocol.PromptMarks;
import org.jspecify.annotations.Nullable;

/**
 * Writes what users and tools say as blocks.
 */
final class AnthropicContent {

	private final ContentWriter writer = new ContentWriter(AnthropicContent::text,
			(image) -> source("image", image.media()), this::document);

	private final boolean citations;

	private boolean files;

	AnthropicContent(boolean citations) {
		this.citations = citations;
	}

	/**
	 * The pieces as blocks.
	 * @param pieces the pieces
	 * @param marks marks the blocks, or null if they cannot be marked
	 * @return the blocks
	 */
	List<Map<String, @Nullable Object>> blocks(List<? extends Content> pieces, @Nullable AnthropicCacheMarks marks) {
		return (marks == null) ? this.writer.write(pieces)
				: this.writer.write(pieces, (piece, block) -> marks.markBlock(block, PromptMarks.of(piece)));
	}

	/** Whether a source written so far is a file that was uploaded before. */
	boolean hasFiles() {
		return this.files;
	}

	static Map<String, @Nullable Object> text(String text) {
		Map<String, @Nullable Object> block = typed("text");
		block.put("text", text);
		return block;
	}

	static Map<String, @Nullable Object> typed(String type) {
		Map<String, @Nullable Object> block = new LinkedHashMap<>();
		block.put("type", type);
		return block;
	}

	/** Why the API does not take something, or null if it does. */
	static @Nullable String refusal(Media media, Modality kind, Place place) {
		return (kind == Modality.AUDIO || kind == Modality.VIDEO) ? "the API takes none"
				: MediaRule.USUAL.refusal(media, kind, place);
	}

	private Map<String, @Nullable Object> document(Document document) {
		String type = String.valueOf(document.media().mediaType());
		if (type.startsWith("image/")) {
			return source("image", document.media());
		}
		Map<String, @Nullable Object> block = source("document", document.media());
		if (document.name() != null) {
			block.put("title", document.name());
		}
		if (this.citations) {
			block.put("citations", Map.of("enabled", true));
		}
		return block;
	}

	private Map<String, @Nullable Object> source(String type, Media media) {
		Map<String, @Nullable Object> source = new LinkedHashMap<>();
		if (media instanceof Media.Bytes bytes && PlainText.is(media)) {
			source.put("type", "text");
			source.put("media_type", "text/plain");
			source.put("data", new String(bytes.data(), StandardCharsets.UTF_8));
		}
		else if (media instanceof Media.Bytes bytes) {
			base64(source, bytes.mediaType(), bytes.base64());
		}
		else {
			url(source, ((Media.Url) media).url());
		}
		Map<String, @Nullable Object> block = typed(type);
		block.put("source", source);
		return block;
	}

	/** Only addresses on the net are fetched: data in the address itself is unpacked. */
	private void url(Map<String, @Nullable Object> source, String url) {
		int comma = url.indexOf(";base64,");
		if (url.startsWith("data:") && comma > 0) {
			base64(source, url.substring("data:".length(), comma), url.substring(comma + ";base64,".length()));
		}
		else if (url.startsWith("file_")) {
			source.put("type", "file");
			source.put("file_id", url);
			this.files = true;
		}
		else {
			source.put("type", "url");
			source.put("url", url);
		}
	}

	private static void base64(Map<String, @Nullable Object> source, String mediaType, String data) {
		source.put("type", "base64");
		source.put("media_type", mediaType);
		source.put("data", data);
	}

}
