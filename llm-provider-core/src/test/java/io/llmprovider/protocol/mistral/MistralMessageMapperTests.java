package io.llmprovider.protocol.mistral;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserContent;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.json.Json;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.Modality;
import io.llmprovider.protocol.EncodedCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class MistralMessageMapperTests {

	private static final byte[] BYTES = Base64.getDecoder().decode("AAAA");

	private static final ToolCall CALL = new ToolCall("Ab3dE6gH9", "zoom", "{}");

	private static final ToolCall OTHER = new ToolCall("Zz3dE6gH9", "zoom", "{}");

	private static final Capabilities TEXT_ONLY = new Capabilities(Set.of(Modality.TEXT), null, null, null, null, null,
			null, null);

	/** A question about a picture, in the middle of a tool loop. */
	static List<Message> picture(String model) {
		ReplayData replay = new ReplayData("mistral", model, "mistral", Map.of("field", "content"));
		return List.of(new UserMessage(List.of(new Text("What is on it?"), Image.of(BYTES, "image/png"))),
				AssistantMessage.of(new Reasoning("need tool", false, replay), CALL), ToolResultMessage.of(CALL, "ok"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("parts")
	void contentBecomesParts(String name, UserContent content, String json) {
		EncodedCall encoded = MistralCalls.empty("m-1").request((b) -> b.user(new Text("a"), content));
		assertThat(encoded.body().path("messages").path(0).path("content").path(1))
			.isEqualTo(Json.tree(json.replace('\'', '"')));
	}

	static Stream<Arguments> parts() {
		return Stream.of(arguments("text", new Text("b"), "{'type':'text','text':'b'}"),
				arguments("image inside", Image.of(BYTES, "image/png"),
						"{'type':'image_url','image_url':'data:image/png;base64,AAAA'}"),
				arguments("image elsewhere", Image.ofUrl("https://x.test/a.png"),
						"{'type':'image_url','image_url':'https://x.test/a.png'}"),
				arguments("document inside", Document.of(BYTES, "application/pdf", "a.pdf"),
						"{'type':'document_url','document_url':'data:application/pdf;base64,AAAA','document_name':'a.pdf'}"),
				arguments("document elsewhere",
						new Document(new Media.Url("https://x.test/a.pdf", "application/pdf"), null, null),
						"{'type':'document_url','document_url':'https://x.test/a.pdf'}"),
				arguments("file that Mistral keeps",
						new Document(new Media.Url("00edaf84-95b0-45db-8f83-f71138491f23", "application/pdf"), null,
								null),
						"{'type':'file','file_id':'00edaf84-95b0-45db-8f83-f71138491f23'}"),
				arguments("audio inside", Document.of(BYTES, "audio/wav", "a.wav"),
						"{'type':'input_audio','input_audio':'AAAA'}"),
				arguments("audio elsewhere",
						new Document(new Media.Url("https://x.test/a.mp3", "audio/mpeg"), null, null),
						"{'type':'input_audio','input_audio':'https://x.test/a.mp3'}"),
				arguments("plain text",
						Document.of("hi".getBytes(java.nio.charset.StandardCharsets.UTF_8), "text/plain", "a.txt"),
						"{'type':'text','text':'a.txt:\\nhi'}"),
				arguments("video", new Document(new Media.Url("https://x.test/a.mp4", "video/mp4"), null, null),
						"{'type':'text','text':'(video left out: the API takes none)'}"));
	}

	@Test
	void whatTheModelDoesNotTakeBecomesANote() {
		EncodedCall encoded = MistralCalls.empty("m-1")
			.capabilities(TEXT_ONLY)
			.request((b) -> b.user(Image.of(BYTES, "image/png"), Document.of(BYTES, "application/pdf", "a.pdf"),
					Document.of(BYTES, "audio/wav", "a.wav")));
		assertThat(encoded.body().path("messages").path(0).path("content").valueStream())
			.extracting((part) -> part.path("text").asString())
			.containsExactly("(image left out: the model takes none)",
					"(document a.pdf left out: the model takes none)",
					"(audio clip a.wav left out: the model takes none)");
		assertThat(encoded.warnings()).containsOnly("media-left-out");
	}

	@Test
	void theDetailOfAPictureHasNoPlace() {
		EncodedCall encoded = MistralCalls.empty("m-1")
			.request((b) -> b.user(new Image(new Media.Url("https://x.test/a.png", null), "high", null, null)));
		assertThat(encoded.warnings()).containsExactly("option-left-out");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("histories")
	void conversationsAreWrittenAsMistralTakesThem(String name, List<Message> messages, String json) {
		assertThat(messages(messages)).isEqualTo(Json.tree(json.replace('\'', '"')));
	}

	static Stream<Arguments> histories() {
		Message asked = AssistantMessage.of(CALL);
		return Stream.of(
				arguments("user after a tool's result",
						List.of(user("a"), asked, ToolResultMessage.of(CALL, "ok"), user("b")),
						"[{'role':'user','content':'a'}," + ASKED + "," + RESULT + ",{'role':'user','content':'b'}]"),
				arguments("two messages of the user's", List.of(user("a"), user("b"), user("c")),
						"[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':'b'},{'type':'text','text':'c'}]}]"),
				arguments("an answer that says nothing",
						List.of(user("a"), AssistantMessage.of(new Text(" ")),
								AssistantMessage.of(new Reasoning("t", true, null)), user("b")),
						"[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]"),
				arguments("thoughts that came beside the content", List.of(user("a"),
						AssistantMessage.of(new Reasoning("t", false,
								new ReplayData("mistral", "m-1", "mistral", Map.of("field", "reasoning_content"))),
								new Text("b")),
						user("c")),
						"[{'role':'user','content':'a'},{'role':'assistant','content':'b'},{'role':'user','content':'c'}]"),
				arguments("prefix on the last answer only",
						List.of(user("a"), AssistantMessage.of("b"), user("c"), AssistantMessage.of("d")),
						"[{'role':'user','content':'a'},{'role':'assistant','content':'b'},{'role':'user','content':'c'},"
								+ "{'role':'assistant','content':'d','prefix':true}]"),
				arguments("a result without output", List.of(user("a"), asked, ToolResultMessage.of(CALL, "")),
						"[{'role':'user','content':'a'}," + ASKED + "," + RESULT.replace("'ok'", "'(no output)'")
								+ "]"),
				arguments("a picture as a result",
						List.of(user("a"), asked,
								ToolResultMessage.of(CALL, new Text("ok"), Image.of(BYTES, "image/png"))),
						"[{'role':'user','content':'a'}," + ASKED + "," + RESULT.replace("'ok'",
								"[{'type':'text','text':'ok'},{'type':'image_url','image_url':'data:image/png;base64,AAAA'}]")
								+ "]"),
				arguments("JSON as a result",
						List.of(user("a"), asked, ToolResultMessage.of(CALL, new JsonContent("{}", null))),
						"[{'role':'user','content':'a'}," + ASKED + "," + RESULT.replace("'ok'", "'{}'") + "]"));
	}

	@Test
	void systemBlocksBecomeOneMessage() {
		JsonNode messages = MistralCalls.hello()
			.request((b) -> b.system(List.of(new Text("a"), new Text(""), new Text("b"))))
			.body()
			.path("messages");
		assertThat(messages.path(0)).isEqualTo(Json.tree("{\"role\":\"system\",\"content\":\"a\\n\\nb\"}"));
		assertThat(messages).hasSize(2);
	}

	@Test
	void olderModelsWantAnAnswerBetweenResultAndUser() {
		JsonNode messages = MistralCalls.empty("m-1")
			.compat((c) -> c.requiresAssistantAfterToolResult(true))
			.request((b) -> b
				.messages(List.of(user("a"), AssistantMessage.of(CALL), ToolResultMessage.of(CALL, "ok"), user("b"))))
			.body()
			.path("messages");
		assertThat(messages.path(3))
			.isEqualTo(Json.tree("{\"role\":\"assistant\",\"content\":\"I have the results of the tools.\"}"));
	}

	@Test
	void aConversationWithoutAQuestionIsNotSent() {
		EncodedCall nothing = MistralCalls.empty("m-1").request((b) -> b.system("s"));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(nothing::wire)
			.withMessageContaining("no message to send");
	}

	@Test
	void eachCallHasItsResultRightBehind() {
		JsonNode messages = messages(List.of(user("a"), AssistantMessage.of(CALL, OTHER), user("b"),
				ToolResultMessage.of(OTHER, "ok"), ToolResultMessage.of(OTHER, "again")));
		assertThat(messages.valueStream()).extracting((message) -> message.path("role").asString())
			.containsExactly("user", "assistant", "tool", "tool", "user");
		assertThat(messages.path(3).path("content").asString()).isEqualTo("ok");
	}

	private static final String ASKED = "{'role':'assistant','content':'','tool_calls':[{'id':'Ab3dE6gH9','type':'function',"
			+ "'function':{'name':'zoom','arguments':'{}'}}]}";

	private static final String RESULT = "{'role':'tool','tool_call_id':'Ab3dE6gH9','name':'zoom','content':'ok'}";

	private static JsonNode messages(List<Message> messages) {
		return MistralCalls.empty("m-1").request((b) -> b.messages(messages)).body().path("messages");
	}

	private static Message user(String text) {
		return new UserMessage(List.of(new Text(text)));
	}

}
