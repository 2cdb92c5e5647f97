package io.llmprovider.handover;

/**
 * The rules by which a conversation is made fit, in the order in which they are applied.
 * The page {@code docs/hand-over.md} lists them in the same words.
 */
enum HandoverRule {

	/** See {@link CleanTexts}. */
	LONE_SURROGATES("half-characters-removed", false,
			"Halves of surrogate pairs that stand alone are removed from every text."),

	/** See {@link BrokenTurns}. */
	BROKEN_TURNS("broken-turn-shortened", true,
			"Of a turn that was cancelled or failed, calls that nobody answered go; if no call remains, only its text stays."),

	/** See {@link OwnOnly}. */
	FOREIGN_REASONING("reasoning-as-text", false,
			"Reasoning that its author does not get back as reasoning becomes plain text; hidden or blank reasoning is dropped."),

	/** See {@link OwnOnly}. */
	FOREIGN_REPLAY_DATA("replay-data-removed", false,
			"Signatures, item ids and encrypted forms go back to the same provider, API and model only."),

	/** See {@link OwnOnly}. */
	FOREIGN_SERVER_TOOLS("server-tools-left-out", true,
			"Calls and results of tools that another provider ran are dropped; the text of the answer stays."),

	/** See {@link ObjectArguments}. */
	INVALID_ARGUMENTS("tool-arguments-changed", true,
			"Arguments that are no JSON object are wrapped as {\"INVALID_JSON\": \"…\"} where the API wants an object."),

	/** See {@link TakenMedia} and {@link FewerImages}. */
	MEDIA("media-left-out", true,
			"Images and documents that the API or the model does not take become a note in their place; so do images of earlier turns beyond its limits."),

	/** See {@link PairedCalls}. */
	ORPHANED_RESULTS("orphaned-result-removed", true,
			"Results whose call is not in the conversation, and second results of one call, are dropped."),

	/** See {@link PairedCalls}. */
	UNANSWERED_CALLS("unanswered-call-closed", true,
			"A call without a result gets a result that says it was not run, marked as an error."),

	/** See {@link PairedCalls}. */
	RESULTS_BEHIND_CALLS("results-moved", false,
			"Results stand right behind the turn that made the calls, in the order of the calls."),

	/** See {@link MediaBehindResults}. */
	MEDIA_BEHIND_RESULTS("media-moved", false,
			"Images and documents in results follow in a message of the user where the API does not take them inside."),

	/** See {@link FittingIds}. */
	TOOL_IDS("tool-ids-rewritten", false,
			"Ids of calls that the API does not take, or that one turn has twice, are replaced by a hash, on the call and on its result."),

	/** See {@link FilledTexts}. */
	EMPTY_TEXT("empty-text-removed", false,
			"Empty texts are dropped, blank ones where the API refuses them, and messages that hold nothing; a result of nothing says so."),

	/** See {@link FilledTexts}. */
	THOUGHT_LAST("last-thought-removed", false,
			"Reasoning at the end of a turn, to which nothing followed, is dropped where the API refuses it."),

	/** See {@link FittingRoles}. */
	ROLES("role-inserted", true,
			"Where the API wants the user first or last, an answer behind results, or speakers that alternate, messages are added or merged.");

	private final String code;

	private final boolean reported;

	private final String words;

	HandoverRule(String code, boolean reported, String words) {
		this.code = code;
		this.reported = reported;
		this.words = words;
	}

	/** The code of the warning. */
	String code() {
		return this.code;
	}

	/** Whether something may be lost, so that the response has a warning. */
	boolean isReported() {
		return this.reported;
	}

	/** What the rule says. */
	String words() {
		return this.words;
	}

}
