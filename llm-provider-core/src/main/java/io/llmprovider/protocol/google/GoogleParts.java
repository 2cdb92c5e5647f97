package io.llmprovider.protocol.google;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.llmprovider.chat.Content;
import io.llmprovider.chat.Media;
import io.llmprovider.protocol.ContentWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes what users and tools say as parts.
 */
final class GoogleParts {

	/** Types that an address tells by its end, for those who give none. */
	private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("png", "image/png"),
			Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"), Map.entry("webp", "image/webp"),
			Map.entry("gif", "image/gif"), Map.entry("heic", "image/heic"), Map.entry("heif", "image/heif"),
			Map.entry("pdf", "application/pdf"), Map.entry("txt", "text/plain"), Map.entry("mp3", "audio/mp3"),
			Map.entry("wav", "audio/wav"), Map.entry("mp4", "video/mp4"), Map.entry("mov", "video/mov"),
			Map.entry("webm", "video/webm"));

	private static final ContentWriter WRITER = new ContentWriter(GoogleParts::text, (image) -> media(image.media()),
			(document) -> media(document.media()));

	private GoogleParts() {
	}

	static List<Map<String, @Nullable Object>> parts(List<? extends Content> pieces) {
		return WRITER.write(pieces);
	}

	static Map<String, @Nullable Object> text(String text) {
		return of("text", text);
	}

	static Map<String, @Nullable Object> of(String name, @Nullable Object value) {
		Map<String, @Nullable Object> part = new LinkedHashMap<>();
		part.put(name, value);
		return part;
	}

	/**
	 * Bytes travel inside the request; data in an address is unpacked; any other address
	 * is one that Google fetches: of its Files API, of a bucket, of YouTube or of the
	 * web.
	 */
	static Map<String, @Nullable Object> media(Media media) {
		if (media instanceof Media.Bytes bytes) {
			return inline(bytes.mediaType(), bytes.base64());
		}
		Media.Url address = (Media.Url) media;
		String url = address.url();
		int comma = url.indexOf(";base64,");
		if (url.startsWith("data:") && comma > 0) {
			return inline(url.substring("data:".length(), comma), url.substring(comma + ";base64,".length()));
		}
		Map<String, @Nullable Object> file = new LinkedHashMap<>();
		String type = (address.mediaType() != null) ? address.mediaType() : typeOf(url);
		if (type != null) {
			file.put("mimeType", type);
		}
		file.put("fileUri", url);
		return of("fileData", file);
	}

	private static Map<String, @Nullable Object> inline(String type, String data) {
		Map<String, @Nullable Object> blob = new LinkedHashMap<>();
		blob.put("mimeType", type);
		blob.put("data", data);
		return of("inlineData", blob);
	}

	private static @Nullable String typeOf(String url) {
		int query = url.indexOf('?');
		String path = (query < 0) ? url : url.substring(0, query);
		return TYPES.get(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
	}

}
