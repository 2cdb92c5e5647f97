package io.llmprovider.protocol.openai.completions;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.EncodedCall;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiCompletionsMessageMapperTests {

	private static final ToolCall CALL = new ToolCall("c1", "look", "{\"at\":\"x\"}");

	private static final String CALLED = "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"at\\\":\\\"x\\\"}\"}}]}";

	private static final Image PICTURE = Image.of(new byte[] { 1, 2, 3 }, "image/png");

	private static final String PICTURE_PART = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AQID\"}}";

	@Test
	void theSystemPromptIsOneText() {
		assertThat(messages(Encoded.hello().request((b) -> b.system("a").system("").system("b"))))
			.isEqualTo(json("[{'role':'system','content':'a\\n\\nb'},{'role':'user','content':'hello'}]"));
	}

	@Test
	void onlyReasoningModelsOfServersThatKnowTheRoleHaveADeveloper() {
		EncodedCall asked = Encoded.hello().request((b) -> b.system("a"));

		assertThat(systemRole(asked.thinks().compat((b) -> b.supportsDeveloperRole(true)))).isEqualTo("developer");
		assertThat(
				systemRole(Encoded.hello().request((b) -> b.system("a")).thinks().baseUrl("https://api.openai.com/v1")))
			.isEqualTo("developer");
		assertThat(systemRole(Encoded.hello().request((b) -> b.system("a")).baseUrl("https://api.openai.com/v1")))
			.isEqualTo("system");
		assertThat(systemRole(Encoded.hello().request((b) -> b.system("a")).thinks())).as("an unknown server")
			.isEqualTo("system");
	}

	private static String systemRole(EncodedCall encoded) {
		return messages(encoded).at("/0/role").asString();
	}

	@Test
	void contentOfTheUserBecomesParts() {
		Document pdf = Document.of(new byte[] { 1 }, "application/pdf", "a.pdf");
		Document notes = Document.of("hi".getBytes(), "text/plain", "notes.txt");
		Document sound = Document.of(new byte[] { 1 }, "audio/mpeg", "a.mp3");
		Document film = Document.of(new byte[] { 1 }, "video/mp4", "a.mp4");
		Image far = new Image(new io.llmprovider.chat.Media.Url("https://x/y", null), "low", null, null);
		assertThat(messages(Encoded.empty()
			.request((b) -> b.user(new Text("see"), new Text(""), PICTURE, far, pdf, notes, sound, film))))
			.isEqualTo(json("[{'role':'user','content':[{'type':'text','text':'see'}," + PICTURE_PART.replace('"', '\'')
					+ ",{'type':'image_url','image_url':{'url':'https://x/y','detail':'low'}},{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,AQ=='}},"
					+ "{'type':'text','text':'notes.txt:\\nhi'},{'type':'input_audio','input_audio':{'data':'AQ==','format':'mp3'}},{'type':'video_url','video_url':{'url':'data:video/mp4;base64,AQ=='}}]}]"));
	}

	@Test
	void aFileThatTheProviderKeepsIsNamedByItsId() {
		Document kept = new Document(new io.llmprovider.chat.Media.Url("file-abc", "application/pdf"), "a.pdf", null);
		assertThat(messages(Encoded.empty().request((b) -> b.user(new Text("see"), kept))).at("/0/content/1"))
			.isEqualTo(json("{'type':'file','file':{'file_id':'file-abc'}}"));
	}

	@Test
	void picturesAreLeftOutForModelsThatTakeNone() {
		Capabilities blind = new Capabilities(Set.of(Modality.TEXT), null, null, null, null, null, null, null);
		EncodedCall encoded = Encoded.empty()
			.capabilities(blind)
			.request((b) -> b.user(new Text("see"), PICTURE, PICTURE));
		assertThat(encoded.body().toString()).doesNotContain("image_url").contains("image left out");
		assertThat(encoded.warnings()).containsExactly("media-left-out");
	}

	@Test
	void theAssistantsTextIsOneString() {
		AssistantMessage message = AssistantMessage.of(new Text("a"), new ServerToolCall(null, "search", null, null),
				new Text("b"), CALL);
		assertThat(messages(Encoded.hello().request((b) -> b.message(message))).get(1))
			.isEqualTo(Json.tree(CALLED.replace("\"content\":\"\"", "\"content\":\"ab\"")));
	}

	@Test
	void messagesThatSayNothingAreLeftOut() {
		assertThat(messages(Encoded.hello()
			.request((b) -> b.message(AssistantMessage.of(new Text(" "), new Reasoning("hm", true, null)))
				.message(new UserMessage(List.of()))
				.user("x"))))
			.hasSize(2);
	}

	@Test
	void resultsOfToolsBecomeText() {
		assertThat(messages(history(ToolResultMessage.of(CALL, new Text("a"), JsonContent.of(Map.of("b", 1))))))
			.isEqualTo(json("[{'role':'user','content':'hello'}," + quoted(CALLED)
					+ ",{'role':'tool','tool_call_id':'c1','content':'a\\n{\\\"b\\\":1}'}]".replace("\\\"b\\\"",
							"\\'b\\'")));
		assertThat(messages(history(ToolResultMessage.of(CALL))).at("/2/content").asString()).isEqualTo("(no output)");
		assertThat(messages(history(ToolResultMessage.of(CALL, "a")).compat((b) -> b.requiresToolResultName(true)))
			.at("/2/name")
			.asString()).isEqualTo("look");
	}

	@Test
	void aMarkInAResultMakesPartsOfItWhereTheServerKnowsMarks() {
		ToolResultMessage marked = ToolResultMessage.of(CALL, new Text("a"),
				new Text("b").cached(CacheMark.FIVE_MINUTES));
		assertThat(messages(history(marked)).at("/2/content").asString()).isEqualTo("a\nb");
		assertThat(messages(history(marked).compat((b) -> b.supportsCacheControl(true))).at("/2/content")).isEqualTo(
				json("[{'type':'text','text':'a'},{'type':'text','text':'b','cache_control':{'type':'ephemeral'}}]"));
		assertThat(messages(history(ToolResultMessage.of(CALL, "a")).compat((b) -> b.supportsCacheControl(true)))
			.at("/2/content")
			.asString()).isEqualTo("a");
	}

	@Test
	void picturesOfToolsFollowTheWholeBlockOfResults() {
		ToolCall second = new ToolCall("c2", "look", "{}");
		EncodedCall encoded = Encoded.hello()
			.request((b) -> b.message(AssistantMessage.of(CALL, second))
				.message(ToolResultMessage.of(CALL, PICTURE))
				.message(ToolResultMessage.of(second, new Text("two"), PICTURE))
				.user("go on"));
		JsonNode messages = messages(encoded);
		assertThat(roles(messages)).containsExactly("user", "assistant", "tool", "tool", "user", "user");
		assertThat(messages.at("/2/content").asString()).isEqualTo("(see the next message of the user)");
		assertThat(messages.at("/3/content").asString()).isEqualTo("two");
		assertThat(messages.at("/4/content")).hasSize(3);
		assertThat(messages.at("/4/content/1")).isEqualTo(Json.tree(PICTURE_PART));
		assertThat(roles(messages(encoded.compat((b) -> b.requiresAssistantAfterToolResult(true)))))
			.containsExactly("user", "assistant", "tool", "tool", "assistant", "user", "user");
		JsonNode inside = messages(
				encoded.compat((b) -> b.supportsImagesInToolResults(true).requiresAssistantAfterToolResult(null)));
		assertThat(roles(inside)).containsExactly("user", "assistant", "tool", "tool", "user");
		assertThat(inside.at("/2/content/0")).isEqualTo(Json.tree(PICTURE_PART));
	}

	@Test
	void anAssistantStandsBetweenResultAndUserWhereTheServerWantsIt() {
		EncodedCall encoded = history(ToolResultMessage.of(CALL, "a")).request((b) -> b.user("next"))
			.compat((b) -> b.requiresAssistantAfterToolResult(true));
		assertThat(roles(messages(encoded))).containsExactly("user", "assistant", "tool", "assistant", "user");
	}

	@Test
	void speakersTakeTurnsWhereTheServerWantsIt() {
		EncodedCall encoded = Encoded.empty()
			.request((b) -> b.system("rules").assistant("hi").user("a").user("b").assistant("c").user("d"));
		assertThat(roles(messages(encoded))).containsExactly("system", "assistant", "user", "user", "assistant",
				"user");
		JsonNode messages = messages(encoded.compat((b) -> b.requiresAlternatingRoles(true)));
		assertThat(roles(messages)).containsExactly("system", "user", "assistant", "user", "assistant", "user");
		assertThat(messages.at("/3/content"))
			.isEqualTo(json("[{'type':'text','text':'a'},{'type':'text','text':'b'}]"));
	}

	@Test
	void reasoningGoesBackInTheFieldInWhichItCame() {
		AssistantMessage message = AssistantMessage
			.of(new Reasoning("hm", false, replay("acme", "m-1", Map.of("field", "reasoning"))), new Text("a"), CALL);
		EncodedCall encoded = Encoded.hello().request((b) -> b.message(message));
		assertThat(messages(encoded).at("/1/reasoning").asString()).isEqualTo("hm");
		assertThat(messages(encoded.compat((b) -> b.reasoningField("reasoning_content"))).at("/1/reasoning_content")
			.asString()).isEqualTo("hm");
		assertThat(messages(encoded.compat((b) -> b.reasoningField("none"))).get(1).has("reasoning")).isFalse();
		assertThat(messages(encoded.compat((b) -> b.reasoningField(null).requiresThinkingAsText(true))).at("/1/content")
			.asString()).isEqualTo("hm\n\na");
	}

	@Test
	void reasoningOfAnotherModelIsText() {
		for (ReplayData foreign : List.of(replay("other", "m-1", Map.of("field", "reasoning")),
				replay("acme", "m-2", Map.of("field", "reasoning")),
				new ReplayData("acme", "m-1", "openai-responses", Map.of("field", "reasoning")))) {
			AssistantMessage message = AssistantMessage.of(new Reasoning("hm", false, foreign), new Text("a"));
			assertThat(messages(Encoded.hello().request((b) -> b.message(message))).get(1))
				.isEqualTo(json("{'role':'assistant','content':'hm\\n\\na'}"));
		}
	}

	@Test
	void reasoningIsSentEmptyWhereTheServerWantsIt() {
		EncodedCall encoded = Encoded.hello()
			.request((b) -> b.message(AssistantMessage.of(CALL)))
			.compat((b) -> b.requiresReasoningContent(true));
		assertThat(messages(encoded).at("/1/reasoning_content").asString("none")).isEmpty();
		assertThat(messages(encoded.compat((b) -> b.reasoningField("reasoning"))).at("/1/reasoning").asString("none"))
			.isEmpty();
	}

	/** As DeepSeek's R1 wants it, which refuses what its successors demand. */
	@Test
	void whereNoReasoningMayGoBackNotEvenAnEmptyOneDoes() {
		AssistantMessage message = AssistantMessage.of(
				new Reasoning("hm", false, replay("acme", "m-1", Map.of("field", "reasoning_content"))), new Text("a"),
				CALL);
		EncodedCall encoded = Encoded.hello()
			.request((b) -> b.message(message))
			.compat((b) -> b.requiresReasoningContent(true).reasoningField("none"));
		assertThat(messages(encoded).get(1).propertyNames()).containsExactlyInAnyOrder("role", "content", "tool_calls");
	}

	@Test
	void signedDetailsGoBackUnchangedAndInOrder() {
		Reasoning first = new Reasoning("ab", false, replay("acme", "m-1", Map.of("field", "reasoning",
				"reasoning_details", List.of(Map.of("type", "reasoning.text", "text", "ab", "index", 0)))));
		Reasoning late = new Reasoning("", true,
				replay("acme", "m-1",
						Map.of("reasoning_details",
								List.of(Map.of("type", "reasoning.text", "signature", "S", "index", 0),
										Map.of("type", "reasoning.encrypted", "data", "E", "index", 1)))));
		JsonNode message = messages(Encoded.hello().request((b) -> b.message(AssistantMessage.of(first, CALL, late))))
			.get(1);
		assertThat(message.path("reasoning_details")).isEqualTo(json(
				"[{'type':'reasoning.text','text':'ab','index':0,'signature':'S'},{'type':'reasoning.encrypted','data':'E','index':1}]"));
		assertThat(message.has("reasoning")).isFalse();
	}

	@Test
	void googlesSignaturesGoBackWhereTheyCame() {
		Map<String, Object> extra = Map.of("extra_content", Map.of("google", Map.of("thought_signature", "S")));
		ToolCall signed = new ToolCall("c1", "look", "{}", replay("acme", "m-1", extra));
		Reasoning carrier = new Reasoning("", true,
				replay("acme", "m-1", Map.of("extra_content", Map.of("google", Map.of("thought_signature", "M")))));
		JsonNode message = messages(Encoded.hello().request((b) -> b.message(AssistantMessage.of(carrier, signed))))
			.get(1);
		assertThat(message.at("/tool_calls/0/extra_content/google/thought_signature").asString()).isEqualTo("S");
		assertThat(message.at("/extra_content/google/thought_signature").asString()).isEqualTo("M");
	}

	@Test
	void whatWasHeardCanBeSaidAgain() {
		Answered answered = CompletionsAnswers.deltas("tool_calls",
				"{\"reasoning\":\"a\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"a\",\"index\":0}]}",
				"{\"reasoning\":\"b\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"b\",\"index\":0}]}",
				"{\"content\":\"hi\"}",
				"{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"S\",\"index\":0}]}",
				"{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}");
		JsonNode message = messages(Encoded.hello().request((b) -> b.message(answered.response().message()))).get(1);
		assertThat(message).isEqualTo(json(
				"{'role':'assistant','content':'hi','reasoning_details':[{'type':'reasoning.text','text':'ab','index':0,'signature':'S'}],'tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':'{}'}}]}"));
	}

	private static EncodedCall history(ToolResultMessage result) {
		return Encoded.hello().request((b) -> b.message(AssistantMessage.of(CALL)).message(result));
	}

	private static ReplayData replay(String provider, String model, Map<String, Object> payload) {
		return new ReplayData(provider, model, OpenAiCompletionsProtocol.ID, payload);
	}

	private static JsonNode messages(EncodedCall encoded) {
		return encoded.body().path("messages");
	}

	private static List<String> roles(JsonNode messages) {
		return messages.valueStream().map((message) -> message.path("role").asString()).toList();
	}

	private static String quoted(String json) {
		return json.replace('"', '\'');
	}

	private static JsonNode json(String json) {
		return Json.tree(json.replace('\'', '"'));
	}

}
