package io.llmprovider.test.simulator.openai;

import java.time.Instant;
import java.util.UUID;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What streamed and whole chat completions have in common, after
 * https://platform.openai.com/docs/api-reference/chat/object.
 */
final class OpenAiAnswer {

	private final String id = "chatcmpl-" + randomId();

	private final long created = Instant.now().getEpochSecond();

	private final String model;

	OpenAiAnswer(String model) {
		this.model = model;
	}

	ObjectNode envelope(String object) {
		return WireJson.object()
			.put("id", this.id)
			.put("object", object)
			.put("created", this.created)
			.put("model", this.model)
			.put("service_tier", "default")
			.put("system_fingerprint", "fp_simulator");
	}

	/**
	 * The whole completion.
	 * @param transcript what happened
	 * @param request what was asked
	 * @return the body
	 */
	ObjectNode completion(Transcript transcript, SimulatedRequest request) {
		ObjectNode body = envelope("chat.completion");
		ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
		ObjectNode message = choice.putObject("message").put("role", "assistant");
		boolean silent = transcript.allText().isEmpty()
				&& !(transcript.toolCalls().isEmpty() && transcript.allRefusal().isEmpty());
		message.put("content", silent ? null : transcript.allText());
		message.put("refusal", transcript.allRefusal().isEmpty() ? null : transcript.allRefusal());
		if (!transcript.allReasoning().isEmpty()) {
			message.put("reasoning_content", transcript.allReasoning());
		}
		if (!transcript.toolCalls().isEmpty()) {
			ArrayNode calls = message.putArray("tool_calls");
			for (Step.ToolCall call : transcript.toolCalls()) {
				calls.addObject()
					.put("id", id(call))
					.put("type", "function")
					.putObject("function")
					.put("name", call.name())
					.put("arguments", call.arguments());
			}
		}
		message.putArray("annotations");
		choice.putNull("logprobs");
		choice.put("finish_reason", finishReason(transcript.finish()));
		ObjectNode usage = usage(transcript.usage(request));
		if (!usage.isEmpty()) {
			body.set("usage", usage);
		}
		return body;
	}

	static String id(Step.ToolCall call) {
		return (call.id() != null) ? call.id() : "call_" + randomId();
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

	/**
	 * The usage object; what is unknown is left out.
	 * @param usage the counts
	 * @return the object, empty if nothing is known
	 */
	static ObjectNode usage(Usage usage) {
		ObjectNode node = WireJson.object();
		put(node, "prompt_tokens", usage.inputTokens());
		put(node, "completion_tokens", usage.outputTokens());
		put(node, "total_tokens", usage.totalTokens());
		if (node.isEmpty()) {
			return node;
		}
		ObjectNode prompt = WireJson.object();
		put(prompt, "cached_tokens", usage.cacheReadTokens());
		put(prompt, "cache_write_tokens", usage.cacheWriteTokens());
		ObjectNode completion = WireJson.object();
		put(completion, "reasoning_tokens", usage.reasoningTokens());
		if (!prompt.isEmpty()) {
			node.set("prompt_tokens_details", prompt);
		}
		if (!completion.isEmpty()) {
			node.set("completion_tokens_details", completion);
		}
		return node;
	}

	private static void put(ObjectNode node, String name, @Nullable Long count) {
		if (count != null) {
			node.put(name, count);
		}
	}

	private static String randomId() {
		return UUID.randomUUID().toString().replace("-", "").substring(0, 24);
	}

}
