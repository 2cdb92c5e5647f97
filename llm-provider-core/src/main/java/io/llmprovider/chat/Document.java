package io.llmprovider.chat;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A document, such as a PDF.
 *
 * @param media where it comes from
 * @param name its file name, or null
 * @param cache asks for caching of the prompt up to here, or null
 */
public record Document(Media media, @Nullable String name,
		@Nullable CacheMark cache) implements UserContent, ToolResultContent {

	public Document {
		Objects.requireNonNull(media, "media");
	}

	/**
	 * A document that travels inside the request.
	 * @param data its bytes
	 * @param mediaType its media type, such as {@code application/pdf}
	 * @param name its file name
	 * @return the document
	 */
	public static Document of(byte[] data, String mediaType, String name) {
		return new Document(new Media.Bytes(data, mediaType), name, null);
	}

	/**
	 * The same document with a cache mark.
	 * @param mark the mark
	 * @return a copy
	 */
	public Document cached(CacheMark mark) {
		return new Document(this.media, this.name, mark);
	}

	@Override
	public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
		return visitor.document(this);
	}

}
