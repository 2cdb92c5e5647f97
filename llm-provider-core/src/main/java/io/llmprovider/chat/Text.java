package io.llmprovider.chat;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Plain text.
 *
 * @param text the text, possibly empty
 * @param cache asks for caching of the prompt up to here, or null
 * @param replay what the provider that made this block wants back, or null
 */
public record Text(String text, @Nullable CacheMark cache,
		@Nullable ReplayData replay) implements UserContent, AssistantContent, ToolResultContent {

	public Text {
		Objects.requireNonNull(text, "text");
	}

	/**
	 * Text and nothing else.
	 * @param text the text
	 */
	public Text(String text) {
		this(text, null, null);
	}

	/**
	 * The same text with a cache mark.
	 * @param mark the mark
	 * @return a copy
	 */
	public Text cached(CacheMark mark) {
		return new Text(this.text, mark, this.replay);
	}

	@Override
	public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
		return visitor.text(this);
	}

}
