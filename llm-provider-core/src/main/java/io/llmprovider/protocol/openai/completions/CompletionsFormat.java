package io.llmprovider.protocol.openai.completions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Warning;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.StrictSchemas;
import org.jspecify.annotations.Nullable;

/**
 * Writes what form the answer must have. A server that cannot hold it to a schema is
 * asked for any JSON object, and the model reads the schema in the system prompt: such
 * servers refuse to be asked for JSON unless the prompt speaks of it.
 */
final class CompletionsFormat {

	private final ChatCall call;

	private final @Nullable ResponseFormat format;

	private final CompletionsDialect dialect;

	CompletionsFormat(ChatCall call, CompletionsDialect dialect) {
		this.call = call;
		this.format = call.options().responseFormat();
		this.dialect = dialect;
	}

	@Nullable Object member(List<Warning> warnings) {
		if (this.format instanceof ResponseFormat.JsonSchema schema && this.dialect.supportsJsonSchema()) {
			Map<String, @Nullable Object> named = new LinkedHashMap<>();
			named.put("name", schema.name());
			named.put("schema", StrictSchemas.understood(schema.schema(), this.call));
			named.put("strict", schema.strict());
			return Map.of("type", "json_schema", "json_schema", named);
		}
		if (this.format instanceof ResponseFormat.JsonSchema) {
			warnings.add(new Warning("schema-left-out", "The server cannot hold an answer to a schema: any JSON object"
					+ " was asked for, and the schema stands in the system prompt"));
		}
		return (this.format != null) ? Map.of("type", "json_object") : null;
	}

	/** What the system prompt has to say of the form, or null. */
	@Nullable String instruction() {
		if (this.format instanceof ResponseFormat.JsonSchema schema && !this.dialect.supportsJsonSchema()) {
			return "Answer with a JSON object, and nothing else, that fits this JSON schema:\n"
					+ Json.text(schema.schema());
		}
		return null;
	}

}
