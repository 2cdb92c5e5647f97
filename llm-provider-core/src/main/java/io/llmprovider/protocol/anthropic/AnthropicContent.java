package io.llmprovider.protocol.anthropic;

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
import io.llmprovider.protocol.PromptMarks;
import org.jspecify.annotations.Nullable;

/**
 * Writes what users and tools say as blocks. Texts of nothing but blanks are refused, so
 * they are dropped.
 */
final class AnthropicContent {

	private final Capabilities capabilities;

	private final boolean citations;

	private final List<Warning> warnings;

	AnthropicContent(ChatCall call, boolean citations, List<Warning> warnings) {
		this.capabilities = call.model().capabilities();
		this.citations = citations;
		this.warnings = warnings;
	}

	/**
	 * The pieces as blocks.
	 * @param pieces the pieces
	 * @param marks marks the blocks, or null if they cannot be marked
	 * @return the blocks, without blank texts
	 */
	List<Map<String, @Nullable Object>> blocks(List<? extends Content> pieces, @Nullable AnthropicCacheMarks marks) {
		List<Map<String, @Nullable Object>> blocks = new ArrayList<>(pieces.size());
		for (Content piece : pieces) {
			Map<String, @Nullable Object> block = block(piece);
			if (!block.isEmpty()) {
				blocks.add(block);
				if (marks != null) {
					marks.markBlock(block, PromptMarks.of(piece));
				}
			}
		}
		return blocks;
	}

	/** The content of a message that was written before. */
	@SuppressWarnings("unchecked")
	static List<Map<String, @Nullable Object>> blocks(Map<String, @Nullable Object> message) {
		return (List<Map<String, @Nullable Object>>) java.util.Objects.requireNonNull(message.get("content"));
	}

	/** A text, empty if it is blank. */
	static Map<String, @Nullable Object> text(String text) {
		if (text.isBlank()) {
			return Map.of();
		}
		Map<String, @Nullable Object> block = typed("text");
		block.put("text", text);
		return block;
	}

	static Map<String, @Nullable Object> typed(String type) {
		Map<String, @Nullable Object> block = new LinkedHashMap<>();
		block.put("type", type);
		return block;
	}

	/** What stands for a piece that cannot be sent. */
	Map<String, @Nullable Object> leftOut(String what, String why) {
		Warning warning = new Warning(what.replace(' ', '-') + "-left-out",
				"The " + what + " was left out, " + why + ": a note was sent instead");
		if (!this.warnings.contains(warning)) {
			this.warnings.add(warning);
		}
		return text("(" + what + " left out: " + why + ")");
	}

	private Map<String, @Nullable Object> block(Content piece) {
		if (piece instanceof Text text) {
			return text(text.text());
		}
		if (piece instanceof JsonContent json) {
			return text(json.json());
		}
		if (piece instanceof Image image) {
			return this.capabilities.rejects(Modality.IMAGE) ? leftOut("image", "the model takes none")
					: source("image", image.media());
		}
		return (piece instanceof Document document) ? document(document) : Map.of();
	}

	private Map<String, @Nullable Object> document(Document document) {
		String type = String.valueOf(document.media().mediaType());
		if (type.startsWith("audio/")) {
			return leftOut("audio clip", "the API takes none");
		}
		if (type.startsWith("video/")) {
			return leftOut("video", "the API takes none");
		}
		if (type.startsWith("image/")) {
			return source("image", document.media());
		}
		boolean plain = isText(type) && document.media() instanceof Media.Bytes;
		if (!plain && this.capabilities.rejects(Modality.DOCUMENT)) {
			return leftOut("document", "the model takes none");
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

	private static Map<String, @Nullable Object> source(String type, Media media) {
		Map<String, @Nullable Object> source = new LinkedHashMap<>();
		if (media instanceof Media.Bytes bytes && isText(bytes.mediaType())) {
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
	private static void url(Map<String, @Nullable Object> source, String url) {
		int comma = url.indexOf(";base64,");
		if (url.startsWith("data:") && comma > 0) {
			base64(source, url.substring("data:".length(), comma), url.substring(comma + ";base64,".length()));
		}
		else if (url.startsWith("file_")) {
			source.put("type", "file");
			source.put("file_id", url);
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

	private static boolean isText(String mediaType) {
		return mediaType.startsWith("text/") || mediaType.startsWith("application/json")
				|| mediaType.startsWith("application/xml");
	}

}
