package io.llmprovider.handover;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.protocol.ToolIdForm;

/**
 * Gives calls ids that the target takes, and their results the same ones. An id that fits
 * stays as it is; any other becomes what is made of it and nothing else, so that it is
 * the same in every request of the conversation. Two ids never become one, and no turn
 * has an id twice, nor the conversation where the target does not take that.
 */
final class FittingIds implements Step {

	@Override
	public List<Message> apply(List<Message> messages, Handing handing) {
		if (!handing.keeps(HandoverRule.TOOL_IDS)) {
			return messages;
		}
		Renaming renaming = new Renaming(handing);
		messages.forEach(renaming::keep);
		return Lists.map(messages, renaming::message);
	}

	/**
	 * The ids of one conversation.
	 */
	private static final class Renaming {

		private final Target target;

		private final ToolIdForm form;

		private final Set<String> taken = new HashSet<>();

		private final Map<String, String> changed = new HashMap<>();

		/** How often an id came until now. */
		private final Map<String, Integer> times = new HashMap<>();

		/** The new ids of the latest turn's calls that have no result yet, by old id. */
		private final Map<String, Deque<String>> open = new HashMap<>();

		Renaming(Handing handing) {
			this.target = handing.target();
			this.form = handing.rules().toolIds();
		}

		/** First round: what fits is taken. */
		void keep(Message message) {
			if (message instanceof AssistantMessage turn) {
				for (ToolCall call : turn.toolCalls()) {
					if (fits(call.id(), turn)) {
						this.taken.add(call.id());
					}
				}
			}
			else if (message instanceof ToolResultMessage result && this.form.fits(result.callId())) {
				this.taken.add(result.callId());
			}
		}

		private boolean fits(String id, AssistantMessage turn) {
			return this.form.fits(id) || this.form.keepsOwn() && !id.isEmpty() && this.target.madeIds(turn.origin());
		}

		/** Second round: the others become something that is not yet there. */
		Message message(Message message) {
			if (message instanceof AssistantMessage turn) {
				return turn(turn);
			}
			return (message instanceof ToolResultMessage result) ? result(result) : message;
		}

		private AssistantMessage turn(AssistantMessage turn) {
			if (turn.toolCalls().isEmpty()) {
				return turn;
			}
			this.open.clear();
			return Turns.with(turn, Lists.map(turn.content(), (piece) -> piece(piece, turn)));
		}

		private AssistantContent piece(AssistantContent piece, AssistantMessage turn) {
			if (!(piece instanceof ToolCall call)) {
				return piece;
			}
			Deque<String> same = this.open.computeIfAbsent(call.id(), (unused) -> new ArrayDeque<>(2));
			String id;
			int earlier = this.form.unique() ? this.times.merge(call.id(), 1, Integer::sum) - 1 : same.size();
			if (earlier == 0) {
				id = fits(call.id(), turn) ? call.id() : fitting(call.id());
			}
			else {
				id = fitting(call.id() + '#' + earlier);
			}
			same.add(id);
			return id.equals(call.id()) ? call : new ToolCall(id, call.name(), call.arguments(), call.replay());
		}

		private ToolResultMessage result(ToolResultMessage result) {
			Deque<String> ids = this.open.get(result.callId());
			String id;
			if (ids == null || ids.isEmpty()) {
				id = this.form.fits(result.callId()) ? result.callId() : fitting(result.callId());
			}
			else {
				id = (ids.size() > 1) ? ids.remove() : Objects.requireNonNull(ids.peek());
			}
			return id.equals(result.callId()) ? result
					: new ToolResultMessage(id, result.toolName(), result.content(), result.error());
		}

		private String fitting(String id) {
			return this.changed.computeIfAbsent(id, (unused) -> {
				String candidate = ToolIdHash.of(id, this.form);
				for (int salt = 1; !this.taken.add(candidate); salt++) {
					candidate = ToolIdHash.of(id + '#' + salt, this.form);
				}
				return candidate;
			});
		}

	}

}
