package io.llmprovider.chat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Where an image or a document comes from.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
@JsonSubTypes({ @JsonSubTypes.Type(value = Media.Url.class, name = "url"),
		@JsonSubTypes.Type(value = Media.Bytes.class, name = "bytes") })
public sealed interface Media {

	/**
	 * The media type, such as {@code image/png}.
	 * @return the type, or null if unknown
	 */
	@Nullable String mediaType();

	/**
	 * Something that the provider fetches itself.
	 *
	 * @param url an absolute URL
	 * @param mediaType its media type, or null if unknown
	 */
	record Url(String url, @Nullable String mediaType) implements Media {

		public Url {
			Objects.requireNonNull(url, "url");
		}

	}

	/**
	 * Something that travels inside the request.
	 *
	 * @param data the bytes; a copy is kept
	 * @param mediaType their media type, such as {@code image/png}
	 */
	record Bytes(byte[] data, String mediaType) implements Media {

		public Bytes {
			data = data.clone();
			Objects.requireNonNull(mediaType, "mediaType");
		}

		@Override
		public byte[] data() {
			return this.data.clone();
		}

		/**
		 * How many bytes there are, without a copy of them.
		 * @return the number
		 */
		public int size() {
			return this.data.length;
		}

		/**
		 * The bytes as base64 without line breaks.
		 * @return the text
		 */
		public String base64() {
			return Base64.getEncoder().encodeToString(this.data);
		}

		/**
		 * The bytes as a data URI.
		 * @return {@code data:<media type>;base64,…}
		 */
		public String dataUri() {
			return "data:" + this.mediaType + ";base64," + base64();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Bytes that && this.mediaType.equals(that.mediaType)
					&& Arrays.equals(this.data, that.data);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(this.data);
		}

		@Override
		public String toString() {
			return "Bytes[" + this.data.length + " bytes, " + this.mediaType + "]";
		}

	}

}
