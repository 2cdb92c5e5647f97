package io.llmprovider.protocol.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ClaudeModel;
import io.llmprovider.protocol.FunctionTools;
import io.llmprovider.protocol.StrictSchemas;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tools, and how the model is to choose among them.
 */
final class AnthropicTools {

	private final ChatCall call;

	private final ClaudeModel model;

	private final Map<String, @Nullable Object> own;

	private final AnthropicToolOptions beside;

	private final List<Warning> warnings;

	private final List<Map<String, @Nullable Object>> written = new ArrayList<>();

	AnthropicTools(ChatCall call, ClaudeModel model, Map<String, @Nullable Object> own, List<Warning> warnings) {
		this.call = call;
		this.model = model;
		this.own = own;
		this.beside = AnthropicToolOptions.of(own);
		this.warnings = warnings;
	}

	/**
	 * The tools of the request, then those that the provider runs, then the one whose
	 * input is the answer.
	 */
	@Nullable List<Map<String, @Nullable Object>> tools(AnthropicCacheMarks marks) {
		List<Tool> tools = this.call.request().tools();
		boolean withSystem = this.call.request().system().stream().anyMatch((text) -> !text.text().isBlank());
		int last = tools.size() - 1;
		while (last >= 0 && this.beside.isDeferred(tools.get(last).name())) {
			last--;
		}
		for (int i = 0; i < tools.size(); i++) {
			Map<String, @Nullable Object> tool = tool(tools.get(i));
			this.written.add(tool);
			if (!this.beside.isDeferred(tools.get(i).name())) {
				marks.markPrefix(tool, tools.get(i).cache(), i == last && !withSystem);
			}
		}
		serverTools();
		var schema = AnthropicFormat.schema(this.call);
		if (schema != null && AnthropicFormat.isByTool(this.call)) {
			this.written.add(AnthropicFormat.tool(schema, this.call));
		}
		boolean wanted = Boolean.TRUE.equals(this.call.compat().requiresToolsWithHistory())
				&& FunctionTools.areInHistory(this.call);
		return (this.written.isEmpty() && !wanted) ? null : this.written;
	}

	/**
	 * How the model is to choose.
	 * @param thinks whether the model thinks, and so cannot be forced
	 * @return the choice, or null to leave it open
	 */
	@Nullable Map<String, @Nullable Object> choice(boolean thinks) {
		if (this.written.isEmpty()) {
			return null;
		}
		boolean byTool = AnthropicFormat.isByTool(this.call);
		Map<String, @Nullable Object> choice = byTool ? byTool(thinks) : wanted(thinks);
		boolean none = !byTool && this.call.options().toolChoice() instanceof ToolChoice.None;
		if (Boolean.FALSE.equals(this.call.options().parallelToolCalls()) && !none) {
			choice = (choice != null) ? choice : choice("auto", null);
			choice.put("disable_parallel_tool_use", true);
		}
		return choice;
	}

	private @Nullable Map<String, @Nullable Object> wanted(boolean thinks) {
		ToolChoice wanted = this.call.options().toolChoice();
		boolean forced = wanted instanceof ToolChoice.Required || wanted instanceof ToolChoice.Named;
		if (forced && Boolean.FALSE.equals(this.call.compat().supportsToolChoice())) {
			this.warnings.add(AnthropicOptions.leftOut("the tool choice", "the server does not know it"));
			wanted = null;
		}
		else if (forced && thinks) {
			this.warnings.add(AnthropicOptions.leftOut("the tool choice",
					"a model that thinks cannot be made to call a tool; set thinking to off for that"));
			wanted = null;
		}
		return (wanted != null) ? wanted.accept(new Choice()) : null;
	}

	private @Nullable Map<String, @Nullable Object> byTool(boolean thinks) {
		if (thinks) {
			this.warnings.add(AnthropicOptions.leftOut("the choice of the tool " + AnthropicFormat.TOOL,
					"a model that thinks cannot be made to call a tool, so that the answer may be text of another form"));
			return null;
		}
		return (this.written.size() == 1) ? choice("tool", AnthropicFormat.TOOL) : choice("any", null);
	}

	private Map<String, @Nullable Object> tool(Tool tool) {
		Map<String, @Nullable Object> wire = new LinkedHashMap<>();
		wire.put("name", tool.name());
		if (!tool.description().isBlank()) {
			wire.put("description", tool.description());
		}
		boolean strict = StrictSchemas.holds(tool, this.call, this.model.holdsSchemas(), this.warnings);
		Map<String, @Nullable Object> schema = StrictSchemas.understood(tool.inputSchema(), this.call);
		wire.put("input_schema", strict ? StrictSchemas.strict(schema) : schema);
		if (strict) {
			wire.put("strict", true);
		}
		if (Boolean.TRUE.equals(this.own.get(AnthropicOptions.EAGER_INPUT_STREAMING))) {
			wire.put("eager_input_streaming", true);
		}
		this.beside.write(tool.name(), wire);
		return wire;
	}

	private void serverTools() {
		Object tools = this.own.get(AnthropicOptions.SERVER_TOOLS);
		for (Object item : (tools instanceof List<?> list) ? list : (tools != null) ? List.of(tools) : List.of()) {
			if (item instanceof Map<?, ?> tool) {
				Map<String, @Nullable Object> wire = new LinkedHashMap<>();
				tool.forEach((name, value) -> wire.put(String.valueOf(name), value));
				this.written.add(wire);
			}
			else {
				this.warnings.add(AnthropicOptions.leftOut("a server tool", "it is no object but '" + item + "'"));
			}
		}
	}

	private static Map<String, @Nullable Object> choice(String type, @Nullable String name) {
		Map<String, @Nullable Object> choice = new LinkedHashMap<>();
		choice.put("type", type);
		if (name != null) {
			choice.put("name", name);
		}
		return choice;
	}

	private static final class Choice implements ToolChoice.Visitor<Map<String, @Nullable Object>> {

		@Override
		public Map<String, @Nullable Object> auto() {
			return choice("auto", null);
		}

		@Override
		public Map<String, @Nullable Object> none() {
			return choice("none", null);
		}

		@Override
		public Map<String, @Nullable Object> required() {
			return choice("any", null);
		}

		@Override
		public Map<String, @Nullable Object> named(String name) {
			return choice("tool", name);
		}

	}

}
