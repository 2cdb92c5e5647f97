package io.llmprovider.protocol.openai.completions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.FunctionTools;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tools that are offered and how they may be called.
 */
final class CompletionsTools {

	private final ChatCall call;

	private final CompletionsDialect dialect;

	private final CompletionsCacheMarks marks;

	private final FunctionTools functions;

	CompletionsTools(ChatCall call, CompletionsDialect dialect, CompletionsCacheMarks marks, List<Warning> warnings) {
		this.call = call;
		this.dialect = dialect;
		this.marks = marks;
		this.functions = new FunctionTools(call, warnings);
	}

	void write(Map<String, @Nullable Object> body) {
		List<Tool> tools = this.call.request().tools();
		if (tools.isEmpty()) {
			if (this.dialect.requiresToolsWithHistory() && FunctionTools.areInHistory(this.call)) {
				body.put("tools", List.of());
			}
			return;
		}
		List<Tool> only = only(tools);
		body.put("tools", tools(only.isEmpty() ? tools : only));
		this.functions.calling(body, (name) -> only.isEmpty() ? FunctionTools.chosen(name) : "required");
	}

	/**
	 * The tool that has to be called, where a server takes its name for no choice at all
	 * or refuses it; usually none. Alone among the tools, it is the one that is called.
	 */
	private List<Tool> only(List<Tool> tools) {
		boolean named = this.dialect.supportsNamedToolChoice();
		return (!named && this.call.options().toolChoice() instanceof ToolChoice.Named choice)
				? tools.stream().filter((tool) -> tool.name().equals(choice.name())).toList() : List.of();
	}

	private List<Object> tools(List<Tool> tools) {
		List<Object> written = new ArrayList<>(tools.size());
		for (int i = 0; i < tools.size(); i++) {
			Tool tool = tools.get(i);
			Map<String, @Nullable Object> function = new LinkedHashMap<>();
			this.functions.function(tool, function);
			Map<String, @Nullable Object> entry = new LinkedHashMap<>();
			entry.put("type", "function");
			entry.put("function", function);
			this.marks.markTool(entry, this.marks.ofTool(tool.cache(), i == tools.size() - 1));
			written.add(entry);
		}
		return written;
	}

}
