package io.llmprovider.protocol.ollama;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.llmprovider.json.Json;
import io.llmprovider.json.WholeNumbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads lines token by token, without a tree: most of them carry one word.
 */
final class OllamaLineReader implements AutoCloseable {

	private static final long NO_NUMBER = Long.MIN_VALUE;

	private final byte[] bytes;

	private final int offset;

	private final JsonParser json;

	private final OllamaLine line;

	private int start;

	OllamaLineReader(byte[] bytes, int offset, int length, OllamaLine line) {
		this.bytes = bytes;
		this.offset = offset;
		this.json = Json.parser(bytes, offset, length);
		this.line = line;
	}

	/**
	 * Reads the next object.
	 * @return whether there was one
	 */
	boolean next() {
		this.line.clear();
		JsonToken token = this.json.nextToken();
		if (token == null) {
			return false;
		}
		if (token != JsonToken.START_OBJECT) {
			this.json.skipChildren();
			return true;
		}
		this.start = tokenStart();
		String name = this.json.nextName();
		while (name != null) {
			field(name, this.json.nextToken());
			name = this.json.nextName();
		}
		return true;
	}

	private void field(String name, JsonToken value) {
		switch (name) {
			case "model" -> model(value);
			case "message" -> message(value);
			case "done" -> {
				this.line.done = value == JsonToken.VALUE_TRUE;
				this.json.skipChildren();
			}
			case "done_reason" -> this.line.doneReason = text(value);
			case "error", "ErrorMessage" -> error(value);
			case "logprobs" -> logprobs(value);
			case "remote_model" -> this.line.remoteModel = text(value);
			case "remote_host" -> this.line.remoteHost = text(value);
			default -> number(name);
		}
	}

	private void number(String name) {
		if (OllamaUsage.isCount(name) || OllamaUsage.isDuration(name)) {
			long number = WholeNumbers.read(this.json, NO_NUMBER);
			if (number != NO_NUMBER) {
				this.line.usage.put(name, number);
			}
		}
		else {
			this.json.skipChildren();
		}
	}

	private void logprobs(JsonToken value) {
		this.line.logprobs = (value == JsonToken.START_ARRAY) ? slice() : null;
		this.json.skipChildren();
	}

	/** Each line names the model: the text is only taken when it is a new one. */
	private void model(JsonToken value) {
		if (value == JsonToken.VALUE_STRING && !isText(this.line.model)) {
			this.line.model = this.json.getString();
		}
		this.json.skipChildren();
	}

	private boolean isText(@Nullable String expected) {
		if (expected == null || this.json.getStringLength() != expected.length()) {
			return false;
		}
		char[] characters = this.json.getStringCharacters();
		int start = this.json.getStringOffset();
		for (int i = 0; i < expected.length(); i++) {
			if (characters[start + i] != expected.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	private void error(JsonToken value) {
		boolean empty = value == JsonToken.VALUE_NULL
				|| (value == JsonToken.VALUE_STRING && this.json.getStringLength() == 0);
		this.line.error |= !empty;
		this.json.skipChildren();
	}

	private void message(JsonToken value) {
		if (value != JsonToken.START_OBJECT) {
			this.json.skipChildren();
			return;
		}
		String name = this.json.nextName();
		while (name != null) {
			JsonToken member = this.json.nextToken();
			switch (name) {
				case "content" -> this.line.content = orEmpty(text(member));
				case "thinking" -> this.line.thinking = orEmpty(text(member));
				case "tool_calls" -> calls(member);
				default -> this.json.skipChildren();
			}
			name = this.json.nextName();
		}
	}

	/** Of members that stand twice the last one counts, as everywhere in JSON. */
	private void calls(JsonToken value) {
		this.line.calls().clear();
		if (value != JsonToken.START_ARRAY) {
			this.json.skipChildren();
			return;
		}
		while (this.json.nextToken() != JsonToken.END_ARRAY) {
			if (this.json.currentToken() == JsonToken.START_OBJECT) {
				new OllamaCallReader(this, this.json).read(this.line);
			}
			else {
				this.json.skipChildren();
			}
		}
	}

	@Nullable String text(JsonToken value) {
		if (value == JsonToken.VALUE_STRING) {
			return this.json.getString();
		}
		this.json.skipChildren();
		return null;
	}

	/** The value at which the parser stands, as it came. */
	String slice() {
		int from = tokenStart();
		this.json.skipChildren();
		return new String(this.bytes, from, position() - from, StandardCharsets.UTF_8);
	}

	/**
	 * The object that was read last.
	 * @return a copy of its bytes
	 */
	byte[] object() {
		return Arrays.copyOfRange(this.bytes, this.start, position());
	}

	private int tokenStart() {
		return this.offset + (int) this.json.currentTokenLocation().getByteOffset();
	}

	private int position() {
		return this.offset + (int) this.json.currentLocation().getByteOffset();
	}

	@Override
	public void close() {
		this.json.close();
	}

	private static String orEmpty(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
