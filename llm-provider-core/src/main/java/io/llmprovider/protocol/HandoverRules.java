package io.llmprovider.protocol;

import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.UserMessage;
import org.jspecify.annotations.Nullable;

/**
 * What an API demands of a conversation, so that one which began elsewhere can go on with
 * it. A protocol states its rules by {@link WireProtocol#handover}; the messages it is
 * given to encode then keep them, so that its encoder need not look again.
 */
public final class HandoverRules {

	/** What is safe with a server of which nobody has said anything. */
	public static final HandoverRules DEFAULTS = builder().build();

	/** What the result of a tool says that gave nothing, unless it may be empty. */
	public static final String NO_OUTPUT = "(no output)";

	/**
	 * How a message begins that nobody wrote: it holds the images and documents of
	 * results that the API does not take inside.
	 */
	public static final String FROM_RESULTS = "From the results of the tools:";

	private final ToolIdForm toolIds;

	private final ReasoningReplay reasoning;

	private final boolean thoughtLast;

	private final MediaRule media;

	private final boolean mediaInResults;

	private final boolean blankText;

	private final @Nullable String emptyResult;

	private final boolean argumentObjects;

	private final boolean replayAcrossModels;

	private final boolean earlierMessagesKnown;

	private final boolean userFirst;

	private final boolean userLast;

	private final boolean userAfterResult;

	private final boolean alternating;

	private HandoverRules(Builder builder) {
		this.toolIds = builder.toolIds;
		this.reasoning = builder.reasoning;
		this.thoughtLast = builder.thoughtLast;
		this.media = builder.media;
		this.mediaInResults = builder.mediaInResults;
		this.blankText = builder.blankText;
		this.emptyResult = builder.emptyResult;
		this.argumentObjects = builder.argumentObjects;
		this.replayAcrossModels = builder.replayAcrossModels;
		this.earlierMessagesKnown = builder.earlierMessagesKnown;
		this.userFirst = builder.userFirst;
		this.userLast = builder.userLast;
		this.userAfterResult = builder.userAfterResult;
		this.alternating = builder.alternating;
	}

	/**
	 * Starts with what is safe with a server of which nobody has said anything.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * A builder that holds these rules.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.toolIds = this.toolIds;
		builder.reasoning = this.reasoning;
		builder.thoughtLast = this.thoughtLast;
		builder.media = this.media;
		builder.mediaInResults = this.mediaInResults;
		builder.blankText = this.blankText;
		builder.emptyResult = this.emptyResult;
		builder.argumentObjects = this.argumentObjects;
		builder.replayAcrossModels = this.replayAcrossModels;
		builder.earlierMessagesKnown = this.earlierMessagesKnown;
		builder.userFirst = this.userFirst;
		builder.userLast = this.userLast;
		builder.userAfterResult = this.userAfterResult;
		builder.alternating = this.alternating;
		return builder;
	}

	/**
	 * Whether the user said a message, and it is not one that holds the images and
	 * documents of results, in the middle of a turn.
	 * @param message a message that was made fit
	 * @return whether a turn begins with it
	 */
	public static boolean beginsTurn(Message message) {
		return message instanceof UserMessage question
				&& question.content().stream().limit(1).noneMatch(new Text(FROM_RESULTS)::equals);
	}

	/**
	 * The ids of tool calls.
	 * @return their form
	 */
	public ToolIdForm toolIds() {
		return this.toolIds;
	}

	/**
	 * What of the model's own reasoning goes back as reasoning.
	 * @return the rule
	 */
	public ReasoningReplay reasoning() {
		return this.reasoning;
	}

	/**
	 * Whether a turn may end with reasoning, after which nothing was said or done.
	 * @return whether it may
	 */
	public boolean thoughtLast() {
		return this.thoughtLast;
	}

	/**
	 * Which images and documents are taken.
	 * @return the rule
	 */
	public MediaRule media() {
		return this.media;
	}

	/**
	 * Whether images and documents may stand inside the result of a tool.
	 * @return whether they may; else they follow in a message of the user
	 */
	public boolean mediaInResults() {
		return this.mediaInResults;
	}

	/**
	 * Whether a text may be of blanks only. An empty one is never sent.
	 * @return whether it may
	 */
	public boolean blankText() {
		return this.blankText;
	}

	/**
	 * What the result of a tool says that gave nothing.
	 * @return the words, or null if it may be empty
	 */
	public @Nullable String emptyResult() {
		return this.emptyResult;
	}

	/**
	 * Whether the arguments of a tool call have to be a JSON object.
	 * @return whether they have to
	 */
	public boolean argumentObjects() {
		return this.argumentObjects;
	}

	/**
	 * Whether what the provider wants back of texts, calls and its own tools goes back to
	 * any of its models. Reasoning never does.
	 * @return whether it does
	 */
	public boolean replayAcrossModels() {
		return this.replayAcrossModels;
	}

	/**
	 * Whether the provider has kept messages that the request does not hold, so that a
	 * result may answer a call which is not there.
	 * @return whether it has
	 */
	public boolean earlierMessagesKnown() {
		return this.earlierMessagesKnown;
	}

	/**
	 * Whether the first message has to be the user's.
	 * @return whether it has to
	 */
	public boolean userFirst() {
		return this.userFirst;
	}

	/**
	 * Whether the last message cannot be the model's.
	 * @return whether it cannot
	 */
	public boolean userLast() {
		return this.userLast;
	}

	/**
	 * Whether the user may speak right after the result of a tool.
	 * @return whether he may; else a message of the model has to stand between
	 */
	public boolean userAfterResult() {
		return this.userAfterResult;
	}

	/**
	 * Whether two messages of the same speaker cannot follow each other.
	 * @return whether they cannot
	 */
	public boolean alternating() {
		return this.alternating;
	}

	/**
	 * Builds {@link HandoverRules}.
	 */
	public static final class Builder {

		private ToolIdForm toolIds = ToolIdForm.USUAL;

		private ReasoningReplay reasoning = ReasoningReplay.MARKED;

		private boolean thoughtLast = true;

		private MediaRule media = MediaRule.USUAL;

		private boolean mediaInResults;

		private boolean blankText;

		private @Nullable String emptyResult = NO_OUTPUT;

		private boolean argumentObjects = true;

		private boolean replayAcrossModels;

		private boolean earlierMessagesKnown;

		private boolean userFirst;

		private boolean userLast;

		private boolean userAfterResult = true;

		private boolean alternating;

		private Builder() {
		}

		/**
		 * Sets what ids of tool calls the server takes.
		 * @param form their form
		 * @return this builder
		 */
		public Builder toolIds(ToolIdForm form) {
			this.toolIds = form;
			return this;
		}

		/**
		 * Sets what of the model's own reasoning goes back as reasoning.
		 * @param reasoning the rule
		 * @return this builder
		 */
		public Builder reasoning(ReasoningReplay reasoning) {
			this.reasoning = reasoning;
			return this;
		}

		/**
		 * Sets whether a turn may end with reasoning.
		 * @param allowed whether it may
		 * @return this builder
		 */
		public Builder thoughtLast(boolean allowed) {
			this.thoughtLast = allowed;
			return this;
		}

		/**
		 * Sets which images and documents are taken.
		 * @param media the rule
		 * @return this builder
		 */
		public Builder media(MediaRule media) {
			this.media = media;
			return this;
		}

		/**
		 * Sets whether images and documents may stand inside the result of a tool.
		 * @param inside whether they may
		 * @return this builder
		 */
		public Builder mediaInResults(boolean inside) {
			this.mediaInResults = inside;
			return this;
		}

		/**
		 * Sets whether a text may be of blanks only.
		 * @param allowed whether it may
		 * @return this builder
		 */
		public Builder blankText(boolean allowed) {
			this.blankText = allowed;
			return this;
		}

		/**
		 * Sets what the result of a tool says that gave nothing.
		 * @param words the words, or null if it may be empty
		 * @return this builder
		 */
		public Builder emptyResult(@Nullable String words) {
			this.emptyResult = words;
			return this;
		}

		/**
		 * Sets whether the arguments of a tool call have to be a JSON object. They
		 * usually have to, also where they are written as text: servers with chat
		 * templates read them and refuse the whole conversation otherwise.
		 * @param required whether they have to
		 * @return this builder
		 */
		public Builder argumentObjects(boolean required) {
			this.argumentObjects = required;
			return this;
		}

		/**
		 * Sets whether what the provider wants back, but for reasoning, goes back to any
		 * of its models.
		 * @param shared whether it does
		 * @return this builder
		 */
		public Builder replayAcrossModels(boolean shared) {
			this.replayAcrossModels = shared;
			return this;
		}

		/**
		 * Sets whether the provider has kept messages that the request does not hold.
		 * @param known whether it has
		 * @return this builder
		 */
		public Builder earlierMessagesKnown(boolean known) {
			this.earlierMessagesKnown = known;
			return this;
		}

		/**
		 * Sets whether the first message has to be the user's.
		 * @param required whether it has to
		 * @return this builder
		 */
		public Builder userFirst(boolean required) {
			this.userFirst = required;
			return this;
		}

		/**
		 * Sets whether the last message cannot be the model's.
		 * @param required whether it cannot
		 * @return this builder
		 */
		public Builder userLast(boolean required) {
			this.userLast = required;
			return this;
		}

		/**
		 * Sets whether the user may speak right after the result of a tool.
		 * @param allowed whether he may
		 * @return this builder
		 */
		public Builder userAfterResult(boolean allowed) {
			this.userAfterResult = allowed;
			return this;
		}

		/**
		 * Sets whether two messages of the same speaker cannot follow each other.
		 * @param required whether they cannot
		 * @return this builder
		 */
		public Builder alternating(boolean required) {
			this.alternating = required;
			return this;
		}

		/**
		 * Builds the rules.
		 * @return the rules
		 */
		public HandoverRules build() {
			return new HandoverRules(this);
		}

	}

}
