package io.llmprovider.test.simulator.google;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.Frame;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer as Google writes it: each chunk is a whole response with what is new, the
 * last one says why it ends and what it used.
 */
final class GoogleAnswer {

	private final SimulatedRequest request;

	private final Transcript transcript;

	private final GoogleParts parts;

	private final UnaryOperator<ObjectNode> envelope;

	private final boolean malformed;

	private final String id = UUID.randomUUID().toString().substring(0, 22);

	GoogleAnswer(SimulatedRequest request, List<Step> steps, Setup setup, UnaryOperator<ObjectNode> envelope) {
		this.request = request;
		this.transcript = Transcript.of(steps);
		this.parts = new GoogleParts(request, setup);
		this.envelope = envelope;
		this.malformed = steps.stream()
			.anyMatch((step) -> step instanceof Step.ToolCall call && !GoogleParts.isReadable(call.arguments()));
	}

	Flux<Frame> frames(List<Step> steps, Duration pace) {
		Flux<Frame> frames = Flux.fromIterable(steps).concatMapIterable((step) -> frames(step, pace));
		return this.transcript.isWhole() ? frames.concatWith(Flux.defer(() -> Flux.just(frame(last(), pace)))) : frames;
	}

	private List<Frame> frames(Step step, Duration pace) {
		if (step instanceof Step.Pause pause) {
			return List.of(new Frame(new byte[0], pause.duration()));
		}
		if (step instanceof Step.Failure failure) {
			return List.of(frame(GoogleDialect.body(failure.error()), Duration.ZERO));
		}
		if (step instanceof Step.Comment comment) {
			return List.of(Frame.of((": " + comment.text() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
		}
		if (step instanceof Step.Event event) {
			return List.of(new Frame(("data: " + event.payload() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8), pace));
		}
		List<Frame> frames = new ArrayList<>();
		for (ObjectNode part : step.accept(this.parts)) {
			frames.add(frame(chunk(List.of(part), null), pace));
		}
		return frames;
	}

	private ObjectNode last() {
		ObjectNode chunk = chunk(this.parts.last(), finishReason());
		usage(chunk);
		return chunk;
	}

	/** All in one. */
	ObjectNode whole(List<Step> steps) {
		List<ObjectNode> all = new ArrayList<>();
		steps.forEach((step) -> step.accept(this.parts).forEach((part) -> add(all, part)));
		this.parts.last().forEach(all::add);
		ObjectNode body = chunk(all, finishReason());
		usage(body);
		return this.envelope.apply(body);
	}

	/** Text of one kind goes on in the same part, unless a signature is in the way. */
	private static void add(List<ObjectNode> all, ObjectNode part) {
		ObjectNode before = all.isEmpty() ? null : all.get(all.size() - 1);
		boolean same = before != null && part.path("text").isString() && before.path("text").isString()
				&& part.path("thought").equals(before.path("thought")) && !before.has(Signatures.MEMBER);
		if (same && before != null) {
			before.put("text", before.path("text").stringValue() + part.path("text").stringValue());
		}
		else {
			all.add(part);
		}
	}

	private ObjectNode chunk(List<ObjectNode> all, @Nullable String finishReason) {
		ObjectNode chunk = WireJson.object();
		ObjectNode candidate = chunk.putArray("candidates").addObject();
		ObjectNode content = candidate.putObject("content");
		if (!all.isEmpty()) {
			ArrayNode list = content.putArray("parts");
			all.forEach(list::add);
		}
		content.put("role", "model");
		if (finishReason != null) {
			candidate.put("finishReason", finishReason);
			if (this.transcript.isRefusal()) {
				candidate.put("finishMessage", this.transcript.allRefusal());
			}
		}
		candidate.put("index", 0);
		return chunk.put("modelVersion", this.request.model()).put("responseId", this.id);
	}

	private String finishReason() {
		Step.Finish finish = this.transcript.finish();
		if (finish.raw() != null) {
			return finish.raw();
		}
		if (this.malformed) {
			return "MALFORMED_FUNCTION_CALL";
		}
		if (this.transcript.isRefusal() && !this.transcript.hasFinish()) {
			return "SAFETY";
		}
		return switch (finish.reason()) {
			case STOP, TOOL_CALLS, CANCELLED -> "STOP";
			case LENGTH -> "MAX_TOKENS";
			case CONTENT_FILTER -> "SAFETY";
			case ERROR, OTHER -> "OTHER";
		};
	}

	private void usage(ObjectNode chunk) {
		Usage usage = this.transcript.usage(this.request);
		if (usage.equals(Usage.UNKNOWN)) {
			return;
		}
		long input = orZero(usage.inputTokens());
		long thoughts = orZero(usage.reasoningTokens());
		long output = orZero(usage.outputTokens());
		ObjectNode counts = chunk.putObject("usageMetadata");
		counts.put("promptTokenCount", input).put("candidatesTokenCount", output - thoughts);
		if (thoughts > 0) {
			counts.put("thoughtsTokenCount", thoughts);
		}
		if (usage.cacheReadTokens() != null && usage.cacheReadTokens() > 0) {
			counts.put("cachedContentTokenCount", usage.cacheReadTokens());
		}
		counts.put("totalTokenCount", input + output);
	}

	private static long orZero(@Nullable Long count) {
		return (count != null) ? count : 0;
	}

	private Frame frame(ObjectNode chunk, Duration before) {
		String data = "data: " + WireJson.text(this.envelope.apply(chunk)) + "\r\n\r\n";
		return new Frame(data.getBytes(StandardCharsets.UTF_8), before);
	}

}
