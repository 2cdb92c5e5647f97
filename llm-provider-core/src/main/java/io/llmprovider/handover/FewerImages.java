package io.llmprovider.handover;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.model.ImageLimits;
import io.llmprovider.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Keeps to what is known of how many images the model takes and how large they may be.
 * Images that were answered give way to a note, the oldest first; what is asked now is
 * refused rather than changed.
 */
final class FewerImages implements Step {

	@Override
	public List<Message> apply(List<Message> messages, Handing handing) {
		ImageLimits limits = handing.target().model().images();
		if (limits.equals(ImageLimits.UNKNOWN) || !handing.keeps(HandoverRule.MEDIA)) {
			return messages;
		}
		int now = unanswered(messages);
		List<Image> asked = images(messages.subList(now, messages.size()));
		List<Image> earlier = images(messages.subList(0, now));
		if (asked.isEmpty() && earlier.isEmpty()) {
			return messages;
		}
		check(asked, limits, handing.target().model());
		long fitting = earlier.stream().filter((image) -> !isTooLarge(image, limits)).count();
		long surplus = (limits.maxCount() != null) ? fitting + asked.size() - limits.maxCount() : 0;
		return without(messages, now, surplus, limits, handing);
	}

	private static List<Message> without(List<Message> messages, int now, long surplus, ImageLimits limits,
			Handing handing) {
		long[] left = { surplus };
		Predicate<Object> goes = (piece) -> piece instanceof Image image
				&& (isTooLarge(image, limits) || left[0]-- > 0);
		List<Message> earlier = messages.subList(0, now);
		List<Message> changed = Turns.pieces(earlier,
				(piece) -> goes.test(piece) ? note((Image) piece, limits, handing) : piece,
				(piece) -> goes.test(piece) ? note((Image) piece, limits, handing) : piece,
				(piece) -> goes.test(piece) ? note((Image) piece, limits, handing) : piece);
		if (changed == earlier) {
			return messages;
		}
		List<Message> all = new ArrayList<>(changed);
		all.addAll(messages.subList(now, messages.size()));
		return all;
	}

	private static Text note(Image image, ImageLimits limits, Handing handing) {
		String why = isTooLarge(image, limits) ? "the model takes none larger than " + limits.maxBytes() + " bytes"
				: "the model takes " + limits.maxCount() + " at most";
		handing.warn(HandoverRule.MEDIA,
				"An image of an earlier turn was left out, " + why + ": a note was sent instead");
		return new Text("(image left out: " + why + ")", image.cache(), null);
	}

	private static void check(List<Image> asked, ImageLimits limits, Model model) {
		if (limits.maxCount() != null && asked.size() > limits.maxCount()) {
			throw refusal(
					asked.size() + " images are asked about at once, and " + model + " takes " + limits.maxCount()
							+ " at most",
					"Send fewer", model, "max-count", (long) limits.maxCount(), (long) asked.size());
		}
		for (Image image : asked) {
			if (isTooLarge(image, limits) && image.media() instanceof Media.Bytes bytes) {
				throw refusal(
						"An image has " + bytes.size() + " bytes, and " + model + " takes none larger than "
								+ limits.maxBytes(),
						"Send a smaller one", model, "max-bytes", limits.maxBytes(), (long) bytes.size());
			}
		}
	}

	private static LlmException refusal(String what, String remedy, Model model, String property, @Nullable Long limit,
			Long actual) {
		return ErrorKind.INVALID_REQUEST
			.exception(ErrorDetails.builder(what)
				.action(remedy + ", or correct images." + property + " of the model under llm.providers."
						+ model.provider() + ".models or in a file of llm.catalog.locations.")
				.limit(limit)
				.actual(actual)
				.build())
			.attempts(0);
	}

	private static boolean isTooLarge(Image image, ImageLimits limits) {
		return limits.maxBytes() != null && image.media() instanceof Media.Bytes bytes
				&& bytes.size() > limits.maxBytes();
	}

	/** Where that begins which nobody has answered yet. */
	private static int unanswered(List<Message> messages) {
		int i = messages.size();
		while (i > 0 && messages.get(i - 1) instanceof AssistantMessage) {
			i--;
		}
		while (i > 0 && !(messages.get(i - 1) instanceof AssistantMessage)) {
			i--;
		}
		return i;
	}

	private static List<Image> images(List<Message> messages) {
		List<Image> images = new ArrayList<>();
		Turns.pieces(messages, (piece) -> noted(piece, images), (piece) -> noted(piece, images),
				(piece) -> noted(piece, images));
		return images;
	}

	private static <T> T noted(T piece, List<Image> images) {
		if (piece instanceof Image image) {
			images.add(image);
		}
		return piece;
	}

}
