package io.llmprovider.protocol.google;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Warning;
import org.jspecify.annotations.Nullable;

/**
 * A schema as a model takes it: in Google's own words where they say all of it, else in
 * full where the model reads JSON Schema, else without what has no word.
 *
 * @param schema the schema
 * @param isFull whether it is JSON Schema
 * @param isEmpty whether it is an object of which nothing is said
 * @param lost what was left out
 */
record GoogleSchema(Map<String, @Nullable Object> schema, boolean isFull, boolean isEmpty, Set<String> lost) {

	static GoogleSchema of(Map<String, @Nullable Object> given, GoogleModel model) {
		GoogleSchemas converted = new GoogleSchemas(given);
		if (!converted.lost().isEmpty() && model.takesJsonSchema()) {
			Map<String, @Nullable Object> full = GoogleReferences.copy(given);
			full.remove("$schema");
			return new GoogleSchema(full, true, false, Set.of());
		}
		return new GoogleSchema(converted.schema(), false, converted.isEmpty(), converted.lost());
	}

	void warn(String what, List<Warning> warnings) {
		if (!this.lost.isEmpty()) {
			warnings.add(new Warning("schema-simplified",
					"The schema of " + what + " was sent without what the model does not know: " + this.lost));
		}
	}

}
