package io.llmprovider.test.simulator.anthropic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.test.simulator.Frame;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.FrameSteps;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;
import reactor.core.publisher.Flux;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders steps as Anthropic's events: the message starts, blocks start, grow and stop
 * one after the other, the message gets its stop reason and stops. One instance is for
 * one answer.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/streaming">Streaming
 * messages</a>
 */
final class AnthropicStream implements FrameSteps {

	private final AnthropicAnswer answer;

	private final Duration pace;

	private final StringBuilder thinking = new StringBuilder();

	private Open open = Open.NOTHING;

	private int index = -1;

	AnthropicStream(AnthropicAnswer answer, Duration pace) {
		this.answer = answer;
		this.pace = pace;
	}

	/**
	 * All frames, made step by step as they are sent.
	 * @param steps what happens
	 * @param transcript what it comes to
	 * @return the frames
	 */
	Flux<Frame> frames(List<Step> steps, Transcript transcript) {
		ObjectNode start = event("message_start");
		start.set("message", this.answer.envelope());
		Flux<Frame> frames = Flux.concat(Flux.just(frame(start), frame(event("ping"))),
				Flux.fromIterable(steps).concatMapIterable((step) -> step.accept(this)));
		return transcript.isWhole() ? frames.concatWith(Flux.defer(() -> Flux.fromIterable(closing()))) : frames;
	}

	private List<Frame> closing() {
		List<Frame> frames = stop();
		ObjectNode delta = event("message_delta");
		delta.set("delta", this.answer.ending());
		if (!this.answer.usage().isEmpty()) {
			delta.set("usage", this.answer.usage());
		}
		frames.add(frame(delta));
		frames.add(frame(event("message_stop")));
		return frames;
	}

	private static ObjectNode event(String type) {
		return WireJson.object().put("type", type);
	}

	private static Frame frame(ObjectNode event) {
		return frame(event, Duration.ZERO);
	}

	private static Frame frame(ObjectNode event, Duration before) {
		return frame(event.path("type").asString(), WireJson.text(event), before);
	}

	private static Frame frame(String name, String data, Duration before) {
		return new Frame(("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8), before);
	}

	private Frame delta(String type, String member, String value) {
		ObjectNode event = event("content_block_delta").put("index", this.index);
		event.putObject("delta").put("type", type).put(member, value);
		return frame(event, this.pace);
	}

	/** Stops the block that is open, and starts one of another kind. */
	private List<Frame> start(Open kind, ObjectNode block) {
		if (this.open == kind && kind != Open.BLOCK) {
			return new ArrayList<>();
		}
		List<Frame> frames = stop();
		this.open = kind;
		this.index++;
		ObjectNode event = event("content_block_start").put("index", this.index);
		event.set("content_block", block);
		frames.add(frame(event));
		return frames;
	}

	private List<Frame> stop() {
		List<Frame> frames = new ArrayList<>();
		if (this.open == Open.THINKING) {
			frames.add(delta("signature_delta", "signature", this.answer.signature(this.thinking.toString())));
			this.thinking.setLength(0);
		}
		if (this.open != Open.NOTHING) {
			frames.add(frame(event("content_block_stop").put("index", this.index)));
		}
		this.open = Open.NOTHING;
		return frames;
	}

	private List<Frame> whole(ObjectNode block) {
		List<Frame> frames = start(Open.BLOCK, block);
		frames.addAll(stop());
		return frames;
	}

	private List<Frame> input(ObjectNode call, String arguments) {
		call.putObject("input");
		List<Frame> frames = start(Open.BLOCK, call);
		frames.add(delta("input_json_delta", "partial_json", ""));
		Words.pieces(arguments).forEach((piece) -> frames.add(delta("input_json_delta", "partial_json", piece)));
		frames.addAll(stop());
		return frames;
	}

	@Override
	public List<Frame> reasoning(Step.Reasoning step) {
		List<Frame> frames = start(Open.THINKING, event("thinking").put("thinking", "").put("signature", ""));
		for (String delta : step.deltas()) {
			this.thinking.append(delta);
			if (this.answer.isTold()) {
				frames.add(delta("thinking_delta", "thinking", delta));
			}
		}
		return frames;
	}

	@Override
	public List<Frame> hiddenReasoning(Step.HiddenReasoning step) {
		return whole(this.answer.redacted(step.text()));
	}

	@Override
	public List<Frame> text(Step.Text step) {
		if (step.deltas().isEmpty()) {
			return List.of();
		}
		List<Frame> frames = start(Open.TEXT, AnthropicAnswer.text(""));
		step.deltas().forEach((delta) -> frames.add(delta("text_delta", "text", delta)));
		return frames;
	}

	@Override
	public List<Frame> refusal(Step.Refusal step) {
		return text(new Step.Text(step.deltas()));
	}

	@Override
	public List<Frame> toolCall(Step.ToolCall step) {
		return input(AnthropicAnswer.call(step), step.arguments());
	}

	@Override
	public List<Frame> serverTool(Step.ServerTool step) {
		ObjectNode call = AnthropicAnswer.serverCall(step);
		List<Frame> frames = input(call, step.arguments());
		frames.addAll(whole(this.answer.serverResult(step, call)));
		return frames;
	}

	@Override
	public List<Frame> failure(Step.Failure step) {
		return List.of(frame(AnthropicDialect.body(step.error())));
	}

	@Override
	public List<Frame> event(Step.Event step) {
		return List.of(frame(name(step.payload()), step.payload(), this.pace));
	}

	private static String name(String payload) {
		try {
			JsonNode event = WireJson.read(payload);
			return event.path("type").asString("message");
		}
		catch (JacksonException ex) {
			// a payload that is no JSON is sent as it is
			return "message";
		}
	}

	private enum Open {

		NOTHING, THINKING, TEXT, BLOCK

	}

}
