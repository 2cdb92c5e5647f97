package io.llmprovider.test.simulator.ollama;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What streamed and whole answers of Ollama have in common, after
 * https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-chat-completion.
 */
final class OllamaAnswer {

	private static final Duration PER_TOKEN = Duration.ofMillis(20);

	private final String model;

	OllamaAnswer(String model) {
		this.model = model;
	}

	ObjectNode line(boolean done) {
		ObjectNode line = WireJson.object().put("model", this.model).put("created_at", Instant.now().toString());
		line.putObject("message").put("role", "assistant").put("content", "");
		return line.put("done", done);
	}

	static ObjectNode message(ObjectNode line) {
		return (ObjectNode) line.path("message");
	}

	ObjectNode whole(Transcript transcript, SimulatedRequest request) {
		ObjectNode line = done(transcript, request);
		ObjectNode message = message(line);
		message.put("content", transcript.allText() + transcript.allRefusal());
		if (!transcript.allReasoning().isEmpty()) {
			message.put("thinking", transcript.allReasoning());
		}
		int index = 0;
		for (Step.ToolCall call : transcript.toolCalls()) {
			putCall(message, call, index++);
		}
		return line;
	}

	/**
	 * The last line: why the answer ended, tokens, and times in nanoseconds.
	 * @param transcript what happened
	 * @param request what was asked
	 * @return the line
	 */
	ObjectNode done(Transcript transcript, SimulatedRequest request) {
		ObjectNode line = line(true).put("done_reason", doneReason(transcript.finish()));
		Usage usage = transcript.usage(request);
		Long input = usage.inputTokens();
		Long output = usage.outputTokens();
		long inputTime = PER_TOKEN.toNanos() / 10 * ((input != null) ? input : 0);
		long outputTime = PER_TOKEN.toNanos() * ((output != null) ? output : 0);
		long loadTime = PER_TOKEN.toNanos();
		line.put("total_duration", loadTime + inputTime + outputTime).put("load_duration", loadTime);
		if (input != null) {
			line.put("prompt_eval_count", input).put("prompt_eval_duration", inputTime);
		}
		if (output != null) {
			line.put("eval_count", output).put("eval_duration", outputTime);
		}
		return line;
	}

	static void putCall(ObjectNode message, Step.ToolCall call, int index) {
		String id = (call.id() != null) ? call.id() : "call_" + UUID.randomUUID().toString().substring(0, 8);
		ObjectNode function = message.withArray("tool_calls").addObject().put("id", id).putObject("function");
		function.put("index", index).put("name", call.name()).set("arguments", arguments(call));
	}

	private static JsonNode arguments(Step.ToolCall call) {
		return call.arguments().isBlank() ? WireJson.object() : WireJson.read(call.arguments());
	}

	/**
	 * The error of a server that could not read what its model wrote, since arguments are
	 * sent as an object.
	 * @param call a call
	 * @return whether the call's arguments are a JSON object
	 */
	static boolean isReadable(Step.ToolCall call) {
		try {
			return arguments(call).isObject();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	static SimulatedError unreadable(Step.ToolCall call) {
		return SimulatedError.of(500, "error parsing tool call: raw='" + call.arguments() + "'");
	}

	/** Ollama has no word for tool calls: it is a stop. */
	private static String doneReason(Step.Finish finish) {
		if (finish.raw() != null) {
			return finish.raw();
		}
		return (finish.reason() == FinishReason.LENGTH) ? "length" : "stop";
	}

}
