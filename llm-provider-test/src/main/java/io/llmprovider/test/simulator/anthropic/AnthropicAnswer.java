package io.llmprovider.test.simulator.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What streamed and whole messages have in common.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages/create">Create a
 * message</a>
 */
final class AnthropicAnswer {

	private final SimulatedRequest request;

	private final Transcript transcript;

	private final Thoughts thoughts;

	private final boolean told;

	private final AnthropicCounts counts;

	private final String id = "msg_" + randomId();

	AnthropicAnswer(SimulatedRequest request, Transcript transcript, Setup setup) {
		this.request = request;
		this.transcript = transcript;
		this.thoughts = new Thoughts(setup.issued(), request.model());
		String usual = Generation.of(request.model()).hidesThoughts() ? "omitted" : "summarized";
		this.told = request.json().path("thinking").path("display").asString(usual).equals("summarized");
		this.counts = new AnthropicCounts(request, transcript, setup);
	}

	/** The message before it has content. */
	ObjectNode envelope() {
		ObjectNode message = WireJson.object()
			.put("id", this.id)
			.put("type", "message")
			.put("role", "assistant")
			.put("model", this.request.model());
		message.putArray("content");
		message.putNull("stop_reason").putNull("stop_sequence");
		ObjectNode usage = this.counts.atStart();
		if (!usage.isEmpty()) {
			message.set("usage", usage);
		}
		return message;
	}

	/** Why the answer ended, as the members of {@code message_delta}. */
	ObjectNode ending() {
		ObjectNode ending = WireJson.object().put("stop_reason", stopReason()).putNull("stop_sequence");
		if (stopReason().equals("refusal")) {
			ending.putObject("stop_details").put("type", "refusal").put("explanation", this.transcript.allRefusal());
		}
		return ending;
	}

	ObjectNode usage() {
		return this.counts.atEnd();
	}

	/** The whole message. */
	ObjectNode message(List<Step> steps) {
		ObjectNode message = envelope();
		ArrayNode content = (ArrayNode) message.path("content");
		AnthropicBlocks blocks = new AnthropicBlocks(this);
		steps.forEach((step) -> step.accept(blocks));
		blocks.all().forEach(content::add);
		ending().properties().forEach((member) -> message.set(member.getKey(), member.getValue()));
		if (!usage().isEmpty()) {
			message.set("usage", usage());
		}
		return message;
	}

	private String stopReason() {
		Step.Finish finish = this.transcript.finish();
		if (finish.raw() != null) {
			return finish.raw();
		}
		if (this.transcript.isRefusal() && !this.transcript.hasFinish()) {
			return "refusal";
		}
		return switch (finish.reason()) {
			case STOP, CANCELLED, ERROR, OTHER -> "end_turn";
			case LENGTH -> "max_tokens";
			case TOOL_CALLS -> "tool_use";
			case CONTENT_FILTER -> "refusal";
		};
	}

	boolean isTold() {
		return this.told;
	}

	ObjectNode thinking(String thinking) {
		return block("thinking").put("thinking", this.told ? thinking : "").put("signature", signature(thinking));
	}

	String signature(String thinking) {
		return this.thoughts.signature(thinking, this.told);
	}

	ObjectNode redacted(String thinking) {
		return block("redacted_thinking").put("data", this.thoughts.redacted(thinking));
	}

	static ObjectNode text(String text) {
		return block("text").put("text", text);
	}

	static ObjectNode call(Step.ToolCall step) {
		ObjectNode call = block("tool_use").put("id", (step.id() != null) ? step.id() : "toolu_" + randomId());
		return call.put("name", step.name());
	}

	static ObjectNode serverCall(Step.ServerTool step) {
		return block("server_tool_use").put("id", "srvtoolu_" + randomId()).put("name", step.name());
	}

	ObjectNode serverResult(Step.ServerTool step, ObjectNode call) {
		ObjectNode result = block(step.name() + "_tool_result").put("tool_use_id", call.path("id").asString());
		if (step.name().equals("web_search")) {
			result.putArray("content")
				.addObject()
				.put("type", "web_search_result")
				.put("url", "https://example.com/")
				.put("title", step.result())
				.put("encrypted_content", this.thoughts.redacted(step.result()))
				.putNull("page_age");
		}
		else {
			result.putObject("content")
				.put("type", step.name() + "_result")
				.put("stdout", step.result())
				.put("stderr", "")
				.put("return_code", 0)
				.putArray("content");
		}
		return result;
	}

	/** The arguments as an object, empty if the model wrote none. */
	static JsonNode input(String arguments) {
		return arguments.isBlank() ? WireJson.object() : WireJson.read(arguments);
	}

	static boolean isReadable(String arguments) {
		try {
			return input(arguments).isObject();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static ObjectNode block(String type) {
		return WireJson.object().put("type", type);
	}

	private static String randomId() {
		return "01" + UUID.randomUUID().toString().replace("-", "").substring(0, 22);
	}

	/**
	 * The steps of an answer that cannot be sent whole: what the model wrote as arguments
	 * is no JSON object.
	 * @param steps the steps
	 * @return the calls whose arguments are unreadable
	 */
	static List<Step.ToolCall> unreadable(List<Step> steps) {
		List<Step.ToolCall> calls = new ArrayList<>();
		for (Step step : steps) {
			if (step instanceof Step.ToolCall call && !isReadable(call.arguments())) {
				calls.add(call);
			}
		}
		return calls;
	}

}
