package io.llmprovider.model;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a model can do. Each member is null where nobody has said: unknown is neither yes
 * nor no, and what is unknown is sent as the user asked for it.
 *
 * @param input kinds of content the model takes
 * @param tools whether it can call tools
 * @param reasoning whether it can think before it answers
 * @param thinkingLevels the levels it takes, if it does not take all
 * @param structuredOutput whether it can be held to a JSON schema
 * @param temperature whether it takes a temperature
 * @param promptCache whether prompts can be cached
 * @param streaming whether answers can be streamed
 */
public record Capabilities(@Nullable Set<Modality> input, @Nullable Boolean tools, @Nullable Boolean reasoning,
		@Nullable Set<ThinkingLevel> thinkingLevels, @Nullable Boolean structuredOutput, @Nullable Boolean temperature,
		@Nullable Boolean promptCache, @Nullable Boolean streaming) {

	/** Nothing is known. */
	public static final Capabilities UNKNOWN = new Capabilities(null, null, null, null, null, null, null, null);

	public Capabilities {
		input = (input != null) ? Set.copyOf(input) : null;
		thinkingLevels = (thinkingLevels != null) ? Set.copyOf(thinkingLevels) : null;
	}

	/**
	 * These capabilities, and what the others say where these say nothing.
	 * @param other what is known from elsewhere
	 * @return the union, these first
	 */
	public Capabilities orElse(Capabilities other) {
		return new Capabilities(first(this.input, other.input), first(this.tools, other.tools),
				first(this.reasoning, other.reasoning), first(this.thinkingLevels, other.thinkingLevels),
				first(this.structuredOutput, other.structuredOutput), first(this.temperature, other.temperature),
				first(this.promptCache, other.promptCache), first(this.streaming, other.streaming));
	}

	/**
	 * Whether the model is known not to take this kind of content.
	 * @param modality the kind
	 * @return whether it is known and not among them
	 */
	public boolean rejects(Modality modality) {
		return this.input != null && !this.input.contains(modality);
	}

	private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
		return (one != null) ? one : other;
	}

}
