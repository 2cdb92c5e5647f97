package io.llmprovider.handover;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolResultContent;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserContent;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.protocol.HandoverRules;

/**
 * Where an API takes text only as the result of a tool, images and documents follow in a
 * message of the user, behind all results of the turn.
 */
final class MediaBehindResults implements Step {

	private static final String FOLLOWS = "(see the next message of the user)";

	@Override
	public List<Message> apply(List<Message> messages, Handing handing) {
		boolean inside = handing.rules().mediaInResults() || !handing.keeps(HandoverRule.MEDIA_BEHIND_RESULTS);
		if (inside || messages.stream().noneMatch(MediaBehindResults::hasMedia)) {
			return messages;
		}
		List<Message> fitting = new ArrayList<>(messages.size() + 1);
		List<UserContent> media = new ArrayList<>();
		for (Message message : messages) {
			if (message instanceof ToolResultMessage result) {
				fitting.add(hasMedia(result) ? texts(result, media) : result);
				continue;
			}
			follow(fitting, media);
			fitting.add(message);
		}
		follow(fitting, media);
		return fitting;
	}

	private static boolean hasMedia(Message message) {
		return message instanceof ToolResultMessage result
				&& result.content().stream().anyMatch(MediaBehindResults::isMedia);
	}

	private static boolean isMedia(ToolResultContent piece) {
		return piece instanceof Image || piece instanceof Document;
	}

	private static ToolResultMessage texts(ToolResultMessage result, List<UserContent> media) {
		List<ToolResultContent> texts = new ArrayList<>(result.content().size());
		for (ToolResultContent piece : result.content()) {
			if (piece instanceof Image image) {
				media.add(image);
			}
			else if (piece instanceof Document document) {
				media.add(document);
			}
			else if (!(piece instanceof Text text) || !text.text().isEmpty()) {
				texts.add(piece);
			}
		}
		return Turns.with(result, texts.isEmpty() ? List.of(new Text(FOLLOWS)) : texts);
	}

	private static void follow(List<Message> fitting, List<UserContent> media) {
		if (!media.isEmpty()) {
			List<UserContent> content = new ArrayList<>(media.size() + 1);
			content.add(new Text(HandoverRules.FROM_RESULTS));
			content.addAll(media);
			fitting.add(new UserMessage(content));
			media.clear();
		}
	}

}
