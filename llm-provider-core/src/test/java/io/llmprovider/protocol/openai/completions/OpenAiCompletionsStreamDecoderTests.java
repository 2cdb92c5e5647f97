package io.llmprovider.protocol.openai.completions;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.TruncatedStreamException;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.Assembler;
import io.llmprovider.protocol.SseFrameReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiCompletionsStreamDecoderTests {

	private static final String HELLO = "{\"id\":\"r1\",\"model\":\"m-2\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"finish_reason\":null}],\"usage\":null}";

	private static final String LO = "{\"id\":\"r1\",\"model\":\"m-2\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"},\"finish_reason\":null}],\"usage\":null}";

	private static final String STOP = "{\"id\":\"r1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}";

	private static final String USAGE = "{\"id\":\"r1\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}}";

	@ParameterizedTest
	@ValueSource(strings = { "0.0", "0e0", "99999999999", "99999999999999999999", "1e400", "[{\"content\":\"x\"}]" })
	void anIndexThatIsNoneIsTheFirst(String index) {
		Answered answered = CompletionsAnswers.chunks(HELLO.replace("\"index\":0", "\"index\":" + index), LO, STOP,
				USAGE);
		assertThat(answered.failure()).isNull();
		assertThat(answered.text()).isEqualTo("Hello");
	}

	@Test
	void ofCallsThatStandTwiceInAChunkTheLastCount() {
		String calls = "\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"ls\",\"arguments\":\"{}\"}}]";
		Answered answered = CompletionsAnswers.chunks("{\"choices\":[{\"delta\":{" + calls + "," + calls + "}}]}",
				STOP);
		assertThat(answered.calls()).containsExactly("c ls {}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "images", "audio", "annotations", "executed_tools", "reasoning_details" })
	void aPlainValueWhereAListBelongsDoesNotBreakTheText(String member) {
		Answered answered = CompletionsAnswers.chunks(HELLO, "{\"choices\":[{\"delta\":{\"" + member + "\":\"no\"}}]}",
				LO, STOP, USAGE);
		assertThat(answered.failure()).isNull();
		assertThat(answered.text()).isEqualTo("Hello");
		assertThat(answered.order()).containsExactly("Started", "TextStarted", "TextEnded", "UsageReported",
				"Finished");
		assertThat(answered.response().providerMetadata()).isEmpty();
	}

	@Test
	void textThenUsageThenDone() {
		Answered answered = CompletionsAnswers.chunks(HELLO, LO, STOP, USAGE);
		assertThat(answered.text()).isEqualTo("Hello");
		assertThat(answered.order()).containsExactly("Started", "TextStarted", "TextEnded", "UsageReported",
				"Finished");
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(answered.response().rawFinishReason()).isEqualTo("stop");
		assertThat(answered.response().responseId()).isEqualTo("r1");
		assertThat(answered.response().model()).isEqualTo("m-2");
		assertThat(answered.response().usage().inputTokens()).isEqualTo(9);
		assertThat(answered.response().usage().outputTokens()).isEqualTo(4);
		assertThat(answered.response().usage().raw()).containsEntry("total_tokens", 13);
	}

	@Test
	void anEndWithoutDoneIsCompleteAfterAFinishReason() {
		Answered answered = CompletionsAnswers.stream("data: " + HELLO + "\n\ndata: " + STOP + "\n\n");
		assertThat(answered.failure()).isNull();
		assertThat(answered.text()).isEqualTo("Hel");
	}

	@Test
	void anEndWithoutFinishReasonIsAnErrorThatKeepsWhatCameButNoCalls() {
		Answered answered = CompletionsAnswers.stream("data: " + HELLO
				+ "\n\ndata: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"rm\",\"arguments\":\"{}\"}}]}}]}\n\n");
		assertThat(answered.failure()).isInstanceOf(TruncatedStreamException.class);
		assertThat(answered.text()).isEqualTo("Hel");
		assertThat(answered.response().toolCalls()).isEmpty();
		assertThat(answered.order()).doesNotContain("ToolCallEnded", "Finished");
	}

	@Test
	void doneWithoutFinishReasonIsCompleteForAReasonUnknown() {
		Answered answered = CompletionsAnswers.chunks(HELLO);
		assertThat(answered.failure()).isNull();
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.OTHER);
		assertThat(answered.response().rawFinishReason()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "data: [DONE]\n\n", ": keep-alive\n\n",
			"data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"},\"finish_reason\":null}]}\n\ndata: [DONE]\n\n" })
	void nothingIsNoSuccess(String body) {
		Answered answered = CompletionsAnswers.stream(body);
		assertThat(answered.failure()).isInstanceOf(TruncatedStreamException.class);
		assertThat(answered.failure()).hasMessageContaining("empty").hasMessageContaining("context window");
	}

	@Test
	void anEmptyAnswerWithAFinishReasonIsASuccess() {
		assertThat(CompletionsAnswers.chunks(STOP).failure()).isNull();
	}

	@Test
	void theTerminalSignalIsDoneAndNotTheFinishChunk() {
		var decoder = new OpenAiCompletionsStreamDecoder(CompletionsAnswers.CALL,
				new Assembler(CompletionsAnswers.CALL, "a", List.of(), (event) -> {
				}));
		SseFrameReader reader = new SseFrameReader(1 << 20);
		feed(reader, decoder, "data: " + HELLO + "\n\ndata: " + STOP + "\n\n");
		assertThat(decoder.isComplete()).isFalse();
		feed(reader, decoder, "data: [DONE]\n\n");
		assertThat(decoder.isComplete()).isTrue();
		feed(reader, decoder, "data: {\"error\":\"too late\"}\n\n");
		decoder.end();
	}

	@Test
	void commentsAndChunksWithoutChoicesArePassedOver() {
		String azure = "{\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[{\"prompt_index\":0}]}";
		Answered answered = CompletionsAnswers
			.stream(": OPENROUTER PROCESSING\n\ndata: " + azure + "\n\n: keep-alive\n\ndata: " + HELLO
					+ "\n\n: x\n\ndata: {\"choices\":null}\n\ndata:\n\ndata:" + STOP + "\n\ndata: [DONE]");
		assertThat(answered.text()).isEqualTo("Hel");
		assertThat(answered.response().model()).isEqualTo("m-2");
		assertThat(answered.response().providerMetadata()).containsKey("prompt_filter_results");
	}

	@Test
	void everyCutOfTheBytesReadsTheSame() {
		byte[] body = ("data: " + HELLO.replace("Hel", "H日😀\\n") + "\r\n\r\ndata: " + LO.replace("lo", "é")
				+ "\n\ndata: " + STOP + "\n\ndata: [DONE]\n\n")
			.getBytes(StandardCharsets.UTF_8);
		List<StreamEvent> whole = CompletionsAnswers.stream(body, true).events();
		for (int size : new int[] { 1, 2, 3, 7, 17 }) {
			List<StreamEvent> events = new ArrayList<>();
			Assembler assembler = new Assembler(CompletionsAnswers.CALL, OpenAiCompletionsProtocol.ID, List.of(),
					events::add);
			var decoder = new OpenAiCompletionsStreamDecoder(CompletionsAnswers.CALL, assembler);
			SseFrameReader reader = new SseFrameReader(1 << 20);
			for (int at = 0; at < body.length; at += size) {
				reader.read(body, at, Math.min(size, body.length - at), decoder::frame);
			}
			reader.end(decoder::frame);
			decoder.end();
			assembler.complete();
			assertThat(events.toString()).isEqualTo(whole.toString());
		}
	}

	@Test
	void aLineOfTwoMegabytesIsRead() {
		String text = "x".repeat(2 << 20);
		assertThat(CompletionsAnswers.chunks(HELLO.replace("Hel", text), STOP).text()).isEqualTo(text);
	}

	@Test
	void halfACharacterDoesNotEndTheStream() {
		byte[] body = ("data: " + HELLO + "\n\ndata: " + LO.replace("lo", "?") + "\n\ndata: " + STOP + "\n\n")
			.getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < body.length; i++) {
			body[i] = (body[i] == '?') ? (byte) 0xE6 : body[i];
		}
		assertThat(CompletionsAnswers.stream(body, true).text()).isEqualTo("Hel\uFFFD");
	}

	@Test
	void whatIsNoJsonIsNamed() {
		Answered answered = CompletionsAnswers.chunks(HELLO, "<html>");
		assertThat(answered.failure()).extracting((failure) -> failure.kind()).isEqualTo(ErrorKind.PROTOCOL);
		assertThat(answered.failure()).hasMessageContaining("base-url");
		assertThat(answered.text()).isEqualTo("Hel");
	}

	@Test
	void onlyTheFirstChoiceCounts() {
		Answered answered = CompletionsAnswers.chunks(
				"{\"choices\":[{\"delta\":{\"content\":\"no\"},\"index\":1},{\"delta\":{\"content\":\"yes\"},\"index\":0}]}",
				"{\"choices\":[{\"delta\":{},\"finish_reason\":\"length\",\"index\":1}]}", STOP);
		assertThat(answered.text()).isEqualTo("yes");
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	@Test
	void aCumulativeMessageBesideTheDeltaIsPassedOver() {
		Answered answered = CompletionsAnswers.chunks(
				"{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"},\"delta\":{\"content\":\"a\"}}]}",
				"{\"choices\":[{\"index\":0,\"message\":{\"content\":\"ab\"},\"delta\":{\"content\":\"b\"}}]}", STOP);
		assertThat(answered.text()).isEqualTo("ab");
	}

	@Test
	void aServerThatDoesNotStreamIsUnderstoodAllTheSame() {
		Answered answered = CompletionsAnswers.stream(
				"{\"id\":\"r\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"whole\"},\"finish_reason\":\"stop\"}]}");
		assertThat(answered.text()).isEqualTo("whole");
		assertThat(answered.failure()).isNull();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null",
			value = { "stop,STOP", "eos,STOP", "end,STOP", "end_turn,STOP", "stop_sequence,STOP", "STOP,STOP",
					"length,LENGTH", "max_tokens,LENGTH", "model_length,LENGTH", "model_context_window_exceeded,LENGTH",
					"tool_calls,TOOL_CALLS", "function_call,TOOL_CALLS", "content_filter,CONTENT_FILTER",
					"sensitive,CONTENT_FILTER", "error,ERROR", "network_error,ERROR",
					"insufficient_system_resource,ERROR", "recitation,OTHER" })
	void finishReasonsAreTranslated(String raw, FinishReason reason) {
		Answered answered = CompletionsAnswers.deltas(raw, "{\"content\":\"x\"}");
		assertThat(answered.response().finishReason()).isEqualTo(reason);
		assertThat(answered.response().rawFinishReason()).isEqualTo(raw);
	}

	@Test
	void theFinishChunkMayCarryContent() {
		Answered answered = CompletionsAnswers
			.chunks("{\"choices\":[{\"delta\":{\"content\":\"all\"},\"finish_reason\":\"stop\"}]}");
		assertThat(answered.text()).isEqualTo("all");
	}

	@Test
	void blocksKeepTheirOrder() {
		Answered answered = CompletionsAnswers.deltas("stop", "{\"reasoning_content\":\"hm\"}", "{\"content\":\"a\"}",
				"{\"content\":\"b\"}",
				"{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
				"{\"content\":\"c\"}", "{\"reasoning_content\":\"so\"}");
		assertThat(answered.response().content()).extracting((block) -> block.getClass().getSimpleName())
			.containsExactly("Reasoning", "Text", "ToolCall", "Text", "Reasoning");
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(answered.order()).containsExactly("Started", "ReasoningStarted", "ReasoningEnded", "TextStarted",
				"TextEnded", "ToolCallStarted", "TextStarted", "TextEnded", "ReasoningStarted", "ReasoningEnded",
				"ToolCallEnded", "Finished");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"reasoning_content\":\"\",\"reasoning\":\"x\"}",
			"{\"reasoning_content\":\"x\",\"reasoning\":\"x\"}", "{\"reasoning_text\":\"x\"}",
			"{\"reasoning\":\"x\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"x\"}]}",
			"{\"reasoning\":null,\"reasoning_details\":[{\"type\":\"reasoning.summary\",\"summary\":\"x\",\"index\":0}]}",
			"{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"x\"}]},{\"type\":\"text\",\"text\":\"\"}]}",
			"{\"content\":[{\"type\":\"thinking\",\"thinking\":\"x\"}]}" })
	void reasoningIsTakenFromTheFirstPlaceThatHoldsSome(String delta) {
		Answered answered = CompletionsAnswers.deltas("stop", delta,
				"{\"content\":[{\"type\":\"text\",\"text\":\"y\"},\"z\"]}");
		assertThat(answered.reasoning()).isEqualTo("x");
		assertThat(answered.text()).isEqualTo("yz");
	}

	@Test
	void reasoningDetailsAreJoinedAndKeptForReplay() {
		Answered answered = CompletionsAnswers.deltas("tool_calls",
				"{\"reasoning\":\"a\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"a\",\"index\":0,\"format\":\"f\"}]}",
				"{\"reasoning\":\"b\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"b\",\"index\":0,\"format\":\"f\"}]}",
				"{\"reasoning\":\"c\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"c\",\"index\":0,\"format\":\"f\"}]}",
				"{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"S\",\"index\":0,\"format\":\"f\"}]}",
				"{\"content\":\"hi\"}",
				"{\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"E\",\"id\":\"c1\",\"index\":1}]}");
		assertThat(answered.reasoning()).isEqualTo("abc");
		Reasoning first = (Reasoning) answered.response().content().get(0);
		Map<String, Object> entry = new java.util.LinkedHashMap<>(
				Map.of("type", "reasoning.text", "text", "abc", "index", 0, "format", "f", "signature", "S"));
		assertThat(first.replay()).isNotNull();
		assertThat(first.replay().payload().get("reasoning_details")).isEqualTo(List.of(entry));
		Reasoning last = (Reasoning) answered.response().content().get(2);
		assertThat(last.redacted()).isTrue();
		assertThat(last.replay().payload().get("reasoning_details"))
			.isEqualTo(List.of(Map.of("type", "reasoning.encrypted", "data", "E", "id", "c1", "index", 1)));
	}

	@Test
	void aRefusalIsNoText() {
		Answered answered = CompletionsAnswers.deltas("stop", "{\"refusal\":\"I \"}", "{\"refusal\":\"won't\"}");
		assertThat(answered.response().refusal()).isEqualTo("I won't");
		assertThat(answered.text()).isEmpty();
		assertThat(answered.failure()).isNull();
	}

	@Test
	void picturesBecomeBlocks() {
		Answered answered = CompletionsAnswers.deltas("stop", "{\"content\":\"see\"}",
				"{\"images\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AQID\"}},{\"image_url\":{\"url\":\"https://x/y.png\"}}]}");
		assertThat(answered.response().content()).hasSize(3);
		assertThat(((Image) answered.response().content().get(1)).media())
			.isEqualTo(new Media.Bytes(new byte[] { 1, 2, 3 }, "image/png"));
		assertThat(((Image) answered.response().content().get(2)).media())
			.isEqualTo(new Media.Url("https://x/y.png", null));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{'images':[{'image_url':'https://x/y.png'}]}|ImageReceived",
					"{'content':[{'type':'image_url','image_url':{'url':'https://x/y.png'}}]}|ImageReceived",
					"{'executed_tools':[{'index':0,'type':'search','arguments':'{}'}]}|ServerToolCalled" })
	void textsStayApartWhereSomethingStandsBetweenThem(String between, String event) {
		Answered answered = CompletionsAnswers.deltas("stop", "{\"content\":\"a\"}", between.replace('\'', '"'),
				"{\"content\":\"b\"}");
		assertThat(answered.order()).containsExactly("Started", "TextStarted", "TextEnded", event, "TextStarted",
				"TextEnded", "Finished");
	}

	@Test
	void contentInPartsIsReadInItsOrder() {
		Answered answered = CompletionsAnswers.deltas("stop",
				"""
						{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}],"signature":"S"},
						{"type":"output_text","text":"a"},{"text":"b"},"c",{"type":"text","text":"d"},
						{"type":"image_url","image_url":"data:image/png;base64,A"},{"type":"reference","text":"r","ids":[1]}]}"""
					.replace("\n", ""));
		assertThat(answered.shape()).containsExactly("Started", "ReasoningStarted", "ReasoningDelta", "ReasoningEnded",
				"TextStarted", "TextDelta", "TextEnded", "ImageReceived", "ProviderEvent", "Finished");
		assertThat(answered.reasoning()).isEqualTo("hm");
		assertThat(answered.text()).isEqualTo("abcd");
		assertThat(answered.replays().get(0)).isNotNull()
			.satisfies((replay) -> assertThat(replay.payload()).containsEntry("signature", "S"));
		assertThat(((Image) answered.response().content().get(2)).media())
			.isEqualTo(new Media.Url("data:image/png;base64,A", "image/png"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "'id':{'model':'x'}", "'model':['x',{'id':1}]", "'usage':'none'", "'usage':[{'id':'x'}]",
			"'service_tier':{'id':'x'}", "'x_groq':[{'id':'x'}]", "'error':{}", "'error':false", "'error':''",
			"'created':'now'", "'created':{'id':'x'}", "'obfuscation':['x']" })
	void membersOfAnotherKindThanExpectedArePassedOver(String member) {
		Answered answered = CompletionsAnswers.chunks(("{" + member
				+ ",'choices':[{'index':0,'delta':{'content':'Hi'},'finish_reason':'stop'}],'system_fingerprint':'f'}")
			.replace('\'', '"'));
		assertThat(answered.failure()).isNull();
		assertThat(answered.text()).isEqualTo("Hi");
		assertThat(answered.response().model()).isNotEqualTo("x");
		assertThat(answered.response().providerMetadata()).containsEntry("system_fingerprint", "f");
	}

	@ParameterizedTest
	@ValueSource(strings = { "'role':{'content':'x'}", "'reasoning':[{'content':'x'}]", "'refusal':{'content':'x'}",
			"'tool_calls':{'content':'x'}", "'tool_calls':[[{'content':'x'}]]", "'tool_calls':[{'type':{'name':'f'}}]",
			"'tool_calls':[{'function':[{'name':'f'}]}]", "'tool_calls':[{'function':{'parameters':{'name':'f'}}}]",
			"'function_call':['x']", "'reasoning_details':[]", "'extra_content':'x'" })
	void membersOfADeltaOfAnotherKindArePassedOver(String member) {
		Answered answered = CompletionsAnswers.deltas("stop", ("{" + member + ",'content':'Hi'}").replace('\'', '"'));
		assertThat(answered.failure()).isNull();
		assertThat(answered.order()).containsExactly("Started", "TextStarted", "TextEnded", "Finished");
		assertThat(answered.text()).isEqualTo("Hi");
	}

	@Test
	void thoughtsThatStandInTwoPlacesAreReadOnce() {
		Answered answered = CompletionsAnswers.deltas("stop",
				"{\"reasoning\":\"hm\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\"},{\"type\":\"text\",\"text\":\"a\"}]}");
		assertThat(answered.reasoning()).isEqualTo("hm");
		assertThat(answered.text()).isEqualTo("a");
	}

	@Test
	void aSignatureThatFollowsATextBelongsToIt() {
		Answered answered = CompletionsAnswers.deltas("stop", "{\"content\":\"a\"}",
				"{\"extra_content\":{\"google\":{\"thought_signature\":\"S\"}}}", "{\"content\":\"b\"}");
		assertThat(answered.order()).containsExactly("Started", "TextStarted", "TextEnded", "Finished");
		assertThat(answered.replays().get(0)).isNotNull()
			.satisfies((replay) -> assertThat(replay.payload()).containsEntry("extra_content",
					Map.of("google", Map.of("thought_signature", "S"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n\ndata: [DONE] \n\n", "\n\ndata:  [DONE]\n\n", "\ndata: [DONE]\n\n",
			"\ndata:  [DONE] \n\n" })
	void theTerminatorIsKnownWhateverStandsAroundIt(String end) {
		Answered answered = CompletionsAnswers.stream("data: " + HELLO + end + "data: " + LO + "\n\n");
		assertThat(answered.failure()).isNull();
		assertThat(answered.text()).isEqualTo("Hel");
	}

	@Test
	void toolsThatTheProviderRanAreToldOnce() {
		String begun = "{\"index\":0,\"type\":\"search\",\"arguments\":\"{\\\"q\\\":1}\"}";
		String returned = "{\"index\":0,\"type\":\"search\",\"arguments\":\"{\\\"q\\\":1}\",\"output\":\"found\"}";
		Answered answered = CompletionsAnswers.deltas("stop", "{\"executed_tools\":[" + begun + "]}",
				"{\"executed_tools\":[" + returned + "]}", "{\"content\":\"x\"}");
		assertThat(answered.response().content()).hasSize(3);
		assertThat(((ServerToolCall) answered.response().content().get(0)).arguments()).isEqualTo("{\"q\":1}");
		assertThat(((ServerToolResult) answered.response().content().get(1)).raw()).contains("found");
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	@Test
	void whatElseTheProviderSaysIsMetadata() {
		Answered answered = CompletionsAnswers.chunks(
				"{\"service_tier\":\"flex\",\"system_fingerprint\":\"fp\",\"provider\":\"P\",\"citations\":[\"a\"],\"p\":\"x\",\"choices\":[{\"native_finish_reason\":\"end\",\"logprobs\":{\"content\":[{\"token\":\"x\"}]},\"delta\":{\"content\":\"x\",\"annotations\":[{\"type\":\"url_citation\"}]}}]}",
				"{\"service_tier\":\"flex\",\"system_fingerprint\":\"fp\",\"citations\":[\"a\",\"b\"],\"choices\":[{\"logprobs\":{\"content\":[{\"token\":\"y\"}]},\"delta\":{\"content\":\"y\",\"annotations\":[{\"type\":\"file\"}]}}]}",
				STOP);
		assertThat(answered.response().providerMetadata()).isEqualTo(Map.of("service_tier", "flex",
				"system_fingerprint", "fp", "provider", "P", "native_finish_reason", "end", "citations",
				List.of("a", "b"), "annotations", List.of(Map.of("type", "url_citation"), Map.of("type", "file")),
				"logprobs", Map.of("content", List.of(Map.of("token", "x"), Map.of("token", "y")))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: {\"error\":{\"message\":\"Boom\",\"code\":502}}\n\n",
			"data: {\"error\":\"Boom\"}\n\n",
			"event: error\ndata: {\"error\":{\"message\":\"Boom\",\"status_code\":400}}\n\n",
			"error: {\"error\":{\"message\":\"Boom\"}}\n\n",
			"data: {\"object\":\"error\",\"message\":\"Boom\",\"type\":\"BadRequestError\",\"code\":400}\n\n",
			"data: {\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}],\"error\":{\"code\":502,\"message\":\"Boom\"}}\n\n",
			"data: {\"x_groq\":{\"error\":\"Boom\"},\"choices\":[]}\n\n" })
	void anErrorInsideTheStreamEndsItAndKeepsWhatCame(String error) {
		Answered answered = CompletionsAnswers.stream("data: " + HELLO + "\n\n" + error + "data: [DONE]\n\n");
		assertThat(answered.failure()).isNotNull();
		assertThat(answered.failure().details().message()).contains("Boom");
		assertThat(answered.text()).isEqualTo("Hel");
	}

	@Test
	void anErrorOfTheChoiceEndsTheStream() {
		Answered answered = CompletionsAnswers.chunks("{\"choices\":[{\"delta\":{\"content\":\"Half\"}}]}",
				"{\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\",\"error\":{\"code\":502,\"message\":\"upstream\"}}],\"x_groq\":{}}");
		assertThat(answered.failure().details().message()).isEqualTo("upstream");
		assertThat(answered.failure().details().status()).isEqualTo(502);
		assertThat(answered.text()).isEqualTo("Half");
	}

	@Test
	void eventsWithoutAnEmptyLineBetweenThemAreReadOneByOne() {
		String first = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}";
		Answered answered = CompletionsAnswers.stream("data: " + first + "\n\ndata: " + first + "\ndata: " + first
				+ "\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\ndata: [DONE]\n\n");
		assertThat(answered.text()).isEqualTo("aaa");
		assertThat(answered.response().rawFinishReason()).isEqualTo("stop");
	}

	@Test
	void miniMaxReportsFailuresBesideTheAnswer() {
		Answered answered = CompletionsAnswers
			.stream("data: {\"choices\":null,\"base_resp\":{\"status_code\":1002,\"status_msg\":\"rate limit\"}}\n\n");
		assertThat(answered.failure()).isNotNull();
		assertThat(CompletionsAnswers
			.chunks(LO.replace("\"usage\":null", "\"base_resp\":{\"status_code\":0,\"status_msg\":\"\"}"), STOP)
			.failure()).isNull();
	}

	@Test
	void anErrorInAListIsAnErrorToo() {
		Answered answered = CompletionsAnswers
			.stream("[{\"error\":{\"message\":\"Boom\",\"code\":400,\"status\":\"INVALID_ARGUMENT\"}}]");
		assertThat(answered.failure()).isNotNull().hasMessageContaining("Boom");
	}

	@Test
	void anEmptyErrorIsNone() {
		Answered answered = CompletionsAnswers.chunks(LO.replace("\"usage\":null", "\"error\":null"),
				LO.replace("\"usage\":null", "\"error\":\"\""), LO.replace("\"usage\":null", "\"error\":{}"), STOP);
		assertThat(answered.failure()).isNull();
		assertThat(answered.text()).isEqualTo("lololo");
	}

	@Test
	void aPriceThatTheProviderNamesIsTheCost() {
		Answered answered = CompletionsAnswers.chunks(HELLO, STOP,
				USAGE.replace("\"total_tokens\":13", "\"total_tokens\":13,\"cost\":0.0012"));
		assertThat(answered.response().cost()).isNotNull();
		assertThat(answered.response().cost().total()).isEqualByComparingTo(new BigDecimal("0.0012"));
	}

	private static void feed(SseFrameReader reader, OpenAiCompletionsStreamDecoder decoder, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		reader.read(bytes, 0, bytes.length, decoder::frame);
	}

}
