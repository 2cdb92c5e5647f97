package io.llmprovider.test.simulator.openai;

import io.llmprovider.test.simulator.ProviderRule;

/**
 * What the back end of ChatGPT plans demands of a request before its codec looks at it.
 * It has no public document; OpenAI's own client shows what it takes.
 */
public enum CodexRule implements ProviderRule {

	/** Whose plan it goes on. */
	ACCOUNT("Every request names the account beside its token.", Documents.CLIENT),

	/** There is always a system prompt. */
	INSTRUCTIONS("Every request has instructions.", Documents.REQUEST),

	/** Nothing is kept. */
	NOT_STORED("store is false.", Documents.REQUEST),

	/** There is no other form. */
	STREAMED("stream is true.", Documents.REQUEST),

	/** Limits and sampling are the plan's. */
	UNSUPPORTED("There is no limit of the answer, no sampling, no metadata and no user.", Documents.REQUEST),

	/** The model chooses. */
	AUTO("With tools, tool_choice is auto; without, nothing is said of it.", Documents.REQUEST),

	/** Arguments are as the model writes them. */
	LOOSE_TOOLS("No function is strict.", Documents.REQUEST),

	/** The instructions have a member of their own. */
	NO_SYSTEM_MESSAGE("There is no system message in the input.", Documents.REQUEST);

	private final String text;

	private final String document;

	CodexRule(String text, String document) {
		this.text = text;
		this.document = document;
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

		static final String CLIENT = "https://github.com/openai/codex/blob/main/codex-rs/core/src/client.rs";

		static final String REQUEST = "https://github.com/openai/codex/blob/main/codex-rs/codex-api/src/common.rs";

	}

}
