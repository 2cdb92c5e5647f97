package io.llmprovider.protocol.google;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static io.llmprovider.protocol.google.GoogleFixtures.MODEL;
import static io.llmprovider.protocol.google.GoogleFixtures.PROTOCOL;
import static io.llmprovider.protocol.google.GoogleFixtures.asking;
import static io.llmprovider.protocol.google.GoogleFixtures.call;
import static io.llmprovider.protocol.google.GoogleFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GoogleRequestMapperTests {

	private static final Tool LS = Tool.of("ls", "Lists files",
			"{\"type\":\"object\",\"properties\":{\"dir\":{\"type\":\"string\"}},\"required\":[\"dir\"]}");

	private static final ResponseFormat CITY = ResponseFormat.jsonSchema("city",
			"{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}");

	@Test
	void aPlainQuestionHasNothingThatNobodySet() {
		WireRequest request = HandedOverCall.encode(PROTOCOL, call(MODEL, ChatRequest.of("Hello")).build());
		assertThat(body(request)).isEqualTo(json("{'contents':[{'role':'user','parts':[{'text':'Hello'}]}]}"));
		assertThat(request.warnings()).isEmpty();
		assertThat(request.headers()).containsEntry("Accept", "text/event-stream").doesNotContainKey("x-goog-api-key");
		assertThat(PROTOCOL.keyHeader()).isEqualTo("x-goog-api-key");
	}

	@ParameterizedTest
	@CsvSource({ "https://g.test/v1beta, gemini-3-pro, true, v1beta/models/gemini-3-pro:streamGenerateContent?alt=sse",
			"https://g.test, gemini-3-pro, false, v1beta/models/gemini-3-pro:generateContent",
			"https://g.test/, models/gemini-3-pro, false, v1beta/models/gemini-3-pro:generateContent",
			"https://g.test/v1, tunedModels/x, false, v1/tunedModels/x:generateContent",
			"https://g.test/v1alpha/models, gemini-3-pro, false, v1alpha/models/gemini-3-pro:generateContent",
			"https://g.test/gateway/google, m, false, gateway/google/v1beta/models/m:generateContent" })
	void theAddressIsFoundBelowWhatPeopleWrite(String baseUrl, String model, boolean streaming, String path) {
		ChatCall call = call(model, ChatRequest.of("Hi")).baseUrl(baseUrl).streaming(streaming).build();
		assertThat(HandedOverCall.encode(PROTOCOL, call).uri()).isEqualTo("https://g.test/" + path);
	}

	/**
	 * One row of the sheet's request section.
	 *
	 * @param what the field
	 * @param model the model
	 * @param request what is asked
	 * @param expected members of the body, but for {@code contents}
	 * @param warnings the codes of the warnings
	 */
	record Row(String what, String model, ChatRequest request, String expected, List<String> warnings) {

		@Override
		public String toString() {
			return this.what + " for " + this.model;
		}

	}

	static List<Row> rows() {
		return List.of(
				row("systemInstruction", MODEL, ChatRequest.builder().system("Be brief").user("Hi").build(),
						"{'systemInstruction':{'parts':[{'text':'Be brief'}]}}"),
				row("functionDeclarations", MODEL, ChatRequest.builder().user("Hi").tool(LS).build(),
						"{'tools':[{'functionDeclarations':[{'name':'ls','description':'Lists files','parameters':"
								+ "{'type':'OBJECT','properties':{'dir':{'type':'STRING'}},'required':['dir']}}]}]}"),
				row("a function without parameters", MODEL,
						ChatRequest.builder().user("Hi").tool(Tool.of("now", "")).build(),
						"{'tools':[{'functionDeclarations':[{'name':'now'}]}]}"),
				row("parametersJsonSchema", MODEL,
						ChatRequest.builder()
							.user("Hi")
							.tool(Tool.of("t", "",
									"{\"$schema\":\"s\",\"type\":\"object\",\"properties\":{\"a\":"
											+ "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}}}"))
							.build(),
						"{'tools':[{'functionDeclarations':[{'name':'t','parametersJsonSchema':{'type':'object',"
								+ "'properties':{'a':{'type':'object','additionalProperties':{'type':'string'}}}}}]}]}"),
				row("a schema that the model does not know", "gemini-2.0-flash",
						ChatRequest.builder()
							.user("Hi")
							.tool(Tool.of("t", "",
									"{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\","
											+ "\"not\":{\"const\":\"x\"}}}}"))
							.build(),
						"{'tools':[{'functionDeclarations':[{'name':'t','parameters':{'type':'OBJECT',"
								+ "'properties':{'a':{'type':'STRING'}}}}]}]}",
						"schema-simplified"),
				own("server tools", MODEL,
						Map.of("serverTools", List.of("googleSearch", Map.of("urlContext", Map.of()))),
						"{'tools':[{'googleSearch':{}},{'urlContext':{}}]}"),
				row("server tools beside functions", MODEL,
						withTool(ChatOptions.builder().providerOptions(Map.of("server-tools", "codeExecution"))),
						"{'tools':[" + LS_WIRE + ",{'codeExecution':{}}],'toolConfig':{'functionCallingConfig':"
								+ "{'mode':'VALIDATED'},'includeServerSideToolInvocations':true}}"),
				row("server tools beside functions", "gemini-2.5-flash",
						withTool(ChatOptions.builder().providerOptions(Map.of("server-tools", "codeExecution"))),
						"{'tools':[" + LS_WIRE + "]}", "option-left-out"),
				choice(ToolChoice.AUTO, "{'mode':'AUTO'}"), choice(ToolChoice.NONE, "{'mode':'NONE'}"),
				choice(ToolChoice.REQUIRED, "{'mode':'ANY'}"),
				choice(ToolChoice.of("ls"), "{'mode':'ANY','allowedFunctionNames':['ls']}"),
				row("a strict tool", MODEL, ChatRequest.builder().user("Hi").tool(LS.strict(true)).build(),
						"{'tools':[" + LS_WIRE + "],'toolConfig':{'functionCallingConfig':{'mode':'VALIDATED'}}}"),
				row("functionCallingMode", MODEL,
						withTool(ChatOptions.builder().providerOptions(Map.of("function-calling-mode", "VALIDATED"))),
						"{'tools':[" + LS_WIRE + "],'toolConfig':{'functionCallingConfig':{'mode':'VALIDATED'}}}"),
				row("a choice without tools", MODEL, asking(ChatOptions.builder().toolChoice(ToolChoice.REQUIRED)),
						"{}"),
				row("parallel calls", MODEL, withTool(ChatOptions.builder().parallelToolCalls(false)),
						"{'tools':[" + LS_WIRE + "]}", "option-left-out"),
				own("retrievalConfig", MODEL,
						Map.of("serverTools", "googleMaps", "retrievalConfig", Map.of("languageCode", "de")),
						"{'tools':[{'googleMaps':{}}],'toolConfig':{'retrievalConfig':{'languageCode':'de'}}}"),
				own("safetySettings", MODEL, Map.of("safetySettings", Map.of("HARM_CATEGORY_HARASSMENT", "OFF")),
						"{'safetySettings':[{'category':'HARM_CATEGORY_HARASSMENT','threshold':'OFF'}]}"),
				own("safetySettings as they are sent", MODEL,
						Map.of("safety-settings", List.of(Map.of("category", "C", "threshold", "BLOCK_NONE"))),
						"{'safetySettings':[{'category':'C','threshold':'BLOCK_NONE'}]}"),
				row("generationConfig", MODEL, asking(ChatOptions.builder()
					.maxTokens(100)
					.temperature(0.5)
					.topP(0.9)
					.stop(List.of("END"))
					.seed(7L)
					.presencePenalty(0.1)
					.frequencyPenalty(0.2)
					.providerOptions(Map.of("topK", "40", "responseModalities", List.of("TEXT"), "mediaResolution",
							"MEDIA_RESOLUTION_LOW", "imageConfig", Map.of("aspectRatio", "1:1"), "speechConfig",
							Map.of("languageCode", "de"), "responseLogprobs", true, "logprobs", 2))),
						"{'generationConfig':{'maxOutputTokens':100,'temperature':0.5,'topP':0.9,'topK':40,"
								+ "'responseModalities':['TEXT'],'mediaResolution':'MEDIA_RESOLUTION_LOW',"
								+ "'imageConfig':{'aspectRatio':'1:1'},'speechConfig':{'languageCode':'de'},"
								+ "'responseLogprobs':true,'logprobs':2,'stopSequences':['END'],'seed':7,"
								+ "'presencePenalty':0.1,'frequencyPenalty':0.2}}"),
				row("what is out of bounds", MODEL,
						asking(ChatOptions.builder()
							.temperature(3.0)
							.stop(List.of("a", "b", "c", "d", "e", "f"))
							.seed(1L << 40)),
						"{'generationConfig':{'temperature':2.0,'stopSequences':['a','b','c','d','e'],'seed':0}}",
						"temperature-clipped", "option-left-out", "seed-changed"),
				row("responseMimeType", MODEL, asking(ChatOptions.builder().responseFormat(ResponseFormat.JSON)),
						"{'generationConfig':{'responseMimeType':'application/json'}}"),
				row("responseSchema", MODEL, asking(ChatOptions.builder().responseFormat(CITY)),
						"{'generationConfig':{'responseMimeType':'application/json','responseSchema':"
								+ "{'type':'OBJECT','properties':{'name':{'type':'STRING'}}}}}"),
				row("responseJsonSchema", "gemini-2.5-flash",
						asking(ChatOptions.builder()
							.responseFormat(ResponseFormat.jsonSchema("x",
									"{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":"
											+ "{\"n\":{\"$ref\":\"#/$defs/n\"}}}}}"))),
						"{'generationConfig':{'responseMimeType':'application/json','responseJsonSchema':"
								+ "{'$ref':'#/$defs/n','$defs':{'n':{'type':'object','properties':"
								+ "{'n':{'$ref':'#/$defs/n'}}}}}}}"),
				row("responseSchema that the model does not know", "gemini-2.0-flash",
						asking(ChatOptions.builder()
							.responseFormat(ResponseFormat.jsonSchema("x",
									"{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\","
											+ "\"not\":{\"const\":\"x\"}}}}"))),
						"{'generationConfig':{'responseMimeType':'application/json','responseSchema':"
								+ "{'type':'OBJECT','properties':{'a':{'type':'STRING'}}}}}",
						"schema-simplified"),
				row("a schema beside functions", "gemini-2.5-flash",
						withTool(ChatOptions.builder().responseFormat(CITY)), "{'tools':[" + LS_WIRE + "]}",
						"response-format-left-out"),
				row("a schema beside functions", MODEL,
						withTool(ChatOptions.builder().responseFormat(ResponseFormat.JSON)),
						"{'tools':[" + LS_WIRE + "],'generationConfig':{'responseMimeType':'application/json'}}"),
				row("cachedContent", MODEL, ChatRequest.builder()
					.system("Be brief")
					.user("Hi")
					.tool(LS)
					.options(ChatOptions.builder().providerOptions(Map.of("cachedContent", "cachedContents/1")).build())
					.build(), "{'cachedContent':'cachedContents/1'}", "option-left-out", "option-left-out"),
				row("cachedContent beside server tools", MODEL, asking(ChatOptions.builder()
					.providerOptions(Map.of("cachedContent", "cachedContents/1", "serverTools", "googleSearch"))),
						"{'cachedContent':'cachedContents/1'}", "option-left-out"),
				row("functionCallingMode with a choice that is left open", MODEL,
						withTool(ChatOptions.builder()
							.toolChoice(ToolChoice.AUTO)
							.providerOptions(Map.of("function-calling-mode", "VALIDATED"))),
						"{'tools':[" + LS_WIRE + "],'toolConfig':{'functionCallingConfig':{'mode':'VALIDATED'}}}"),
				row("an empty stop sequence", MODEL, asking(ChatOptions.builder().stop(List.of("", "END"))),
						"{'generationConfig':{'stopSequences':['END']}}", "option-left-out"),
				own("serviceTier", MODEL, Map.of("serviceTier", "flex"), "{'serviceTier':'flex'}"),
				own("includeServerSideToolInvocations", MODEL,
						Map.of("includeServerSideToolInvocations", true, "serverTools", "googleSearch"),
						"{'tools':[{'googleSearch':{}}],'toolConfig':{'includeServerSideToolInvocations':true}}"));
	}

	private static final String LS_WIRE = "{'functionDeclarations':[{'name':'ls','description':'Lists files',"
			+ "'parameters':{'type':'OBJECT','properties':{'dir':{'type':'STRING'}},'required':['dir']}}]}";

	@ParameterizedTest
	@MethodSource("rows")
	void everyFieldOfTheSheetIsWritten(Row row) {
		WireRequest request = HandedOverCall.encode(PROTOCOL, call(row.model(), row.request()).build());
		Map<String, Object> members = new java.util.LinkedHashMap<>(request.body());
		assertThat(members.remove("contents")).isNotNull();
		assertThat(json(Json.text(members))).isEqualTo(json(row.expected()));
		assertThat(request.warnings().stream().map(Warning::code).toList()).isEqualTo(row.warnings());
	}

	@Test
	void gemmaHearsTheSystemInItsFirstMessage() {
		ChatRequest request = ChatRequest.builder().system("Be brief").user("Hi").build();
		assertThat(body(HandedOverCall.encode(PROTOCOL, call("gemma-3-27b-it", request).build())))
			.isEqualTo(json("{'contents':[{'role':'user','parts':[{'text':'Be brief'},{'text':'Hi'}]}]}"));
		assertThat(
				body(HandedOverCall.encode(PROTOCOL, call("gemma-4-31b-it", request).build())).has("systemInstruction"))
			.isTrue();
	}

	@Test
	void anUnknownOptionIsRefusedWithTheNearestSpelling() {
		ChatCall call = call(MODEL, asking(ChatOptions.builder().providerOptions(Map.of("safetySetting", "x"))))
			.build();
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> HandedOverCall.encode(PROTOCOL, call))
			.withMessageContaining("safetySettings");
		ChatCall cloudOnly = call(MODEL, asking(ChatOptions.builder().providerOptions(Map.of("labels", Map.of()))))
			.build();
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> HandedOverCall.encode(PROTOCOL, cloudOnly))
			.withMessageContaining("Unknown option 'labels'");
	}

	@Test
	void nothingToSendIsNotSent() {
		ChatCall call = call(MODEL, ChatRequest.of("  ")).build();
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> HandedOverCall.encode(PROTOCOL, call));
	}

	@Test
	void loneSurrogatesAreCleaned() {
		JsonNode body = body(HandedOverCall.encode(PROTOCOL, call(MODEL, ChatRequest.of("a\ud800b")).build()));
		assertThat(body.toString()).doesNotContain("\ud800");
	}

	@Test
	void aServerThatCannotBeToldWhatToChooseIsNotTold() {
		ChatCall call = call(MODEL, withTool(ChatOptions.builder().toolChoice(ToolChoice.REQUIRED)))
			.compat(Compat.builder().supportsToolChoice(false).build())
			.build();
		WireRequest request = HandedOverCall.encode(PROTOCOL, call);
		assertThat(body(request).has("toolConfig")).isFalse();
		assertThat(request.warnings()).hasSize(1);
	}

	private static Row row(String what, String model, ChatRequest request, String expected, String... warnings) {
		return new Row(what, model, request, expected, List.of(warnings));
	}

	private static Row own(String what, String model, Map<String, @Nullable Object> options, String expected) {
		return row(what, model, asking(ChatOptions.builder().providerOptions(options)), expected);
	}

	private static Row choice(ToolChoice choice, String expected) {
		return row("tool choice " + choice, MODEL, withTool(ChatOptions.builder().toolChoice(choice)),
				"{'tools':[" + LS_WIRE + "],'toolConfig':{'functionCallingConfig':" + expected + "}}");
	}

	private static ChatRequest withTool(ChatOptions.Builder options) {
		return ChatRequest.builder().user("Hi").tool(LS).options(options.build()).build();
	}

	private static JsonNode body(WireRequest request) {
		return Json.tree(Json.text(request.body()));
	}

}
