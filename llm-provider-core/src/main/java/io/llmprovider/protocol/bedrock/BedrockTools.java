package io.llmprovider.protocol.bedrock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.StrictSchemas;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tools, and how the model is to choose among them. There is no way to offer
 * tools and forbid their use, so that with the choice {@code none} there are none.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolConfiguration.html">Tool
 * configuration</a>
 */
final class BedrockTools {

	/** Claude's own word, which Bedrock refuses beside its own. */
	static final String OWN_CHOICE = "tool_choice";

	private final ChatCall call;

	private final BedrockModel model;

	private final boolean chosen;

	private final List<Warning> warnings;

	private final List<Map<String, @Nullable Object>> written = new ArrayList<>();

	BedrockTools(ChatCall call, BedrockModel model, Map<String, @Nullable Object> own, BedrockCachePoints points,
			List<Warning> warnings) {
		this.call = call;
		this.model = model;
		this.chosen = own.get(BedrockOptions.REQUEST_FIELDS) instanceof Map<?, ?> given
				&& given.get(OWN_CHOICE) != null;
		this.warnings = warnings;
		if (!(call.options().toolChoice() instanceof ToolChoice.None)) {
			offer(points);
			if (own.get(BedrockOptions.SYSTEM_TOOLS) instanceof List<?> names) {
				names.forEach(
						(name) -> this.written.add(BedrockContent.of("systemTool", BedrockContent.of("name", name))));
			}
		}
		ResponseFormat.JsonSchema schema = BedrockFormat.schema(call);
		if (schema != null && BedrockFormat.isByTool(call)) {
			this.written.add(BedrockFormat.tool(schema, call));
		}
	}

	/** Whether there are any, so that calls and results may be in the conversation. */
	boolean areOffered() {
		return !this.written.isEmpty();
	}

	/** The tools and the choice, or null if there are none. */
	@Nullable Map<String, @Nullable Object> config(boolean thinks) {
		if (this.written.isEmpty()) {
			return null;
		}
		Map<String, @Nullable Object> config = BedrockContent.of("tools", this.written);
		Map<String, @Nullable Object> choice = (this.chosen || isOneAtATime()) ? null : choice(thinks);
		if (choice != null) {
			config.put("toolChoice", choice);
		}
		return config;
	}

	/**
	 * The tool choice in Claude's own words, where one call at a time is wanted: Converse
	 * has no word for that.
	 */
	@Nullable Map<String, @Nullable Object> oneAtATime(boolean thinks) {
		if (!isOneAtATime()) {
			if (Boolean.FALSE.equals(this.call.options().parallelToolCalls()) && !this.written.isEmpty()) {
				this.warnings
					.add(Warning.leftOut("parallel-tool-calls", "Converse knows it for Claude only, in its own words"));
			}
			return null;
		}
		Map<String, @Nullable Object> own = new LinkedHashMap<>();
		own.put("type", "auto");
		Map<String, @Nullable Object> choice = choice(thinks);
		if (choice != null && choice.get("tool") instanceof Map<?, ?> named) {
			own.put("type", "tool");
			own.put("name", named.get("name"));
		}
		else if (choice != null && choice.containsKey("any")) {
			own.put("type", "any");
		}
		own.put("disable_parallel_tool_use", true);
		return own;
	}

	private boolean isOneAtATime() {
		return Boolean.FALSE.equals(this.call.options().parallelToolCalls()) && !this.written.isEmpty()
				&& this.model.isClaude();
	}

	private void offer(BedrockCachePoints points) {
		List<Tool> tools = this.call.request().tools();
		boolean withSystem = this.call.request().system().stream().anyMatch((text) -> !text.text().isBlank());
		for (int i = 0; i < tools.size(); i++) {
			this.written.add(BedrockContent.of("toolSpec", spec(tools.get(i))));
			points.markTool(this.written, tools.get(i).cache(), i == tools.size() - 1 && !withSystem);
		}
	}

	private Map<String, @Nullable Object> spec(Tool tool) {
		Map<String, @Nullable Object> spec = new LinkedHashMap<>();
		spec.put("name", tool.name());
		if (!tool.description().isBlank()) {
			spec.put("description", tool.description());
		}
		boolean strict = StrictSchemas.holds(tool, this.call, this.model.holdsSchemas(), this.warnings);
		Map<String, @Nullable Object> schema = StrictSchemas.understood(tool.inputSchema(), this.call);
		spec.put("inputSchema", BedrockContent.of("json", strict ? StrictSchemas.strict(schema) : schema));
		if (strict) {
			spec.put("strict", true);
		}
		return spec;
	}

	private @Nullable Map<String, @Nullable Object> choice(boolean thinks) {
		if (BedrockFormat.isByTool(this.call)) {
			if (thinks) {
				leftOut("a model that thinks cannot be made to call the tool that takes the place of the response"
						+ " format");
				return null;
			}
			return (this.written.size() == 1 && this.model.canBeForcedToOne()) ? named(BedrockFormat.TOOL) : any();
		}
		ToolChoice wanted = this.call.options().toolChoice();
		if (wanted == null || wanted instanceof ToolChoice.None) {
			return null;
		}
		if (wanted instanceof ToolChoice.Auto) {
			return BedrockContent.of("auto", Map.of());
		}
		String why = obstacle(wanted, thinks);
		if (why != null) {
			leftOut(why);
			return null;
		}
		return (wanted instanceof ToolChoice.Named tool) ? named(tool.name()) : any();
	}

	private void leftOut(String why) {
		Warning warning = Warning.leftOut("the tool choice", why);
		if (!this.warnings.contains(warning)) {
			this.warnings.add(warning);
		}
	}

	private @Nullable String obstacle(ToolChoice wanted, boolean thinks) {
		Boolean flag = this.call.compat().supportsToolChoice();
		boolean named = wanted instanceof ToolChoice.Named;
		boolean can = (flag != null) ? flag : named ? this.model.canBeForcedToOne() : this.model.canBeForced();
		if (!can) {
			return "the model cannot be made to call " + (named ? "one tool" : "a tool");
		}
		return thinks ? "a model that thinks cannot be made to call a tool; set thinking to off for that" : null;
	}

	private static Map<String, @Nullable Object> any() {
		return BedrockContent.of("any", Map.of());
	}

	private static Map<String, @Nullable Object> named(String name) {
		return BedrockContent.of("tool", BedrockContent.of("name", name));
	}

}
