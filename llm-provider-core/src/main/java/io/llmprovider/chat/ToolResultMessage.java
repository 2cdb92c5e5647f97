package io.llmprovider.chat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tool gave.
 *
 * @param callId id of the tool call that it answers
 * @param toolName name of the tool
 * @param content text, images, documents or JSON, in order; possibly none
 * @param error whether the tool failed
 */
public record ToolResultMessage(String callId, String toolName, List<ToolResultContent> content,
		boolean error) implements Message {

	public ToolResultMessage {
		Objects.requireNonNull(callId, "callId");
		Objects.requireNonNull(toolName, "toolName");
		content = List.copyOf(content);
	}

	/**
	 * The text of a tool that succeeded.
	 * @param call the call that it answers
	 * @param text the result
	 * @return the message
	 */
	public static ToolResultMessage of(ToolCall call, String text) {
		return new ToolResultMessage(call.id(), call.name(), List.of(new Text(text)), false);
	}

	/**
	 * The result of a tool that succeeded.
	 * @param call the call that it answers
	 * @param content the result
	 * @return the message
	 */
	public static ToolResultMessage of(ToolCall call, ToolResultContent... content) {
		return new ToolResultMessage(call.id(), call.name(), List.of(content), false);
	}

	/**
	 * The message of a tool that failed.
	 * @param call the call that it answers
	 * @param text what went wrong, for the model to read
	 * @return the message
	 */
	public static ToolResultMessage failed(ToolCall call, String text) {
		return new ToolResultMessage(call.id(), call.name(), List.of(new Text(text)), true);
	}

	@Override
	public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
		return visitor.toolResult(this);
	}

}
