package io.llmprovider.handover;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.protocol.ReasoningReplay;
import org.jspecify.annotations.Nullable;

/**
 * Leaves to the target what it made itself, byte for byte, and takes from everything else
 * what only its author can use: signatures, ids of items, encrypted reasoning, tools that
 * another provider ran. Reasoning that cannot go back as reasoning becomes plain text,
 * without tags, where it stood.
 */
final class OwnOnly implements Step {

	@Override
	public List<Message> apply(List<Message> messages, Handing handing) {
		return Turns.ofModels(messages, (turn) -> {
			List<AssistantContent> content = new ArrayList<>(turn.content().size());
			boolean thought = false;
			for (AssistantContent piece : turn.content()) {
				AssistantContent own = piece(piece, turn, handing);
				if (own != null) {
					if (thought && own instanceof Text) {
						endParagraph(content);
					}
					content.add(own);
					thought = piece instanceof Reasoning && own instanceof Text;
				}
			}
			return turn(turn, Lists.sameIfUnchanged(turn.content(), content));
		});
	}

	/** A turn of nothing but what only its author can use is gone. */
	private static @Nullable AssistantMessage turn(AssistantMessage turn, List<AssistantContent> content) {
		return (content.isEmpty() && !turn.content().isEmpty()) ? null : Turns.with(turn, content);
	}

	/** What was thought and what was said are two paragraphs. */
	private static void endParagraph(List<AssistantContent> content) {
		int last = content.size() - 1;
		content.set(last, new Text(((Text) content.get(last)).text() + "\n\n"));
	}

	private static @Nullable AssistantContent piece(AssistantContent piece, AssistantMessage turn, Handing handing) {
		if (piece instanceof Reasoning reasoning) {
			return reasoning(reasoning, turn, handing);
		}
		if (piece instanceof ServerToolCall || piece instanceof ServerToolResult) {
			return serverTool(piece, handing);
		}
		ReplayData replay = piece.replay();
		boolean foreign = replay != null && handing.keeps(HandoverRule.FOREIGN_REPLAY_DATA)
				&& !handing.target().takes(replay);
		return foreign ? without(piece) : piece;
	}

	private static AssistantContent without(AssistantContent piece) {
		if (piece instanceof Text text) {
			return new Text(text.text(), text.cache(), null);
		}
		if (piece instanceof Image image) {
			return new Image(image.media(), image.detail(), image.cache(), null);
		}
		return (piece instanceof ToolCall call) ? new ToolCall(call.id(), call.name(), call.arguments()) : piece;
	}

	private static @Nullable AssistantContent serverTool(AssistantContent piece, Handing handing) {
		ReplayData replay = piece.replay();
		boolean own = replay != null && handing.target().takes(replay);
		if (own || !handing.keeps(HandoverRule.FOREIGN_SERVER_TOOLS)) {
			return piece;
		}
		handing.warn(HandoverRule.FOREIGN_SERVER_TOOLS,
				"Calls of tools that another provider ran were left out; the text of its answer was kept");
		return null;
	}

	private static @Nullable AssistantContent reasoning(Reasoning reasoning, AssistantMessage turn, Handing handing) {
		ReasoningReplay rule = handing.rules().reasoning();
		boolean marked = handing.target().isAuthor(reasoning.replay());
		boolean own = reasoning.replay() == null && handing.target().isAuthor(turn.origin());
		if (marked && rule != ReasoningReplay.NONE || own && rule == ReasoningReplay.ALL && !reasoning.redacted()) {
			return reasoning;
		}
		if (handing.keeps(HandoverRule.FOREIGN_REASONING)) {
			boolean told = !reasoning.redacted() && !reasoning.text().isBlank();
			return told ? new Text(reasoning.text()) : null;
		}
		boolean stripped = reasoning.replay() != null && !marked && handing.keeps(HandoverRule.FOREIGN_REPLAY_DATA);
		return stripped ? new Reasoning(reasoning.text(), reasoning.redacted(), null) : reasoning;
	}

}
