package io.llmprovider.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a message. Which pieces a message may hold is said by {@link UserContent},
 * {@link AssistantContent} and {@link ToolResultContent}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = Text.class, name = "text"),
		@JsonSubTypes.Type(value = Image.class, name = "image"),
		@JsonSubTypes.Type(value = Document.class, name = "document"),
		@JsonSubTypes.Type(value = JsonContent.class, name = "json"),
		@JsonSubTypes.Type(value = Reasoning.class, name = "reasoning"),
		@JsonSubTypes.Type(value = ToolCall.class, name = "tool_call"),
		@JsonSubTypes.Type(value = ServerToolCall.class, name = "server_tool_call"),
		@JsonSubTypes.Type(value = ServerToolResult.class, name = "server_tool_result") })
public sealed interface Content permits UserContent, AssistantContent, ToolResultContent {

	/**
	 * Hands this piece to the method of a visitor that is made for it.
	 * @param <R> what the visitor gives
	 * @param visitor the visitor
	 * @return the visitor's result
	 */
	<R extends @Nullable Object> R accept(Visitor<R> visitor);

	/**
	 * Takes content apart, one method for each kind, so that a new kind is a compile
	 * error wherever it is not handled.
	 *
	 * @param <R> what each method gives
	 */
	interface Visitor<R extends @Nullable Object> {

		/**
		 * Takes text.
		 * @param text the text
		 * @return a result
		 */
		R text(Text text);

		/**
		 * Takes an image.
		 * @param image the image
		 * @return a result
		 */
		R image(Image image);

		/**
		 * Takes a document.
		 * @param document the document
		 * @return a result
		 */
		R document(Document document);

		/**
		 * Takes a JSON value.
		 * @param json the value
		 * @return a result
		 */
		R json(JsonContent json);

		/**
		 * Takes reasoning.
		 * @param reasoning the reasoning
		 * @return a result
		 */
		R reasoning(Reasoning reasoning);

		/**
		 * Takes a tool call.
		 * @param call the call
		 * @return a result
		 */
		R toolCall(ToolCall call);

		/**
		 * Takes a call of a tool that the provider runs.
		 * @param call the call
		 * @return a result
		 */
		R serverToolCall(ServerToolCall call);

		/**
		 * Takes the result of a tool that the provider ran.
		 * @param result the result
		 * @return a result
		 */
		R serverToolResult(ServerToolResult result);

	}

}
