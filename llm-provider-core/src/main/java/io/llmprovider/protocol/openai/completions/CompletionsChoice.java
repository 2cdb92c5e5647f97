package io.llmprovider.protocol.openai.completions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What one choice of a chunk says: the piece of each kind that it brings.
 */
final class CompletionsChoice {

	int index;

	/** Whether there was a {@code delta} or {@code message}, whichever was looked for. */
	boolean hasPayload;

	/** Whether there was the one that was not looked for. */
	boolean hasOtherPayload;

	@Nullable String content;

	/** The content where it is no text but a list of parts or one part. */
	@Nullable Object parts;

	@Nullable String reasoningContent;

	@Nullable String reasoning;

	@Nullable String reasoningText;

	@Nullable String refusal;

	@Nullable Object details;

	final List<CompletionsToolPiece> toolCalls = new ArrayList<>();

	@Nullable CompletionsToolPiece functionCall;

	@Nullable Object images;

	@Nullable Object audio;

	@Nullable Object annotations;

	@Nullable Object executedTools;

	@Nullable Map<String, @Nullable Object> extraContent;

	@Nullable Object logprobs;

	@Nullable String finishReason;

	@Nullable Map<String, @Nullable Object> usage;

	/** Why the choice failed, as OpenRouter tells it: an object or a text. */
	@Nullable Object error;

	void clear() {
		this.index = 0;
		this.hasPayload = false;
		this.hasOtherPayload = false;
		this.content = null;
		this.parts = null;
		this.reasoningContent = null;
		this.reasoning = null;
		this.reasoningText = null;
		this.refusal = null;
		this.details = null;
		this.toolCalls.clear();
		this.functionCall = null;
		this.images = null;
		this.audio = null;
		this.annotations = null;
		this.executedTools = null;
		this.extraContent = null;
		this.logprobs = null;
		this.finishReason = null;
		this.usage = null;
		this.error = null;
	}

	/**
	 * The name of the member that holds the reasoning: some servers send the same text
	 * under two names, and some send one of them empty.
	 * @return the first member that is not empty, or null if all are
	 */
	@Nullable String reasoningField() {
		if (isText(this.reasoningContent)) {
			return "reasoning_content";
		}
		if (isText(this.reasoning)) {
			return "reasoning";
		}
		return isText(this.reasoningText) ? "reasoning_text" : null;
	}

	@Nullable String reasoning(String field) {
		return switch (field) {
			case "reasoning_content" -> this.reasoningContent;
			case "reasoning" -> this.reasoning;
			default -> this.reasoningText;
		};
	}

	/**
	 * Whether this choice brings nothing but texts that may repeat in the next chunk with
	 * other words, so that the next chunk may be compared with this one.
	 */
	boolean isPlain() {
		return this.hasPayload && this.parts == null && !isText(this.refusal) && this.functionCall == null
				&& this.images == null && this.audio == null && this.annotations == null && this.executedTools == null
				&& this.extraContent == null && this.logprobs == null && this.finishReason == null
				&& this.usage == null;
	}

	static boolean isText(@Nullable String text) {
		return text != null && !text.isEmpty();
	}

}
