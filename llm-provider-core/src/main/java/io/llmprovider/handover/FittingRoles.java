package io.llmprovider.handover;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserContent;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.protocol.HandoverRules;

/**
 * Brings speakers into the order that the target's API wants.
 */
final class FittingRoles implements Step {

	private static final String EARLIER = "(The beginning of the conversation was left out.)";

	private static final String GO_ON = "Go on.";

	private static final String HAVE_RESULTS = "I have the results of the tools.";

	@Override
	public List<Message> apply(List<Message> messages, Handing handing) {
		if (messages.isEmpty() || !handing.keeps(HandoverRule.ROLES)) {
			return messages;
		}
		HandoverRules rules = handing.rules();
		List<Message> fitting = new ArrayList<>(messages.size() + 2);
		if (rules.userFirst() && !(messages.get(0) instanceof UserMessage)) {
			handing.warn(HandoverRule.ROLES, "The conversation does not begin with the user: a note was put before it");
			fitting.add(UserMessage.of(EARLIER));
		}
		for (Message message : messages) {
			add(fitting, message, handing);
		}
		if (rules.userLast() && isAnswer(fitting.get(fitting.size() - 1))) {
			handing.warn(HandoverRule.ROLES,
					"The conversation ends with an answer, which the model does not continue: it was asked to go on");
			fitting.add(UserMessage.of(GO_ON));
		}
		return Lists.sameIfUnchanged(messages, fitting);
	}

	/** A turn in which the provider's own tools run goes on by itself. */
	private static boolean isAnswer(Message message) {
		return message instanceof AssistantMessage turn
				&& turn.content().stream().noneMatch(ServerToolCall.class::isInstance);
	}

	private static void add(List<Message> fitting, Message message, Handing handing) {
		HandoverRules rules = handing.rules();
		int last = fitting.size() - 1;
		Message before = (last >= 0) ? fitting.get(last) : null;
		if (before instanceof ToolResultMessage && message instanceof UserMessage && !rules.userAfterResult()) {
			fitting.add(AssistantMessage.of(HAVE_RESULTS));
		}
		else if (rules.alternating() && before instanceof UserMessage first && message instanceof UserMessage second) {
			fitting.set(last, merged(first, second));
			return;
		}
		else if (rules.alternating() && before instanceof AssistantMessage first
				&& message instanceof AssistantMessage second) {
			fitting.set(last, merged(first, second, handing.target()));
			return;
		}
		fitting.add(message);
	}

	private static UserMessage merged(UserMessage first, UserMessage second) {
		List<UserContent> content = new ArrayList<>(first.content());
		content.addAll(second.content());
		return new UserMessage(content);
	}

	/** Counts as the target's own if one of the two is: all foreign in them is gone. */
	private static AssistantMessage merged(AssistantMessage first, AssistantMessage second, Target target) {
		List<AssistantContent> content = new ArrayList<>(first.content());
		content.addAll(second.content());
		AssistantMessage named = target.isAuthor(first.origin()) ? first : second;
		return new AssistantMessage(content, named.origin(), null, named.responseId());
	}

}
