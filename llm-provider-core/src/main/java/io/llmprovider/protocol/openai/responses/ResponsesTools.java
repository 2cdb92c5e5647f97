package io.llmprovider.protocol.openai.responses;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tools that are offered and how they may be called.
 */
final class ResponsesTools {

	private final ChatCall call;

	private final ResponsesDialect dialect;

	private final List<?> others;

	private final List<Warning> warnings;

	ResponsesTools(ChatCall call, ResponsesDialect dialect, @Nullable Object others, List<Warning> warnings) {
		this.call = call;
		this.dialect = dialect;
		this.others = others(others);
		this.warnings = warnings;
	}

	/** The names of the custom tools that the caller declared. */
	static Set<String> customTools(ChatCall call) {
		Set<String> names = new HashSet<>();
		Object others = call.options().providerOptions().get(ResponsesOptions.TOOLS);
		for (Object other : (others instanceof List<?> list) ? list : List.of()) {
			if (other instanceof Map<?, ?> tool && "custom".equals(tool.get("type"))) {
				names.add(String.valueOf(tool.get("name")));
			}
		}
		return names;
	}

	private static List<?> others(@Nullable Object others) {
		if (others == null || others instanceof List<?>) {
			return (others != null) ? (List<?>) others : List.of();
		}
		throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of("Option 'tools' is no list",
				"Write a list of objects, each with a type, such as [{type: web_search}]"));
	}

	void write(Map<String, @Nullable Object> body) {
		List<Object> tools = new ArrayList<>();
		this.call.request().tools().forEach((tool) -> tools.add(function(tool)));
		tools.addAll(this.others);
		if (!tools.isEmpty()) {
			body.put("tools", tools);
			toolChoice(body);
			parallelToolCalls(body);
		}
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
		function.put("type", "function");
		function.put("name", tool.name());
		if (!tool.description().isEmpty()) {
			function.put("description", tool.description());
		}
		function.put("parameters", tool.inputSchema());
		if (this.dialect.supportsStrictMode()) {
			// Left out it has meant yes, and then optional parameters are refused.
			function.put("strict", Boolean.TRUE.equals(tool.strict()));
		}
		else if (Boolean.TRUE.equals(tool.strict())) {
			this.warnings.add(Warning.leftOut("strict of tool '" + tool.name() + "'",
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
			this.warnings.add(Warning.leftOut("tool_choice", "the server does not know it"));
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
			this.warnings.add(Warning.leftOut("parallel_tool_calls", "the server does not know it"));
		}
	}

	private final class Choices implements ToolChoice.Visitor<Object> {

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

		/** A tool of the provider's own is chosen by its type. */
		@Override
		public Object named(String name) {
			boolean function = ResponsesTools.this.call.request()
				.tools()
				.stream()
				.anyMatch((tool) -> tool.name().equals(name));
			for (Object other : ResponsesTools.this.others) {
				if (!function && other instanceof Map<?, ?> tool) {
					if ("custom".equals(tool.get("type")) && name.equals(tool.get("name"))) {
						return Map.of("type", "custom", "name", name);
					}
					if (name.equals(tool.get("type"))) {
						return Map.of("type", name);
					}
				}
			}
			return Map.of("type", "function", "name", name);
		}

	}

}
