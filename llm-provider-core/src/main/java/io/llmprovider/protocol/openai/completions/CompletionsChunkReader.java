package io.llmprovider.protocol.openai.completions;

import java.util.Map;
import java.util.Set;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.openai.completions.CompletionsChunk.Extra;
import io.llmprovider.protocol.FrameHoles.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Walks over a chunk of a stream or over a whole answer, and keeps what is known. No tree
 * is built of what is usual; unknown members are passed over.
 */
final class CompletionsChunkReader {

	/** Members of the chunk that become metadata of the response. */
	private static final Set<String> METADATA = Set.of("service_tier", "system_fingerprint", "provider", "citations",
			"search_results", "related_questions", "prompt_filter_results", "timings", "time_info",
			"provider_metadata");

	private final CompletionsChoiceReader choices = new CompletionsChoiceReader();

	private int end;

	/**
	 * Reads.
	 * @param array holds the JSON text
	 * @param offset where it begins
	 * @param length its length in bytes
	 * @param payload {@code delta} or {@code message}
	 * @param chunk takes what is read
	 * @return whether the text is an object
	 * @throws tools.jackson.core.JacksonException if it is not JSON
	 */
	boolean read(byte[] array, int offset, int length, String payload, CompletionsChunk chunk) {
		chunk.clear();
		try (JsonParser parser = Json.parser(array, offset, length)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				this.end = offset + length;
				return false;
			}
			CompletionsInput input = new CompletionsInput(parser, array, offset);
			for (String name = input.nextMember(); name != null; name = input.nextMember()) {
				member(input, name, payload, chunk);
			}
			this.end = offset + (int) parser.currentLocation().getByteOffset();
			return true;
		}
	}

	/** Where in the array the object ends that was read last. */
	int end() {
		return this.end;
	}

	private void member(CompletionsInput input, String name, String payload, CompletionsChunk chunk) {
		switch (name) {
			case "id" -> chunk.id = input.plainText();
			case "model" -> chunk.model = input.plainText();
			case "choices" -> choices(input, payload, chunk);
			case "usage" -> chunk.usage = input.object();
			case "created" -> hole(input, JsonToken.VALUE_NUMBER_INT, Kind.NUMBER, name, chunk);
			case "obfuscation" -> hole(input, JsonToken.VALUE_STRING, Kind.PADDING, name, chunk);
			case "object" -> chunk.failed |= "error".equals(input.text());
			case "error" -> chunk.failed |= isError(input);
			case "base_resp" -> chunk.failed |= isFailedStatus(input.object());
			case "x_groq" -> groq(input, chunk);
			default -> extra(input, name, METADATA, chunk);
		}
	}

	private void choices(CompletionsInput input, String payload, CompletionsChunk chunk) {
		if (!input.is(JsonToken.START_ARRAY)) {
			input.skip();
			return;
		}
		chunk.hasChoices = true;
		while (input.parser.nextToken() != JsonToken.END_ARRAY) {
			if (!input.is(JsonToken.START_OBJECT)) {
				input.skip();
				continue;
			}
			chunk.choiceCount++;
			chunk.spare.clear();
			this.choices.read(input, payload, chunk);
			if (chunk.spare.index == 0 && !chunk.hasFirstChoice) {
				chunk.takeSpare();
				chunk.nestedError = (chunk.choice.error != null) ? chunk.choice.error : chunk.nestedError;
			}
		}
	}

	private static boolean isError(CompletionsInput input) {
		return isError(input.value());
	}

	/** Some servers have the member always, with nothing in it. */
	static boolean isError(@Nullable Object error) {
		if (error instanceof Map<?, ?> object) {
			return !object.isEmpty();
		}
		return error != null && !Boolean.FALSE.equals(error) && !error.toString().isEmpty();
	}

	private static boolean isFailedStatus(@Nullable Map<String, @Nullable Object> status) {
		Object code = (status != null) ? status.get("status_code") : null;
		return code != null && !"0".equals(code.toString());
	}

	private static void groq(CompletionsInput input, CompletionsChunk chunk) {
		Map<String, @Nullable Object> groq = input.object();
		if (groq == null) {
			return;
		}
		if (groq.get("usage") instanceof Map<?, ?> usage) {
			chunk.groqUsage = Json.mapper().convertValue(usage, CompletionsUsage.OBJECT);
		}
		if (groq.get("error") instanceof String error && !error.isEmpty()) {
			chunk.nestedError = error;
		}
	}

	private static void hole(CompletionsInput input, JsonToken token, Kind kind, String name, CompletionsChunk chunk) {
		if (chunk.holes.isEnabled() && input.is(token)) {
			chunk.holes.add(kind, name, input.start());
		}
		input.skip();
	}

	/** Keeps a member if it is one of those that are kept, else passes over it. */
	static void extra(CompletionsInput input, String name, Set<String> kept, CompletionsChunk chunk) {
		if (!kept.contains(name) || input.is(JsonToken.VALUE_NULL)) {
			input.skip();
		}
		else if (input.parser.currentToken().isStructStart()) {
			int from = input.start();
			chunk.extras.add(new Extra(name, null, from, input.skipTo()));
		}
		else {
			chunk.extras.add(new Extra(name, input.value(), 0, 0));
		}
	}

}
