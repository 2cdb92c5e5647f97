package io.llmprovider.provider;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Tool;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Words of JSON schema that a server refuses reach it neither in tools nor in formats of
 * answers, whatever it speaks.
 */
class SchemaKeywordTests {

	private static final String MODELS = """
			openai-completions,       gpt-5.4
			azure-openai-completions, gpt-5.4
			openai-responses,         gpt-5.4
			azure-openai-responses,   gpt-5.4
			openai-codex-responses,   gpt-5.4
			mistral,                  mistral-large-latest
			anthropic-messages,       claude-sonnet-4-5
			anthropic-messages,       claude-3-haiku-20240307
			google-generative-ai,     gemini-2.0-flash
			google-generative-ai,     gemini-3-pro
			google-vertex,            gemini-3-pro
			google-vertex,            claude-sonnet-4-5
			google-gemini-cli,        gemini-3-pro
			bedrock-converse-stream,  anthropic.claude-sonnet-4-5-20250929-v1:0
			bedrock-converse-stream,  anthropic.claude-3-haiku-20240307-v1:0
			ollama-chat,              qwen3:8b
			""";

	private static final Map<String, Map<String, Object>> NEEDED = Map.of("openai-codex-responses",
			Map.of("account_id", "account"), "google-gemini-cli", Map.of("project", "p"), "google-vertex",
			Map.of("project", "p", "location", "europe-west1"));

	private static final Map<String, @Nullable Object> SCHEMA = Map.of("type", "object", "properties",
			Map.of("code", Map.of("type", "string", "title", "a word")), "required", List.of("code"));

	@ParameterizedTest
	@CsvSource(textBlock = MODELS)
	void aToolIsOfferedWithoutThem(String api, String model) {
		ChatRequest request = ChatRequest.builder()
			.user("Hi")
			.tool(new Tool("look", "Looks", SCHEMA, false, null))
			.tool(new Tool("hold", "Holds", SCHEMA, true, null))
			.build();
		assertThat(body(api, model, request, Compat.NONE)).contains("a word");
		assertThat(body(api, model, request, without("title"))).contains("look", "code").doesNotContain("a word");
	}

	@ParameterizedTest
	@CsvSource(textBlock = MODELS)
	void anAnswerIsAskedForWithoutThem(String api, String model) {
		ChatRequest request = ChatRequest.of("Hi")
			.withOptions(
					ChatOptions.builder().responseFormat(new ResponseFormat.JsonSchema("form", SCHEMA, true)).build());
		assertThat(body(api, model, request, Compat.NONE)).contains("a word");
		assertThat(body(api, model, request, without("title"))).contains("code").doesNotContain("a word");
	}

	@Test
	void noProtocolIsLeftOut() {
		assertThat(BuiltInProtocols.all()).extracting(WireProtocol::id)
			.containsExactlyInAnyOrderElementsOf(
					MODELS.lines().map((line) -> line.substring(0, line.indexOf(','))).collect(Collectors.toSet()));
	}

	private static Compat without(String word) {
		return Compat.builder().unsupportedSchemaKeywords(Set.of(word)).build();
	}

	private static String body(String api, String model, ChatRequest request, Compat compat) {
		WireProtocol protocol = Protocols.builtIn().get(api, "p");
		ChatOptions options = request.options().toBuilder().providerOptions(NEEDED.getOrDefault(api, Map.of())).build();
		ChatCall call = ChatCall.builder(Model.builder("p", model).build())
			.baseUrl("https://llm.example.com/v1")
			.compat(compat)
			.streaming(true)
			.request(request.withOptions(options))
			.build();
		return Json.text(HandedOverCall.encode(protocol, call).body());
	}

}
