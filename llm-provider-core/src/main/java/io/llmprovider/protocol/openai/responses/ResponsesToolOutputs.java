package io.llmprovider.protocol.openai.responses;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.PromptMarks;
import org.jspecify.annotations.Nullable;

/**
 * Writes what tools gave. Each kind of call has its own kind of output; a JSON object as
 * the result of one of the provider's own tools is taken for the members of its output.
 */
final class ResponsesToolOutputs {

	private final ResponsesCalls calls;

	private final boolean breakpoints;

	ResponsesToolOutputs(ResponsesCalls calls, boolean breakpoints) {
		this.calls = calls;
		this.breakpoints = breakpoints;
	}

	Map<String, @Nullable Object> item(ToolResultMessage result) {
		String type = this.calls.type(result.callId());
		return switch (type) {
			case ResponsesCalls.FUNCTION -> output("function_call_output", result, value(result));
			case ResponsesCalls.CUSTOM -> output("custom_tool_call_output", result, value(result));
			case ResponsesCalls.APPROVAL -> approval(result);
			case "apply_patch_call" -> patched(result);
			case "shell_call" -> merged(output("shell_call_output", result, List.of(shell(result))), result);
			case "computer_call" -> merged(output("computer_call_output", result, screenshot(result)), result);
			case "tool_search_call" -> found(result);
			default -> merged(output(type + "_output", result, text(result)), result);
		};
	}

	private static Map<String, @Nullable Object> output(String type, ToolResultMessage result, Object value) {
		Map<String, @Nullable Object> item = new LinkedHashMap<>();
		item.put("type", type);
		item.put("call_id", result.callId());
		item.put("output", value);
		return item;
	}

	private static Map<String, @Nullable Object> approval(ToolResultMessage result) {
		Map<String, @Nullable Object> item = new LinkedHashMap<>();
		item.put("type", "mcp_approval_response");
		item.put("approval_request_id", result.callId());
		item.put("approve", !result.error());
		String reason = text(result);
		if (result.error() && !reason.equals(HandoverRules.NO_OUTPUT)) {
			item.put("reason", reason);
		}
		return item;
	}

	private static Map<String, @Nullable Object> patched(ToolResultMessage result) {
		Map<String, @Nullable Object> item = output("apply_patch_call_output", result, text(result));
		item.put("status", result.error() ? "failed" : "completed");
		return merged(item, result);
	}

	private static Map<String, @Nullable Object> shell(ToolResultMessage result) {
		Map<String, @Nullable Object> run = new LinkedHashMap<>();
		run.put("stdout", result.error() ? "" : text(result));
		run.put("stderr", result.error() ? text(result) : "");
		run.put("outcome", Map.of("type", "exit", "exit_code", result.error() ? 1 : 0));
		return run;
	}

	private static Object screenshot(ToolResultMessage result) {
		for (Map<String, @Nullable Object> part : ResponsesContent.parts(result.content())) {
			Object url = part.get("image_url");
			if (url != null) {
				return Map.of("type", "computer_screenshot", "image_url", url);
			}
		}
		return text(result);
	}

	private static Map<String, @Nullable Object> found(ToolResultMessage result) {
		Map<String, @Nullable Object> item = output("tool_search_output", result, "");
		item.remove("output");
		item.put("execution", "client");
		item.put("status", "completed");
		item.put("tools", List.of());
		return merged(item, result);
	}

	private static Map<String, @Nullable Object> merged(Map<String, @Nullable Object> item, ToolResultMessage result) {
		if (result.content().size() == 1 && result.content().get(0) instanceof JsonContent json
				&& Json.isObject(json.json())) {
			Map<String, @Nullable Object> members = Json.object(json.json());
			members.forEach((name, value) -> {
				if (!name.equals("type") && !name.equals("call_id")) {
					item.put(name, value);
				}
			});
		}
		return item;
	}

	/** A text where that is enough, else parts. */
	private Object value(ToolResultMessage result) {
		boolean parts = this.breakpoints && PromptMarks.last(result) != null
				|| result.content().stream().anyMatch((piece) -> piece instanceof Image || piece instanceof Document);
		return parts ? ResponsesContent.parts(result.content(), this.breakpoints) : text(result);
	}

	private static String text(ToolResultMessage result) {
		StringBuilder joined = new StringBuilder();
		for (Content piece : result.content()) {
			String text = "";
			if (piece instanceof JsonContent json) {
				text = json.json();
			}
			else if (piece instanceof Text plain) {
				text = plain.text();
			}
			joined.append((joined.length() > 0 && !text.isEmpty()) ? "\n" : "").append(text);
		}
		return joined.toString();
	}

}
