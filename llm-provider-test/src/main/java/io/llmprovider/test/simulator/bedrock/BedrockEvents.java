package io.llmprovider.test.simulator.bedrock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.QuietSteps;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns steps into Bedrock's events: texts and thoughts begin with their first delta,
 * calls of tools with a start. Every event is padded with letters, as Bedrock does. One
 * instance is for one answer.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html">The
 * events</a>
 */
final class BedrockEvents implements QuietSteps<List<BedrockEvent>> {

	private static final String PADDING = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	private final BedrockThoughts thoughts;

	private final BedrockCounts counts;

	private final Transcript transcript;

	private final Duration pace;

	private final StringBuilder thought = new StringBuilder();

	private Open open = Open.NOTHING;

	private int index = -1;

	private int made;

	BedrockEvents(BedrockThoughts thoughts, BedrockCounts counts, Transcript transcript, Duration pace) {
		this.thoughts = thoughts;
		this.counts = counts;
		this.transcript = transcript;
		this.pace = pace;
	}

	/** What an answer begins with. */
	BedrockEvent start() {
		return event("messageStart", WireJson.object().put("role", "assistant"));
	}

	/** What a whole answer ends with. */
	List<BedrockEvent> end() {
		List<BedrockEvent> events = stop();
		events.add(event("messageStop", WireJson.object().put("stopReason", stopReason())));
		ObjectNode metadata = WireJson.object();
		ObjectNode usage = this.counts.usage();
		if (!usage.isEmpty()) {
			metadata.set("usage", usage);
		}
		metadata.putObject("metrics").put("latencyMs", 1);
		events.add(event("metadata", metadata));
		return events;
	}

	private String stopReason() {
		Step.Finish finish = this.transcript.finish();
		if (finish.raw() != null) {
			return finish.raw();
		}
		return switch (finish.reason()) {
			case STOP, CANCELLED, ERROR, OTHER -> "end_turn";
			case LENGTH -> "max_tokens";
			case TOOL_CALLS -> "tool_use";
			case CONTENT_FILTER -> "guardrail_intervened";
		};
	}

	private BedrockEvent event(String type, ObjectNode payload) {
		return BedrockEvent.of(type, payload.put("p", PADDING.substring(0, 1 + this.made++ % PADDING.length())));
	}

	private BedrockEvent delta(ObjectNode delta) {
		ObjectNode payload = WireJson.object().put("contentBlockIndex", this.index);
		payload.set("delta", delta);
		BedrockEvent event = event("contentBlockDelta", payload);
		return new BedrockEvent(event.type(), event.payload(), event.raw(), event.exception(), this.pace);
	}

	private static ObjectNode nested(String outer, String inner, String value) {
		ObjectNode node = WireJson.object();
		node.putObject(outer).put(inner, value);
		return node;
	}

	/** Stops the block that is open if it is of another kind, and counts a new one. */
	private List<BedrockEvent> begin(Open kind) {
		if (this.open == kind) {
			return new ArrayList<>();
		}
		List<BedrockEvent> events = stop();
		this.open = kind;
		this.index++;
		return events;
	}

	private List<BedrockEvent> stop() {
		List<BedrockEvent> events = new ArrayList<>();
		if (this.open == Open.REASONING) {
			events
				.add(delta(nested("reasoningContent", "signature", this.thoughts.signature(this.thought.toString()))));
			this.thought.setLength(0);
		}
		if (this.open != Open.NOTHING) {
			events.add(event("contentBlockStop", WireJson.object().put("contentBlockIndex", this.index)));
		}
		this.open = Open.NOTHING;
		return events;
	}

	private List<BedrockEvent> block(ObjectNode start, List<ObjectNode> deltas) {
		List<BedrockEvent> events = stop();
		events.addAll(begin(Open.BLOCK));
		if (!start.isEmpty()) {
			ObjectNode payload = WireJson.object().put("contentBlockIndex", this.index);
			payload.set("start", start);
			events.add(event("contentBlockStart", payload));
		}
		deltas.forEach((delta) -> events.add(delta(delta)));
		events.addAll(stop());
		return events;
	}

	private static List<ObjectNode> input(String arguments) {
		List<ObjectNode> deltas = new ArrayList<>(List.of(nested("toolUse", "input", "")));
		Words.pieces(arguments).forEach((piece) -> deltas.add(nested("toolUse", "input", piece)));
		return deltas;
	}

	private static String newId() {
		return "tooluse_" + UUID.randomUUID().toString().replace("-", "").substring(0, 22);
	}

	@Override
	public List<BedrockEvent> nothing() {
		return List.of();
	}

	@Override
	public List<BedrockEvent> reasoning(Step.Reasoning step) {
		List<BedrockEvent> events = begin(Open.REASONING);
		for (String piece : step.deltas()) {
			this.thought.append(piece);
			events.add(delta(nested("reasoningContent", "text", piece)));
		}
		return events;
	}

	@Override
	public List<BedrockEvent> hiddenReasoning(Step.HiddenReasoning step) {
		return block(WireJson.object(),
				List.of(nested("reasoningContent", "redactedContent", this.thoughts.redacted(step.text()))));
	}

	@Override
	public List<BedrockEvent> text(Step.Text step) {
		if (step.deltas().isEmpty()) {
			return List.of();
		}
		List<BedrockEvent> events = begin(Open.TEXT);
		step.deltas().forEach((piece) -> events.add(delta(WireJson.object().put("text", piece))));
		return events;
	}

	@Override
	public List<BedrockEvent> refusal(Step.Refusal step) {
		return text(new Step.Text(step.deltas()));
	}

	@Override
	public List<BedrockEvent> toolCall(Step.ToolCall step) {
		ObjectNode start = WireJson.object();
		start.putObject("toolUse").put("toolUseId", (step.id() != null) ? step.id() : newId()).put("name", step.name());
		return block(start, input(step.arguments()));
	}

	@Override
	public List<BedrockEvent> serverTool(Step.ServerTool step) {
		String id = newId();
		ObjectNode call = WireJson.object();
		call.putObject("toolUse").put("toolUseId", id).put("name", step.name()).put("type", "server_tool_use");
		List<BedrockEvent> events = block(call, input(step.arguments()));
		ObjectNode start = WireJson.object();
		start.putObject("toolResult")
			.put("toolUseId", id)
			.put("status", "success")
			.put("type", step.name() + "_result");
		ObjectNode result = WireJson.object();
		result.putArray("toolResult").addObject().put("text", step.result());
		events.addAll(block(start, List.of(result)));
		return events;
	}

	@Override
	public List<BedrockEvent> failure(Step.Failure step) {
		String type = BedrockDialect.type(step.error());
		String plain = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
		return List.of(new BedrockEvent(plain, WireJson.object().put("message", step.error().message()), null, true,
				Duration.ZERO));
	}

	/** An event as {@code {"type": {…}}}; what is none is sent as the text of one. */
	@Override
	public List<BedrockEvent> event(Step.Event step) {
		try {
			JsonNode event = WireJson.read(step.payload());
			String type = event.propertyNames().stream().findFirst().orElse("");
			if (event.size() == 1 && event.path(type) instanceof ObjectNode payload) {
				return List.of(BedrockEvent.of(type, payload));
			}
		}
		catch (JacksonException ex) {
			return List.of(BedrockEvent.unreadable(step.payload()));
		}
		return List.of(BedrockEvent.of("unknown", WireJson.object().put("text", step.payload())));
	}

	static SimulatedError unreadable() {
		return SimulatedError.of(424, "The model wrote arguments that are no JSON object")
			.withType("ModelErrorException");
	}

	private enum Open {

		NOTHING, REASONING, TEXT, BLOCK

	}

}
