package io.llmprovider.test.simulator.openai;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.Step;
import io.llmprovider.test.simulator.dialect.Transcript;
import io.llmprovider.test.simulator.wire.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The response object and its items, after
 * https://platform.openai.com/docs/api-reference/responses/object. One instance is for
 * one answer.
 */
final class ResponsesAnswer {

	private final SimulatedRequest request;

	private final ResponsesIds ids;

	private final String id;

	private final long created = Instant.now().getEpochSecond();

	private final Set<String> customTools;

	private final boolean encrypts;

	private final boolean summarizes;

	private final List<ObjectNode> output = new ArrayList<>();

	ResponsesAnswer(SimulatedRequest request, Setup setup) {
		this.request = request;
		this.ids = new ResponsesIds(setup.issued());
		this.id = this.ids.item("resp_");
		JsonNode body = request.json();
		this.customTools = body.path("tools")
			.values()
			.stream()
			.filter((tool) -> tool.path("type").asString("").equals("custom"))
			.map((tool) -> tool.path("name").asString(""))
			.collect(Collectors.toSet());
		this.encrypts = WireJson.text(body.path("include")).contains("reasoning.encrypted_content");
		this.summarizes = body.path("reasoning").has("summary");
	}

	/** Keeps an item that is complete, for the object at the end. */
	ObjectNode complete(ObjectNode item) {
		this.output.add(item);
		return item;
	}

	ObjectNode reasoning(String text, boolean shown) {
		ObjectNode item = WireJson.object().put("id", this.ids.reasoning()).put("type", "reasoning");
		item.putArray("summary");
		if (shown && this.summarizes) {
			item.withArray("summary").addObject().put("type", "summary_text").put("text", text);
		}
		if (this.encrypts) {
			item.put("encrypted_content", this.ids.encrypted(this.request.model(), text));
		}
		return item;
	}

	ObjectNode message(String type, String member, String text) {
		ObjectNode item = WireJson.object()
			.put("id", this.ids.item("msg_"))
			.put("type", "message")
			.put("status", "completed");
		ObjectNode part = item.putArray("content").addObject().put("type", type).put(member, text);
		if (type.equals("output_text")) {
			part.putArray("annotations");
			part.putArray("logprobs");
		}
		return item.put("role", "assistant");
	}

	ObjectNode call(Step.ToolCall step) {
		boolean custom = this.customTools.contains(step.name());
		return WireJson.object()
			.put("id", this.ids.item(custom ? "ctc_" : "fc_"))
			.put("type", custom ? "custom_tool_call" : "function_call")
			.put("status", "completed")
			.put(custom ? "input" : "arguments", step.arguments())
			.put("call_id", OpenAiAnswer.id(step))
			.put("name", step.name());
	}

	ObjectNode hosted(Step.ServerTool step) {
		ObjectNode item = WireJson.object()
			.put("id", this.ids.item("ws_"))
			.put("type", step.name() + "_call")
			.put("status", "completed");
		item.set("action", WireJson.read(step.arguments()));
		return item;
	}

	/** The object as it begins. */
	ObjectNode begun() {
		return response("in_progress");
	}

	/** The object as it ends. */
	ObjectNode ended(Transcript transcript) {
		Step.Finish finish = transcript.finish();
		boolean complete = finish.reason() == FinishReason.STOP || finish.reason() == FinishReason.TOOL_CALLS;
		ObjectNode response = response(complete ? "completed" : "incomplete");
		if (!complete) {
			response.putObject("incomplete_details").put("reason", reason(finish));
		}
		this.output.forEach(response.withArray("output")::add);
		response.set("usage", usage(transcript.usage(this.request)));
		return response;
	}

	/** The object of an answer that failed. */
	ObjectNode failed(SimulatedError error) {
		ObjectNode response = response("failed");
		String code = (error.code() != null) ? error.code() : "server_error";
		response.putObject("error").put("code", code).put("message", error.message());
		return response;
	}

	private static String reason(Step.Finish finish) {
		if (finish.raw() != null) {
			return finish.raw();
		}
		return (finish.reason() == FinishReason.CONTENT_FILTER) ? "content_filter" : "max_output_tokens";
	}

	private ObjectNode response(String status) {
		ObjectNode response = WireJson.object()
			.put("id", this.id)
			.put("object", "response")
			.put("created_at", this.created)
			.put("status", status)
			.putNull("error")
			.putNull("incomplete_details")
			.put("model", this.request.model());
		response.putArray("output");
		response.put("store", this.request.json().path("store").asBoolean(true));
		return response.put("service_tier", "default").putNull("usage");
	}

	private static ObjectNode usage(Usage usage) {
		ObjectNode node = WireJson.object();
		put(node, "input_tokens", usage.inputTokens());
		put(node.putObject("input_tokens_details"), "cached_tokens", usage.cacheReadTokens());
		put(node, "output_tokens", usage.outputTokens());
		put(node.putObject("output_tokens_details"), "reasoning_tokens", usage.reasoningTokens());
		put(node, "total_tokens", usage.totalTokens());
		return node;
	}

	private static void put(ObjectNode node, String name, @Nullable Long count) {
		if (count != null) {
			node.put(name, count);
		}
	}

}
