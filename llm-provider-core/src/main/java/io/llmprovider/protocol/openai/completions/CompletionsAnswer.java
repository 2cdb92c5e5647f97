package io.llmprovider.protocol.openai.completions;

import java.util.Map;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;

/**
 * What has been said so far, streamed or whole: keeps the order of text, reasoning and
 * tool calls by blocks, and writes them to the sink.
 */
final class CompletionsAnswer {

	private final StreamSink sink;

	private final CompletionsToolCalls toolCalls;

	private final CompletionsExtras extras;

	private final CompletionsDetails details = new CompletionsDetails();

	private Open open = Open.NOTHING;

	private int block;

	private @Nullable String reasoningField;

	private @Nullable Map<String, @Nullable Object> extraContent;

	private @Nullable String finishReason;

	private boolean refused;

	private Rank usageRank = Rank.NONE;

	CompletionsAnswer(StreamSink sink) {
		this.sink = sink;
		this.toolCalls = new CompletionsToolCalls(sink, this::close);
		this.extras = new CompletionsExtras(sink);
	}

	/**
	 * Takes what a chunk or a whole answer says.
	 * @param chunk what was read
	 * @param array the bytes from which it was read
	 * @param fragments whether it is one of many
	 * @return the tool call that grew last, or null if none did
	 */
	CompletionsToolCalls.@Nullable Call apply(CompletionsChunk chunk, byte[] array, boolean fragments) {
		this.sink.responseId(chunk.id);
		this.sink.responseModel(chunk.model);
		CompletionsToolCalls.Call grown = null;
		if (chunk.hasFirstChoice) {
			grown = choice(chunk.choice, fragments);
		}
		this.extras.keep(chunk.extras, array);
		usage(Rank.TOP, chunk.usage);
		usage(Rank.GROQ, chunk.groqUsage);
		usage(Rank.CHOICE, chunk.hasFirstChoice ? chunk.choice.usage : null);
		return grown;
	}

	private CompletionsToolCalls.@Nullable Call choice(CompletionsChoice choice, boolean fragments) {
		boolean thought = reasoning(choice, fragments);
		this.extras.executedTools(choice, this::close);
		if (choice.content != null) {
			text(choice.content);
		}
		else if (choice.parts != null) {
			// The same thoughts may stand in a member of their own, too.
			new CompletionsParts(this.sink, this).write(choice.parts, !thought);
		}
		if (choice.refusal != null && !choice.refusal.isEmpty()) {
			this.refused = true;
			this.sink.refusal(choice.refusal);
		}
		if (choice.extraContent != null) {
			extraContent(choice.extraContent);
		}
		this.extras.choice(choice, this::close);
		CompletionsToolCalls.Call grown = null;
		for (CompletionsToolPiece piece : choice.toolCalls) {
			grown = this.toolCalls.accept(piece, fragments);
		}
		if (choice.functionCall != null && choice.toolCalls.stream().allMatch((piece) -> piece.name.isEmpty())) {
			grown = this.toolCalls.accept(choice.functionCall, fragments);
		}
		if (choice.finishReason != null) {
			this.finishReason = choice.finishReason;
			this.sink.finish(CompletionsFinish.of(choice.finishReason), choice.finishReason);
		}
		return grown;
	}

	private boolean reasoning(CompletionsChoice choice, boolean fragments) {
		String field = choice.reasoningField();
		String shown = (field != null) ? choice.reasoning(field) : null;
		if (shown == null && choice.details != null) {
			shown = CompletionsDetails.shownText(choice.details);
			field = CompletionsReplay.REASONING_DETAILS;
		}
		if (field != null && shown != null) {
			reasoning(field, shown);
		}
		if (choice.details != null) {
			this.details.add(choice.details, fragments);
			if (!this.sink.hasBlocks() && this.details.isSigned()) {
				open(Open.REASONING);
			}
		}
		return CompletionsChoice.isText(shown);
	}

	/** More text. */
	void text(String piece) {
		if (!piece.isEmpty()) {
			open(Open.TEXT);
			this.sink.delta(this.block, piece);
		}
	}

	/** More reasoning, which came in this member. */
	void reasoning(String field, String piece) {
		if (!piece.isEmpty()) {
			open(Open.REASONING);
			this.reasoningField = field;
			this.sink.delta(this.block, piece);
		}
	}

	/** A part of reasoning is signed, whether it shows anything or not. */
	void signature(String signature) {
		open(Open.REASONING);
		this.reasoningField = CompletionsReplay.CONTENT;
		this.sink.replay(this.block, CompletionsReplay.SIGNATURE, signature);
	}

	/** More reasoning that also stands, alone, in the list of details. */
	void detailedReasoning(String field, String piece) {
		reasoning(field, piece);
		this.details.append(piece);
	}

	/** Whether the last entry of the details may grow by text alone. */
	boolean canGrowDetails() {
		return this.details.canAppend();
	}

	/** More arguments of a call that is open. */
	void arguments(CompletionsToolCalls.Call call, String piece) {
		this.toolCalls.append(call, piece);
	}

	/** Ends the block of text or reasoning that is open, before one of another kind. */
	void close() {
		if (this.open == Open.REASONING) {
			endReasoning();
		}
		else if (this.open == Open.TEXT) {
			this.sink.ended(this.block);
		}
		this.open = Open.NOTHING;
	}

	private void open(Open kind) {
		if (this.open != kind) {
			close();
			this.block = (kind == Open.TEXT) ? this.sink.textStarted() : this.sink.reasoningStarted();
			this.open = kind;
		}
	}

	private void endReasoning() {
		if (this.reasoningField != null) {
			this.sink.replay(this.block, CompletionsReplay.FIELD, this.reasoningField);
		}
		else {
			this.sink.redacted(this.block);
		}
		var entries = this.details.take();
		if (!entries.isEmpty()) {
			this.sink.replay(this.block, CompletionsReplay.REASONING_DETAILS, entries);
		}
		if (this.extraContent != null) {
			this.sink.replay(this.block, CompletionsReplay.EXTRA_CONTENT, this.extraContent);
			this.extraContent = null;
		}
		this.reasoningField = null;
		this.sink.ended(this.block);
	}

	/** Google signs a message as a whole, or the text that it brings. */
	private void extraContent(Map<String, @Nullable Object> content) {
		boolean signed = content.get("google") instanceof Map<?, ?> google && google.get("thought_signature") != null;
		if (!signed) {
			return;
		}
		if (this.open == Open.TEXT) {
			this.sink.replay(this.block, CompletionsReplay.EXTRA_CONTENT, content);
			return;
		}
		this.extraContent = content;
		if (!this.sink.hasBlocks()) {
			open(Open.REASONING);
		}
	}

	private void usage(Rank rank, @Nullable Map<String, @Nullable Object> usage) {
		if (usage != null && rank.compareTo(this.usageRank) >= 0 && CompletionsUsage.counts(usage)) {
			this.usageRank = rank;
			this.sink.usage(CompletionsUsage.read(usage));
			var cost = CompletionsUsage.cost(usage);
			if (cost != null) {
				this.sink.reportedCost(cost);
			}
		}
	}

	/** Whether the provider said why it ends. */
	boolean hasFinishReason() {
		return this.finishReason != null;
	}

	/** Whether the provider said anything at all. */
	boolean isEmpty() {
		return this.finishReason == null && !this.refused && !this.sink.hasBlocks();
	}

	/** The answer ends before it is whole: calls that are open stay so. */
	void brokenOff() {
		close();
		if (this.extraContent != null || this.details.isSigned()) {
			open(Open.REASONING);
			close();
		}
	}

	/** The answer is whole. */
	void complete() {
		brokenOff();
		this.toolCalls.end();
		this.extras.end();
		if (this.finishReason == null) {
			this.sink.finish(FinishReason.OTHER, null);
		}
	}

	private enum Open {

		NOTHING, TEXT, REASONING

	}

	/** Where usage came from; of two that differ in rank the higher counts. */
	private enum Rank {

		NONE, CHOICE, GROQ, TOP

	}

}
