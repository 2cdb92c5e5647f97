package io.llmprovider.chat;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a model thought before it answered.
 *
 * @param text the thoughts or their summary; empty where the provider hides them
 * @param redacted whether the provider hides the text and gives only data to replay
 * @param replay signature or encrypted form that the provider wants back, or null
 */
public record Reasoning(String text, boolean redacted, @Nullable ReplayData replay) implements AssistantContent {

	public Reasoning {
		Objects.requireNonNull(text, "text");
	}

	/**
	 * Reasoning without anything to replay.
	 * @param text the thoughts
	 */
	public Reasoning(String text) {
		this(text, false, null);
	}

	@Override
	public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
		return visitor.reasoning(this);
	}

}
