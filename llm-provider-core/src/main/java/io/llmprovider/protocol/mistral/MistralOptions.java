package io.llmprovider.protocol.mistral;

import java.util.List;

import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;

/**
 * The options that only Mistral has. Each is written under its own name.
 */
final class MistralOptions {

	static final String PROMPT_MODE = "prompt_mode";

	static final String REASONING_EFFORT = "reasoning_effort";

	/** The value of {@code prompt_mode} that is sent as null. */
	static final String NO_PROMPT = "none";

	static final OptionSpec SPEC = OptionSpec.of(
			new Option("safe_prompt", Type.FLAG, "Whether Mistral's safety prompt stands before the conversation."),
			new Option(PROMPT_MODE, Type.TEXT,
					"Whether Mistral adds its system prompt for reasoning (Magistral); none to do without it. Counts"
							+ " more than the thinking level.",
					List.of("reasoning", NO_PROMPT)),
			new Option(REASONING_EFFORT, Type.TEXT,
					"How much a hybrid model thinks: none, high. Counts more than the thinking level."),
			new Option("prediction", Type.OBJECT,
					"Text that the answer will mostly repeat: {type: content, content: …}."),
			new Option("metadata", Type.OBJECT, "Names and values that are kept with the call."),
			new Option("document_image_limit", Type.INTEGER, "How many pictures of a document are looked at."),
			new Option("document_page_limit", Type.INTEGER, "How many pages of a document are read."),
			new Option("prompt_cache_key", Type.TEXT, "Routes calls with a common beginning together."));

	private MistralOptions() {
	}

}
