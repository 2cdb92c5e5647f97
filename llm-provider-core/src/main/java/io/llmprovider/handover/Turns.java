package io.llmprovider.handover;

import java.util.List;
import java.util.function.Function;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ToolResultContent;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserContent;
import io.llmprovider.chat.UserMessage;
import org.jspecify.annotations.Nullable;

/**
 * Changes the content of messages; a message of which nothing changes stays the same
 * instance.
 */
final class Turns {

	private Turns() {
	}

	/** The turn with other content. */
	static AssistantMessage with(AssistantMessage turn, List<AssistantContent> content) {
		return (content == turn.content()) ? turn
				: new AssistantMessage(content, turn.origin(), turn.finishReason(), turn.responseId());
	}

	/** The result with other content. */
	static ToolResultMessage with(ToolResultMessage result, List<ToolResultContent> content) {
		return (content == result.content()) ? result
				: new ToolResultMessage(result.callId(), result.toolName(), content, result.error());
	}

	/** The question with other content. */
	static UserMessage with(UserMessage question, List<UserContent> content) {
		return (content == question.content()) ? question : new UserMessage(content);
	}

	/** Changes the turns of models, and nothing else. */
	static List<Message> ofModels(List<Message> messages,
			Function<AssistantMessage, ? extends @Nullable Message> change) {
		return Lists.map(messages,
				(message) -> (message instanceof AssistantMessage turn) ? change.apply(turn) : message);
	}

	/**
	 * Changes every piece of every message.
	 * @param messages the messages
	 * @param question changes a piece of what a user said
	 * @param answer changes a piece of what a model said
	 * @param result changes a piece of what a tool gave
	 * @return the same list if nothing changed
	 */
	static List<Message> pieces(List<Message> messages, Function<UserContent, ? extends @Nullable UserContent> question,
			Function<AssistantContent, ? extends @Nullable AssistantContent> answer,
			Function<ToolResultContent, ? extends @Nullable ToolResultContent> result) {
		Message.Visitor<Message> visitor = new Message.Visitor<>() {

			@Override
			public Message user(UserMessage message) {
				return with(message, Lists.map(message.content(), question));
			}

			@Override
			public Message assistant(AssistantMessage message) {
				return with(message, Lists.map(message.content(), answer));
			}

			@Override
			public Message toolResult(ToolResultMessage message) {
				return with(message, Lists.map(message.content(), result));
			}

		};
		return Lists.map(messages, (message) -> message.accept(visitor));
	}

}
