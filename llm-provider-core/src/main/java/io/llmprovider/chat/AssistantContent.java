package io.llmprovider.chat;

import org.jspecify.annotations.Nullable;

/**
 * What an assistant message may hold: the blocks of an answer.
 */
public sealed interface AssistantContent extends Content
		permits Text, Image, Reasoning, ToolCall, ServerToolCall, ServerToolResult {

	/**
	 * What the provider that made this block wants back unchanged.
	 * @return the data, or null if there is none
	 */
	@Nullable ReplayData replay();

}
