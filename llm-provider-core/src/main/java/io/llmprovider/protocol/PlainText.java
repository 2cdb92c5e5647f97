package io.llmprovider.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.llmprovider.chat.Document;
import io.llmprovider.chat.Media;

/**
 * Documents whose bytes are plain text, which every model can read.
 */
public final class PlainText {

	private PlainText() {
	}

	/**
	 * Whether something is plain text at hand.
	 * @param media where it comes from
	 * @return whether its bytes travel in the request and are text, by their media type
	 */
	public static boolean is(Media media) {
		String type = String.valueOf(media.mediaType()).toLowerCase(Locale.ROOT);
		boolean text = type.startsWith("text/") || type.startsWith("application/json")
				|| type.startsWith("application/xml") || type.startsWith("application/yaml") || type.contains("+json")
				|| type.contains("+xml");
		return text && media instanceof Media.Bytes;
	}

	/**
	 * What a document of plain text says.
	 * @param document the document, of which {@link #is} holds
	 * @return its name, if it has one, and its text
	 */
	public static String of(Document document) {
		String text = new String(((Media.Bytes) document.media()).data(), StandardCharsets.UTF_8);
		return (document.name() != null) ? document.name() + ":\n" + text : text;
	}

}
