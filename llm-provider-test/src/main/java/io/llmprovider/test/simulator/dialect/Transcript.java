package io.llmprovider.test.simulator.dialect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.Ending;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.StepVisitor;
import io.llmprovider.test.simulator.WireAnswer;
import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the steps of an answer come to when they are over.
 */
public final class Transcript implements StepVisitor<Transcript> {

	private final List<String> reasoning = new ArrayList<>();

	private final List<String> text = new ArrayList<>();

	private final List<String> refusal = new ArrayList<>();

	private final List<Step.ToolCall> toolCalls = new ArrayList<>();

	private int toolTokens;

	private int hiddenTokens;

	private @Nullable Usage usage;

	private Step.@Nullable Finish finish;

	private @Nullable SimulatedError failure;

	private @Nullable Ending cutOff;

	private Duration pauses = Duration.ZERO;

	private Transcript() {
	}

	/**
	 * Walks through the steps.
	 * @param steps what happens
	 * @return what it comes to
	 */
	public static Transcript of(List<Step> steps) {
		Transcript transcript = new Transcript();
		steps.forEach((step) -> step.accept(transcript));
		return transcript;
	}

	/**
	 * The reasoning that is shown.
	 * @return the text, empty if there is none
	 */
	public String allReasoning() {
		return String.join("", this.reasoning);
	}

	/**
	 * What the model says.
	 * @return the text, empty if there is none
	 */
	public String allText() {
		return String.join("", this.text);
	}

	/**
	 * The refusal.
	 * @return the text, empty if there is none
	 */
	public String allRefusal() {
		return String.join("", this.refusal);
	}

	/**
	 * The calls.
	 * @return in their order
	 */
	public List<Step.ToolCall> toolCalls() {
		return this.toolCalls;
	}

	/**
	 * The error in the middle.
	 * @return the error, or null if there is none
	 */
	public @Nullable SimulatedError failure() {
		return this.failure;
	}

	/**
	 * How the answer is broken off.
	 * @return the way, or null if it is not
	 */
	public @Nullable Ending cutOff() {
		return this.cutOff;
	}

	/**
	 * How long all pauses are.
	 * @return the sum
	 */
	public Duration pauses() {
		return this.pauses;
	}

	/**
	 * Whether the answer came to its end.
	 * @return false if it failed or was broken off
	 */
	public boolean isWhole() {
		return this.failure == null && this.cutOff == null;
	}

	/**
	 * How the HTTP answer ends.
	 * @return the way
	 */
	public Ending ending() {
		return (this.cutOff != null) ? this.cutOff : Ending.COMPLETE;
	}

	/**
	 * An answer that is not streamed: it comes after all pauses, and breaks off as
	 * scripted.
	 * @param contentType the media type
	 * @param body the answer
	 * @return the answer with status 200
	 */
	public WireAnswer whole(String contentType, JsonNode body) {
		WireAnswer answer = WireAnswer.whole(200, contentType, WireJson.bytes(body)).delayed(this.pauses);
		return (this.cutOff != null) ? answer.broken(this.cutOff) : answer;
	}

	/**
	 * Why the answer ends: what was scripted, else tool calls if there are any, else
	 * stop.
	 * @return the reason
	 */
	public Step.Finish finish() {
		if (this.finish != null) {
			return this.finish;
		}
		return new Step.Finish(this.toolCalls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS, null);
	}

	/**
	 * The counts that were scripted.
	 * @return the usage, or null if the simulator is to count
	 */
	public @Nullable Usage scriptedUsage() {
		return this.usage;
	}

	/**
	 * Whether the answer has a refusal.
	 * @return whether it does
	 */
	public boolean isRefusal() {
		return !this.refusal.isEmpty();
	}

	/**
	 * Whether it was scripted why the answer ends.
	 * @return false if {@link #finish()} is what is usual
	 */
	public boolean hasFinish() {
		return this.finish != null;
	}

	/**
	 * The counts: those that were scripted, else the simulator's own.
	 * @param request what was asked
	 * @return the usage
	 */
	public Usage usage(SimulatedRequest request) {
		if (this.usage != null) {
			return this.usage;
		}
		long reasoning = this.reasoning.size() + this.hiddenTokens;
		long output = reasoning + this.text.size() + this.refusal.size() + this.toolTokens;
		return Usage.builder()
			.inputTokens(InputTokens.of(request))
			.outputTokens(output)
			.reasoningTokens(reasoning)
			.build();
	}

	@Override
	public Transcript reasoning(Step.Reasoning step) {
		this.reasoning.addAll(step.deltas());
		return this;
	}

	@Override
	public Transcript hiddenReasoning(Step.HiddenReasoning step) {
		this.hiddenTokens += Words.count(step.text());
		return this;
	}

	@Override
	public Transcript text(Step.Text step) {
		this.text.addAll(step.deltas());
		return this;
	}

	@Override
	public Transcript refusal(Step.Refusal step) {
		this.refusal.addAll(step.deltas());
		return this;
	}

	@Override
	public Transcript toolCall(Step.ToolCall step) {
		this.toolCalls.add(step);
		this.toolTokens += 1 + Words.pieces(step.arguments()).size();
		return this;
	}

	@Override
	public Transcript serverTool(Step.ServerTool step) {
		this.toolTokens += 1 + Words.pieces(step.arguments()).size();
		return this;
	}

	@Override
	public Transcript tokens(Step.Tokens step) {
		this.usage = step.usage();
		return this;
	}

	@Override
	public Transcript finish(Step.Finish step) {
		this.finish = step;
		return this;
	}

	@Override
	public Transcript failure(Step.Failure step) {
		this.failure = step.error();
		return this;
	}

	@Override
	public Transcript pause(Step.Pause step) {
		this.pauses = this.pauses.plus(step.duration());
		return this;
	}

	@Override
	public Transcript comment(Step.Comment step) {
		return this;
	}

	@Override
	public Transcript event(Step.Event step) {
		return this;
	}

	@Override
	public Transcript cutOff(Step.CutOff step) {
		this.cutOff = step.ending();
		return this;
	}

}
