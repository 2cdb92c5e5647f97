package io.llmprovider.protocol.openai.completions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tools that are offered and how they may be called.
 */
final class CompletionsTools {

	private final ChatCall call;

	private final CompletionsDialect dialect;

	private final List<Warning> warnings;

	CompletionsTools(ChatCall call, CompletionsDialect dialect, List<Warning> warnings) {
		this.call = call;
		this.dialect = dialect;
		this.warnings = warnings;
	}

	void write(Map<String, @Nullable Object> body) {
		List<Tool> tools = this.call.request().tools();
		if (tools.isEmpty()) {
			if (this.dialect.requiresToolsWithHistory() && historyHasTools()) {
				body.put("tools", List.of());
			}
			return;
		}
		body.put("tools", tools(tools));
		toolChoice(body);
		parallelToolCalls(body);
	}

	private List<Object> tools(List<Tool> tools) {
		CompletionsCacheMarks marks = new CompletionsCacheMarks(this.call, this.dialect);
		List<Object> written = new ArrayList<>(tools.size());
		for (int i = 0; i < tools.size(); i++) {
			Tool tool = tools.get(i);
			Map<String, @Nullable Object> entry = new LinkedHashMap<>();
			entry.put("type", "function");
			entry.put("function", function(tool));
			marks.mark(entry, marks.ofTool(tool.cache(), i == tools.size() - 1));
			written.add(entry);
		}
		return written;
	}

	private Map<String, @Nullable Object> function(Tool tool) {
		Object type = tool.inputSchema().get("type");
		if (!"object".equals(type)) {
			throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of(
					"The schema of tool '" + tool.name() + "' has "
							+ ((type != null) ? "type '" + type + "'" : "no type") + " instead of 'object'",
					"Write {\"type\":\"object\",\"properties\":{…}}, and {\"type\":\"object\",\"properties\":{}} for a tool without parameters"));
		}
		Map<String, @Nullable Object> function = new LinkedHashMap<>();
		function.put("name", tool.name());
		if (!tool.description().isEmpty()) {
			function.put("description", tool.description());
		}
		function.put("parameters", schema(tool.inputSchema(), this.dialect));
		if (this.dialect.supportsStrictMode()) {
			// Some servers take absence for yes, and then refuse optional parameters.
			function.put("strict", Boolean.TRUE.equals(tool.strict()));
		}
		else if (Boolean.TRUE.equals(tool.strict())) {
			this.warnings.add(CompletionsOptions.leftOut("strict of tool '" + tool.name() + "'",
					"the server cannot hold arguments to a schema"));
		}
		return function;
	}

	private void toolChoice(Map<String, @Nullable Object> body) {
		ToolChoice choice = this.call.options().toolChoice();
		if (choice == null) {
			return;
		}
		if (this.dialect.supportsToolChoice()) {
			body.put("tool_choice", choice.accept(new Choices()));
		}
		else if (!(choice instanceof ToolChoice.Auto)) {
			this.warnings.add(CompletionsOptions.leftOut("tool_choice", "the server does not know it"));
		}
	}

	private void parallelToolCalls(Map<String, @Nullable Object> body) {
		Boolean parallel = this.call.options().parallelToolCalls();
		if (parallel == null) {
			return;
		}
		if (this.dialect.supportsParallelToolCalls()) {
			body.put("parallel_tool_calls", parallel);
		}
		else if (!parallel) {
			this.warnings.add(CompletionsOptions.leftOut("parallel_tool_calls", "the server does not know it"));
		}
	}

	private boolean historyHasTools() {
		for (Message message : this.call.request().messages()) {
			if (message instanceof ToolResultMessage
					|| message instanceof AssistantMessage assistant && !assistant.toolCalls().isEmpty()) {
				return true;
			}
		}
		return false;
	}

	/** A schema without the words that the server refuses. */
	static Map<String, @Nullable Object> schema(Map<String, @Nullable Object> schema, CompletionsDialect dialect) {
		if (dialect.unsupportedSchemaKeywords().isEmpty()) {
			return schema;
		}
		return without(schema, dialect, false);
	}

	/** Below {@code properties} the names are the user's and no words of the schema's. */
	private static Map<String, @Nullable Object> without(Map<?, ?> schema, CompletionsDialect dialect, boolean names) {
		Map<String, @Nullable Object> kept = new LinkedHashMap<>();
		schema.forEach((key, value) -> {
			String name = String.valueOf(key);
			if (names || !dialect.unsupportedSchemaKeywords().contains(name)) {
				boolean namesBelow = !names
						&& (name.equals("properties") || name.equals("$defs") || name.equals("definitions"));
				kept.put(name, withoutValue(value, dialect, namesBelow));
			}
		});
		return kept;
	}

	private static @Nullable Object withoutValue(@Nullable Object value, CompletionsDialect dialect, boolean names) {
		if (value instanceof Map<?, ?> map) {
			return without(map, dialect, names);
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> kept = new ArrayList<>(list.size());
			list.forEach((item) -> kept.add(withoutValue(item, dialect, false)));
			return kept;
		}
		return value;
	}

	private static final class Choices implements ToolChoice.Visitor<Object> {

		@Override
		public Object auto() {
			return "auto";
		}

		@Override
		public Object none() {
			return "none";
		}

		@Override
		public Object required() {
			return "required";
		}

		@Override
		public Object named(String name) {
			return Map.of("type", "function", "function", Map.of("name", name));
		}

	}

}
