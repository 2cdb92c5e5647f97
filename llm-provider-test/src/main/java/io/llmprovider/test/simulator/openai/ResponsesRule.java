package io.llmprovider.test.simulator.openai;

import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.test.simulator.ProviderRule;

/**
 * What OpenAI demands of a request for a response, beside what it demands of every
 * request.
 */
public enum ResponsesRule implements ProviderRule {

	/** Which parts who may send. */
	PARTS_OF_ROLE("An assistant's message has parts output_text and refusal, all others' have input parts.",
			Documents.INPUT),

	/** Calls are answered. */
	CALL_HAS_OUTPUT("Each call in the input is followed by its output.", Documents.FUNCTIONS),

	/** Outputs have a call. */
	OUTPUT_HAS_CALL("Each output in the input follows the call with its call_id, once.", Documents.FUNCTIONS),

	/** A thought leads to something. */
	REASONING_FOLLOWED("A reasoning item is followed by the item that the model made with it.", Documents.REASONING),

	/** What a thought led to comes with it. */
	ITEM_WITH_REASONING("An item that came with a reasoning item goes back with it, if it goes back with its id.",
			Documents.REASONING),

	/** Encrypted reasoning is the server's own. */
	ENCRYPTED_CONTENT("Encrypted reasoning was given out by this server for this model.", Documents.ENCRYPTED),

	/** Nothing is kept unless asked. */
	STORED_ITEM("Without encrypted content a reasoning item can go back only where it was kept.", Documents.ENCRYPTED),

	/** How ids begin. */
	ID_PREFIX("The id of an item begins as those of its type do.", Documents.INPUT),

	/** Ids are the server's own. */
	ISSUED_ID("The id of an item was given out by this server.", Documents.STATE),

	/** The answer before. */
	PREVIOUS_RESPONSE("The previous response is one that the server has kept.", Documents.STATE),

	/** One kind of state. */
	ONE_STATE("previous_response_id and conversation exclude each other.", Documents.STATE),

	/** In the background. */
	BACKGROUND_IS_STORED("A response in the background is kept.", "https://platform.openai.com/docs/guides/background"),

	/** Sampling with reasoning. */
	SAMPLING("A reasoning model takes neither temperature nor top_p, unless its effort is none.", Documents.REASONING),

	/** Effort without reasoning. */
	EFFORT("Only a reasoning model takes an effort and a summary.", Documents.REASONING),

	/** Encrypted reasoning without reasoning. */
	INCLUDE("Only a reasoning model has encrypted reasoning.", Documents.ENCRYPTED),

	/** How images are given. */
	IMAGE("An image is an http address, a data URL with base64, or the id of a file.",
			"https://platform.openai.com/docs/guides/images-vision?api-mode=responses"),

	/** JSON mode wants the word. */
	JSON_INPUT("JSON mode wants the word JSON in the input.",
			"https://platform.openai.com/docs/guides/structured-outputs?api-mode=responses#json-mode");

	/** Those of OpenAI's rules that hold here too. */
	private static final List<OpenAiRule> COMMON = List.of(OpenAiRule.POST, OpenAiRule.KEY, OpenAiRule.CONTENT_TYPE,
			OpenAiRule.CONTEXT_WINDOW, OpenAiRule.JSON_BODY, OpenAiRule.MODEL, OpenAiRule.REQUIRED,
			OpenAiRule.UNKNOWN_MEMBER, OpenAiRule.TYPE, OpenAiRule.VALUE, OpenAiRule.PATTERN, OpenAiRule.LENGTH,
			OpenAiRule.RANGE, OpenAiRule.CHOSEN_TOOL, OpenAiRule.SCHEMA, OpenAiRule.STRICT_SCHEMA,
			OpenAiRule.STREAM_OPTIONS);

	private final String text;

	private final String document;

	ResponsesRule(String text, String document) {
		this.text = text;
		this.document = document;
	}

	static List<ProviderRule> all() {
		return Stream.<ProviderRule>concat(COMMON.stream(), Stream.of(values())).toList();
	}

	@Override
	public String text() {
		return this.text;
	}

	@Override
	public String document() {
		return this.document;
	}

	private static final class Documents {

		static final String INPUT = "https://platform.openai.com/docs/api-reference/responses/create#responses-create-input";

		static final String FUNCTIONS = "https://platform.openai.com/docs/guides/function-calling?api-mode=responses";

		static final String REASONING = "https://platform.openai.com/docs/guides/reasoning?api-mode=responses";

		static final String ENCRYPTED = "https://platform.openai.com/docs/guides/reasoning#encrypted-reasoning-items";

		static final String STATE = "https://platform.openai.com/docs/guides/conversation-state?api-mode=responses";

	}

}
