package io.llmprovider.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "role")
@JsonSubTypes({ @JsonSubTypes.Type(value = UserMessage.class, name = "user"),
		@JsonSubTypes.Type(value = AssistantMessage.class, name = "assistant"),
		@JsonSubTypes.Type(value = ToolResultMessage.class, name = "tool") })
public sealed interface Message permits UserMessage, AssistantMessage, ToolResultMessage {

	/**
	 * Hands this message to the method of a visitor that is made for it.
	 * @param <R> what the visitor gives
	 * @param visitor the visitor
	 * @return the visitor's result
	 */
	<R extends @Nullable Object> R accept(Visitor<R> visitor);

	/**
	 * Takes messages apart, one method for each role.
	 *
	 * @param <R> what each method gives
	 */
	interface Visitor<R extends @Nullable Object> {

		/**
		 * Takes a user's message.
		 * @param message the message
		 * @return a result
		 */
		R user(UserMessage message);

		/**
		 * Takes an assistant's message.
		 * @param message the message
		 * @return a result
		 */
		R assistant(AssistantMessage message);

		/**
		 * Takes a tool's result.
		 * @param message the message
		 * @return a result
		 */
		R toolResult(ToolResultMessage message);

	}

}
