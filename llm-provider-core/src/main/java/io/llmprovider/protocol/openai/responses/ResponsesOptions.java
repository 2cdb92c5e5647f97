package io.llmprovider.protocol.openai.responses;

import java.util.List;

import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;

/**
 * The options that only Responses has. Each is written under its own name unless said
 * otherwise.
 */
final class ResponsesOptions {

	static final String STORE = "store";

	static final String PREVIOUS_RESPONSE_ID = "previous_response_id";

	static final String CONVERSATION = "conversation";

	static final String TOOLS = "tools";

	static final String INCLUDE = "include";

	static final String VERBOSITY = "verbosity";

	static final String REASONING_SUMMARY = "reasoning_summary";

	static final String REASONING_MODE = "reasoning_mode";

	static final String REASONING_CONTEXT = "reasoning_context";

	static final String INCLUDE_OBFUSCATION = "include_obfuscation";

	static final String BACKGROUND = "background";

	static final String TOP_LOGPROBS = "top_logprobs";

	static final OptionSpec SPEC = OptionSpec.of(
			new Option(STORE, Type.FLAG, "Whether the provider keeps the answer; no if left open."),
			new Option(PREVIOUS_RESPONSE_ID, Type.TEXT,
					"The answer that the conversation goes on from, kept by the provider: what was said up to it is not"
							+ " sent again. Where the provider has forgotten it everything is sent."),
			new Option(CONVERSATION, Type.ANY, "A conversation that the provider keeps: its id, or an object."),
			new Option(TOOLS, Type.ANY,
					"A list of tools of the provider's own and of custom tools, as the provider writes them, such as"
							+ " {type: web_search}."),
			new Option("service_tier", Type.TEXT,
					"The tier that serves the call: auto, default, flex, scale, priority."),
			new Option(VERBOSITY, Type.TEXT, "How long the answer should be (gpt-5 and later); written into text.",
					List.of("low", "medium", "high")),
			new Option(REASONING_SUMMARY, Type.TEXT,
					"How much of the reasoning is told; auto if a thinking level is set. Written into reasoning.",
					List.of("auto", "concise", "detailed", "none")),
			new Option(REASONING_MODE, Type.TEXT, "How the model thinks: standard, pro. Written into reasoning."),
			new Option(REASONING_CONTEXT, Type.TEXT,
					"Which earlier reasoning the model sees: auto, current_turn, all_turns. Written into reasoning."),
			new Option(INCLUDE, Type.TEXTS,
					"What is told beside the answer, such as web_search_call.action.sources; encrypted reasoning is"
							+ " asked for without it."),
			new Option("prompt_cache_key", Type.TEXT,
					"Routes calls with a common beginning together; the session id if left open."),
			new Option("prompt_cache_retention", Type.TEXT, "How long the prompt stays cached: in_memory, 24h."),
			new Option("prompt_cache_options", Type.OBJECT,
					"Mode and time to live of the prompt's cache (gpt-5.6 and later)."),
			new Option("truncation", Type.TEXT,
					"Whether a conversation longer than the context loses its middle, or is refused.",
					List.of("auto", "disabled")),
			new Option("context_management", Type.ANY,
					"A list of what the provider does with a long conversation, such as compaction."),
			new Option("max_tool_calls", Type.INTEGER, "How many calls of the provider's own tools there may be."),
			new Option(TOP_LOGPROBS, Type.INTEGER, "How many likely tokens are told at each place, 0 to 20."),
			new Option(BACKGROUND, Type.FLAG,
					"Whether the answer is made even if the connection is lost; for streamed answers only."),
			new Option("metadata", Type.OBJECT, "Up to 16 pairs of text, kept with a stored answer."),
			new Option("user", Type.TEXT, "Names the end user, without personal data."),
			new Option("safety_identifier", Type.TEXT, "Names the end user to the provider's abuse detection, hashed."),
			new Option("prompt", Type.OBJECT, "A prompt that is kept by the provider: id, version, variables."),
			new Option("moderation", Type.OBJECT, "How the answer is moderated."),
			new Option("models", Type.TEXTS, "Models to try in turn if the first fails (OpenRouter)."),
			new Option("provider", Type.OBJECT, "How a host is chosen (OpenRouter)."),
			new Option("plugins", Type.ANY, "OpenRouter's plugins, such as web."),
			new Option("search_parameters", Type.OBJECT, "Live search (xAI)."), new Option(INCLUDE_OBFUSCATION,
					Type.FLAG, "Whether events are padded against eavesdroppers; written into stream_options."));

	private ResponsesOptions() {
	}

}
