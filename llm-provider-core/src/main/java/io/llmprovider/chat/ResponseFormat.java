package io.llmprovider.chat;

import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.llmprovider.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What form the answer's text should have. Without one it is free text.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = ResponseFormat.JsonObject.class, name = "json"),
		@JsonSubTypes.Type(value = ResponseFormat.JsonSchema.class, name = "json_schema") })
public sealed interface ResponseFormat {

	/** Some JSON object. Most providers want the word "JSON" in the prompt as well. */
	ResponseFormat JSON = new JsonObject();

	/**
	 * JSON that fits a schema.
	 * @param name a name for the schema, of letters, digits, {@code _} and {@code -}
	 * @param schema the schema as JSON
	 * @return the format
	 */
	static ResponseFormat jsonSchema(String name, String schema) {
		return new JsonSchema(name, Json.object(schema), true);
	}

	/**
	 * Some JSON object.
	 */
	record JsonObject() implements ResponseFormat {

	}

	/**
	 * JSON that fits a schema.
	 *
	 * @param name a name for the schema
	 * @param schema the schema
	 * @param strict whether the provider should hold the answer to the schema exactly
	 */
	record JsonSchema(String name, Map<String, @Nullable Object> schema, boolean strict) implements ResponseFormat {

		public JsonSchema {
			Objects.requireNonNull(name, "name");
			schema = Json.frozen(schema);
		}

	}

}
