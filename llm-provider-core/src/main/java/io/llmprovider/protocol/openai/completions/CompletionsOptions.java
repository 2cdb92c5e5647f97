package io.llmprovider.protocol.openai.completions;

import java.util.List;
import java.util.Set;

import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;

/**
 * The options that only Chat Completions has, OpenAI's own and those of its compatibles.
 * Each is written under its own name unless said otherwise.
 */
final class CompletionsOptions {

	/** Written into {@code stream_options}. */
	static final String INCLUDE_OBFUSCATION = "include_obfuscation";

	/** OpenRouter's object, into which the thinking level goes, too. */
	static final String REASONING = "reasoning";

	static final OptionSpec SPEC = OptionSpec.of(
			new Option("verbosity", Type.TEXT, "How long the answer should be (OpenAI, gpt-5 and later).",
					List.of("low", "medium", "high")),
			new Option("service_tier", Type.TEXT,
					"The tier that serves the call: auto, default, flex, scale, priority (OpenAI), on_demand, performance (Groq)."),
			new Option("logit_bias", Type.OBJECT, "Added to the likelihood of tokens, -100 to 100 by token id."),
			new Option("logprobs", Type.FLAG, "Whether the likelihood of each token is told, as metadata."),
			new Option("top_logprobs", Type.INTEGER, "How many likely tokens are told at each place, 0 to 20."),
			new Option("metadata", Type.OBJECT, "Up to 16 pairs of text, kept with a stored answer."),
			new Option("store", Type.FLAG, "Whether the provider keeps the answer."),
			new Option("user", Type.TEXT, "Names the end user, without personal data."),
			new Option("safety_identifier", Type.TEXT, "Names the end user to the provider's abuse detection, hashed."),
			new Option("user_id", Type.TEXT, "Separates users' caches and safety, at most 512 bytes (DeepSeek)."),
			new Option("prediction", Type.OBJECT, "Text that the answer will mostly repeat (OpenAI)."),
			new Option("modalities", Type.TEXTS, "The kinds of output: text, audio, image."),
			new Option("audio", Type.OBJECT, "Voice and format of spoken output (OpenAI)."),
			new Option("web_search_options", Type.OBJECT, "How the model searches the web (OpenAI, Perplexity)."),
			new Option("moderation", Type.OBJECT, "How the answer is moderated (OpenAI)."),
			new Option("prompt_cache_key", Type.TEXT,
					"Routes calls with a common beginning together; the session id if left open."),
			new Option("prompt_cache_retention", Type.TEXT,
					"How long the prompt stays cached: in_memory, 24h (OpenAI)."),
			new Option("prompt_cache_options", Type.OBJECT,
					"Mode and time to live of the prompt's cache (OpenAI, gpt-5.6 and later)."),
			new Option(INCLUDE_OBFUSCATION, Type.FLAG, "Whether chunks are padded against eavesdroppers (OpenAI)."),
			new Option("top_k", Type.INTEGER, "From how many of the likeliest tokens is chosen (not OpenAI)."),
			new Option("min_p", Type.NUMBER,
					"The least likelihood of a token, as a share of the likeliest's (not OpenAI)."),
			new Option("top_a", Type.NUMBER, "Like min_p, squared (OpenRouter)."),
			new Option("repetition_penalty", Type.NUMBER,
					"Weight of tokens that were used, above 1 for fewer (not OpenAI)."),
			new Option("reasoning_format", Type.TEXT,
					"How reasoning is told: parsed, raw, hidden, none, text_parsed (Groq, Cerebras)."),
			new Option("reasoning_history", Type.TEXT,
					"What of earlier reasoning is used: disabled, interleaved, preserved (Fireworks)."),
			new Option("include_reasoning", Type.FLAG, "Whether reasoning is told (Groq, OpenRouter)."),
			new Option("chat_template_kwargs", Type.OBJECT,
					"Passed to the model's chat template (vLLM, llama.cpp, SGLang)."),
			new Option("thinking_budget", Type.INTEGER, "How many tokens the model may think (Qwen)."),
			new Option("thinking", Type.OBJECT,
					"What the model thinks (Z.ai, DeepSeek, Moonshot, Fireworks): type, budget_tokens, keep; over the"
							+ " thinking level."),
			new Option("tool_stream", Type.FLAG, "Whether arguments of tools are streamed (Z.ai)."),
			new Option("do_sample", Type.FLAG, "Whether tokens are sampled at all (Z.ai)."),
			new Option("cache_prompt", Type.FLAG, "Whether the prompt's cache is used (llama.cpp)."),
			new Option("grammar", Type.TEXT, "A grammar that holds the answer (llama.cpp)."),
			new Option("ttl", Type.INTEGER, "After how many idle seconds the model is unloaded (LM Studio)."),
			new Option("models", Type.TEXTS, "Models to try in turn if the first fails (OpenRouter)."),
			new Option("provider", Type.OBJECT,
					"How a host is chosen (OpenRouter): order, only, ignore, sort and more, over open-router-routing."),
			new Option(REASONING, Type.OBJECT,
					"What the model thinks and tells (OpenRouter): effort or max_tokens, exclude, enabled; over the"
							+ " thinking level."),
			new Option("session_id", Type.TEXT,
					"Keeps a conversation with the host whose cache is warm (OpenRouter); the session id if left open."),
			new Option("route", Type.TEXT, "Whether models are tried in turn: fallback (OpenRouter)."),
			new Option("plugins", Type.ANY, "OpenRouter's plugins, such as web and file-parser."),
			new Option("transforms", Type.TEXTS, "What is done to prompts that are too long (OpenRouter)."),
			new Option("search_mode", Type.TEXT, "Which sources are searched (Perplexity)."),
			new Option("search_domain_filter", Type.TEXTS,
					"Domains to search, or to leave out with a dash before them (Perplexity)."),
			new Option("search_recency_filter", Type.TEXT, "How old sources may be (Perplexity)."),
			new Option("search_parameters", Type.OBJECT, "Live search (xAI)."),
			new Option("compound_custom", Type.OBJECT, "Tools of a compound system (Groq)."));

	private static final Set<String> SAMPLING = Set.of("logit_bias", "logprobs", "top_logprobs", "top_k", "min_p",
			"top_a", "repetition_penalty");

	/** What reasoning models take only where they were told not to think. */
	private static final Set<String> WITHOUT_THINKING = Set.of("temperature", "top_p", "logprobs", "top_logprobs");

	private CompletionsOptions() {
	}

	/** Whether an option is one that models without sampling refuse. */
	static boolean isSampling(String name) {
		return SAMPLING.contains(name);
	}

	/** Whether reasoning models take a parameter where they were told not to think. */
	static boolean isTakenWithoutThinking(String name) {
		return WITHOUT_THINKING.contains(name);
	}

}
