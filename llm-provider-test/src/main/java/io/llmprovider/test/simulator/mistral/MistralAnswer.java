package io.llmprovider.test.simulator.mistral;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What streamed and whole answers of Mistral's have in common.
 */
final class MistralAnswer {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	private final String id = UUID.randomUUID().toString().replace("-", "");

	private final long created = Instant.now().getEpochSecond();

	private final String model;

	MistralAnswer(String model) {
		this.model = model;
	}

	ObjectNode envelope(String object) {
		return WireJson.object()
			.put("id", this.id)
			.put("object", object)
			.put("created", this.created)
			.put("model", this.model);
	}

	ObjectNode completion(Transcript transcript, SimulatedRequest request) {
		ObjectNode body = envelope("chat.completion");
		ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
		ObjectNode message = choice.putObject("message").put("role", "assistant");
		String text = transcript.allText() + transcript.allRefusal();
		if (transcript.allReasoning().isEmpty()) {
			message.put("content", text);
		}
		else {
			ArrayNode parts = message.putArray("content");
			thinking(parts, transcript.allReasoning());
			parts.addObject().put("type", "text").put("text", text);
		}
		if (!transcript.toolCalls().isEmpty()) {
			ArrayNode calls = message.putArray("tool_calls");
			List<Step.ToolCall> made = transcript.toolCalls();
			for (int i = 0; i < made.size(); i++) {
				call(calls.addObject(), made.get(i), i);
			}
		}
		choice.put("finish_reason", finishReason(transcript.finish()));
		tell(body, transcript.usage(request));
		return body;
	}

	static void thinking(ArrayNode parts, String text) {
		parts.addObject()
			.put("type", "thinking")
			.putArray("thinking")
			.addObject()
			.put("type", "text")
			.put("text", text);
	}

	/** A call comes whole and without a type. */
	static void call(ObjectNode node, Step.ToolCall call, int index) {
		node.put("id", (call.id() != null) ? call.id() : randomId());
		node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
		node.put("index", index);
	}

	static String finishReason(Step.Finish finish) {
		if (finish.raw() != null) {
			return finish.raw();
		}
		FinishReason reason = finish.reason();
		return switch (reason) {
			case STOP, CANCELLED -> "stop";
			case LENGTH -> "length";
			case TOOL_CALLS -> "tool_calls";
			case CONTENT_FILTER -> "content_filter";
			case ERROR -> "error";
			case OTHER -> "other";
		};
	}

	/** A usage of which nothing was scripted is not told. */
	static void tell(ObjectNode body, Usage usage) {
		if (usage.inputTokens() != null || usage.outputTokens() != null) {
			body.set("usage", usage(usage));
		}
	}

	/** Thinking is counted with the completion, and not apart from it. */
	private static ObjectNode usage(Usage usage) {
		ObjectNode node = WireJson.object();
		long input = (usage.inputTokens() != null) ? usage.inputTokens() : 0;
		long output = (usage.outputTokens() != null) ? usage.outputTokens() : 0;
		node.put("prompt_tokens", input).put("total_tokens", input + output).put("completion_tokens", output);
		if (usage.cacheReadTokens() != null) {
			node.putObject("prompt_tokens_details").put("cached_tokens", usage.cacheReadTokens());
		}
		return node;
	}

	private static String randomId() {
		StringBuilder id = new StringBuilder(9);
		for (int i = 0; i < 9; i++) {
			id.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
		}
		return id.toString();
	}

}
