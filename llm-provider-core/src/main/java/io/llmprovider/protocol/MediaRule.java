package io.llmprovider.protocol;

import io.llmprovider.chat.Media;
import io.llmprovider.model.Modality;
import org.jspecify.annotations.Nullable;

/**
 * Which images, documents, sounds and films an API takes, and where. What the model
 * itself takes is known from its capabilities and need not be said here.
 */
@FunctionalInterface
public interface MediaRule {

	/** Everything, but nothing from a model: no chat API takes that back. */
	MediaRule USUAL = (media, kind, place) -> (place == Place.ANSWER) ? "the API takes none from a model" : null;

	/**
	 * Why something cannot be sent.
	 * @param media where it comes from
	 * @param kind what it is; {@link Modality#TEXT} for a document whose bytes are plain
	 * text
	 * @param place where it stands
	 * @return the end of a sentence, such as {@code the API takes none}, or null if it
	 * can be sent
	 */
	@Nullable String refusal(Media media, Modality kind, Place place);

	/**
	 * Where an image or document stands.
	 */
	enum Place {

		/** In what the user says. */
		QUESTION,

		/** In what the model said. */
		ANSWER,

		/** In what a tool gave. */
		RESULT

	}

}
