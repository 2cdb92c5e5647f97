package io.llmprovider.test.simulator.mistral;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.llmprovider.test.simulator.Frame;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.FrameSteps;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders steps as chunks: the role first, thoughts as parts and text as text, a tool
 * call whole in one chunk, the usage with the finish reason, and {@code [DONE]}. One
 * instance is for one answer.
 */
final class MistralStream implements FrameSteps {

	private final SimulatedRequest request;

	private final MistralAnswer answer;

	private final Duration pace;

	private int toolCalls;

	MistralStream(SimulatedRequest request, Duration pace) {
		this.request = request;
		this.answer = new MistralAnswer(request.model());
		this.pace = pace;
	}

	Flux<Frame> frames(List<Step> steps, Transcript transcript) {
		ObjectNode role = chunk((delta) -> delta.put("role", "assistant").put("content", ""), null);
		Flux<Frame> frames = Flux.concat(Flux.just(event(WireJson.text(role), Duration.ZERO)),
				Flux.fromIterable(steps).concatMapIterable((step) -> step.accept(this)));
		return transcript.isWhole() ? frames.concatWith(Flux.fromIterable(closing(transcript))) : frames;
	}

	private List<Frame> closing(Transcript transcript) {
		ObjectNode last = chunk((delta) -> delta.put("content", ""), MistralAnswer.finishReason(transcript.finish()));
		MistralAnswer.tell(last, transcript.usage(this.request));
		return List.of(event(WireJson.text(last), Duration.ZERO), event("[DONE]", Duration.ZERO));
	}

	private ObjectNode chunk(Consumer<ObjectNode> content, @Nullable String finishReason) {
		ObjectNode chunk = this.answer.envelope("chat.completion.chunk");
		ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
		content.accept(choice.putObject("delta"));
		choice.put("finish_reason", finishReason);
		return chunk;
	}

	private Iterable<Frame> deltas(List<String> texts, BiConsumer<ObjectNode, String> content) {
		return () -> texts.stream()
			.map((text) -> event(WireJson.text(chunk((delta) -> content.accept(delta, text), null)), this.pace))
			.iterator();
	}

	private static Frame event(String payload, Duration before) {
		return new Frame(("data: " + payload + "\n\n").getBytes(StandardCharsets.UTF_8), before);
	}

	@Override
	public Iterable<Frame> reasoning(Step.Reasoning step) {
		return deltas(step.deltas(), (delta, text) -> MistralAnswer.thinking(delta.putArray("content"), text));
	}

	@Override
	public Iterable<Frame> text(Step.Text step) {
		return deltas(step.deltas(), (delta, text) -> delta.put("content", text));
	}

	@Override
	public Iterable<Frame> refusal(Step.Refusal step) {
		return deltas(step.deltas(), (delta, text) -> delta.put("content", text));
	}

	@Override
	public Iterable<Frame> toolCall(Step.ToolCall step) {
		int index = this.toolCalls++;
		return deltas(List.of(""), (delta, text) -> MistralAnswer
			.call(delta.put("content", text).putArray("tool_calls").addObject(), step, index));
	}

	@Override
	public Iterable<Frame> failure(Step.Failure step) {
		return List.of(event(WireJson.text(MistralDialect.body(step.error())), Duration.ZERO));
	}

	@Override
	public Iterable<Frame> event(Step.Event step) {
		return List.of(event(step.payload(), this.pace));
	}

}
