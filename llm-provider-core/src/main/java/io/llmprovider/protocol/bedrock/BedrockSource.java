package io.llmprovider.protocol.bedrock;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.llmprovider.chat.Media;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a picture or document are, and Bedrock's words for their formats.
 *
 * @param mediaType the media type in lower case, without parameters
 * @param base64 the bytes in base64, or null
 * @param s3 an address in S3, or null
 */
record BedrockSource(String mediaType, @Nullable String base64, @Nullable String s3) {

	static final Map<String, String> IMAGES = Map.of("image/png", "png", "image/jpeg", "jpeg", "image/jpg", "jpeg",
			"image/gif", "gif", "image/webp", "webp");

	static final Map<String, String> VIDEOS = Map.of("video/mp4", "mp4", "video/quicktime", "mov", "video/x-matroska",
			"mkv", "video/webm", "webm", "video/x-flv", "flv", "video/mpeg", "mpeg", "video/x-ms-wmv", "wmv",
			"video/3gpp", "three_gp");

	static final Map<String, String> SOUNDS = Map.of("audio/mpeg", "mp3", "audio/mp3", "mp3", "audio/wav", "wav",
			"audio/x-wav", "wav", "audio/flac", "flac", "audio/ogg", "ogg", "audio/opus", "opus", "audio/aac", "aac",
			"audio/mp4", "m4a", "audio/webm", "webm");

	private static final Map<String, String> DOCUMENTS = Map.of("application/pdf", "pdf", "text/csv", "csv",
			"application/msword", "doc", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
			"docx", "application/vnd.ms-excel", "xls",
			"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "text/html", "html",
			"text/markdown", "md", "application/json", "txt", "application/xml", "txt");

	static BedrockSource of(Media media, String usualType) {
		if (media instanceof Media.Bytes bytes) {
			return new BedrockSource(plain(bytes.mediaType()), bytes.base64(), null);
		}
		String url = ((Media.Url) media).url();
		String type = plain((media.mediaType() != null) ? media.mediaType() : usualType);
		int comma = url.indexOf(";base64,");
		if (url.startsWith("data:") && comma > 0) {
			return new BedrockSource(plain(url.substring("data:".length(), comma)),
					url.substring(comma + ";base64,".length()), null);
		}
		return new BedrockSource(type, null, url.startsWith("s3://") ? url : null);
	}

	static @Nullable String documentFormat(String mediaType) {
		String known = DOCUMENTS.get(mediaType);
		return (known == null && mediaType.startsWith("text/")) ? "txt" : known;
	}

	/** The source as it is sent, or null if Bedrock cannot get at it. */
	@Nullable Map<String, @Nullable Object> wire() {
		Map<String, @Nullable Object> wire = new LinkedHashMap<>();
		if (this.base64 != null) {
			wire.put("bytes", this.base64);
			return wire;
		}
		if (this.s3 == null) {
			return null;
		}
		wire.put("s3Location", BedrockContent.of("uri", this.s3));
		return wire;
	}

	private static String plain(String mediaType) {
		int semicolon = mediaType.indexOf(';');
		return ((semicolon < 0) ? mediaType : mediaType.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
	}

}
