package io.llmprovider.test.simulator.anthropic;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.QuietSteps;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects the blocks of an answer that is not streamed. What follows the same kind goes
 * on in the same block.
 */
final class AnthropicBlocks implements QuietSteps<Boolean> {

	private final AnthropicAnswer answer;

	private final List<ObjectNode> blocks = new ArrayList<>();

	private final StringBuilder thinking = new StringBuilder();

	private final StringBuilder text = new StringBuilder();

	AnthropicBlocks(AnthropicAnswer answer) {
		this.answer = answer;
	}

	List<ObjectNode> all() {
		flush();
		return this.blocks;
	}

	private boolean flush() {
		if (!this.thinking.isEmpty()) {
			this.blocks.add(this.answer.thinking(this.thinking.toString()));
			this.thinking.setLength(0);
		}
		if (!this.text.isEmpty()) {
			this.blocks.add(AnthropicAnswer.text(this.text.toString()));
			this.text.setLength(0);
		}
		return true;
	}

	private boolean add(ObjectNode block) {
		flush();
		return this.blocks.add(block);
	}

	@Override
	public Boolean nothing() {
		return true;
	}

	@Override
	public Boolean reasoning(Step.Reasoning step) {
		if (!this.text.isEmpty()) {
			flush();
		}
		step.deltas().forEach(this.thinking::append);
		return true;
	}

	@Override
	public Boolean hiddenReasoning(Step.HiddenReasoning step) {
		return add(this.answer.redacted(step.text()));
	}

	@Override
	public Boolean text(Step.Text step) {
		if (!this.thinking.isEmpty()) {
			flush();
		}
		step.deltas().forEach(this.text::append);
		return true;
	}

	@Override
	public Boolean refusal(Step.Refusal step) {
		return text(new Step.Text(step.deltas()));
	}

	@Override
	public Boolean toolCall(Step.ToolCall step) {
		ObjectNode call = AnthropicAnswer.call(step);
		call.set("input", AnthropicAnswer.input(step.arguments()));
		return add(call);
	}

	@Override
	public Boolean serverTool(Step.ServerTool step) {
		ObjectNode call = AnthropicAnswer.serverCall(step);
		call.set("input", AnthropicAnswer.input(step.arguments()));
		add(call);
		return add(this.answer.serverResult(step, call));
	}

	@Override
	public Boolean failure(Step.Failure step) {
		return true;
	}

	@Override
	public Boolean event(Step.Event step) {
		return true;
	}

}
