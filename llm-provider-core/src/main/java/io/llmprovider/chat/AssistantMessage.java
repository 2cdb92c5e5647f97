package io.llmprovider.chat;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a model said.
 *
 * @param content the blocks of the answer, in order
 * @param origin who made it, or null if it was written by hand
 * @param finishReason why it ended, or null if it was written by hand
 * @param responseId the provider's id of the response, or null
 */
public record AssistantMessage(List<AssistantContent> content, @Nullable Origin origin,
		@Nullable FinishReason finishReason, @Nullable String responseId) implements Message {

	public AssistantMessage {
		content = List.copyOf(content);
	}

	/**
	 * A message of plain text, as an example in a prompt for instance.
	 * @param text the text
	 * @return the message
	 */
	public static AssistantMessage of(String text) {
		return new AssistantMessage(List.of(new Text(text)), null, null, null);
	}

	/**
	 * A message written by hand.
	 * @param content its blocks
	 * @return the message
	 */
	public static AssistantMessage of(AssistantContent... content) {
		return new AssistantMessage(List.of(content), null, null, null);
	}

	/**
	 * The tools that the caller is to run.
	 * @return the calls, in order
	 */
	public List<ToolCall> toolCalls() {
		return this.content.stream().filter(ToolCall.class::isInstance).map(ToolCall.class::cast).toList();
	}

	/**
	 * The visible text, all blocks joined with nothing.
	 * @return the text, possibly empty
	 */
	public String text() {
		StringBuilder text = new StringBuilder();
		for (AssistantContent block : this.content) {
			if (block instanceof Text part) {
				text.append(part.text());
			}
		}
		return text.toString();
	}

	/**
	 * The call with this id.
	 * @param id a tool call's id
	 * @return the call, if there is one
	 */
	public Optional<ToolCall> toolCall(String id) {
		return toolCalls().stream().filter((call) -> call.id().equals(id)).findFirst();
	}

	@Override
	public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
		return visitor.assistant(this);
	}

}
