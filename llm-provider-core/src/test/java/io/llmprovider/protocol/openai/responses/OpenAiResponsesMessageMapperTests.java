package io.llmprovider.protocol.openai.responses;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Origin;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiResponsesMessageMapperTests {

	private static final String ENCRYPTED = "{\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}],"
			+ "\"encrypted_content\":\"secret\"}";

	private static final ToolCall CALL = new ToolCall("call_1", "find", "{\"q\":1}", own("{\"id\":\"fc_1\"}"));

	@Test
	void aTurnGoesBackAsItWas() {
		JsonNode items = items(UserMessage.of("Hello"),
				turn(new Reasoning("Hm", false, own(ENCRYPTED)),
						new Text("Well", null, own("{\"id\":\"msg_1\",\"phase\":\"commentary\"}")), CALL),
				ToolResultMessage.of(CALL, "found"));
		assertThat(items.path(1).toString())
			.isEqualTo("{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}],"
					+ "\"id\":\"rs_1\",\"encrypted_content\":\"secret\"}");
		assertThat(items.path(2).toString())
			.isEqualTo("{\"type\":\"message\",\"role\":\"assistant\",\"id\":\"msg_1\",\"phase\":\"commentary\","
					+ "\"content\":[{\"type\":\"output_text\",\"text\":\"Well\",\"annotations\":[]}],"
					+ "\"status\":\"completed\"}");
		assertThat(items.path(3).toString()).isEqualTo("{\"type\":\"function_call\",\"id\":\"fc_1\","
				+ "\"call_id\":\"call_1\",\"name\":\"find\",\"arguments\":\"{\\\"q\\\":1}\"}");
		assertThat(items.path(4).toString())
			.isEqualTo("{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\"found\"}");
	}

	@ParameterizedTest
	@CsvSource({ "globex,m-1,openai-responses", "acme,m-2,openai-responses", "acme,m-1,openai-completions" })
	void whatAnotherMadeLosesItsReasoningAndIds(String provider, String model, String api) {
		ReplayData reasoning = new ReplayData(provider, model, api, Json.object(ENCRYPTED));
		ReplayData ids = new ReplayData(provider, model, api, Map.of("id", "msg_1", "phase", "commentary"));
		JsonNode items = items(UserMessage.of("Hello"), turn(new Reasoning("Hm", false, reasoning),
				new Text("Well", null, ids), new ToolCall("call_1", "find", "{}", ids)));
		assertThat(items.findValuesAsString("type")).containsExactly("message", "input_text", "message", "output_text",
				"output_text", "function_call", "function_call_output");
		assertThat(items.at("/1/content/0/text").asString()).isEqualTo("Hm\n\n");
		assertThat(items.toString()).doesNotContain("secret", "rs_1", "msg_1", "commentary", "status");
	}

	@Test
	void whereReasoningIsMissingTheIdsThatBelongToItAreToo() {
		Reasoning hidden = new Reasoning("", true, own("{\"id\":\"rs_1\",\"summary\":[]}"));
		JsonNode items = items(UserMessage.of("Hello"), turn(hidden, CALL));
		assertThat(items.path(1).path("type").asString()).isEqualTo("function_call");
		assertThat(items.path(1).has("id")).isFalse();
	}

	@Test
	void whereTheProviderKeepsTheAnswerItsReasoningNeedsNoEncryption() {
		Reasoning hidden = new Reasoning("", true, own("{\"id\":\"rs_1\",\"summary\":[]}"));
		JsonNode items = body(call(Map.of("store", true), UserMessage.of("Hello"), turn(hidden, CALL))).path("input");
		assertThat(items.path(1).toString()).isEqualTo("{\"type\":\"reasoning\",\"summary\":[],\"id\":\"rs_1\"}");
		assertThat(items.path(2).path("id").asString()).isEqualTo("fc_1");
	}

	@Test
	void aThoughtThatLedToNothingIsLeftOut() {
		JsonNode items = items(UserMessage.of("Hello"), turn(new Reasoning("Hm", false, own(ENCRYPTED)), new Text("")),
				UserMessage.of("Go on"));
		assertThat(items.size()).isEqualTo(2);
	}

	@Test
	void partsOfOneMessageStayOneMessage() {
		ReplayData one = own("{\"id\":\"msg_1\"}");
		JsonNode items = items(UserMessage.of("Hello"), turn(new Text("A", null, one), new Text("B", null, one),
				new Text("C", null, own("{\"id\":\"msg_2\"}"))));
		assertThat(items.size()).isEqualTo(3);
		assertThat(items.path(1).path("content").size()).isEqualTo(2);
	}

	@Test
	void idsOfItemsThatAreTooLongStayAway() {
		JsonNode items = items(UserMessage.of("Hello"),
				turn(new Text("A", null, own("{\"id\":\"" + "x".repeat(65) + "\"}"))));
		assertThat(items.path(1).has("id")).isFalse();
	}

	/** The server checks that they belong together, so either all of them go or none. */
	@Test
	void oneIdThatIsTooLongKeepsTheOthersOfItsTurnAway() {
		JsonNode items = items(UserMessage.of("Hello"),
				turn(new Reasoning("", true, own("{\"id\":\"" + "r".repeat(65) + "\",\"encrypted_content\":\"e\"}")),
						new Text("A", null, own("{\"id\":\"msg_1\"}"))));
		assertThat(items.path(1).path("encrypted_content").asString()).isEqualTo("e");
		assertThat(items.path(1).has("id")).isFalse();
		assertThat(items.path(2).has("id")).isFalse();
	}

	@Test
	void foreignIdsOfCallsAreMadeToFitAndNeverBecomeOne() {
		String first = "call_1|fc_" + "x".repeat(400);
		String second = "y".repeat(80) + "1";
		String third = "y".repeat(80) + "2";
		JsonNode items = items(UserMessage.of("Hello"),
				turn(new ToolCall(first, "a", "{}"), new ToolCall(second, "b", "{}"), new ToolCall(third, "c", "{}"),
						new ToolCall("call.1", "d", "{}"), new ToolCall("call_1", "e", "{}")),
				new ToolResultMessage(third, "c", List.of(new Text("x")), false));
		List<String> ids = items.findValuesAsString("call_id");
		assertThat(ids).allMatch((id) -> id.length() <= 64 && id.matches("[A-Za-z0-9_-]+"));
		assertThat(ids.subList(0, 5)).doesNotHaveDuplicates();
		assertThat(ids.get(4)).isEqualTo("call_1");
		assertThat(ids.subList(5, 10)).as("results in the order of the calls").isEqualTo(ids.subList(0, 5));
	}

	@Test
	void acallOfACustomToolGoesBackAsFreeText() {
		ToolCall custom = new ToolCall("call_1", "sql", "{\"input\":\"select 1\"}",
				own("{\"type\":\"custom_tool_call\",\"id\":\"ct_1\"}"));
		JsonNode items = items(UserMessage.of("Hello"), turn(custom), ToolResultMessage.of(custom, "1"));
		assertThat(items.path(1).toString()).isEqualTo("{\"type\":\"custom_tool_call\",\"id\":\"ct_1\","
				+ "\"call_id\":\"call_1\",\"name\":\"sql\",\"input\":\"select 1\"}");
		assertThat(items.path(2).path("type").asString()).isEqualTo("custom_tool_call_output");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"local_shell_call|{\"output\":\"a\"}|{\"type\":\"local_shell_call_output\",\"call_id\":\"call_1\",\"output\":\"a\"}",
			"apply_patch_call|{\"output\":\"a\"}|{\"type\":\"apply_patch_call_output\",\"call_id\":\"call_1\",\"output\":\"a\",\"status\":\"completed\"}",
			"tool_search_call|{\"tools\":[1]}|{\"type\":\"tool_search_output\",\"call_id\":\"call_1\",\"execution\":\"client\",\"status\":\"completed\",\"tools\":[1]}",
			"shell_call|{\"output\":[]}|{\"type\":\"shell_call_output\",\"call_id\":\"call_1\",\"output\":[]}" })
	void eachToolOfTheProvidersHasItsOwnKindOfOutput(String type, String result, String output) {
		ToolCall call = new ToolCall("call_1", "x", "{}", own("{\"type\":\"" + type + "\",\"item\":{\"type\":\"" + type
				+ "\",\"id\":\"i_1\",\"call_id\":\"call_1\",\"action\":{}}}"));
		JsonNode items = items(UserMessage.of("Hello"), turn(call),
				ToolResultMessage.of(call, new JsonContent(result, null)));
		assertThat(items.path(1).toString())
			.isEqualTo("{\"type\":\"" + type + "\",\"id\":\"i_1\",\"call_id\":\"call_1\",\"action\":{}}");
		assertThat(items.path(2).toString()).isEqualTo(output);
	}

	@ParameterizedTest
	@CsvSource({ "custom,sql,custom_tool_call,custom_tool_call_output",
			"custom,other,function_call,function_call_output", "function,sql,function_call,function_call_output" })
	void aCallOfAToolThatTheCallerDeclaredAsCustomIsOne(String type, String name, String call, String output) {
		ToolCall foreign = new ToolCall("call_1", "sql", "{\"input\":\"select 1\"}");
		ChatCall declared = call(Map.of("tools", List.of(Map.of("type", type, "name", name))), UserMessage.of("Hello"),
				turn(foreign), ToolResultMessage.of(foreign, "1"));
		assertThat(body(declared).path("input").findValuesAsString("type")).containsSubsequence(call, output);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					shell_call | false | 'type':'shell_call_output','call_id':'call_1','output':[{'stdout':'a','stderr':'','outcome':{'type':'exit','exit_code':0}}]
					shell_call | true | 'type':'shell_call_output','call_id':'call_1','output':[{'stdout':'','stderr':'a','outcome':{'type':'exit','exit_code':1}}]
					tool_search_call | false | 'type':'tool_search_output','call_id':'call_1','execution':'client','status':'completed','tools':[]
					computer_call | false | 'type':'computer_call_output','call_id':'call_1','output':'a'
					""")
	void aTextBecomesTheOutputThatTheToolOfTheProvidersHas(String type, boolean error, String output) {
		assertThat(output(type, new ToolResultMessage("call_1", "x", List.of(new Text("a")), error)))
			.isEqualTo(Json.tree("{" + output.replace('\'', '"') + "}"));
	}

	@Test
	void aPictureOfTheScreenIsWhatAComputerGave() {
		Image screen = Image.of(new byte[] { 1 }, "image/png");
		assertThat(output("computer_call", new ToolResultMessage("call_1", "x", List.of(new Text("a"), screen), false)))
			.isEqualTo(Json.tree("{\"type\":\"computer_call_output\",\"call_id\":\"call_1\",\"output\":"
					+ "{\"type\":\"computer_screenshot\",\"image_url\":\"data:image/png;base64,AQ==\"}}"));
	}

	@Test
	void textAndJsonOfAFunctionAreOneText() {
		ToolResultMessage result = ToolResultMessage.of(CALL, new Text("a"), new JsonContent("{\"b\":1}", null));
		JsonNode items = items(UserMessage.of("Hello"), turn(CALL), result);
		assertThat(items.path(2).path("output").asString()).isEqualTo("a\n{\"b\":1}");
	}

	@Test
	void aPatchThatFailedSaysSo() {
		ToolCall call = new ToolCall("call_1", "apply_patch", "{}", own("{\"type\":\"apply_patch_call\",\"item\":{}}"));
		JsonNode items = items(UserMessage.of("Hello"), turn(call), ToolResultMessage.failed(call, "no such file"));
		assertThat(items.path(2).path("status").asString()).isEqualTo("failed");
	}

	@Test
	void consentIsAnsweredAsTheResultOfATool() {
		Answered asked = ResponsesAnswers.whole("{\"id\":\"r\",\"status\":\"completed\",\"output\":[{\"type\":"
				+ "\"mcp_approval_request\",\"id\":\"mcpr_1\",\"name\":\"buy\",\"arguments\":\"{}\"}]}");
		JsonNode items = items(UserMessage.of("Hello"), asked.response().message(),
				new ToolResultMessage("mcpr_1", "mcp_approval_request", List.of(new Text("too dear")), true));
		assertThat(items.path(1).path("type").asString()).isEqualTo("mcp_approval_request");
		assertThat(items.path(2).toString()).isEqualTo("{\"type\":\"mcp_approval_response\","
				+ "\"approval_request_id\":\"mcpr_1\",\"approve\":false,\"reason\":\"too dear\"}");
	}

	@Test
	void whatTheProviderRanGoesBackToItAlone() {
		Map<String, Object> item = Map.of("item", Map.of("type", "web_search_call", "id", "ws_1"));
		ServerToolCall own = new ServerToolCall("ws_1", "web_search", null,
				new ReplayData("acme", "m-1", "openai-responses", item));
		ServerToolCall foreign = new ServerToolCall("ws_2", "web_search", null,
				new ReplayData("globex", "m-1", "openai-responses", item));
		JsonNode items = items(UserMessage.of("Hello"), turn(own, foreign, new Text("Well")));
		assertThat(items.findValuesAsString("id")).containsExactly("ws_1");
	}

	@Test
	void aPictureOfTheModelsGoesBackWithItsBytes() {
		Answered drawn = ResponsesAnswers.whole("{\"id\":\"r\",\"status\":\"completed\",\"output\":[{\"type\":"
				+ "\"image_generation_call\",\"id\":\"ig_1\",\"status\":\"completed\",\"result\":\"AQID\"}]}");
		JsonNode items = items(UserMessage.of("Hello"), drawn.response().message());
		assertThat(items.path(1).path("result").asString()).isEqualTo("AQID");
		assertThat(items.size()).isEqualTo(2);
	}

	@Test
	void picturesOfToolsStandInsideTheirOutput() {
		ToolResultMessage result = ToolResultMessage.of(CALL, new Text("See"), Image.of(new byte[] { 1 }, "image/png"));
		JsonNode output = items(UserMessage.of("Hello"), turn(CALL), result).path(2).path("output");
		assertThat(output.path(1).path("type").asString()).isEqualTo("input_image");
	}

	@Test
	void picturesOfToolsFollowWhereTheServerDoesNotTakeThem() {
		ToolResultMessage result = ToolResultMessage.of(CALL, Image.of(new byte[] { 1 }, "image/png"));
		ChatCall call = call(Map.of(), UserMessage.of("Hello"), turn(CALL, CALL), result, result,
				UserMessage.of("Go on"));
		JsonNode items = body(ChatCall.builder(call.model())
			.baseUrl(call.baseUrl())
			.request(call.request())
			.compat(Compat.builder().supportsImagesInToolResults(false).build())
			.build()).path("input");
		assertThat(items.path(3).path("output").isString()).isTrue();
		assertThat(items.path(5).path("role").asString()).isEqualTo("user");
		assertThat(items.path(5).path("content").size()).isEqualTo(3);
		assertThat(items.path(6).at("/content/0/text").asString()).isEqualTo("Go on");
	}

	@Test
	void aToolThatGaveNothingSaysSo() {
		JsonNode items = items(UserMessage.of("Hello"), turn(CALL), ToolResultMessage.of(CALL, ""));
		assertThat(items.path(2).path("output").asString()).isEqualTo("(no output)");
	}

	@Test
	void onlyWhatIsNewFollowsAnAnswerThatTheProviderKept() {
		AssistantMessage kept = new AssistantMessage(List.of(CALL), new Origin("acme", "m-1", "openai-responses"),
				FinishReason.TOOL_CALLS, "resp_1");
		ChatCall call = call(Map.of("previous_response_id", "resp_1"), UserMessage.of("Hello"), kept,
				ToolResultMessage.of(CALL, "found"));
		JsonNode body = body(call);
		assertThat(body.path("input").size()).isEqualTo(1);
		assertThat(body.at("/input/0/type").asString()).isEqualTo("function_call_output");
		assertThat(body.path("previous_response_id").asString()).isEqualTo("resp_1");
		assertThat(body.has("store")).isFalse();
	}

	@Test
	void anAnswerThatIsNotInTheConversationChangesNothing() {
		JsonNode body = body(call(Map.of("previous_response_id", "resp_9"), UserMessage.of("Hello")));
		assertThat(body.path("input").size()).isEqualTo(1);
	}

	/** What a tool of the provider's own gave, as it goes back. */
	private static JsonNode output(String type, ToolResultMessage result) {
		ToolCall call = new ToolCall("call_1", "x", "{}", own("{\"type\":\"" + type + "\",\"item\":{}}"));
		return items(UserMessage.of("Hello"), turn(call), result).path(2);
	}

	private static ReplayData own(String payload) {
		return new ReplayData("acme", "m-1", "openai-responses", Json.object(payload));
	}

	private static AssistantMessage turn(AssistantContent... blocks) {
		return new AssistantMessage(List.of(blocks), new Origin("acme", "m-1", "openai-responses"), FinishReason.STOP,
				"resp_0");
	}

	private static JsonNode items(Message... messages) {
		return body(call(Map.of(), messages)).path("input");
	}

	private static ChatCall call(Map<String, @Nullable Object> options, Message... messages) {
		ChatRequest request = ChatRequest.builder()
			.messages(List.of(messages))
			.options(ChatOptions.builder().providerOptions(options).build())
			.build();
		return ChatCall.builder(Model.of("acme", "m-1")).baseUrl("https://acme.example/v1").request(request).build();
	}

	private static JsonNode body(ChatCall call) {
		return Json.tree(
				new String(HandedOverCall.encode(new OpenAiResponsesProtocol(), call).bytes(), StandardCharsets.UTF_8));
	}

}
