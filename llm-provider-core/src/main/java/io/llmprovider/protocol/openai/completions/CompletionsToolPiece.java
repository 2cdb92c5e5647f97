package io.llmprovider.protocol.openai.completions;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a tool call, as one chunk brings it.
 */
final class CompletionsToolPiece {

	/** The number that stands for the one call of the older {@code function_call}. */
	static final int LEGACY_INDEX = -1;

	@Nullable String id;

	@Nullable Integer index;

	String name = "";

	String arguments = "";

	/** Whether it is a call with free text instead of JSON. */
	boolean custom;

	@Nullable Map<String, @Nullable Object> extraContent;

}
