package io.llmprovider.test.simulator.openai;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.llmprovider.test.simulator.Frame;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.FrameSteps;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders steps as chat completion chunks, after
 * https://platform.openai.com/docs/api-reference/chat-streaming: the role first, one
 * finish chunk, the usage in a chunk without choices if it was asked for, and
 * {@code [DONE]}. One instance is for one answer.
 */
final class OpenAiStream implements FrameSteps {

	private final SimulatedRequest request;

	private final OpenAiAnswer answer;

	private final Duration pace;

	private final boolean withUsage;

	private int toolCalls;

	OpenAiStream(SimulatedRequest request, Duration pace) {
		this.request = request;
		this.answer = new OpenAiAnswer(request.model());
		this.pace = pace;
		this.withUsage = request.json().path("stream_options").path("include_usage").asBoolean(false);
	}

	/**
	 * All frames, made one by one as they are sent.
	 * @param steps what happens
	 * @param transcript what it comes to
	 * @return the frames
	 */
	Flux<Frame> frames(List<Step> steps, Transcript transcript) {
		ObjectNode role = delta((delta) -> delta.put("role", "assistant").put("content", "").putNull("refusal"));
		Flux<Frame> frames = Flux.concat(Flux.just(frame(role)),
				Flux.fromIterable(steps).concatMapIterable((step) -> step.accept(this)));
		return transcript.isWhole() ? frames.concatWith(Flux.fromIterable(closing(transcript))) : frames;
	}

	private List<Frame> closing(Transcript transcript) {
		List<Frame> frames = new ArrayList<>();
		frames.add(frame(chunk((delta) -> {
		}, OpenAiAnswer.finishReason(transcript.finish()))));
		ObjectNode usage = OpenAiAnswer.usage(transcript.usage(this.request));
		if (this.withUsage && !usage.isEmpty()) {
			ObjectNode chunk = this.answer.envelope("chat.completion.chunk");
			chunk.putArray("choices");
			chunk.set("usage", usage);
			frames.add(frame(chunk));
		}
		frames.add(event("[DONE]", Duration.ZERO));
		return frames;
	}

	private ObjectNode delta(Consumer<ObjectNode> content) {
		return chunk(content, null);
	}

	private ObjectNode chunk(Consumer<ObjectNode> content, @Nullable String finishReason) {
		ObjectNode chunk = this.answer.envelope("chat.completion.chunk");
		ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
		content.accept(choice.putObject("delta"));
		choice.putNull("logprobs");
		choice.put("finish_reason", finishReason);
		if (this.withUsage) {
			// "all other chunks will also include a usage field, but with a null value"
			chunk.putNull("usage");
		}
		return chunk;
	}

	private Iterable<Frame> deltas(List<String> texts, BiConsumer<ObjectNode, String> content) {
		return () -> texts.stream().map((text) -> paced(delta((delta) -> content.accept(delta, text)))).iterator();
	}

	private Frame paced(ObjectNode chunk) {
		return event(WireJson.text(chunk), this.pace);
	}

	private static Frame frame(ObjectNode chunk) {
		return event(WireJson.text(chunk), Duration.ZERO);
	}

	private static Frame event(String payload, Duration before) {
		return new Frame(("data: " + payload + "\n\n").getBytes(StandardCharsets.UTF_8), before);
	}

	@Override
	public Iterable<Frame> reasoning(Step.Reasoning step) {
		return deltas(step.deltas(), (delta, text) -> delta.put("reasoning_content", text));
	}

	@Override
	public Iterable<Frame> text(Step.Text step) {
		return deltas(step.deltas(), (delta, text) -> delta.put("content", text));
	}

	@Override
	public Iterable<Frame> refusal(Step.Refusal step) {
		return deltas(step.deltas(), (delta, text) -> delta.put("refusal", text));
	}

	@Override
	public Iterable<Frame> toolCall(Step.ToolCall step) {
		int index = this.toolCalls++;
		List<Frame> frames = new ArrayList<>();
		frames.add(paced(delta((delta) -> {
			ObjectNode call = delta.putArray("tool_calls").addObject().put("index", index);
			call.put("id", OpenAiAnswer.id(step)).put("type", "function");
			call.putObject("function").put("name", step.name()).put("arguments", "");
		})));
		deltas(Words.pieces(step.arguments()), (delta, text) -> {
			ObjectNode call = delta.putArray("tool_calls").addObject().put("index", index);
			call.putObject("function").put("arguments", text);
		}).forEach(frames::add);
		return frames;
	}

	@Override
	public Iterable<Frame> failure(Step.Failure step) {
		return List.of(frame(OpenAiEnvelope.body(step.error())));
	}

	@Override
	public Iterable<Frame> event(Step.Event step) {
		return List.of(event(step.payload(), this.pace));
	}

}
