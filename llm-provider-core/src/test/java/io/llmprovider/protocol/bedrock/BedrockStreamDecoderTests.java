package io.llmprovider.protocol.bedrock;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.FramingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BedrockStreamDecoderTests {

	@Test
	void theIndexOfABlockMayHaveAFractionOfZero() {
		BedrockAnswers answer = BedrockAnswers.of(
				BedrockAnswers.start(0, "{\"toolUse\":{\"toolUseId\":\"t_1\",\"name\":\"f\"}}").replace(":0", ":0.0"),
				BedrockAnswers.delta(0, "{\"toolUse\":{\"input\":\"{\\\"a\\\":1}\"}}").replace(":0", ":0e0"),
				BedrockAnswers.stop(0).replace(":0", ":0.0"), "messageStop {\"stopReason\":\"tool_use\"}");
		assertThat(answer.calls()).containsExactly("t_1 f {\"a\":1}");
	}

	@Test
	void aBlockNeedsNoBeginning() {
		BedrockAnswers answer = BedrockAnswers.of("messageStart {\"role\":\"assistant\"}",
				BedrockAnswers.delta(0, "{\"reasoningContent\":{\"text\":\"Hm\"}}"),
				BedrockAnswers.delta(0, "{\"reasoningContent\":{\"signature\":\"c2ln\"}}"), BedrockAnswers.stop(0),
				BedrockAnswers.start(1, "{}"), BedrockAnswers.delta(1, "{\"text\":\"Hel\"}"),
				BedrockAnswers.delta(1, "{\"text\":\"lo\"}"), BedrockAnswers.stop(1), BedrockAnswers.STOP,
				BedrockAnswers.METADATA);
		assertThat(answer.failure()).isNull();
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.response().reasoning()).isEqualTo("Hm");
		assertThat(payload(answer, 0)).isEqualTo(Map.of("signature", "c2ln"));
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(answer.response().usage().inputTokens()).isEqualTo(2374);
		assertThat(answer.response().usage().cacheReadTokens()).isEqualTo(2074);
		assertThat(answer.response().usage().cacheWriteTokens()).isEqualTo(297);
		assertThat(answer.response().usage().outputTokens()).isEqualTo(61);
		assertThat(answer.response().providerMetadata()).containsEntry("metrics", Map.of("latencyMs", 12));
	}

	@Test
	void metadataMayComeBeforeTheEndOrNotAtAll() {
		assertThat(BedrockAnswers.of(BedrockAnswers.delta(0, "{\"text\":\"a\"}"), BedrockAnswers.METADATA,
				BedrockAnswers.STOP))
			.satisfies((answer) -> {
				assertThat(answer.response().usage().outputTokens()).isEqualTo(61);
				assertThat(answer.response().rawFinishReason()).isEqualTo("end_turn");
			});
		assertThat(BedrockAnswers.of(BedrockAnswers.delta(0, "{\"text\":\"a\"}"), BedrockAnswers.STOP))
			.satisfies((answer) -> {
				assertThat(answer.failure()).isNull();
				assertThat(answer.response().usage().inputTokens()).isNull();
			});
	}

	@Test
	void aBodyThatEndsBeforeMessageStopIsTruncated() {
		BedrockAnswers answer = BedrockAnswers.of(BedrockAnswers.delta(0, "{\"text\":\"Hel\"}"),
				BedrockAnswers.METADATA);
		assertThat(kind(answer)).isEqualTo(ErrorKind.TRUNCATED);
		assertThat(answer.response().text()).isEqualTo("Hel");
	}

	@Test
	void anIndexThatChangesItsKindIsANewBlock() {
		BedrockAnswers answer = BedrockAnswers.of(BedrockAnswers.delta(0, "{\"reasoningContent\":{\"text\":\"Hm\"}}"),
				BedrockAnswers.delta(0, "{\"text\":\"Yes\"}"), BedrockAnswers.STOP);
		assertThat(answer.response().content()).hasSize(2);
		assertThat(answer.response().text()).isEqualTo("Yes");
	}

	@Test
	void callsThatInterleaveStayApartAndOneWithoutInputHasAnEmptyObject() {
		BedrockAnswers answer = BedrockAnswers.of(
				BedrockAnswers.start(0, "{\"toolUse\":{\"toolUseId\":\"t_1\",\"name\":\"f\"}}"),
				BedrockAnswers.start(1, "{\"toolUse\":{\"toolUseId\":\"t_2\",\"name\":\"g\"}}"),
				BedrockAnswers.delta(1, "{\"toolUse\":{\"input\":\"{\\\"a\\\":\"}}"),
				BedrockAnswers.delta(0, "{\"toolUse\":{\"input\":\"\"}}"),
				BedrockAnswers.delta(1, "{\"toolUse\":{\"input\":\"1}\"}}"), BedrockAnswers.stop(0),
				BedrockAnswers.stop(1), "messageStop {\"stopReason\":\"end_turn\"}");
		assertThat(answer.calls()).containsExactly("t_1 f {}", "t_2 g {\"a\":1}");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(answer.response().rawFinishReason()).isEqualTo("end_turn");
	}

	@Test
	void encryptedThoughtsInPiecesAreJoinedAsBytes() {
		BedrockAnswers answer = BedrockAnswers.of(
				BedrockAnswers.delta(0, "{\"reasoningContent\":{\"redactedContent\":\"QQ==\"}}"),
				BedrockAnswers.delta(0, "{\"reasoningContent\":{\"redactedContent\":\"Qg==\"}}"),
				BedrockAnswers.stop(0), BedrockAnswers.delta(1, "{\"text\":\"Hi\"}"), BedrockAnswers.STOP);
		assertThat(payload(answer, 0)).isEqualTo(Map.of("redactedContent", "QUI="));
		assertThat(answer.response().content().get(0)).isInstanceOfSatisfying(Reasoning.class,
				(reasoning) -> assertThat(reasoning.redacted()).isTrue());
	}

	@Test
	void toolsThatBedrockRanAreNotTheCallersAndCanGoBack() {
		BedrockAnswers answer = BedrockAnswers.of(BedrockAnswers.start(0,
				"{\"toolUse\":{\"toolUseId\":\"t_1\",\"name\":\"nova_grounding\",\"type\":\"server_tool_use\"}}"),
				BedrockAnswers.delta(0, "{\"toolUse\":{\"input\":\"{\\\"query\\\":\\\"x\\\"}\"}}"),
				BedrockAnswers.stop(0),
				BedrockAnswers.start(1,
						"{\"toolResult\":{\"toolUseId\":\"t_1\",\"status\":\"success\",\"type\":\"nova_grounding_result\"}}"),
				BedrockAnswers.delta(1, "{\"toolResult\":[{\"text\":\"found\"}]}"), BedrockAnswers.stop(1),
				BedrockAnswers.delta(2, "{\"text\":\"It is\"}"),
				BedrockAnswers.delta(2, "{\"citation\":{\"title\":\"a\"}}"), BedrockAnswers.stop(2),
				BedrockAnswers.STOP);
		assertThat(answer.response().toolCalls()).isEmpty();
		assertThat(answer.response().content().get(0)).isInstanceOfSatisfying(ServerToolCall.class,
				(call) -> assertThat(call.name() + call.arguments()).isEqualTo("nova_grounding{\"query\":\"x\"}"));
		assertThat(answer.response().content().get(1)).isInstanceOfSatisfying(ServerToolResult.class,
				(result) -> assertThat(result.raw()).isEqualTo("[{\"text\":\"found\"}]"));
		assertThat(payload(answer, 2)).containsKey("citations");
		ChatRequest next = ChatRequest.of("Search")
			.reply(answer.response())
			.toBuilder()
			.user("And?")
			.options(ChatOptions.builder().providerOptions(Map.of("system-tools", List.of("nova_grounding"))).build())
			.build();
		String body = new String(
				BedrockAnswers.PROTOCOL.encode(BedrockAnswers.call(BedrockAnswers.CLAUDE, next)).bytes(),
				StandardCharsets.UTF_8);
		assertThat(body).contains("\"name\":\"nova_grounding\"", "\"content\":[{\"text\":\"found\"}]",
				"\"type\":\"server_tool_use\"", "\"type\":\"nova_grounding_result\"",
				"{\"systemTool\":{\"name\":\"nova_grounding\"}}");
	}

	@ParameterizedTest
	@CsvSource({ "QUJD,''", "QQ==,QkM=", "QUI=,Qw==", "QU,JD", "Q,UJD" })
	void picturesOfAnAnswerAreReceivedInPieces(String first, String second) {
		BedrockAnswers answer = BedrockAnswers.of(BedrockAnswers.start(0, "{\"image\":{\"format\":\"png\"}}"),
				BedrockAnswers.delta(0, "{\"image\":{\"source\":{\"bytes\":\"" + first + "\"}}}"),
				BedrockAnswers.delta(0, "{\"image\":{\"source\":{\"bytes\":\"" + second + "\"}}}"),
				BedrockAnswers.stop(0), BedrockAnswers.STOP);
		assertThat(answer.response().content()).containsExactly(Image.of(new byte[] { 'A', 'B', 'C' }, "image/png"));
	}

	@ParameterizedTest
	@CsvSource({ "end_turn,STOP", "stop_sequence,STOP", "tool_use,TOOL_CALLS", "max_tokens,LENGTH",
			"model_context_window_exceeded,LENGTH", "guardrail_intervened,CONTENT_FILTER",
			"content_filtered,CONTENT_FILTER", "refusal,CONTENT_FILTER", "malformed_model_output,ERROR",
			"malformed_tool_use,ERROR", "something_new,OTHER" })
	void everyReasonToStopHasAMeaning(String raw, FinishReason reason) {
		BedrockAnswers answer = BedrockAnswers.of(BedrockAnswers.delta(0, "{\"text\":\"a\"}"),
				"messageStop {\"stopReason\":\"" + raw
						+ "\",\"additionalModelResponseFields\":{\"delta\":{\"stop_sequence\":\"X\"}}}");
		assertThat(answer.response().finishReason()).isEqualTo(reason);
		assertThat(answer.response().rawFinishReason()).isEqualTo(raw);
		assertThat(answer.response().providerMetadata()).containsEntry("additionalModelResponseFields",
				Map.of("delta", Map.of("stop_sequence", "X")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
			"throttlingException         | Too many tokens, please wait before trying again. | RATE_LIMIT      | true",
			"throttlingException         | Too many tokens per day, please wait before trying again. | QUOTA_EXHAUSTED | false",
			"modelStreamErrorException   | The model could not go on                         | SERVER          | true",
			"internalServerException     | Sorry                                             | SERVER          | true",
			"serviceUnavailableException | Bedrock is unable to process your request.        | OVERLOADED      | true",
			"validationException         | Input is too long for requested model.            | CONTEXT_OVERFLOW | false",
			"validationException         | messages.0: wrong                                 | INVALID_REQUEST | false" })
	void anExceptionInTheStreamEndsItAndLosesNothing(String type, String message, ErrorKind kind, boolean retryable) {
		byte[] body = BedrockAnswers.joined(BedrockAnswers.stream(BedrockAnswers.delta(0, "{\"text\":\"Hel\"}")),
				BedrockAnswers.exception(type, "{\"message\":\"" + message + "\"}"));
		for (int pieces : new int[] { Integer.MAX_VALUE, 17, 1 }) {
			BedrockAnswers answer = BedrockAnswers.read(BedrockAnswers.call(), body, pieces);
			LlmException failure = failure(answer);
			assertThat(failure.kind()).isEqualTo(kind);
			assertThat(failure.isRetryable()).isEqualTo(retryable);
			assertThat(failure.details().type()).isEqualTo(type);
			assertThat(failure.details().message()).isEqualTo(message);
			assertThat(answer.response().text()).isEqualTo("Hel");
		}
	}

	@Test
	void anErrorHasItsTextInAHeader() {
		byte[] body = BedrockAnswers.message(Map.of(":message-type", "error", ":error-code", "internalServerException",
				":error-message", "It broke"), "");
		LlmException failure = failure(BedrockAnswers.read(BedrockAnswers.call(), body, 5));
		assertThat(failure.kind()).isEqualTo(ErrorKind.SERVER);
		assertThat(failure.details().message()).isEqualTo("It broke");
	}

	@Test
	void aWrongChecksumLosesNothingThatHasArrived() {
		byte[] good = BedrockAnswers.stream(BedrockAnswers.delta(0, "{\"text\":\"Hel\"}"));
		byte[] bad = BedrockAnswers.stream(BedrockAnswers.delta(0, "{\"text\":\"lo\"}"));
		bad[bad.length - 10] ^= 4;
		java.util.List<StreamEvent> events = new java.util.ArrayList<>();
		io.llmprovider.protocol.Assembler assembler = new io.llmprovider.protocol.Assembler(BedrockAnswers.call(),
				BedrockConverseProtocol.ID, List.of(), events::add);
		var decoder = BedrockAnswers.PROTOCOL.decoder(BedrockAnswers.call(), assembler);
		var reader = BedrockAnswers.PROTOCOL.framing(BedrockAnswers.call());
		byte[] body = BedrockAnswers.joined(good, bad);
		assertThatExceptionOfType(FramingException.class)
			.isThrownBy(() -> reader.read(body, 0, body.length, decoder::frame));
		assertThat(assembler.partialResponse(FinishReason.ERROR).text()).isEqualTo("Hel");
	}

	/** Found by fuzzing: an answer was finished or failed, depending on the cut. */
	@Test
	void aDamagedMessageBehindTheEndHarmsNothingWhereverTheBodyIsCut() {
		byte[] damaged = BedrockAnswers.stream(BedrockAnswers.METADATA);
		damaged[damaged.length - 10] ^= 4;
		byte[] body = BedrockAnswers.joined(BedrockAnswers.stream(BedrockAnswers.delta(0, "{\"text\":\"a\"}"),
				BedrockAnswers.STOP, BedrockAnswers.METADATA), damaged);
		for (int pieces = 1; pieces <= body.length; pieces++) {
			BedrockAnswers answer = BedrockAnswers.read(BedrockAnswers.call(), body, pieces);
			assertThat(answer.failure()).as("pieces of %d", pieces).isNull();
			assertThat(answer.response().text()).isEqualTo("a");
			assertThat(answer.response().usage().outputTokens()).isEqualTo(61);
		}
	}

	@Test
	void whatWasWrittenForAnHourIsKnown() {
		BedrockAnswers answer = BedrockAnswers.of(BedrockAnswers.delta(0, "{\"text\":\"a\"}"), BedrockAnswers.STOP,
				"metadata {\"usage\":{\"inputTokens\":3,\"outputTokens\":4,\"totalTokens\":18,\"cacheReadInputTokens\":5,"
						+ "\"cacheWriteInputTokens\":6,\"cacheDetails\":[{\"ttl\":\"5m\",\"inputTokens\":4},"
						+ "{\"ttl\":\"1h\",\"inputTokens\":2}]}}");
		assertThat(answer.response().usage().inputTokens()).isEqualTo(14);
		assertThat(answer.response().usage().cacheWriteTokens()).isEqualTo(6);
		assertThat(answer.response().usage().cacheWriteHourTokens()).isEqualTo(2);
	}

	@Test
	void anAnswerThatBreaksOffHasTheSignaturesAndServerToolsThatHadCome() {
		byte[] begun = BedrockAnswers.stream(BedrockAnswers.delta(0, "{\"reasoningContent\":{\"text\":\"Hm\"}}"),
				BedrockAnswers.delta(0, "{\"reasoningContent\":{\"signature\":\"S\"}}"),
				BedrockAnswers.start(1,
						"{\"toolUse\":{\"toolUseId\":\"s\",\"name\":\"nova_grounding\",\"type\":\"server_tool_use\"}}"),
				BedrockAnswers.start(2, "{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}"));
		for (byte[] last : List.of(new byte[0],
				BedrockAnswers.exception("throttlingException", "{\"message\":\"slow\"}"))) {
			BedrockAnswers answer = BedrockAnswers.read(BedrockAnswers.call(), BedrockAnswers.joined(begun, last), 7);
			assertThat(answer.failure()).isNotNull();
			assertThat(answer.response().content()).hasSize(2);
			assertThat(answer.response().content().get(0).replay().text("signature")).isEqualTo("S");
			assertThat(answer.response().toolCalls()).isEmpty();
		}
	}

	@Test
	void whatIsNotUnderstoodIsHandedOn() {
		BedrockAnswers answer = BedrockAnswers.of(BedrockAnswers.delta(0, "{\"text\":\"a\"}"),
				BedrockAnswers.delta(0, "{\"hologram\":{\"x\":1}}"), "newThing {\"a\":1}",
				BedrockAnswers.delta(7, "{\"toolUse\":{\"input\":\"{}\"}}"),
				BedrockAnswers.start(8, "{\"toolUse\":{\"toolUseId\":\"t\"}}"), BedrockAnswers.STOP);
		assertThat(answer.events().stream().filter(StreamEvent.ProviderEvent.class::isInstance)).hasSize(4);
		assertThat(answer.response().toolCalls()).isEmpty();
		assertThat(answer.failure()).isNull();
	}

	@Test
	void aPayloadThatIsNoJsonIsSaidToBeNone() {
		assertThat(kind(BedrockAnswers.of("contentBlockDelta {\"delta\":"))).isEqualTo(ErrorKind.PROTOCOL);
		assertThat(kind(BedrockAnswers.of("messageStop nonsense"))).isEqualTo(ErrorKind.PROTOCOL);
	}

	@Test
	void aWholeAnswerIsTheSame() {
		BedrockAnswers answer = BedrockAnswers
			.whole(BedrockAnswers.call(), "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":["
					+ "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"Hm\",\"signature\":\"c2ln\"}}},"
					+ "{\"reasoningContent\":{\"redactedContent\":\"QUI=\"}},"
					+ "{\"citationsContent\":{\"content\":[{\"text\":\"It is\"}],\"citations\":[{\"title\":\"a\"}]}},"
					+ "{\"toolUse\":{\"toolUseId\":\"t_1\",\"name\":\"f\",\"input\":{\"a\":1}}},{\"odd\":{}}]}},"
					+ "\"stopReason\":\"tool_use\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2},"
					+ "\"serviceTier\":{\"type\":\"flex\"}}");
		assertThat(answer.response().text()).isEqualTo("It is");
		assertThat(answer.calls()).containsExactly("t_1 f {\"a\":1}");
		assertThat(payload(answer, 0)).isEqualTo(Map.of("signature", "c2ln"));
		assertThat(payload(answer, 1)).isEqualTo(Map.of("redactedContent", "QUI="));
		assertThat(answer.response().providerMetadata()).containsEntry("serviceTier", Map.of("type", "flex"));
		assertThat(failure(BedrockAnswers.whole(BedrockAnswers.call(), "{\"message\":\"no\"}")).details().message())
			.isEqualTo("no");
		assertThat(kind(BedrockAnswers.whole(BedrockAnswers.call(), "{\"a\":1}"))).isEqualTo(ErrorKind.PROTOCOL);
	}

	@Test
	void aWholeAnswerMayHoldPicturesAndToolsThatBedrockRan() {
		BedrockAnswers answer = BedrockAnswers.whole(BedrockAnswers.call(), "{\"output\":{\"message\":{\"content\":["
				+ "{\"toolUse\":{\"toolUseId\":\"s\",\"name\":\"nova_grounding\",\"type\":\"server_tool_use\",\"input\":{\"q\":1}}},"
				+ "{\"toolResult\":{\"toolUseId\":\"s\",\"type\":\"nova_grounding_result\",\"content\":[{\"text\":\"r\"}]}},"
				+ "{\"toolResult\":{\"toolUseId\":\"u\"}},"
				+ "{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"QUJD\"}}},"
				+ "{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}},{\"toolUse\":{\"toolUseId\":\"v\",\"name\":\"\"}}]}},"
				+ "\"stopReason\":\"end_turn\"}");
		assertThat(answer.response().content()).hasSize(5);
		assertThat(answer.response().content().get(0)).isInstanceOfSatisfying(ServerToolCall.class,
				(call) -> assertThat(call.arguments()).isEqualTo("{\"q\":1}"));
		assertThat(answer.response().content().get(1)).isInstanceOfSatisfying(ServerToolResult.class, (result) -> {
			assertThat(result.name()).isEqualTo("nova_grounding_result");
			assertThat(result.callId()).isEqualTo("s");
			assertThat(result.raw()).isEqualTo("[{\"text\":\"r\"}]");
		});
		assertThat(answer.response().content().get(2)).isInstanceOfSatisfying(ServerToolResult.class,
				(result) -> assertThat(result.name() + result.raw()).isEqualTo("toolResult[]"));
		assertThat(answer.response().content().get(3)).isEqualTo(Image.of(new byte[] { 'A', 'B', 'C' }, "image/png"));
		assertThat(answer.calls()).containsExactly("t f {}");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
	}

	@Test
	void aCallThatTheLimitCutIsWarnedOf() {
		for (String input : List.of("{\\\"a\\\":", "{\\\"a\\\":1}")) {
			BedrockAnswers answer = BedrockAnswers.of(
					BedrockAnswers.start(0, "{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}"),
					BedrockAnswers.delta(0, "{\"toolUse\":{\"input\":\"" + input + "\"}}"), BedrockAnswers.stop(0),
					"messageStop {\"stopReason\":\"max_tokens\"}");
			assertThat(answer.response().finishReason()).isEqualTo(FinishReason.LENGTH);
			assertThat(answer.response().warnings()).as(input).hasSize(input.endsWith("}") ? 0 : 1);
		}
	}

	@Test
	void aWholeAnswerTellsWhatItUsed() {
		BedrockAnswers answer = BedrockAnswers.whole(BedrockAnswers.call(),
				"{\"output\":{\"message\":{\"content\":[{\"text\":\"Hi\"}]}},\"stopReason\":\"end_turn\","
						+ "\"usage\":{\"cacheReadInputTokens\":5,\"outputTokens\":2}}");
		assertThat(answer.response().usage().inputTokens()).isEqualTo(5);
		assertThat(answer.response().usage().outputTokens()).isEqualTo(2);
		assertThat(answer.response().usage().raw()).containsEntry("outputTokens", 2);
	}

	@Test
	void aWholeAnswerMayBeginWithAByteOrderMark() {
		BedrockAnswers answer = BedrockAnswers.whole(BedrockAnswers.call(),
				"\ufeff{\"output\":{\"message\":{\"content\":[{\"text\":\"Hi\"}]}},\"stopReason\":\"end_turn\"}");
		assertThat(answer.response().text()).isEqualTo("Hi");
	}

	@Test
	void theInputOfTheAnswersToolIsTheAnswer() {
		ChatCall call = BedrockAnswers.call("anthropic.claude-3-sonnet-20240229-v1:0",
				ChatRequest.of("hello")
					.withOptions(ChatOptions.builder()
						.responseFormat(ResponseFormat.jsonSchema("point", "{\"type\":\"object\"}"))
						.build()));
		BedrockAnswers answer = BedrockAnswers.read(call,
				BedrockAnswers.stream(BedrockAnswers.start(0, "{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"json\"}}"),
						BedrockAnswers.delta(0, "{\"toolUse\":{\"input\":\"{\\\"x\\\":1}\"}}"), BedrockAnswers.stop(0),
						"messageStop {\"stopReason\":\"tool_use\"}"),
				Integer.MAX_VALUE);
		assertThat(answer.response().text()).isEqualTo("{\"x\":1}");
		assertThat(answer.response().toolCalls()).isEmpty();
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	private static ErrorKind kind(BedrockAnswers answer) {
		return failure(answer).kind();
	}

	private static LlmException failure(BedrockAnswers answer) {
		assertThat(answer.failure()).isNotNull();
		return java.util.Objects.requireNonNull(answer.failure());
	}

	private static Map<String, Object> payload(BedrockAnswers answer, int block) {
		AssistantContent content = answer.response().content().get(block);
		ReplayData replay = content.replay();
		assertThat(replay).isNotNull();
		return java.util.Objects.requireNonNull(replay).payload();
	}

}
