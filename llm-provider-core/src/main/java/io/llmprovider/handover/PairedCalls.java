package io.llmprovider.handover;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import org.jspecify.annotations.Nullable;

/**
 * Brings every call together with exactly one result, right behind the turn that made the
 * call. A result belongs to the latest call of its id that has none yet.
 */
final class PairedCalls implements Step {

	private static final String NOT_RUN = "The tool was not run: the call was given up before it was answered.";

	@Override
	public List<Message> apply(List<Message> messages, Handing handing) {
		List<Calling> turns = new ArrayList<>();
		List<Place> places = new ArrayList<>(messages.size());
		for (Message message : messages) {
			if (message instanceof ToolResultMessage result) {
				result(result, turns, places, messages, handing);
			}
			else if (message instanceof AssistantMessage turn && !turn.toolCalls().isEmpty()) {
				Calling calling = new Calling(turn);
				turns.add(calling);
				places.add(new Place(turn, calling));
			}
			else {
				places.add(new Place(message, null));
			}
		}
		List<Message> paired = new ArrayList<>(messages.size());
		for (Place place : places) {
			paired.add(place.message());
			if (place.calling() != null) {
				place.calling().addResults(paired, handing);
			}
		}
		return Lists.sameIfUnchanged(messages, paired);
	}

	private static void result(ToolResultMessage result, List<Calling> turns, List<Place> places,
			List<Message> messages, Handing handing) {
		Calling calling = calling(result.callId(), turns);
		boolean stays = !handing.keeps(HandoverRule.RESULTS_BEHIND_CALLS);
		if (calling != null) {
			calling.answer(result, stays);
			if (stays) {
				places.add(new Place(result, null));
			}
		}
		else if (!handing.keeps(HandoverRule.ORPHANED_RESULTS) || isKnown(result, turns, messages, handing)) {
			places.add(new Place(result, null));
		}
		else {
			handing.warn(HandoverRule.ORPHANED_RESULTS,
					"The result for tool call " + result.callId() + " (" + result.toolName()
							+ ") was left out: the conversation has no such call, or has its result already");
		}
	}

	private static @Nullable Calling calling(String id, List<Calling> turns) {
		for (int i = turns.size() - 1; i >= 0; i--) {
			if (turns.get(i).isOpen(id)) {
				return turns.get(i);
			}
		}
		return null;
	}

	/** Whether the provider knows what is answered, though no call of ours says so. */
	private static boolean isKnown(ToolResultMessage result, List<Calling> turns, List<Message> messages,
			Handing handing) {
		if (handing.rules().earlierMessagesKnown() && turns.isEmpty()) {
			return true;
		}
		// A provider's own tool may ask for consent, which is given as a result.
		return messages.stream()
			.filter(AssistantMessage.class::isInstance)
			.flatMap((message) -> ((AssistantMessage) message).content().stream())
			.anyMatch((piece) -> piece instanceof ServerToolResult asked && result.callId().equals(asked.callId()));
	}

	/**
	 * A message in its place.
	 *
	 * @param message the message
	 * @param calling its calls, or null if it has none
	 */
	private record Place(Message message, @Nullable Calling calling) {

	}

	/**
	 * A turn with calls, and their results.
	 */
	private static final class Calling {

		private final List<ToolCall> calls = new ArrayList<>();

		private final List<@Nullable ToolResultMessage> results = new ArrayList<>();

		private final List<Boolean> elsewhere = new ArrayList<>();

		Calling(AssistantMessage turn) {
			for (AssistantContent piece : turn.content()) {
				if (piece instanceof ToolCall call) {
					this.calls.add(call);
					this.results.add(null);
					this.elsewhere.add(false);
				}
			}
		}

		boolean isOpen(String id) {
			return open(id) >= 0;
		}

		private int open(String id) {
			for (int i = 0; i < this.calls.size(); i++) {
				if (this.results.get(i) == null && this.calls.get(i).id().equals(id)) {
					return i;
				}
			}
			return -1;
		}

		void answer(ToolResultMessage result, boolean stays) {
			int open = open(result.callId());
			this.results.set(open, result);
			this.elsewhere.set(open, stays);
		}

		void addResults(List<Message> paired, Handing handing) {
			for (int i = 0; i < this.calls.size(); i++) {
				ToolResultMessage result = this.results.get(i);
				if (result != null && !this.elsewhere.get(i)) {
					paired.add(result);
				}
				else if (result == null && handing.keeps(HandoverRule.UNANSWERED_CALLS)) {
					ToolCall call = this.calls.get(i);
					handing.warn(HandoverRule.UNANSWERED_CALLS, "Tool call " + call.id() + " (" + call.name()
							+ ") has no result: the model was told that it was not run");
					paired.add(ToolResultMessage.failed(call, NOT_RUN));
				}
			}
		}

	}

}
