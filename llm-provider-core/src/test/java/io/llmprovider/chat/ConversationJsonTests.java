package io.llmprovider.chat;

import java.util.List;
import java.util.Map;

import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.model.Usage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A conversation can be stored and resumed.
 */
class ConversationJsonTests {

	private final ChatResponse response = ChatResponse.builder("anthropic", "claude-opus-4-8", "anthropic-messages")
		.responseId("msg_1")
		.content(List.of(
				new Reasoning("hm", false,
						new ReplayData("anthropic", "claude-opus-4-8", "anthropic-messages",
								Map.of("signature", "c2ln", "nested", List.of(1, Map.of("a", true))))),
				new Text("Calling."), new ToolCall("call_1", "ls", "{\"dir\": \".\"}"),
				new ServerToolCall("srv_1", "web_search", "{\"q\":\"x\"}", null),
				new ServerToolResult("srv_1", "web_search_result", "[]", null)))
		.finishReason(FinishReason.TOOL_CALLS)
		.rawFinishReason("tool_use")
		.usage(Usage.builder()
			.inputTokens(10L)
			.outputTokens(5L)
			.cacheReadTokens(3L)
			.raw(Map.of("input_tokens", 7))
			.build())
		.warnings(List.of(new Warning("thinking-clipped", "clipped to high")))
		.providerMetadata(Map.of("service_tier", "standard"))
		.build();

	private final ChatRequest request = ChatRequest.builder()
		.system(List.of(new Text("Be brief.").cached(CacheMark.ONE_HOUR)))
		.user(new Text("What is in here?"), Image.ofUrl("https://example.com/a.png"),
				Image.of(new byte[] { 1, 2, 3 }, "image/png").cached(CacheMark.FIVE_MINUTES),
				Document.of(new byte[] { 4 }, "application/pdf", "a.pdf"))
		.tool(Tool.of("ls", "Lists files", "{\"type\":\"object\",\"properties\":{\"dir\":{\"type\":\"string\"}}}")
			.strict(true))
		.options(ChatOptions.builder()
			.temperature(0.2)
			.maxTokens(100)
			.stop(List.of("END"))
			.thinking(ThinkingLevel.HIGH)
			.thinkingBudgets(Map.of(ThinkingLevel.HIGH, 9000))
			.toolChoice(ToolChoice.of("ls"))
			.responseFormat(ResponseFormat.jsonSchema("answer", "{\"type\":\"object\"}"))
			.cacheRetention(CacheRetention.LONG)
			.extraBody(Map.of("x", Map.of("y", List.of(1, 2))))
			.build())
		.build();

	@Test
	void aResponseComesBackAsItWas() {
		assertThat(ChatResponse.fromJson(this.response.toJson())).isEqualTo(this.response);
	}

	@Test
	void aConversationWithEveryKindOfContentComesBackAsItWas() {
		ToolCall call = this.response.toolCalls().get(0);
		ChatRequest conversation = this.request.reply(this.response)
			.toolResult(call, new Text("a.txt"), JsonContent.of(Map.of("files", 1)),
					Image.of(new byte[] { 9 }, "image/gif"))
			.toolFailed(new ToolCall("call_2", "rm", "{}"), "not allowed")
			.user("Go on.");

		ChatRequest resumed = ChatRequest.fromJson(conversation.toJson());

		assertThat(resumed).isEqualTo(conversation);
		assertThat(resumed.toJson()).isEqualTo(conversation.toJson());
	}

	@Test
	void reasoningKeepsWhatItsProviderWantsBackByteForByte() {
		ChatRequest resumed = ChatRequest.fromJson(this.request.reply(this.response).toJson());

		AssistantMessage message = (AssistantMessage) resumed.messages().get(1);
		assertThat(message.content().get(0).replay()).isEqualTo(this.response.content().get(0).replay());
		assertThat(message.origin()).isEqualTo(new Origin("anthropic", "claude-opus-4-8", "anthropic-messages"));
		assertThat(message.toolCalls().get(0).arguments()).isEqualTo("{\"dir\": \".\"}");
	}

	@Test
	void whatIsNotSetIsNotWritten() {
		assertThat(ChatRequest.of("Hello").toJson()).isEqualTo(
				"{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}],\"options\":{}}");
	}

	@Test
	void unknownFieldsOfANewerVersionAreIgnored() {
		ChatRequest read = ChatRequest.fromJson(
				"{\"future\":1,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\",\"z\":2}]}]}");

		assertThat(read).isEqualTo(ChatRequest.of("Hi"));
	}

}
