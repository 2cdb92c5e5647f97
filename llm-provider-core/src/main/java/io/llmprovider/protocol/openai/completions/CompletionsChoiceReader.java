package io.llmprovider.protocol.openai.completions;

import java.util.Set;

import io.llmprovider.protocol.FrameHoles;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Walks over one choice.
 */
final class CompletionsChoiceReader {

	/** Members of a choice or of its payload that become metadata of the response. */
	private static final Set<String> METADATA = Set.of("native_finish_reason", "content_filter_results",
			"content_filter_offsets", "context", "stop_reason", "provider_metadata");

	/** Reads the object that is open into the chunk's spare choice. */
	void read(CompletionsInput input, String payload, CompletionsChunk chunk) {
		CompletionsChoice choice = chunk.spare;
		for (String name = input.nextMember(); name != null; name = input.nextMember()) {
			switch (name) {
				case "index" -> {
					Integer index = input.integer();
					choice.index = (index != null) ? index : 0;
				}
				case "delta", "message" -> {
					if (name.equals(payload)) {
						payload(input, choice, chunk);
					}
					else {
						choice.hasOtherPayload |= input.is(JsonToken.START_OBJECT);
						input.skip();
					}
				}
				case "finish_reason" -> choice.finishReason = emptyToNull(input.plainText());
				case "usage" -> choice.usage = input.object();
				case "error" -> {
					Object error = input.value();
					choice.error = CompletionsChunkReader.isError(error) ? error : null;
				}
				case "logprobs" -> choice.logprobs = logprobs(input);
				default -> CompletionsChunkReader.extra(input, name, METADATA, chunk);
			}
		}
	}

	private void payload(CompletionsInput input, CompletionsChoice choice, CompletionsChunk chunk) {
		if (!input.is(JsonToken.START_OBJECT)) {
			input.skip();
			return;
		}
		choice.hasPayload = true;
		for (String name = input.nextMember(); name != null; name = input.nextMember()) {
			switch (name) {
				case "content" -> content(input, choice, chunk);
				case "reasoning_content" -> choice.reasoningContent = hole(input, CompletionsTemplate.REASONING,
						choice.reasoningContent, chunk);
				case "reasoning" ->
					choice.reasoning = hole(input, CompletionsTemplate.REASONING, choice.reasoning, chunk);
				case "reasoning_text" ->
					choice.reasoningText = hole(input, CompletionsTemplate.REASONING, choice.reasoningText, chunk);
				case "reasoning_details" -> details(input, choice, chunk);
				case "refusal" -> choice.refusal = input.text();
				case "tool_calls" -> toolCalls(input, choice, chunk);
				case "function_call" -> functionCall(input, choice, chunk);
				default -> rare(input, name, choice, chunk);
			}
		}
	}

	private static void rare(CompletionsInput input, String name, CompletionsChoice choice, CompletionsChunk chunk) {
		switch (name) {
			case "images" -> choice.images = input.container();
			case "audio" -> choice.audio = input.container();
			case "annotations" -> choice.annotations = input.container();
			case "executed_tools" -> choice.executedTools = input.container();
			case "extra_content" -> choice.extraContent = input.object();
			default -> CompletionsChunkReader.extra(input, name, METADATA, chunk);
		}
	}

	private static void content(CompletionsInput input, CompletionsChoice choice, CompletionsChunk chunk) {
		if (input.parser.currentToken().isStructStart()) {
			choice.parts = input.container();
			chunk.holes.spoil();
		}
		else {
			choice.content = hole(input, CompletionsTemplate.CONTENT, choice.content, chunk);
		}
	}

	/**
	 * OpenRouter repeats each piece of reasoning as a list of one object: that is read
	 * without a tree of its own as far as its text goes.
	 */
	private static void details(CompletionsInput input, CompletionsChoice choice, CompletionsChunk chunk) {
		if (!input.is(JsonToken.START_ARRAY)) {
			choice.details = input.container();
			return;
		}
		CompletionsDetails.Reader reader = new CompletionsDetails.Reader(input, chunk.holes);
		choice.details = reader.list();
	}

	/** Of members that stand twice the last one counts, as everywhere in JSON. */
	private void toolCalls(CompletionsInput input, CompletionsChoice choice, CompletionsChunk chunk) {
		choice.toolCalls.clear();
		if (input.is(JsonToken.START_OBJECT)) {
			choice.toolCalls.add(toolCall(input, chunk));
		}
		else if (input.is(JsonToken.START_ARRAY)) {
			while (input.parser.nextToken() != JsonToken.END_ARRAY) {
				if (input.is(JsonToken.START_OBJECT)) {
					choice.toolCalls.add(toolCall(input, chunk));
				}
				else {
					input.skip();
				}
			}
		}
	}

	private void functionCall(CompletionsInput input, CompletionsChoice choice, CompletionsChunk chunk) {
		if (input.is(JsonToken.START_OBJECT)) {
			CompletionsToolPiece piece = new CompletionsToolPiece();
			piece.index = CompletionsToolPiece.LEGACY_INDEX;
			function(input, piece, chunk);
			choice.functionCall = piece;
		}
		else {
			input.skip();
		}
	}

	private CompletionsToolPiece toolCall(CompletionsInput input, CompletionsChunk chunk) {
		CompletionsToolPiece piece = new CompletionsToolPiece();
		for (String name = input.nextMember(); name != null; name = input.nextMember()) {
			switch (name) {
				case "id" -> piece.id = id(input.plainText());
				case "index" -> piece.index = input.integer();
				case "function" -> function(input, piece, chunk);
				case "custom" -> {
					piece.custom |= input.is(JsonToken.START_OBJECT);
					function(input, piece, chunk);
				}
				case "extra_content" -> piece.extraContent = input.object();
				default -> input.skip();
			}
		}
		return piece;
	}

	private static void function(CompletionsInput input, CompletionsToolPiece piece, CompletionsChunk chunk) {
		if (!input.is(JsonToken.START_OBJECT)) {
			input.skip();
			return;
		}
		for (String name = input.nextMember(); name != null; name = input.nextMember()) {
			switch (name) {
				case "name" -> piece.name = nullToEmpty(input.text());
				case "arguments", "input" -> piece.arguments = arguments(input, piece.arguments, chunk);
				default -> input.skip();
			}
		}
	}

	/** Some local servers send the arguments as an object instead of a text. */
	private static String arguments(CompletionsInput input, String before, CompletionsChunk chunk) {
		if (input.parser.currentToken().isStructStart()) {
			return input.raw();
		}
		return nullToEmpty(hole(input, CompletionsTemplate.ARGUMENTS, emptyToNull(before), chunk));
	}

	private static @Nullable String hole(CompletionsInput input, String place, @Nullable String before,
			CompletionsChunk chunk) {
		if (before != null) {
			chunk.holes.spoil();
		}
		if (!input.is(JsonToken.VALUE_STRING)) {
			input.skip();
			return null;
		}
		String text = input.parser.getString();
		if (!text.isEmpty() && chunk.holes.isEnabled()) {
			chunk.holes.add(FrameHoles.Kind.TEXT, place, input.start());
		}
		return text;
	}

	/** Snowflake sends an object of nulls where there are none. */
	private static @Nullable Object logprobs(CompletionsInput input) {
		java.util.Map<String, @Nullable Object> logprobs = input.object();
		if (logprobs != null) {
			logprobs.values().removeIf((value) -> value == null);
		}
		return (logprobs == null || logprobs.isEmpty()) ? null : logprobs;
	}

	/** Mistral has written the word where it had no id. */
	private static @Nullable String id(@Nullable String text) {
		return "null".equals(text) ? null : emptyToNull(text);
	}

	private static @Nullable String emptyToNull(@Nullable String text) {
		return (text == null || text.isEmpty()) ? null : text;
	}

	private static String nullToEmpty(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
