package io.llmprovider.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * What one asks of a model: a system prompt, the conversation so far, the tools it may
 * call and how it should answer. It is immutable, holds no secret and can be stored as
 * JSON; conversations grow by {@link #reply} and {@link #toolResult}.
 */
@JsonDeserialize(builder = ChatRequest.Builder.class)
public final class ChatRequest {

	private final List<Text> system;

	private final List<Message> messages;

	private final List<Tool> tools;

	private final ChatOptions options;

	private ChatRequest(Builder builder) {
		this.system = List.copyOf(builder.system);
		this.messages = List.copyOf(builder.messages);
		this.tools = List.copyOf(builder.tools);
		this.options = builder.options;
	}

	/**
	 * A conversation that begins with one question.
	 * @param text what the user says
	 * @return the request
	 */
	public static ChatRequest of(String text) {
		return builder().user(text).build();
	}

	/**
	 * Starts an empty request.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Reads a request that {@link #toJson} wrote.
	 * @param json the text
	 * @return the request
	 * @throws tools.jackson.core.JacksonException if the text is no request
	 */
	public static ChatRequest fromJson(String json) {
		return Json.read(json, ChatRequest.class);
	}

	/**
	 * The request as JSON, to be stored and resumed.
	 * @return the text, in which there is no secret of the library's
	 */
	public String toJson() {
		return Json.text(this);
	}

	/**
	 * A builder that holds what this request has.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.system.addAll(this.system);
		builder.messages.addAll(this.messages);
		builder.tools.addAll(this.tools);
		builder.options = this.options;
		return builder;
	}

	/**
	 * The conversation with an answer at its end.
	 * @param response the answer
	 * @return a new request
	 */
	public ChatRequest reply(ChatResponse response) {
		return with(response.message());
	}

	/**
	 * The conversation with the result of a tool at its end.
	 * @param call the call that the result answers
	 * @param text the result
	 * @return a new request
	 */
	public ChatRequest toolResult(ToolCall call, String text) {
		return with(ToolResultMessage.of(call, text));
	}

	/**
	 * The conversation with the result of a tool at its end.
	 * @param call the call that the result answers
	 * @param content the result
	 * @return a new request
	 */
	public ChatRequest toolResult(ToolCall call, ToolResultContent... content) {
		return with(ToolResultMessage.of(call, content));
	}

	/**
	 * The conversation with the failure of a tool at its end.
	 * @param call the call that failed
	 * @param text what went wrong, for the model to read
	 * @return a new request
	 */
	public ChatRequest toolFailed(ToolCall call, String text) {
		return with(ToolResultMessage.failed(call, text));
	}

	/**
	 * The conversation with what the user says next at its end.
	 * @param text what the user says
	 * @return a new request
	 */
	public ChatRequest user(String text) {
		return with(UserMessage.of(text));
	}

	/**
	 * The conversation with one more message.
	 * @param message the message
	 * @return a new request
	 */
	public ChatRequest with(Message message) {
		return toBuilder().message(message).build();
	}

	/**
	 * The same request with other options.
	 * @param options the options
	 * @return a new request
	 */
	public ChatRequest withOptions(ChatOptions options) {
		return toBuilder().options(options).build();
	}

	/**
	 * The system prompt.
	 * @return its blocks, possibly none
	 */
	@JsonProperty
	@JsonInclude(JsonInclude.Include.NON_EMPTY)
	public List<Text> system() {
		return this.system;
	}

	/**
	 * The conversation so far.
	 * @return the messages in order
	 */
	@JsonProperty
	public List<Message> messages() {
		return this.messages;
	}

	/**
	 * The tools that the model may call.
	 * @return the tools, possibly none
	 */
	@JsonProperty
	@JsonInclude(JsonInclude.Include.NON_EMPTY)
	public List<Tool> tools() {
		return this.tools;
	}

	/**
	 * How the model should answer.
	 * @return the options, all of which may be left open
	 */
	@JsonProperty
	public ChatOptions options() {
		return this.options;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ChatRequest that && this.system.equals(that.system)
				&& this.messages.equals(that.messages) && this.tools.equals(that.tools)
				&& this.options.equals(that.options);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.system, this.messages, this.tools, this.options);
	}

	@Override
	public String toString() {
		return "ChatRequest[" + this.messages.size() + " messages, " + this.tools.size() + " tools, " + this.options
				+ "]";
	}

	/**
	 * Builds a {@link ChatRequest}.
	 */
	@JsonPOJOBuilder(withPrefix = "")
	public static final class Builder {

		private final List<Text> system = new ArrayList<>();

		private final List<Message> messages = new ArrayList<>();

		private final List<Tool> tools = new ArrayList<>();

		private ChatOptions options = ChatOptions.NONE;

		private Builder() {
		}

		/**
		 * Adds a block to the system prompt.
		 * @param text the block
		 * @return this builder
		 */
		public Builder system(String text) {
			this.system.add(new Text(text));
			return this;
		}

		/**
		 * Replaces the system prompt.
		 * @param blocks its blocks, each of which may carry a cache mark
		 * @return this builder
		 */
		@JsonProperty
		public Builder system(List<Text> blocks) {
			this.system.clear();
			this.system.addAll(blocks);
			return this;
		}

		/**
		 * Adds what the user says.
		 * @param text plain text
		 * @return this builder
		 */
		public Builder user(String text) {
			return message(UserMessage.of(text));
		}

		/**
		 * Adds what the user says.
		 * @param content text, images and documents
		 * @return this builder
		 */
		public Builder user(UserContent... content) {
			return message(UserMessage.of(content));
		}

		/**
		 * Adds what an assistant said, written by hand.
		 * @param text plain text
		 * @return this builder
		 */
		public Builder assistant(String text) {
			return message(AssistantMessage.of(text));
		}

		/**
		 * Adds a message.
		 * @param message the message
		 * @return this builder
		 */
		public Builder message(Message message) {
			this.messages.add(message);
			return this;
		}

		/**
		 * Replaces the conversation.
		 * @param messages the messages
		 * @return this builder
		 */
		public Builder messages(List<? extends Message> messages) {
			this.messages.clear();
			this.messages.addAll(messages);
			return this;
		}

		/**
		 * Adds a tool.
		 * @param tool the tool
		 * @return this builder
		 */
		public Builder tool(Tool tool) {
			this.tools.add(tool);
			return this;
		}

		/**
		 * Replaces the tools.
		 * @param tools the tools
		 * @return this builder
		 */
		public Builder tools(List<Tool> tools) {
			this.tools.clear();
			this.tools.addAll(tools);
			return this;
		}

		/**
		 * Sets how the model should answer.
		 * @param options the options
		 * @return this builder
		 */
		public Builder options(ChatOptions options) {
			this.options = options;
			return this;
		}

		/**
		 * Builds the request.
		 * @return the request
		 */
		public ChatRequest build() {
			return new ChatRequest(this);
		}

	}

}
