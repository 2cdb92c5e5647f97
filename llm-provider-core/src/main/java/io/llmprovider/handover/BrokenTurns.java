package io.llmprovider.handover;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import org.jspecify.annotations.Nullable;

/**
 * Turns that were cancelled or failed. What the model had said stays, since the user has
 * seen it. Calls that nobody answered go, because the caller stopped before running them.
 * If no call remains, half a thought goes too, and whatever the provider wanted back: it
 * belongs to an answer that was never finished.
 */
final class BrokenTurns implements Step {

	@Override
	public List<Message> apply(List<Message> messages, Handing handing) {
		if (!handing.keeps(HandoverRule.BROKEN_TURNS) || messages.stream().noneMatch(BrokenTurns::isBroken)) {
			return messages;
		}
		List<Message> fitting = new ArrayList<>(messages.size());
		for (int i = 0; i < messages.size(); i++) {
			Message message = messages.get(i);
			if (!isBroken(message)) {
				fitting.add(message);
				continue;
			}
			AssistantMessage rest = rest((AssistantMessage) message, answered(messages, i), handing);
			if (rest != null) {
				fitting.add(rest);
			}
		}
		return Lists.sameIfUnchanged(messages, fitting);
	}

	private static boolean isBroken(Message message) {
		return message instanceof AssistantMessage turn
				&& (turn.finishReason() == FinishReason.CANCELLED || turn.finishReason() == FinishReason.ERROR);
	}

	/** The ids that results name which follow before the next turn. */
	private static Set<String> answered(List<Message> messages, int turn) {
		Set<String> ids = new HashSet<>();
		for (int i = turn + 1; i < messages.size() && !(messages.get(i) instanceof AssistantMessage); i++) {
			if (messages.get(i) instanceof ToolResultMessage result) {
				ids.add(result.callId());
			}
		}
		return ids;
	}

	private static @Nullable AssistantMessage rest(AssistantMessage turn, Set<String> answered, Handing handing) {
		boolean anyAnswered = turn.toolCalls().stream().anyMatch((call) -> answered.contains(call.id()));
		Function<AssistantContent, @Nullable AssistantContent> rest = (piece) -> anyAnswered
				? (isOpen(piece, answered) ? null : piece) : said(piece);
		List<AssistantContent> content = Lists.map(turn.content(), rest);
		if (turn.toolCalls().stream().anyMatch((call) -> isOpen(call, answered))) {
			handing.warn(HandoverRule.BROKEN_TURNS,
					"Tool calls of a turn that was cancelled or failed were left out, because nobody answered them");
		}
		return content.isEmpty() ? null : Turns.with(turn, content);
	}

	private static boolean isOpen(AssistantContent piece, Set<String> answered) {
		return piece instanceof ToolCall call && !answered.contains(call.id());
	}

	private static @Nullable AssistantContent said(AssistantContent piece) {
		if (!(piece instanceof Text text)) {
			return null;
		}
		return (text.replay() == null) ? text : new Text(text.text(), text.cache(), null);
	}

}
