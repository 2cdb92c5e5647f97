package io.llmprovider.protocol.anthropic;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.Warning;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicFormatTests {

	private static final String MODEL = "claude-sonnet-4-5";

	private static final ResponseFormat CITY = ResponseFormat.jsonSchema("city",
			"{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}");

	private static final ResponseFormat TREE = ResponseFormat.jsonSchema("tree", """
			{"type":"object","properties":{"root":{"$ref":"#/$defs/node"}},"$defs":{"leaf":{"type":"string"},
			 "node":{"type":"object","properties":{"leaf":{"$ref":"#/$defs/leaf"},"other":{"$ref":"#/$defs/leaf"},
			 "nodes":{"type":"array","items":{"$ref":"#/$defs/node"}}}}}}""");

	private final RequestsToAnthropic requests = new RequestsToAnthropic();

	@Test
	void boundsAndFormatsThatAreNotKnownMoveIntoTheDescription() {
		ResponseFormat format = ResponseFormat.jsonSchema("x", """
				{"type":"object","properties":{
				 "when":{"type":"string","format":"date-time"},"phone":{"type":"string","format":"phone"},
				 "code":{"type":"string","pattern":"^a+$"},"few":{"type":"array","minItems":1,"maxItems":3},
				 "many":{"type":"array","minItems":2,"items":{"type":"object","additionalProperties":true}}}}""");
		assertThat(this.requests.tree(MODEL, options(ChatOptions.builder().responseFormat(format)))
			.path("output_config")
			.path("format")
			.path("schema")).isEqualTo(Json.tree("""
					{"type":"object","properties":{
					 "when":{"type":"string","format":"date-time"},
					 "phone":{"type":"string","description":"{\\"format\\":\\"phone\\"}"},
					 "code":{"type":"string","description":"{\\"pattern\\":\\"^a+$\\"}"},
					 "few":{"type":"array","minItems":1,"description":"{\\"maxItems\\":3}"},
					 "many":{"type":"array","items":{"type":"object","additionalProperties":false},
					  "description":"{\\"minItems\\":2}"}},"additionalProperties":false}"""));
	}

	@Test
	void whereDocumentsAreCitedTheAnswerIsHeldToItsSchemaByATool() {
		ChatOptions options = ChatOptions.builder()
			.responseFormat(CITY)
			.providerOptions(Map.of("Citations", "true"))
			.build();
		JsonNode cited = this.requests.tree(MODEL,
				ChatRequest.builder()
					.user(Document.of(new byte[] { 1 }, "application/pdf", "paper"))
					.options(options)
					.build());
		assertThat(cited.path("messages").path(0).path("content").path(0).path("citations"))
			.isEqualTo(Json.tree("{\"enabled\":true}"));
		assertThat(cited.has("output_config")).isFalse();
		assertThat(cited.path("tool_choice")).isEqualTo(RequestsToAnthropic.json("{'type':'tool','name':'json'}"));
		assertThat(this.requests.tree(MODEL, ChatRequest.of("Hello").withOptions(options))
			.path("output_config")
			.has("format")).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "claude-3-5-haiku-latest | {'type':'any','disable_parallel_tool_use':true}",
					"claude-fable-5            | {'type':'auto','disable_parallel_tool_use':true}" })
	void oneCallAtATimeIsWantedOfAModelThatAnswersByAToolToo(String model, String choice) {
		ChatRequest request = ChatRequest.builder()
			.tool(new Tool("look", "", Map.of("type", "object"), null, null))
			.user("Hello")
			.options(ChatOptions.builder().responseFormat(TREE).parallelToolCalls(false).build())
			.build();
		assertThat(this.requests.tree(model, request).path("tool_choice")).isEqualTo(RequestsToAnthropic.json(choice));
	}

	@Test
	void aReferenceMayLeadIntoAList() {
		ResponseFormat format = ResponseFormat.jsonSchema("x", """
				{"type":"object","properties":{"a":{"anyOf":[{"type":"null"},
				 {"type":"object","properties":{"b":{"$ref":"#/properties/a/anyOf/1"}}}]}}}""");
		assertThat(
				this.requests.tree(MODEL, options(ChatOptions.builder().responseFormat(format))).has("output_config"))
			.isFalse();
		ResponseFormat nowhere = ResponseFormat.jsonSchema("x", """
				{"type":"object","properties":{"a":{"anyOf":[{"$ref":"#/properties/a/anyOf/7"},
				 {"$ref":"#/properties/a/anyOf/x"}]}}}""");
		assertThat(
				this.requests.tree(MODEL, options(ChatOptions.builder().responseFormat(nowhere))).has("output_config"))
			.isTrue();
	}

	@Test
	void noModelIsHeldToASchemaThatRefersToItself() {
		JsonNode body = this.requests.tree(MODEL, options(ChatOptions.builder().responseFormat(TREE)));
		assertThat(body.has("output_config")).isFalse();
		assertThat(body.path("tool_choice")).isEqualTo(RequestsToAnthropic.json("{'type':'tool','name':'json'}"));
		assertThat(this.requests.codes()).isEmpty();
		Tool tool = new Tool("grow", "", ((ResponseFormat.JsonSchema) TREE).schema(), true, null);
		assertThat(
				this.requests.tree(MODEL, ChatRequest.builder().user("Grow").tool(tool).build()).path("tools").path(0))
			.isEqualTo(Json.tree("{\"name\":\"grow\",\"input_schema\":" + Json.text(tool.inputSchema()) + "}"));
		assertThat(this.requests.codes()).containsExactly("option-left-out");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
			value = { "claude-sonnet-5 | -    | {'type':'disabled'} | json | -", //
					"claude-sonnet-5 | HIGH | {'type':'disabled'} | json | thinking-ignored",
					"claude-sonnet-5 | OFF  | {'type':'disabled'} | json | -", //
					"claude-opus-4-8 | -    | -                   | json | -",
					"claude-opus-4-8 | HIGH | -                   | json | thinking-ignored",
					"claude-fable-5  | -    | -                   | -    | option-left-out",
					"claude-fable-5  | HIGH | {'type':'adaptive','display':'summarized'} | - | option-left-out" })
	void aModelThatMustAnswerByAToolDoesNotThink(String model, ThinkingLevel level, String thinking, String tool,
			String warning) {
		ChatOptions options = ChatOptions.builder().thinking(level).responseFormat(CITY).build();
		ChatCall call = AnthropicAnswers.call(model, ChatRequest.of("Hello").withOptions(options))
			.toBuilder()
			.compat(Compat.builder().supportsJsonSchema(false).build())
			.build();
		WireRequest wire = HandedOverCall.encode(AnthropicAnswers.PROTOCOL, call);
		JsonNode body = Json.tree(Json.text(wire.body()));
		assertThat(body.path("thinking").isMissingNode() ? null : body.path("thinking"))
			.isEqualTo((thinking != null) ? RequestsToAnthropic.json(thinking) : null);
		assertThat(body.path("tool_choice").path("name").asString(null)).isEqualTo(tool);
		assertThat(body.path("tools").path(0).path("name").asString()).isEqualTo("json");
		assertThat(wire.warnings().stream().map(Warning::code).toList())
			.isEqualTo((warning != null) ? List.of(warning) : List.of());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "claude-sonnet-4-5, -, true", "claude-sonnet-4-5, true, true", "claude-sonnet-4-5, false, false",
					"claude-3-5-haiku-latest, -, false", "claude-3-5-haiku-latest, true, false" })
	void whatIsKnownOfAModelMakesNoOldOneHoldASchema(String model, Boolean known, boolean held) {
		Capabilities capabilities = new Capabilities(null, null, null, null, known, null, null, null);
		ChatCall call = ChatCall.builder(Model.builder("anthropic", model).capabilities(capabilities).build())
			.baseUrl("https://api.anthropic.com")
			.request(options(ChatOptions.builder().responseFormat(CITY)))
			.build();
		assertThat(HandedOverCall.encode(AnthropicAnswers.PROTOCOL, call).body().containsKey("output_config"))
			.isEqualTo(held);
	}

	private static ChatRequest options(ChatOptions.Builder options) {
		return ChatRequest.of("Hello").withOptions(options.build());
	}

}
