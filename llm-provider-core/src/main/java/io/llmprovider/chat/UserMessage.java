package io.llmprovider.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user says.
 *
 * @param content text, images and documents, in order
 */
public record UserMessage(List<UserContent> content) implements Message {

	public UserMessage {
		content = List.copyOf(content);
	}

	/**
	 * A message of plain text.
	 * @param text the text
	 * @return the message
	 */
	public static UserMessage of(String text) {
		return new UserMessage(List.of(new Text(text)));
	}

	/**
	 * A message of several pieces.
	 * @param content text, images and documents, in order
	 * @return the message
	 */
	public static UserMessage of(UserContent... content) {
		return new UserMessage(List.of(content));
	}

	@Override
	public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
		return visitor.user(this);
	}

}
