package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of an answer come to when they are over.
 */
final class Transcript implements StepVisitor<Transcript> {

	private static final int TOKENS_PER_MESSAGE = 4;

	private final List<String> reasoning = new ArrayList<>();

	private final List<String> text = new ArrayList<>();

	private final List<String> refusal = new ArrayList<>();

	private final List<Step.ToolCall> toolCalls = new ArrayList<>();

	private int toolTokens;

	private @Nullable Usage usage;

	private Step.@Nullable Finish finish;

	private @Nullable SimulatedError failure;

	private @Nullable Ending cutOff;

	private Duration pauses = Duration.ZERO;

	private Transcript() {
	}

	static Transcript of(List<Step> steps) {
		Transcript transcript = new Transcript();
		steps.forEach((step) -> step.accept(transcript));
		return transcript;
	}

	String allReasoning() {
		return String.join("", this.reasoning);
	}

	String allText() {
		return String.join("", this.text);
	}

	String allRefusal() {
		return String.join("", this.refusal);
	}

	List<Step.ToolCall> toolCalls() {
		return this.toolCalls;
	}

	@Nullable SimulatedError failure() {
		return this.failure;
	}

	@Nullable Ending cutOff() {
		return this.cutOff;
	}

	Duration pauses() {
		return this.pauses;
	}

	/**
	 * Whether the answer came to its end.
	 * @return false if it failed or was broken off
	 */
	boolean isWhole() {
		return this.failure == null && this.cutOff == null;
	}

	Ending ending() {
		return (this.cutOff != null) ? this.cutOff : Ending.COMPLETE;
	}

	Step.Finish finish() {
		if (this.finish != null) {
			return this.finish;
		}
		return new Step.Finish(this.toolCalls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS, null);
	}

	/**
	 * The counts: those that were scripted, else the simulator's own.
	 * @param request what was asked
	 * @return the usage
	 */
	Usage usage(SimulatedRequest request) {
		if (this.usage != null) {
			return this.usage;
		}
		long output = this.reasoning.size() + this.text.size() + this.refusal.size() + this.toolTokens;
		return Usage.builder()
			.inputTokens(inputTokens(request))
			.outputTokens(output)
			.reasoningTokens((long) this.reasoning.size())
			.build();
	}

	private static long inputTokens(SimulatedRequest request) {
		long tokens = 0;
		for (SimulatedMessage message : request.messages()) {
			tokens += TOKENS_PER_MESSAGE + Words.count(message.text());
			for (SimulatedToolCall call : message.toolCalls()) {
				tokens += 1 + Words.pieces(call.arguments()).size();
			}
		}
		for (SimulatedTool tool : request.tools()) {
			String schema = (tool.parameters() != null) ? WireJson.text(tool.parameters()) : "";
			tokens += 1 + Words.count(tool.description()) + Words.pieces(schema).size();
		}
		return tokens;
	}

	@Override
	public Transcript reasoning(Step.Reasoning step) {
		this.reasoning.addAll(step.deltas());
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
