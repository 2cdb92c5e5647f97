package io.llmprovider.chat;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.llmprovider.json.Json;
import io.llmprovider.model.Cost;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * A whole answer, or as much of one as had arrived. It can be stored as JSON; what the
 * provider wants back unchanged is kept inside its blocks.
 */
@JsonDeserialize(builder = ChatResponse.Builder.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public final class ChatResponse {

	private final String provider;

	private final String model;

	private final String api;

	private final @Nullable String responseId;

	private final List<AssistantContent> content;

	private final FinishReason finishReason;

	private final @Nullable String rawFinishReason;

	private final @Nullable String refusal;

	private final Usage usage;

	private final @Nullable Cost cost;

	private final int attempts;

	private final List<Warning> warnings;

	private final Map<String, @Nullable Object> providerMetadata;

	private ChatResponse(Builder builder) {
		this.provider = Objects.requireNonNull(builder.provider, "provider");
		this.model = Objects.requireNonNull(builder.model, "model");
		this.api = Objects.requireNonNull(builder.api, "api");
		this.responseId = builder.responseId;
		this.content = List.copyOf(builder.content);
		this.finishReason = builder.finishReason;
		this.rawFinishReason = builder.rawFinishReason;
		this.refusal = builder.refusal;
		this.usage = builder.usage;
		this.cost = builder.cost;
		this.attempts = builder.attempts;
		this.warnings = List.copyOf(builder.warnings);
		this.providerMetadata = Json.frozen(builder.providerMetadata);
	}

	/**
	 * Starts a response without content.
	 * @param provider the provider's name in the registry
	 * @param model the model that answered
	 * @param api the API type over which the answer came
	 * @return a builder
	 */
	public static Builder builder(String provider, String model, String api) {
		return new Builder().provider(provider).model(model).api(api);
	}

	/**
	 * Reads a response that {@link #toJson} wrote.
	 * @param json the text
	 * @return the response
	 * @throws tools.jackson.core.JacksonException if the text is no response
	 */
	public static ChatResponse fromJson(String json) {
		return Json.read(json, ChatResponse.class);
	}

	/**
	 * The response as JSON, to be stored.
	 * @return the text
	 */
	public String toJson() {
		return Json.text(this);
	}

	/**
	 * A builder that holds what this response has.
	 * @return a builder
	 */
	public Builder toBuilder() {
		return new Builder().provider(this.provider)
			.model(this.model)
			.api(this.api)
			.responseId(this.responseId)
			.content(this.content)
			.finishReason(this.finishReason)
			.rawFinishReason(this.rawFinishReason)
			.refusal(this.refusal)
			.usage(this.usage)
			.cost(this.cost)
			.attempts(this.attempts)
			.warnings(this.warnings)
			.providerMetadata(this.providerMetadata);
	}

	/**
	 * The answer as a message, to be added to the conversation.
	 * @return the message
	 */
	public AssistantMessage message() {
		return new AssistantMessage(this.content, new Origin(this.provider, this.model, this.api), this.finishReason,
				this.responseId);
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
	 * What the model thought, all blocks joined with nothing.
	 * @return the text, possibly empty
	 */
	public String reasoning() {
		StringBuilder text = new StringBuilder();
		for (AssistantContent block : this.content) {
			if (block instanceof Reasoning part) {
				text.append(part.text());
			}
		}
		return text.toString();
	}

	/**
	 * The tools that the caller is to run.
	 * @return the calls, in order
	 */
	public List<ToolCall> toolCalls() {
		return this.content.stream().filter(ToolCall.class::isInstance).map(ToolCall.class::cast).toList();
	}

	/**
	 * The provider's name in the registry.
	 * @return the name
	 */
	@JsonProperty
	public String provider() {
		return this.provider;
	}

	/**
	 * The model that answered, in the provider's words if it said so.
	 * @return the model
	 */
	@JsonProperty
	public String model() {
		return this.model;
	}

	/**
	 * The API type (wire protocol) over which the answer came.
	 * @return the API type
	 */
	@JsonProperty
	public String api() {
		return this.api;
	}

	/**
	 * The provider's id of the response.
	 * @return the id, or null if unknown
	 */
	@JsonProperty
	public @Nullable String responseId() {
		return this.responseId;
	}

	/**
	 * The blocks of the answer, in the order in which they began.
	 * @return the blocks, possibly none
	 */
	@JsonProperty
	public List<AssistantContent> content() {
		return this.content;
	}

	/**
	 * Why the answer ended.
	 * @return the reason
	 */
	@JsonProperty
	public FinishReason finishReason() {
		return this.finishReason;
	}

	/**
	 * The provider's own word for why the answer ended.
	 * @return the word, or null if unknown
	 */
	@JsonProperty
	public @Nullable String rawFinishReason() {
		return this.rawFinishReason;
	}

	/**
	 * What the model said when it refused, where the provider keeps that apart from the
	 * text.
	 * @return the refusal, or null if unknown
	 */
	@JsonProperty
	public @Nullable String refusal() {
		return this.refusal;
	}

	/**
	 * How many tokens the call used.
	 * @return the counts, each of which may be unknown
	 */
	@JsonProperty
	public Usage usage() {
		return this.usage;
	}

	/**
	 * What the call cost.
	 * @return the cost in US dollars, or null if unknown
	 */
	@JsonProperty
	public @Nullable Cost cost() {
		return this.cost;
	}

	/**
	 * How many exchanges went over the wire until this answer came.
	 * @return 1 or more
	 */
	@JsonProperty
	public int attempts() {
		return this.attempts;
	}

	/**
	 * What the library changed or left out so that the call fits its target.
	 * @return the warnings, possibly none
	 */
	@JsonProperty
	public List<Warning> warnings() {
		return this.warnings;
	}

	/**
	 * What else the provider said.
	 * @return an unmodifiable map, possibly empty
	 */
	@JsonProperty
	public Map<String, @Nullable Object> providerMetadata() {
		return this.providerMetadata;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ChatResponse that && Objects.equals(this.provider, that.provider)
				&& Objects.equals(this.model, that.model) && Objects.equals(this.api, that.api)
				&& Objects.equals(this.responseId, that.responseId) && Objects.equals(this.content, that.content)
				&& Objects.equals(this.finishReason, that.finishReason)
				&& Objects.equals(this.rawFinishReason, that.rawFinishReason)
				&& Objects.equals(this.refusal, that.refusal) && Objects.equals(this.usage, that.usage)
				&& Objects.equals(this.cost, that.cost) && this.attempts == that.attempts
				&& Objects.equals(this.warnings, that.warnings)
				&& Objects.equals(this.providerMetadata, that.providerMetadata);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.provider, this.model, this.responseId, this.content, this.finishReason);
	}

	@Override
	public String toString() {
		return "ChatResponse[" + this.provider + ":" + this.model + ", " + this.finishReason + ", "
				+ this.content.size() + " blocks, " + this.usage + "]";
	}

	/**
	 * Builds a {@link ChatResponse}.
	 */
	@JsonPOJOBuilder(withPrefix = "")
	public static final class Builder {

		private @Nullable String provider;

		private @Nullable String model;

		private @Nullable String api;

		private @Nullable String responseId;

		private List<AssistantContent> content = List.of();

		private FinishReason finishReason = FinishReason.OTHER;

		private @Nullable String rawFinishReason;

		private @Nullable String refusal;

		private Usage usage = Usage.UNKNOWN;

		private @Nullable Cost cost;

		private int attempts = 1;

		private List<Warning> warnings = List.of();

		private Map<String, @Nullable Object> providerMetadata = Map.of();

		private Builder() {
		}

		/**
		 * The provider's name in the registry.
		 * @param provider the name
		 * @return this builder
		 */
		public Builder provider(String provider) {
			this.provider = provider;
			return this;
		}

		/**
		 * The model that answered, in the provider's words if it said so.
		 * @param model the model
		 * @return this builder
		 */
		public Builder model(String model) {
			this.model = model;
			return this;
		}

		/**
		 * The API type (wire protocol) over which the answer came.
		 * @param api the API type
		 * @return this builder
		 */
		public Builder api(String api) {
			this.api = api;
			return this;
		}

		/**
		 * The provider's id of the response.
		 * @param responseId the id, or null if unknown
		 * @return this builder
		 */
		public Builder responseId(@Nullable String responseId) {
			this.responseId = responseId;
			return this;
		}

		/**
		 * The blocks of the answer, in the order in which they began.
		 * @param content the blocks, possibly none
		 * @return this builder
		 */
		public Builder content(List<AssistantContent> content) {
			this.content = content;
			return this;
		}

		/**
		 * Why the answer ended.
		 * @param finishReason the reason
		 * @return this builder
		 */
		public Builder finishReason(FinishReason finishReason) {
			this.finishReason = finishReason;
			return this;
		}

		/**
		 * The provider's own word for why the answer ended.
		 * @param rawFinishReason the word, or null if unknown
		 * @return this builder
		 */
		public Builder rawFinishReason(@Nullable String rawFinishReason) {
			this.rawFinishReason = rawFinishReason;
			return this;
		}

		/**
		 * What the model said when it refused, where the provider keeps that apart from
		 * the text.
		 * @param refusal the refusal, or null if unknown
		 * @return this builder
		 */
		public Builder refusal(@Nullable String refusal) {
			this.refusal = refusal;
			return this;
		}

		/**
		 * How many tokens the call used.
		 * @param usage the counts, each of which may be unknown
		 * @return this builder
		 */
		public Builder usage(Usage usage) {
			this.usage = usage;
			return this;
		}

		/**
		 * What the call cost.
		 * @param cost the cost in US dollars, or null if unknown
		 * @return this builder
		 */
		public Builder cost(@Nullable Cost cost) {
			this.cost = cost;
			return this;
		}

		/**
		 * How many exchanges went over the wire until this answer came.
		 * @param attempts 1 or more
		 * @return this builder
		 */
		public Builder attempts(int attempts) {
			this.attempts = attempts;
			return this;
		}

		/**
		 * What the library changed or left out so that the call fits its target.
		 * @param warnings the warnings, possibly none
		 * @return this builder
		 */
		public Builder warnings(List<Warning> warnings) {
			this.warnings = warnings;
			return this;
		}

		/**
		 * What else the provider said.
		 * @param providerMetadata an unmodifiable map, possibly empty
		 * @return this builder
		 */
		public Builder providerMetadata(Map<String, @Nullable Object> providerMetadata) {
			this.providerMetadata = providerMetadata;
			return this;
		}

		/**
		 * Builds the response.
		 * @return the response
		 */
		public ChatResponse build() {
			return new ChatResponse(this);
		}

	}

}
