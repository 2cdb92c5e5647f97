package io.llmprovider.chat;

import java.util.Objects;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as the result of a tool. Providers without structured results get its
 * text.
 *
 * @param json the value as JSON text
 * @param cache asks for caching of the prompt up to here, or null
 */
public record JsonContent(String json, @Nullable CacheMark cache) implements ToolResultContent {

	public JsonContent {
		Objects.requireNonNull(json, "json");
		Json.tree(json);
	}

	/**
	 * A value.
	 * @param value a map, list, record or plain value
	 * @return its JSON
	 */
	public static JsonContent of(Object value) {
		return new JsonContent(Json.text(value), null);
	}

	@Override
	public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
		return visitor.json(this);
	}

}
