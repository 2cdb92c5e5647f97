package io.llmprovider.handover;

import java.util.List;
import java.util.Locale;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolResultContent;
import io.llmprovider.chat.UserContent;
import io.llmprovider.model.Modality;
import io.llmprovider.protocol.MediaRule.Place;
import io.llmprovider.protocol.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Puts a note in the place of images and documents that the target does not take, so that
 * the model knows that there was something.
 */
final class TakenMedia implements Step {

	@Override
	public List<Message> apply(List<Message> messages, Handing handing) {
		if (!handing.keeps(HandoverRule.MEDIA)) {
			return messages;
		}
		return Turns.pieces(messages, (piece) -> question(piece, handing), (piece) -> answer(piece, handing),
				(piece) -> result(piece, handing));
	}

	private static UserContent question(UserContent piece, Handing handing) {
		if (piece instanceof Image image) {
			Text note = note(image, Place.QUESTION, handing);
			return (note != null) ? note : piece;
		}
		Text note = (piece instanceof Document document) ? note(document, Place.QUESTION, handing) : null;
		return (note != null) ? note : piece;
	}

	private static AssistantContent answer(AssistantContent piece, Handing handing) {
		// What the target made it takes back, in whatever form it wants.
		boolean own = handing.target().isAuthor(piece.replay());
		Text note = (piece instanceof Image image && !own) ? note(image, Place.ANSWER, handing) : null;
		return (note != null) ? note : piece;
	}

	private static ToolResultContent result(ToolResultContent piece, Handing handing) {
		// Where it cannot stand inside it follows in a message of the user.
		Place place = handing.rules().mediaInResults() ? Place.RESULT : Place.QUESTION;
		if (piece instanceof Image image) {
			Text note = note(image, place, handing);
			return (note != null) ? note : piece;
		}
		Text note = (piece instanceof Document document) ? note(document, place, handing) : null;
		return (note != null) ? note : piece;
	}

	private static @Nullable Text note(Image image, Place place, Handing handing) {
		return note(image.media(), Modality.IMAGE, "image", place, image.cache(), handing);
	}

	private static @Nullable Text note(Document document, Place place, Handing handing) {
		Modality kind = kind(document.media());
		String what = switch (kind) {
			case IMAGE -> "image";
			case AUDIO -> "audio clip";
			case VIDEO -> "video";
			case TEXT, DOCUMENT -> "document";
		};
		return note(document.media(), kind, (document.name() != null) ? what + " " + document.name() : what, place,
				document.cache(), handing);
	}

	private static @Nullable Text note(Media media, Modality kind, String what, Place place, @Nullable CacheMark cache,
			Handing handing) {
		String why = handing.target().model().capabilities().rejects(kind) ? "the model takes none"
				: handing.rules().media().refusal(media, kind, place);
		if (why == null) {
			return null;
		}
		handing.warn(HandoverRule.MEDIA, "The " + what + " was left out, " + why + ": a note was sent instead");
		return new Text("(" + what + " left out: " + why + ")", cache, null);
	}

	private static Modality kind(Media media) {
		if (PlainText.is(media)) {
			return Modality.TEXT;
		}
		String type = String.valueOf(media.mediaType()).toLowerCase(Locale.ROOT);
		if (type.startsWith("image/")) {
			return Modality.IMAGE;
		}
		if (type.startsWith("audio/")) {
			return Modality.AUDIO;
		}
		return type.startsWith("video/") ? Modality.VIDEO : Modality.DOCUMENT;
	}

}
