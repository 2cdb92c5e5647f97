package io.llmprovider.protocol.openai.responses;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.protocol.ChatCall;

/**
 * The tool calls of a conversation: as what kind of item the server takes them.
 */
final class ResponsesCalls {

	static final String FUNCTION = "function_call";

	static final String CUSTOM = "custom_tool_call";

	static final String APPROVAL = "mcp_approval_request";

	private final Set<String> customTools;

	private final Map<String, String> types = new HashMap<>();

	ResponsesCalls(ChatCall call) {
		this.customTools = ResponsesTools.customTools(call);
		for (Message message : call.request().messages()) {
			if (message instanceof AssistantMessage assistant) {
				assistant.content().forEach(this::collect);
			}
		}
	}

	private void collect(AssistantContent block) {
		if (block instanceof ToolCall toolCall) {
			this.types.put(toolCall.id(), type(toolCall));
		}
		else if (block instanceof ServerToolResult result && APPROVAL.equals(result.name())
				&& result.callId() != null) {
			this.types.put(result.callId(), APPROVAL);
		}
	}

	private String type(ToolCall toolCall) {
		ReplayData replay = toolCall.replay();
		String kept = (replay != null) ? replay.text(ResponsesReplay.TYPE) : null;
		if (kept != null) {
			return kept;
		}
		return this.customTools.contains(toolCall.name()) ? CUSTOM : FUNCTION;
	}

	/** What kind of item a call is, known by its id. */
	String type(String callId) {
		return this.types.getOrDefault(callId, FUNCTION);
	}

}
