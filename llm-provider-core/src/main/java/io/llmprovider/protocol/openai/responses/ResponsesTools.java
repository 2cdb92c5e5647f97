package io.llmprovider.protocol.openai.responses;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Tool;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.FunctionTools;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tools that are offered and how they may be called.
 */
final class ResponsesTools {

	private final ChatCall call;

	private final List<?> others;

	private final FunctionTools functions;

	ResponsesTools(ChatCall call, @Nullable Object others, List<Warning> warnings) {
		this.call = call;
		this.others = others(others);
		this.functions = new FunctionTools(call, warnings);
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
			this.functions.calling(body, this::chosen);
		}
	}

	private Map<String, @Nullable Object> function(Tool tool) {
		Map<String, @Nullable Object> function = new LinkedHashMap<>();
		function.put("type", "function");
		this.functions.function(tool, function);
		return function;
	}

	/** A tool of the provider's own is chosen by its type. */
	private Object chosen(String name) {
		boolean function = this.call.request().tools().stream().anyMatch((tool) -> tool.name().equals(name));
		for (Object other : this.others) {
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
