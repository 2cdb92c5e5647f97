package io.llmprovider.chat;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A tool that the provider ran itself, such as a web search. The caller executes nothing.
 *
 * @param id the provider's id of the call, or null
 * @param name the tool's name
 * @param arguments its input as JSON text, or null if the provider does not show it
 * @param replay what the provider wants back, or null
 */
public record ServerToolCall(@Nullable String id, String name, @Nullable String arguments,
		@Nullable ReplayData replay) implements AssistantContent {

	public ServerToolCall {
		Objects.requireNonNull(name, "name");
	}

	@Override
	public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
		return visitor.serverToolCall(this);
	}

}
