package io.llmprovider.protocol.anthropic;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What tools have beside name, description and schema, by the option
 * {@code tool_options}.
 *
 * @param byTool the members of each tool by its name
 * @see <a href=
 * "https://platform.claude.com/docs/en/agents-and-tools/tool-use/tool-reference">Tool
 * reference</a>
 */
record AnthropicToolOptions(Map<?, ?> byTool) {

	private static final String DEFER_LOADING = "defer_loading";

	private static final List<String> ADVANCED = List.of(DEFER_LOADING, "allowed_callers", "input_examples");

	static AnthropicToolOptions of(Map<String, @Nullable Object> own) {
		return new AnthropicToolOptions(
				(own.get(AnthropicOptions.TOOL_OPTIONS) instanceof Map<?, ?> byTool) ? byTool : Map.of());
	}

	/** Writes the members of a tool beside those that it has. */
	void write(String tool, Map<String, @Nullable Object> wire) {
		members(tool).forEach((name, value) -> wire.putIfAbsent(String.valueOf(name), value));
	}

	/**
	 * Whether a tool is shown to the model only when it looks for it. Such a tool is no
	 * part of the prompt's beginning, and refused if it has a mark for the cache.
	 */
	boolean isDeferred(String tool) {
		return Boolean.TRUE.equals(members(tool).get(DEFER_LOADING));
	}

	/** Whether any of them needs a beta. */
	boolean areAdvanced() {
		return this.byTool.keySet().stream().anyMatch((tool) -> ADVANCED.stream().anyMatch(members(tool)::containsKey));
	}

	private Map<?, ?> members(@Nullable Object tool) {
		return (this.byTool.get(tool) instanceof Map<?, ?> members) ? members : Map.of();
	}

}
