package io.llmprovider.test.simulator.openai;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.llmprovider.test.simulator.Frame;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.FrameSteps;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders steps as events, after
 * https://platform.openai.com/docs/api-reference/responses-streaming. One instance is for
 * one answer.
 */
final class ResponsesStream implements FrameSteps {

	private final ResponsesAnswer answer;

	private final Duration pace;

	private int sequence;

	private int items;

	ResponsesStream(ResponsesAnswer answer, Duration pace) {
		this.answer = answer;
		this.pace = pace;
	}

	/**
	 * All frames, made one by one as they are sent.
	 * @param steps what happens
	 * @param transcript what it comes to
	 * @return the frames
	 */
	Flux<Frame> frames(List<Step> steps, Transcript transcript) {
		Flux<Frame> begin = Flux.fromIterable(List.of("response.created", "response.in_progress"))
			.map((type) -> event(type, (event) -> event.set("response", this.answer.begun())));
		Flux<Frame> middle = Flux.fromIterable(steps).concatMapIterable((step) -> step.accept(this));
		return transcript.isWhole() ? Flux.concat(begin, middle, Flux.defer(() -> Flux.just(end(transcript))))
				: Flux.concat(begin, middle);
	}

	private Frame end(Transcript transcript) {
		ObjectNode response = this.answer.ended(transcript);
		return event("response." + response.path("status").asString(""), (event) -> event.set("response", response));
	}

	/** An item from its beginning to its end. */
	private List<Frame> item(ObjectNode item, Consumer<List<Frame>> pieces, String... begunWithout) {
		int index = this.items;
		List<Frame> frames = new ArrayList<>();
		ObjectNode begun = item.deepCopy();
		for (String name : begunWithout) {
			if (begun.path(name).isArray()) {
				begun.putArray(name);
			}
			else {
				begun.put(name, "");
			}
		}
		if (begun.has("status")) {
			begun.put("status", "in_progress");
		}
		frames.add(event("response.output_item.added", (event) -> event.put("output_index", index).set("item", begun)));
		pieces.accept(frames);
		frames.add(event("response.output_item.done",
				(event) -> event.put("output_index", index).set("item", this.answer.complete(item))));
		this.items++;
		return frames;
	}

	/** The pieces of a text and then all of it. */
	private void text(List<Frame> frames, String type, ObjectNode item, String place, String whole,
			List<String> deltas) {
		String id = item.path("id").asString("");
		int index = this.items;
		deltas.forEach((delta) -> frames.add(paced(type + ".delta", (event) -> {
			event.put("item_id", id).put("output_index", index);
			if (!place.isEmpty()) {
				event.put(place, 0);
			}
			event.put("delta", delta);
		})));
		frames.add(event(type + ".done", (event) -> {
			event.put("item_id", id).put("output_index", index);
			if (!place.isEmpty()) {
				event.put(place, 0);
			}
			event.put(whole, String.join("", deltas));
		}));
	}

	private void part(List<Frame> frames, String type, ObjectNode item, String place, ObjectNode part) {
		int index = this.items;
		frames.add(event(type,
				(event) -> event.put("item_id", item.path("id").asString(""))
					.put("output_index", index)
					.put(place, 0)
					.set("part", part)));
	}

	@Override
	public Iterable<Frame> reasoning(Step.Reasoning step) {
		ObjectNode item = this.answer.reasoning(String.join("", step.deltas()), true);
		boolean shown = !item.path("summary").isEmpty();
		return item(item, (frames) -> {
			if (shown) {
				ObjectNode part = WireJson.object().put("type", "summary_text");
				part(frames, "response.reasoning_summary_part.added", item, "summary_index",
						part.deepCopy().put("text", ""));
				text(frames, "response.reasoning_summary_text", item, "summary_index", "text", step.deltas());
				part(frames, "response.reasoning_summary_part.done", item, "summary_index",
						part.put("text", String.join("", step.deltas())));
			}
		}, "summary");
	}

	@Override
	public Iterable<Frame> hiddenReasoning(Step.HiddenReasoning step) {
		return item(this.answer.reasoning(step.text(), false), (frames) -> {
		});
	}

	@Override
	public Iterable<Frame> text(Step.Text step) {
		return message("output_text", "text", step.deltas());
	}

	@Override
	public Iterable<Frame> refusal(Step.Refusal step) {
		return message("refusal", "refusal", step.deltas());
	}

	private Iterable<Frame> message(String type, String member, List<String> deltas) {
		ObjectNode item = this.answer.message(type, member, String.join("", deltas));
		ObjectNode part = (ObjectNode) item.path("content").get(0);
		return item(item, (frames) -> {
			part(frames, "response.content_part.added", item, "content_index", part.deepCopy().put(member, ""));
			text(frames, "response." + type, item, "content_index", member, deltas);
			part(frames, "response.content_part.done", item, "content_index", part);
		}, "content");
	}

	@Override
	public Iterable<Frame> toolCall(Step.ToolCall step) {
		ObjectNode item = this.answer.call(step);
		boolean custom = item.has("input");
		String member = custom ? "input" : "arguments";
		String type = custom ? "response.custom_tool_call_input" : "response.function_call_arguments";
		return item(item, (frames) -> text(frames, type, item, "", member, Words.pieces(step.arguments())), member);
	}

	@Override
	public Iterable<Frame> serverTool(Step.ServerTool step) {
		return item(this.answer.hosted(step), (frames) -> {
		});
	}

	@Override
	public Iterable<Frame> failure(Step.Failure step) {
		return List.of(event("response.failed", (event) -> event.set("response", this.answer.failed(step.error()))));
	}

	@Override
	public Iterable<Frame> event(Step.Event step) {
		return List.of(new Frame(("data: " + step.payload() + "\n\n").getBytes(StandardCharsets.UTF_8), this.pace));
	}

	private Frame paced(String type, Consumer<ObjectNode> content) {
		return new Frame(event(type, content).bytes(), this.pace);
	}

	private Frame event(String type, Consumer<ObjectNode> content) {
		ObjectNode event = WireJson.object().put("type", type).put("sequence_number", this.sequence++);
		content.accept(event);
		return Frame
			.of(("event: " + type + "\ndata: " + WireJson.text(event) + "\n\n").getBytes(StandardCharsets.UTF_8));
	}

}
