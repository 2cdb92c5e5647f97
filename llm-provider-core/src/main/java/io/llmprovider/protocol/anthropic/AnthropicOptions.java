package io.llmprovider.protocol.anthropic;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;
import org.jspecify.annotations.Nullable;

/**
 * The options that only the Messages API has. Each is written under its own name unless
 * said otherwise.
 */
final class AnthropicOptions {

	static final String BETAS = "betas";

	static final String CACHE_CONTROL = "cache_control";

	static final String CITATIONS = "citations";

	static final String EAGER_INPUT_STREAMING = "eager_input_streaming";

	static final String EFFORT = "effort";

	static final String INTERLEAVED_THINKING = "interleaved_thinking";

	static final String METADATA = "metadata";

	static final String SERVER_TOOLS = "server_tools";

	static final String TASK_BUDGET = "task_budget";

	static final String THINKING = "thinking";

	static final String THINKING_DISPLAY = "thinking_display";

	static final String TOOL_OPTIONS = "tool_options";

	static final String TOP_K = "top_k";

	static final String USER_ID = "user_id";

	/** Written as they are. */
	static final List<String> PLAIN = List.of(CACHE_CONTROL, "service_tier", "speed", "inference_geo", "container",
			"context_management", "mcp_servers", "fallbacks", "fallback_credit_token", "diagnostics");

	static final OptionSpec SPEC = OptionSpec.of(
			new Option(TOP_K, Type.INTEGER, "From how many of the likeliest tokens is chosen."),
			new Option(EFFORT, Type.TEXT,
					"How much work the model puts into the answer; counts more than the thinking"
							+ " level, which sets it where thinking is adaptive.",
					List.of("low", "medium", "high", "xhigh", "max")),
			new Option(THINKING, Type.OBJECT,
					"The thinking object as it is sent; counts more than the thinking level."),
			new Option(THINKING_DISPLAY, Type.TEXT,
					"Whether thoughts are told: summarized, which is asked for where the"
							+ " model would hide them, or omitted.",
					List.of("summarized", "omitted")),
			new Option(INTERLEAVED_THINKING, Type.FLAG,
					"Whether models of generations 4 to 4.5 may think between tool calls; yes if left open."),
			new Option(TASK_BUDGET, Type.OBJECT, "A bound on the tokens of a whole task, inside output_config."),
			new Option(SERVER_TOOLS, Type.ANY,
					"Tools that Anthropic runs, as objects with a type, such as"
							+ " web_search_20250305, behind the request's own tools."),
			new Option(TOOL_OPTIONS, Type.OBJECT,
					"By the name of a tool what it has beside its schema: defer_loading, allowed_callers,"
							+ " input_examples."),
			new Option(EAGER_INPUT_STREAMING, Type.FLAG,
					"Whether inputs of tools are streamed as they are written; they may then be invalid JSON."),
			new Option(CITATIONS, Type.FLAG, "Whether the model cites the documents of the conversation."),
			new Option(CACHE_CONTROL, Type.OBJECT,
					"Marks the end of the prompt for the cache; counts as one of four marks."),
			new Option(BETAS, Type.TEXTS,
					"Features for the header anthropic-beta, beside those that the call needs anyway."),
			new Option(METADATA, Type.OBJECT, "The metadata object, of which Anthropic knows user_id."),
			new Option(USER_ID, Type.TEXT, "An opaque id of the end user, inside metadata."),
			new Option("service_tier", Type.TEXT, "Whether priority capacity may be used.",
					List.of("auto", "standard_only")),
			new Option("speed", Type.TEXT, "Fast output at a higher price, where the model has it.",
					List.of("standard", "fast")),
			new Option("inference_geo", Type.TEXT, "Where the model runs, such as us or global."),
			new Option("container", Type.ANY, "The container of code execution: its id, or an object with skills."),
			new Option("context_management", Type.OBJECT, "How Anthropic shortens a conversation that grows long."),
			new Option("mcp_servers", Type.ANY, "Servers of the model context protocol that Anthropic calls."),
			new Option("fallbacks", Type.ANY, "Models that answer if the first one will not."),
			new Option("fallback_credit_token", Type.TEXT, "A credit for a fallback, as an answer gave it."),
			new Option("diagnostics", Type.OBJECT,
					"What Anthropic tells about the call, such as misses of the cache."));

	private AnthropicOptions() {
	}

	static Map<String, @Nullable Object> checked(ChatCall call, OptionSpec spec) {
		return spec.check(call);
	}

	static Warning leftOut(String option, String why) {
		return Warning.leftOut(option, why);
	}

}
