package io.llmprovider.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * Tools as OpenAI's APIs and those that follow them have them: functions with a name, a
 * description and a schema, and how they may be called.
 */
public final class FunctionTools {

	private final ChatCall call;

	private final Compat compat;

	private final List<Warning> warnings;

	/**
	 * The tools of a call.
	 * @param call the call
	 * @param warnings takes what the user should know
	 */
	public FunctionTools(ChatCall call, List<Warning> warnings) {
		this.call = call;
		this.compat = call.compat();
		this.warnings = warnings;
	}

	/**
	 * The schema of a tool, which must be of an object.
	 * @param tool the tool
	 * @return its schema
	 * @throws io.llmprovider.error.InvalidRequestException if it is of another type;
	 * nothing was sent
	 */
	public static Map<String, @Nullable Object> schema(Tool tool) {
		Object type = tool.inputSchema().get("type");
		if ("object".equals(type)) {
			return tool.inputSchema();
		}
		throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of(
				"The schema of tool '" + tool.name() + "' has " + ((type != null) ? "type '" + type + "'" : "no type")
						+ " instead of 'object'",
				"Write {\"type\":\"object\",\"properties\":{…}}, and {\"type\":\"object\",\"properties\":{}} for a tool without parameters"));
	}

	/**
	 * Writes a function: name, description, parameters, and whether arguments are held to
	 * the schema.
	 * @param tool the tool
	 * @param function the object it is written into
	 */
	public void function(Tool tool, Map<String, @Nullable Object> function) {
		function.put("name", tool.name());
		if (!tool.description().isEmpty()) {
			function.put("description", tool.description());
		}
		function.put("parameters", StrictSchemas.understood(schema(tool), this.call));
		if (isNotDenied(this.compat.supportsStrictMode())) {
			// Some servers take absence for yes, and then refuse optional parameters.
			function.put("strict", Boolean.TRUE.equals(tool.strict()));
		}
		else if (Boolean.TRUE.equals(tool.strict())) {
			leftOut("strict of tool '" + tool.name() + "'", "the server cannot hold arguments to a schema");
		}
	}

	/**
	 * Writes {@code tool_choice} and {@code parallel_tool_calls}, where the call says
	 * something about them and the server knows them.
	 * @param body the request
	 * @param named what chooses the tool of a name
	 */
	public void calling(Map<String, @Nullable Object> body, Function<String, Object> named) {
		ToolChoice choice = this.call.options().toolChoice();
		if (choice != null && isNotDenied(this.compat.supportsToolChoice())) {
			body.put("tool_choice", choice.accept(new Choices(named)));
		}
		else if (choice != null && !(choice instanceof ToolChoice.Auto)) {
			leftOut("tool_choice", "the server does not know it");
		}
		Boolean parallel = this.call.options().parallelToolCalls();
		if (parallel != null && isNotDenied(this.compat.supportsParallelToolCalls())) {
			body.put("parallel_tool_calls", parallel);
		}
		else if (Boolean.FALSE.equals(parallel)) {
			leftOut("parallel_tool_calls", "the server does not know it");
		}
	}

	/**
	 * What chooses a function in Chat Completions.
	 * @param name its name
	 * @return the object
	 */
	public static Map<String, @Nullable Object> chosen(String name) {
		Map<String, @Nullable Object> chosen = new LinkedHashMap<>();
		chosen.put("type", "function");
		chosen.put("function", Map.of("name", name));
		return chosen;
	}

	/**
	 * Whether the conversation holds calls of tools or their results, which some servers
	 * take only beside a list of tools.
	 * @param call the call
	 * @return whether it does
	 */
	public static boolean areInHistory(ChatCall call) {
		return call.request()
			.messages()
			.stream()
			.anyMatch((message) -> message instanceof ToolResultMessage
					|| message instanceof AssistantMessage turn && !turn.toolCalls().isEmpty());
	}

	private void leftOut(String what, String why) {
		this.warnings.add(Warning.leftOut(what, why));
	}

	private static boolean isNotDenied(@Nullable Boolean flag) {
		return !Boolean.FALSE.equals(flag);
	}

	private record Choices(Function<String, Object> names) implements ToolChoice.Visitor<Object> {

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
			return this.names.apply(name);
		}

	}

}
