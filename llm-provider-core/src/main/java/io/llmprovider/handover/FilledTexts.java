package io.llmprovider.handover;

import java.util.List;
import java.util.function.Function;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolResultContent;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.protocol.HandoverRules;
import org.jspecify.annotations.Nullable;

/**
 * Drops texts that say nothing, thoughts that led to nothing, and messages in which
 * nothing remains. A text that carries what its provider wants back stays.
 */
final class FilledTexts implements Step {

	@Override
	public List<Message> apply(List<Message> messages, Handing handing) {
		Message.Visitor<Message> visitor = new Message.Visitor<>() {

			@Override
			public Message user(UserMessage message) {
				return Turns.with(message, filled(message.content(), handing));
			}

			@Override
			public Message assistant(AssistantMessage message) {
				return Turns.with(message, concluded(filled(message.content(), handing), handing));
			}

			@Override
			public Message toolResult(ToolResultMessage message) {
				return result(message, handing);
			}

		};
		return Lists.map(messages, (message) -> {
			Message filled = message.accept(visitor);
			return holdsNothing(filled, handing) ? null : filled;
		});
	}

	/** Without the thoughts at its end. */
	private static List<AssistantContent> concluded(List<AssistantContent> content, Handing handing) {
		if (handing.rules().thoughtLast() || !handing.keeps(HandoverRule.THOUGHT_LAST)) {
			return content;
		}
		int end = content.size();
		while (end > 0 && content.get(end - 1) instanceof Reasoning) {
			end--;
		}
		return (end == content.size()) ? content : content.subList(0, end);
	}

	private static boolean holdsNothing(Message message, Handing handing) {
		if (!handing.keeps(HandoverRule.EMPTY_TEXT)) {
			return false;
		}
		return message instanceof UserMessage question && question.content().isEmpty()
				|| message instanceof AssistantMessage turn && turn.content().isEmpty();
	}

	/** The system prompt without blocks that say nothing. */
	static List<Text> system(List<Text> system, Handing handing) {
		return filled(system, handing);
	}

	private static Message result(ToolResultMessage result, Handing handing) {
		List<ToolResultContent> content = filled(result.content(), handing);
		String words = result.error() ? HandoverRules.NO_OUTPUT : handing.rules().emptyResult();
		if (content.isEmpty() && words != null && handing.keeps(HandoverRule.EMPTY_TEXT)) {
			content = List.of(new Text(words));
		}
		return Turns.with(result, content);
	}

	private static <C extends Content> List<C> filled(List<C> pieces, Handing handing) {
		if (!handing.keeps(HandoverRule.EMPTY_TEXT)) {
			return pieces;
		}
		Function<C, @Nullable C> filled = (piece) -> (piece instanceof Text text && saysNothing(text, handing)) ? null
				: piece;
		return Lists.map(pieces, filled);
	}

	private static boolean saysNothing(Text text, Handing handing) {
		boolean nothing = handing.rules().blankText() ? text.text().isEmpty() : text.text().isBlank();
		return nothing && text.replay() == null;
	}

}
