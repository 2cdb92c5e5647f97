package io.llmprovider.protocol;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Warning;
import org.jspecify.annotations.Nullable;

/**
 * What was seen in an answer that bears on how it ends, for APIs that give an answer in
 * JSON by way of a tool and stop within calls.
 */
public final class AnswerEnd {

	private boolean cutCall;

	private boolean answeredByTool;

	/**
	 * A block has begun.
	 * @param answer whether it is the answer itself, in the form of a tool call
	 */
	public void started(boolean answer) {
		this.answeredByTool |= answer;
	}

	/**
	 * A block has ended.
	 * @param cut whether it is a tool call whose arguments stop in the middle
	 */
	public void ended(boolean cut) {
		this.cutCall |= cut;
	}

	/**
	 * The answer is whole. A call that was cut is warned of, and an answer in the form of
	 * a call asks for no tool.
	 * @param sink where the end is written
	 * @param reason the reason in our words
	 * @param raw the provider's word, or null if it sent none
	 */
	public void write(StreamSink sink, FinishReason reason, @Nullable String raw) {
		if (reason == FinishReason.LENGTH && this.cutCall) {
			sink.warn(new Warning("tool-call-cut",
					"The answer ended within the input of a tool call: do not execute it, raise max-tokens"));
		}
		boolean answered = reason == FinishReason.TOOL_CALLS && this.answeredByTool && !sink.hasToolCalls();
		sink.finish(answered ? FinishReason.STOP : reason, raw);
	}

}
