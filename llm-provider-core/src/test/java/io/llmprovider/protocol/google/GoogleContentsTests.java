package io.llmprovider.protocol.google;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.handover.HandedOverCall;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static io.llmprovider.protocol.google.GoogleFixtures.MODEL;
import static io.llmprovider.protocol.google.GoogleFixtures.PROTOCOL;
import static io.llmprovider.protocol.google.GoogleFixtures.call;
import static io.llmprovider.protocol.google.GoogleFixtures.json;
import static io.llmprovider.protocol.google.GoogleFixtures.stream;
import static org.assertj.core.api.Assertions.assertThat;

class GoogleContentsTests {

	private static final byte[] BYTES = { 1, 2, 3 };

	private static final String INLINE = "{'inlineData':{'mimeType':'image/png','data':'AQID'}}";

	@Test
	void whatAModelSaidGoesBackAsItCame() {
		String said = "{'text':'Hm','thought':true,'thoughtSignature':'dA=='},{'text':'A'},"
				+ "{'text':'B','thoughtSignature':'Yg=='},"
				+ "{'executableCode':{'language':'PYTHON','code':'1'},'thoughtSignature':'Yw=='},"
				+ "{'codeExecutionResult':{'outcome':'OUTCOME_OK','output':'1'},'thought':true},"
				+ "{'toolCall':{'id':'t1','toolType':'GOOGLE_SEARCH_WEB','args':{}}},"
				+ "{'toolResponse':{'id':'t1','toolType':'GOOGLE_SEARCH_WEB'}},"
				+ "{'inlineData':{'mimeType':'image/png','data':'AQID'},'thoughtSignature':'aQ=='},"
				+ "{'functionCall':{'id':'f1','name':'ls','args':{'dir':'.'}},'thoughtSignature':'QUJD'},"
				+ "{'functionCall':{'id':'f2','name':'ls','args':{}}},{'text':'','thoughtSignature':'ZQ=='}";
		ChatResponse response = stream(GoogleFixtures.parts(said), GoogleFixtures.finish("STOP")).response();
		ChatRequest next = ChatRequest.of("Hi")
			.reply(response)
			.toolResult(response.toolCalls().get(0), "a")
			.toolResult(response.toolCalls().get(1), "b");
		JsonNode contents = contents(MODEL, ChatRequest.fromJson(next.toJson()));
		assertThat(contents.get(1)).isEqualTo(json("{'role':'model','parts':[" + said + "]}"));
		assertThat(contents.get(2)).isEqualTo(json(
				"{'role':'user','parts':[" + "{'functionResponse':{'id':'f1','name':'ls','response':{'output':'a'}}},"
						+ "{'functionResponse':{'id':'f2','name':'ls','response':{'output':'b'}}}]}"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { //
			"google,  gemini-3-flash-preview, google-generative-ai, c2ln,  c2ln", //
			"google,  gemini-3-flash,         google-generative-ai, c2ln,  c2ln", //
			"google,  gemini-3-pro-preview,   google-generative-ai, c2ln,  skip_thought_signature_validator", //
			"another, gemini-3-flash-preview, google-generative-ai, c2ln,  skip_thought_signature_validator", //
			"google,  gemini-3-flash-preview, google-vertex,        c2ln,  skip_thought_signature_validator", //
			"google,  gemini-3-flash-preview, google-generative-ai, '#!?', skip_thought_signature_validator", //
			"google,  gemini-3-flash-preview, google-generative-ai, '',    skip_thought_signature_validator" })
	void aSignatureGoesToItsProviderAndModelOnly(String provider, String model, String api, String signature,
			String sent) {
		ReplayData replay = new ReplayData(provider, model, api, Map.of("thoughtSignature", signature, "id", "f1"));
		JsonNode parts = contents(MODEL, conversation(new ToolCall("f1", "ls", "{}", replay))).get(1).path("parts");
		assertThat(parts.get(0).path("thoughtSignature").asString(null)).isEqualTo(sent);
		boolean own = provider.equals("google") && api.equals("google-generative-ai") && !model.contains("pro");
		assertThat(parts.get(0).path("functionCall").has("id")).isEqualTo(own);
	}

	@Test
	void onlyTheFirstCallWithoutSignatureIsMarkedAndOnlyForModelsThatCheck() {
		ChatRequest request = conversation(new ToolCall("a", "ls", "{}"), new ToolCall("b", "ls", "{}"));
		String calls = "{'functionCall':{'name':'ls','args':{}}%s},{'functionCall':{'name':'ls','args':{}}}";
		assertThat(contents(MODEL, request).get(1).path("parts"))
			.isEqualTo(json("[" + calls.formatted(",'thoughtSignature':'skip_thought_signature_validator'") + "]"));
		assertThat(contents("gemini-2.5-flash", request).get(1).path("parts"))
			.isEqualTo(json("[" + calls.formatted("") + "]"));
	}

	@Test
	void thoughtsOfOthersAreTextAndOwnOnesAreLeftOutUnlessTheServerWantsThem() {
		ReplayData foreign = new ReplayData("anthropic", "claude", "anthropic-messages", Map.of("signature", "x"));
		ChatRequest request = ChatRequest.builder()
			.user("Hi")
			.message(AssistantMessage.of(new Reasoning("Hm", false, foreign), new Text("Hello")))
			.user("Go on")
			.build();
		assertThat(contents(MODEL, request).get(1))
			.isEqualTo(json("{'role':'model','parts':[{'text':'Hm\\n\\n'},{'text':'Hello'}]}"));
		ChatRequest own = ChatRequest.builder()
			.user("Hi")
			.message(AssistantMessage.of(new Reasoning("Hm"), new Text("Hello")))
			.user("Go on")
			.build();
		assertThat(contents(MODEL, own).get(1)).isEqualTo(json("{'role':'model','parts':[{'text':'Hello'}]}"));
		ChatCall plain = call(MODEL, own).compat(Compat.builder().requiresThinkingAsText(true).build()).build();
		assertThat(Json.tree(Json.text(HandedOverCall.encode(PROTOCOL, plain).body()))
			.path("contents")
			.get(1)
			.path("parts")).isEqualTo(json("[{'text':'Hm\\n\\n'},{'text':'Hello'}]"));
	}

	@Test
	void responsesStandInTheOrderOfTheirCallsAndBeforeEverythingElse() {
		ToolCall first = new ToolCall("a", "ls", "{}");
		ToolCall second = new ToolCall("b", "ls", "{}");
		ToolCall third = new ToolCall("c", "cat", "{}");
		ChatRequest request = ChatRequest.builder()
			.user("Hi")
			.message(AssistantMessage.of(first, second, third))
			.message(ToolResultMessage.of(third, "3"))
			.user("And then?")
			.message(ToolResultMessage.of(first, "1"))
			.message(ToolResultMessage.failed(second, "2"))
			.build();
		assertThat(contents("gemini-2.5-flash", request).get(2))
			.isEqualTo(json("{'role':'user','parts':[" + "{'functionResponse':{'name':'ls','response':{'output':'1'}}},"
					+ "{'functionResponse':{'name':'ls','response':{'error':'2'}}},"
					+ "{'functionResponse':{'name':'cat','response':{'output':'3'}}},{'text':'And then?'}]}"));
	}

	/** A hand-over moves results, but the mapper does not rely on it. */
	@Test
	void responsesStandInOrderInEachRoundEvenIfNobodyMovedThem() {
		ToolCall first = new ToolCall("a", "ls", "{}");
		ToolCall second = new ToolCall("b", "cat", "{}");
		ChatRequest request = ChatRequest.builder()
			.user("Hi")
			.message(AssistantMessage.of(first, second))
			.user("And then?")
			.message(ToolResultMessage.of(second, "2"))
			.message(ToolResultMessage.of(first, "1"))
			.message(AssistantMessage.of(second))
			.message(AssistantMessage.of(first))
			.message(ToolResultMessage.of(first, "4"))
			.message(ToolResultMessage.of(second, "3"))
			.build();
		JsonNode contents = Json
			.tree(Json.text(PROTOCOL.encode(call("gemini-2.5-flash", request).build()).body().get("contents")));
		assertThat(contents.get(2))
			.isEqualTo(json("{'role':'user','parts':[{'functionResponse':{'name':'ls','response':{'output':'1'}}},"
					+ "{'functionResponse':{'name':'cat','response':{'output':'2'}}},{'text':'And then?'}]}"));
		assertThat(contents.get(4))
			.isEqualTo(json("{'role':'user','parts':[{'functionResponse':{'name':'cat','response':{'output':'3'}}},"
					+ "{'functionResponse':{'name':'ls','response':{'output':'4'}}}]}"));
	}

	@Test
	void consecutiveMessagesOfOneRoleBecomeOneAndEmptyOnesVanish() {
		ChatRequest request = ChatRequest.builder().user("A").user("B").assistant("").assistant("C").user("D").build();
		assertThat(contents(MODEL, request)).isEqualTo(
				json("[{'role':'user','parts':[{'text':'A'},{'text':'B'}]},{'role':'model','parts':[{'text':'C'}]},"
						+ "{'role':'user','parts':[{'text':'D'}]}]"));
	}

	@Test
	void aConversationBeginsWithItsUser() {
		JsonNode contents = contents(MODEL, ChatRequest.builder().assistant("Welcome").user("Hi").build());
		assertThat(contents.get(0).path("role").asString()).isEqualTo("user");
		assertThat(contents.get(1).path("parts")).isEqualTo(json("[{'text':'Welcome'}]"));
	}

	@Test
	void mediaTravelsAsBytesOrAsAnAddress() {
		ChatRequest request = ChatRequest.builder()
			.user(Image.of(BYTES, "image/png"), Image.ofUrl("https://x.test/a.JPG?size=1"),
					Image.ofUrl("data:image/png;base64,AQID"), Image.ofUrl("https://youtu.be/abc"),
					new Document(new Media.Url("gs://b/f", "application/pdf"), "f", null),
					Document.of(BYTES, "audio/mp3", "a"))
			.build();
		assertThat(contents(MODEL, request).get(0).path("parts")).isEqualTo(
				json("[" + INLINE + ",{'fileData':{'mimeType':'image/jpeg','fileUri':'https://x.test/a.JPG?size=1'}},"
						+ INLINE + ",{'fileData':{'fileUri':'https://youtu.be/abc'}},"
						+ "{'fileData':{'mimeType':'application/pdf','fileUri':'gs://b/f'}},"
						+ "{'inlineData':{'mimeType':'audio/mp3','data':'AQID'}}]"));
	}

	@Test
	void whatAModelDoesNotTakeIsReplacedByANote() {
		Model textOnly = Model.builder("google", MODEL)
			.capabilities(new Capabilities(java.util.Set.of(Modality.TEXT), null, null, null, null, null, null, null))
			.build();
		WireRequest request = HandedOverCall.encode(PROTOCOL,
				ChatCall.builder(textOnly)
					.baseUrl("https://g.test")
					.request(ChatRequest.builder()
						.user(Image.of(BYTES, "image/png"), Document.of(BYTES, "video/mp4", "v"),
								Document.of(BYTES, "text/plain", "t"))
						.build())
					.build());
		JsonNode parts = Json.tree(Json.text(request.body())).path("contents").get(0).path("parts");
		assertThat(parts.get(0).path("text").asString()).contains("image left out");
		assertThat(parts.get(1).path("text").asString()).contains("video v left out");
		assertThat(parts.get(2).has("inlineData")).isTrue();
		assertThat(request.warnings()).extracting("code").containsOnly("media-left-out");
	}

	@Test
	void picturesOfAToolStandInsideItsResponseFromGemini3On() {
		ToolCall call = new ToolCall("a", "shot", "{}");
		ChatRequest request = conversation(call).with(ToolResultMessage.of(call, new Text("Done"),
				Image.of(BYTES, "image/png"), Image.ofUrl("https://x.test/a.png")));
		assertThat(contents(MODEL, request).get(2).path("parts")).isEqualTo(json("[{'functionResponse':{'name':'shot',"
				+ "'response':{'output':'Done'},'parts':[" + INLINE + "]}},{'text':'Returned by tool shot:'},"
				+ "{'fileData':{'mimeType':'image/png','fileUri':'https://x.test/a.png'}}]"));
		assertThat(contents("gemini-2.5-flash",
				conversation(call).with(ToolResultMessage.of(call, Image.of(BYTES, "image/png"))))
			.get(2)
			.path("parts"))
			.isEqualTo(json("[{'functionResponse':{'name':'shot','response':{'output':"
					+ "'(see the next message of the user)'}}},{'text':'From the results of the tools:'}," + INLINE
					+ "]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'a':[1]}", "[1,2]", "3", "null" })
	void jsonOfAToolStaysJson(String value) {
		ToolCall call = new ToolCall("a", "ls", "{}");
		JsonNode contents = contents(MODEL,
				conversation(call).with(ToolResultMessage.of(call, new JsonContent(value.replace('\'', '"'), null))));
		assertThat(contents.get(2).path("parts").get(0).path("functionResponse").path("response"))
			.isEqualTo(json("{'output':" + value + "}"));
	}

	@Test
	void argumentsThatAreNoJsonAreWrapped() {
		WireRequest request = HandedOverCall.encode(PROTOCOL,
				call(MODEL, conversation(new ToolCall("a", "ls", "{\"dir\":\"/us"))).build());
		assertThat(Json.text(request.body())).contains("\"args\":{\"INVALID_JSON\":");
		assertThat(request.warnings()).extracting("code").contains("tool-arguments-changed");
	}

	@Test
	void modelsOfOthersNeedIds() {
		ToolCall call = new ToolCall("toolu_1", "ls", "{}");
		JsonNode contents = contents("claude-sonnet-4-5", conversation(call).toolResult(call, "x"));
		assertThat(contents.get(1).path("parts").get(0).path("functionCall").path("id").asString())
			.isEqualTo("toolu_1");
		assertThat(contents.get(2).path("parts").get(0).path("functionResponse").path("id").asString())
			.isEqualTo("toolu_1");
	}

	private static ChatRequest conversation(ToolCall... calls) {
		return ChatRequest.builder().user("Hi").message(AssistantMessage.of(calls)).build();
	}

	private static JsonNode contents(String model, ChatRequest request) {
		List<?> contents = (List<?>) HandedOverCall.encode(PROTOCOL, call(model, request).build())
			.body()
			.get("contents");
		return Json.tree(Json.text(contents));
	}

}
