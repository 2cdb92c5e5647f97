package io.llmprovider.chat;

import java.util.Map;
import java.util.Objects;

import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A tool that the model may call and the caller runs.
 *
 * @param name the tool's name, usually of letters, digits, {@code _} and {@code -}
 * @param description what it does, for the model to read; possibly empty
 * @param inputSchema JSON schema of its arguments, whose type is {@code object}
 * @param strict whether the provider should hold the arguments to the schema, or null for
 * the provider's own choice
 * @param cache asks for caching of the prompt up to here, or null
 */
public record Tool(String name, String description, Map<String, @Nullable Object> inputSchema, @Nullable Boolean strict,
		@Nullable CacheMark cache) {

	public Tool {
		if (name.isBlank()) {
			throw new IllegalArgumentException("A tool needs a name");
		}
		Objects.requireNonNull(description, "description");
		inputSchema = Json.frozen(inputSchema);
	}

	/**
	 * A tool whose schema is written as JSON.
	 * @param name its name
	 * @param description what it does
	 * @param inputSchema a JSON schema whose type is {@code object}
	 * @return the tool
	 * @throws IllegalArgumentException if the schema is no JSON object
	 */
	public static Tool of(String name, String description, String inputSchema) {
		try {
			return new Tool(name, description, Json.object(inputSchema), null, null);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The schema of tool '" + name
					+ "' is no JSON object: write {\"type\":\"object\",\"properties\":{…}}. " + ex.getOriginalMessage(),
					ex);
		}
	}

	/**
	 * A tool without parameters.
	 * @param name its name
	 * @param description what it does
	 * @return the tool
	 */
	public static Tool of(String name, String description) {
		return new Tool(name, description, Map.of("type", "object", "properties", Map.of()), null, null);
	}

	/**
	 * The same tool with a cache mark.
	 * @param mark the mark
	 * @return a copy
	 */
	public Tool cached(CacheMark mark) {
		return new Tool(this.name, this.description, this.inputSchema, this.strict, mark);
	}

	/**
	 * The same tool, held to its schema or not.
	 * @param hold whether the provider should hold the arguments to the schema
	 * @return a copy
	 */
	public Tool strict(boolean hold) {
		return new Tool(this.name, this.description, this.inputSchema, hold, this.cache);
	}

}
