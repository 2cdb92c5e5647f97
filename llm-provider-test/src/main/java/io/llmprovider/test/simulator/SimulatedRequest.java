package io.llmprovider.test.simulator;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.chat.ToolChoice;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A chat request that the simulator accepted, the same for all protocols.
 */
public final class SimulatedRequest {

	private final String protocol;

	private final ReceivedRequest received;

	private final JsonNode json;

	private final String model;

	private final List<SimulatedMessage> messages;

	private final List<SimulatedTool> tools;

	private final ToolChoice toolChoice;

	private final boolean stream;

	private final @Nullable Boolean thinking;

	private final boolean jsonAnswer;

	private final @Nullable JsonNode answerSchema;

	private final @Nullable Integer maxOutputTokens;

	private final List<String> ignoredMembers;

	private SimulatedRequest(Builder builder) {
		this.protocol = builder.protocol;
		this.received = builder.received;
		this.json = builder.json;
		this.model = Objects.requireNonNull(builder.model, "model");
		this.messages = List.copyOf(builder.messages);
		this.tools = List.copyOf(builder.tools);
		this.toolChoice = builder.toolChoice;
		this.stream = builder.stream;
		this.thinking = builder.thinking;
		this.jsonAnswer = builder.jsonAnswer;
		this.answerSchema = builder.answerSchema;
		this.maxOutputTokens = builder.maxOutputTokens;
		this.ignoredMembers = List.copyOf(builder.ignoredMembers);
	}

	/**
	 * Starts a request.
	 * @param protocol the protocol it came in
	 * @param received the HTTP request
	 * @param json its body
	 * @return a builder
	 */
	public static Builder builder(String protocol, ReceivedRequest received, JsonNode json) {
		return new Builder(protocol, received, json);
	}

	/**
	 * The protocol the request came in.
	 * @return for example {@code openai-completions}
	 */
	public String protocol() {
		return this.protocol;
	}

	/**
	 * The HTTP request.
	 * @return the request as it arrived
	 */
	public ReceivedRequest received() {
		return this.received;
	}

	/**
	 * The headers, looked up without regard to case.
	 * @return unmodifiable
	 */
	public Map<String, List<String>> headers() {
		return this.received.headers();
	}

	/**
	 * The body as it was sent.
	 * @return a JSON object
	 */
	public JsonNode json() {
		return this.json;
	}

	/**
	 * The model asked for.
	 * @return its id
	 */
	public String model() {
		return this.model;
	}

	/**
	 * The conversation.
	 * @return unmodifiable, oldest first
	 */
	public List<SimulatedMessage> messages() {
		return this.messages;
	}

	/**
	 * The tools offered.
	 * @return unmodifiable
	 */
	public List<SimulatedTool> tools() {
		return this.tools;
	}

	/**
	 * Whether the model may or must call tools.
	 * @return the choice
	 */
	public ToolChoice toolChoice() {
		return this.toolChoice;
	}

	/**
	 * Whether the answer is wanted as a stream.
	 * @return true for a stream
	 */
	public boolean stream() {
		return this.stream;
	}

	/**
	 * Whether reasoning is wanted.
	 * @return true or false, or null if the request does not say
	 */
	public @Nullable Boolean thinking() {
		return this.thinking;
	}

	/**
	 * Whether the answer must be JSON.
	 * @return true if so
	 */
	public boolean jsonAnswer() {
		return this.jsonAnswer;
	}

	/**
	 * The schema the answer must follow.
	 * @return a JSON schema, or null if there is none
	 */
	public @Nullable JsonNode answerSchema() {
		return this.answerSchema;
	}

	/**
	 * How long the answer may be, reasoning included.
	 * @return tokens, or null if the request does not say
	 */
	public @Nullable Integer maxOutputTokens() {
		return this.maxOutputTokens;
	}

	/**
	 * What the real server would have ignored without a word: misspelt and misplaced
	 * members. A request in good order has none.
	 * @return paths, unmodifiable
	 */
	public List<String> ignoredMembers() {
		return this.ignoredMembers;
	}

	/**
	 * The text of the last user message.
	 * @return the text, empty if there is no user message
	 */
	public String lastUserText() {
		for (int i = this.messages.size() - 1; i >= 0; i--) {
			if (this.messages.get(i).isFrom("user")) {
				return this.messages.get(i).text();
			}
		}
		return "";
	}

	@Override
	public String toString() {
		return "SimulatedRequest[" + this.protocol + ", " + this.model + ", " + this.messages.size() + " messages]";
	}

	/**
	 * Builds a {@link SimulatedRequest}.
	 */
	public static final class Builder {

		private final String protocol;

		private final ReceivedRequest received;

		private final JsonNode json;

		private @Nullable String model;

		private List<SimulatedMessage> messages = List.of();

		private List<SimulatedTool> tools = List.of();

		private ToolChoice toolChoice = ToolChoice.AUTO;

		private boolean stream;

		private @Nullable Boolean thinking;

		private boolean jsonAnswer;

		private @Nullable JsonNode answerSchema;

		private @Nullable Integer maxOutputTokens;

		private List<String> ignoredMembers = List.of();

		private Builder(String protocol, ReceivedRequest received, JsonNode json) {
			this.protocol = protocol;
			this.received = received;
			this.json = json;
		}

		/**
		 * Sets the model; it must be set.
		 * @param model its id
		 * @return this builder
		 */
		public Builder model(String model) {
			this.model = model;
			return this;
		}

		/**
		 * Sets the conversation.
		 * @param messages oldest first
		 * @return this builder
		 */
		public Builder messages(List<SimulatedMessage> messages) {
			this.messages = messages;
			return this;
		}

		/**
		 * Sets the tools and whether they may or must be called.
		 * @param tools the tools offered
		 * @param choice the choice
		 * @return this builder
		 */
		public Builder tools(List<SimulatedTool> tools, ToolChoice choice) {
			this.tools = tools;
			this.toolChoice = choice;
			return this;
		}

		/**
		 * Sets whether the answer is wanted as a stream.
		 * @param stream true for a stream
		 * @return this builder
		 */
		public Builder stream(boolean stream) {
			this.stream = stream;
			return this;
		}

		/**
		 * Sets whether reasoning is wanted.
		 * @param thinking true or false, or null if the request does not say
		 * @return this builder
		 */
		public Builder thinking(@Nullable Boolean thinking) {
			this.thinking = thinking;
			return this;
		}

		/**
		 * Asks for JSON.
		 * @param schema the schema it must follow, or null for any object
		 * @return this builder
		 */
		public Builder jsonAnswer(@Nullable JsonNode schema) {
			this.jsonAnswer = true;
			this.answerSchema = schema;
			return this;
		}

		/**
		 * Sets how long the answer may be.
		 * @param tokens the limit, or null for none
		 * @return this builder
		 */
		public Builder maxOutputTokens(@Nullable Integer tokens) {
			this.maxOutputTokens = tokens;
			return this;
		}

		/**
		 * Sets what the real server would have ignored.
		 * @param paths the members' paths
		 * @return this builder
		 */
		public Builder ignoredMembers(List<String> paths) {
			this.ignoredMembers = paths;
			return this;
		}

		/**
		 * Builds the request.
		 * @return the request
		 * @throws NullPointerException if the model is not set
		 */
		public SimulatedRequest build() {
			return new SimulatedRequest(this);
		}

	}

}
