package io.llmprovider.chat;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a tool that the provider ran itself gave.
 *
 * @param callId the provider's id of the call, or null
 * @param name the kind of result, in the provider's words
 * @param raw the result as JSON text
 * @param replay what the provider wants back, or null
 */
public record ServerToolResult(@Nullable String callId, String name, String raw,
		@Nullable ReplayData replay) implements AssistantContent {

	public ServerToolResult {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(raw, "raw");
	}

	@Override
	public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
		return visitor.serverToolResult(this);
	}

}
