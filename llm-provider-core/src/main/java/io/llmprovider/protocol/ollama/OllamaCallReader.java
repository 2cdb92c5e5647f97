package io.llmprovider.protocol.ollama;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one tool call. Its arguments are an object; a proxy may have made a text of them.
 */
final class OllamaCallReader {

	private final OllamaLineReader reader;

	private final JsonParser json;

	private @Nullable String id;

	private String name = "";

	private String arguments = "{}";

	OllamaCallReader(OllamaLineReader reader, JsonParser json) {
		this.reader = reader;
		this.json = json;
	}

	/** A call without a name is a placeholder. */
	void read(OllamaLine line) {
		members();
		if (!this.name.isEmpty()) {
			line.calls().add(new OllamaLine.Call(this.id, this.name, this.arguments));
		}
	}

	private void members() {
		String member = this.json.nextName();
		while (member != null) {
			JsonToken value = this.json.nextToken();
			switch (member) {
				case "function" -> {
					if (value == JsonToken.START_OBJECT) {
						members();
					}
					else {
						this.json.skipChildren();
					}
				}
				case "id" -> this.id = this.reader.text(value);
				case "name" -> {
					String text = this.reader.text(value);
					this.name = (text != null) ? text : "";
				}
				case "arguments" -> this.arguments = arguments(value);
				default -> this.json.skipChildren();
			}
			member = this.json.nextName();
		}
	}

	private String arguments(JsonToken value) {
		if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
			return this.reader.slice();
		}
		String text = this.reader.text(value);
		return (text != null && !text.isBlank()) ? text : "{}";
	}

}
