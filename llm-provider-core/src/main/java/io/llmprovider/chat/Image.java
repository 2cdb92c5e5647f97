package io.llmprovider.chat;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A picture.
 *
 * @param media where it comes from
 * @param detail how closely the model should look ({@code low}, {@code high},
 * {@code auto}), or null for the provider's own choice
 * @param cache asks for caching of the prompt up to here, or null
 * @param replay what the provider that made this block wants back, or null
 */
public record Image(Media media, @Nullable String detail, @Nullable CacheMark cache,
		@Nullable ReplayData replay) implements UserContent, AssistantContent, ToolResultContent {

	public Image {
		Objects.requireNonNull(media, "media");
	}

	/**
	 * A picture that the provider fetches itself.
	 * @param url an absolute URL
	 * @return the image
	 */
	public static Image ofUrl(String url) {
		return new Image(new Media.Url(url, null), null, null, null);
	}

	/**
	 * A picture that travels inside the request.
	 * @param data its bytes
	 * @param mediaType its media type, such as {@code image/png}
	 * @return the image
	 */
	public static Image of(byte[] data, String mediaType) {
		return new Image(new Media.Bytes(data, mediaType), null, null, null);
	}

	/**
	 * The same image with a cache mark.
	 * @param mark the mark
	 * @return a copy
	 */
	public Image cached(CacheMark mark) {
		return new Image(this.media, this.detail, mark, this.replay);
	}

	@Override
	public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
		return visitor.image(this);
	}

}
