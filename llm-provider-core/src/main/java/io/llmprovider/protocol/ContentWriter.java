package io.llmprovider.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Text;
import org.jspecify.annotations.Nullable;

/**
 * How an API writes what users and tools say. JSON is a text like any other; what only
 * models say has no place here. What is empty is not sent.
 *
 * @param text writes a text
 * @param image writes a picture
 * @param document writes a document
 */
public record ContentWriter(Function<String, Map<String, @Nullable Object>> text,
		Function<Image, Map<String, @Nullable Object>> image,
		Function<Document, Map<String, @Nullable Object>> document) {

	/**
	 * Writes a piece.
	 * @param piece the piece
	 * @return it in the API's form, empty if there is nothing to send
	 */
	public Map<String, @Nullable Object> write(Content piece) {
		if (piece instanceof Text text) {
			return this.text.apply(text.text());
		}
		if (piece instanceof JsonContent json) {
			return this.text.apply(json.json());
		}
		if (piece instanceof Image image) {
			return this.image.apply(image);
		}
		return (piece instanceof Document document) ? this.document.apply(document) : Map.of();
	}

	/**
	 * Writes pieces.
	 * @param pieces the pieces
	 * @return those that say something, in the API's form
	 */
	public List<Map<String, @Nullable Object>> write(List<? extends Content> pieces) {
		return write(pieces, (piece, part) -> {
		});
	}

	/**
	 * Writes pieces, for those who add something to each.
	 * @param pieces the pieces
	 * @param each takes a piece that says something and its form, which it may change
	 * @return those that say something, in the API's form
	 */
	public List<Map<String, @Nullable Object>> write(List<? extends Content> pieces,
			BiConsumer<Content, Map<String, @Nullable Object>> each) {
		List<Map<String, @Nullable Object>> parts = new ArrayList<>(pieces.size());
		for (Content piece : pieces) {
			Map<String, @Nullable Object> part = write(piece);
			if (!part.isEmpty()) {
				each.accept(piece, part);
				parts.add(part);
			}
		}
		return parts;
	}

}
