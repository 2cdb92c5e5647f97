package io.llmprovider.test.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Origin;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import org.jspecify.annotations.Nullable;

/**
 * Conversations that were had elsewhere, with what each API leaves in them: reasoning
 * with and without signature, parallel calls with ids of its own, tools that it ran
 * itself. None of it is for anybody but its author.
 */
enum ForeignHistory {

	ANTHROPIC("anthropic-messages", "claude-opus-4-5", "toolu_01A", Map.of("signature", secret("anthropic")),
			Map.of("block", Map.of("encrypted_content", secret("search"))), null),

	RESPONSES("openai-responses", "gpt-5.1", "call_abc|fc_0123456789abcdef",
			Map.of("item", Map.of("type", "reasoning", "id", "rs_1", "encrypted_content", secret("reasoning"))),
			Map.of("item", Map.of("id", secret("fc_"))), Map.of("item", Map.of("id", secret("fc_")))),

	GOOGLE("google-generative-ai", "gemini-3-pro-preview", "get_weather_0",
			Map.of("thoughtSignature", secret("thought")), Map.of(), Map.of("thoughtSignature", secret("call"))),

	COMPLETIONS("openai-completions", "kimi-k2", "functions.get_weather:0", Map.of("field", "reasoning_content"),
			Map.of(),
			Map.of("reasoning_details",
					List.of(Map.of("type", "reasoning.encrypted", "data", secret("details"), "id", "x")))),

	BEDROCK("bedrock-converse-stream", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "tooluse_AbC-9_x",
			Map.of("signature", secret("bedrock")), Map.of(), null),

	MISTRAL("mistral", "magistral-medium-latest", "AbCd12345",
			Map.of("field", "content", "signature", secret("mistral")), Map.of(), null),

	OLLAMA("ollama-chat", "qwen3", "0", Map.of(), Map.of(), null);

	/** In every secret, so that it can be looked for on the wire. */
	static final String MARK = "c2VjcmV0IG9mIHNvbWVib2R5IGVsc2U";

	static final String THOUGHT = "I had a thought about the weather.";

	private final Origin origin;

	private final String callId;

	private final Map<String, Object> reasoning;

	private final Map<String, Object> serverTool;

	private final @Nullable Map<String, Object> call;

	ForeignHistory(String api, String model, String callId, Map<String, Object> reasoning,
			Map<String, Object> serverTool, @Nullable Map<String, Object> call) {
		this.origin = new Origin("elsewhere", model, api);
		this.callId = callId;
		this.reasoning = reasoning;
		this.serverTool = serverTool;
		this.call = call;
	}

	private static String secret(String of) {
		return ForeignHistory.MARK + "/" + of + "==";
	}

	/** The conversation up to the answer before the last question. */
	List<Message> messages() {
		ToolCall first = new ToolCall(this.callId, "get_weather", "{\"city\":\"Paris\"}", replay(this.call));
		ToolCall second = new ToolCall(this.callId + "2", "get_weather", "{\"city\":\"Rome\"}");
		List<Message> messages = new ArrayList<>();
		messages.add(UserMessage.of("How is the weather in Paris and Rome?"));
		messages.add(turn(FinishReason.TOOL_CALLS, new Reasoning(THOUGHT, false, replay(this.reasoning)),
				new Reasoning("", true, replay(this.reasoning)), new Text("I ask."), first, second));
		messages.add(ToolResultMessage.of(first, "Mild"));
		messages.add(ToolResultMessage.failed(second, "No answer"));
		messages.add(turn(FinishReason.STOP,
				new ServerToolCall("srv_1", "web_search", "{\"query\":\"Rome\"}", replay(this.serverTool)),
				new ServerToolResult("srv_1", "web_search", "{\"found\":\"Warm\"}", replay(this.serverTool)),
				new Text("Mild in Paris, warm in Rome.", null, replay(this.serverTool))));
		messages.add(UserMessage.of("Think about it."));
		messages.add(turn(FinishReason.CANCELLED, new Reasoning("Half a th", false, replay(this.reasoning)),
				new Text("I wi"), new ToolCall(this.callId + "3", "get_weather", "{\"ci")));
		return messages;
	}

	private AssistantMessage turn(FinishReason reason, AssistantContent... content) {
		return new AssistantMessage(Arrays.asList(content), this.origin, reason, null);
	}

	private @Nullable ReplayData replay(@Nullable Map<String, Object> payload) {
		return (payload == null || payload.isEmpty()) ? null
				: new ReplayData(this.origin.provider(), this.origin.model(), this.origin.api(), payload);
	}

	/** All conversations one behind the other. */
	static List<Message> all() {
		List<Message> messages = new ArrayList<>();
		for (ForeignHistory history : values()) {
			messages.addAll(history.messages());
		}
		return messages;
	}

}
