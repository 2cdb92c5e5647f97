package io.llmprovider.protocol.openai.responses;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.Answered;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers that no recording has.
 */
class OpenAiResponsesStreamDecoderTests {

	private static final String CREATED = event("created",
			"\"response\":{\"id\":\"resp_1\",\"model\":\"m-1-2026\",\"status\":\"in_progress\",\"error\":null,\"output\":[]}");

	private static final String COMPLETED = event("completed",
			"\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":20,"
					+ "\"input_tokens_details\":{\"cached_tokens\":8},\"output_tokens\":12,"
					+ "\"output_tokens_details\":{\"reasoning_tokens\":6},\"total_tokens\":32}}");

	@ParameterizedTest
	@ValueSource(strings = { "\"content\":{\"a\":{\"type\":\"output_text\",\"text\":\"x\"}}",
			"\"content\":[{\"type\":\"output_text\",\"text\":1e400}]",
			"\"content\":[{\"type\":\"output_text\",\"text\":true}]", "\"summary\":{\"a\":{\"text\":\"x\"}}" })
	void whatIsNoListHasNoPartsAndWhatIsNoTextSaysNothing(String member) {
		for (String type : List.of("message", "reasoning")) {
			Answered answered = ResponsesAnswers.events(CREATED,
					done(0, "{\"type\":\"" + type + "\",\"id\":\"i_1\"," + member + "}"), text(1, "Hi"), COMPLETED);
			assertThat(answered.failure()).isNull();
			assertThat(answered.text()).isEqualTo("Hi");
			assertThat(answered.response().reasoning()).isEmpty();
		}
	}

	@Test
	void anOutputThatIsNoListHasNoItems() {
		Answered answered = ResponsesAnswers.events(CREATED, text(0, "Hi"), COMPLETED.replace("\"output\":[]",
				"\"output\":{\"a\":{\"type\":\"message\",\"content\":\"x\"},\"b\":" + message("y") + "}"));
		assertThat(answered.text()).isEqualTo("Hi");
	}

	@ParameterizedTest
	@ValueSource(strings = { "99999999999", "99999999999999999999", "1.5", "1e400", "[{\"delta\":\"x\"}]" })
	void anIndexThatIsNoneLosesNothingElse(String index) {
		Answered answered = ResponsesAnswers.events(CREATED, text(0, "Hi"),
				event("web_search_call.searching", "\"item_id\":\"ws_1\",\"output_index\":" + index), COMPLETED);
		assertThat(answered.failure()).isNull();
		assertThat(answered.text()).isEqualTo("Hi");
	}

	@Test
	void aPriceBeyondAllNumbersIsNone() {
		for (String name : List.of("cost", "cost_in_usd_ticks")) {
			Answered answered = ResponsesAnswers.events(CREATED, text(0, "Hi"),
					COMPLETED.replace("\"total_tokens\":32", "\"total_tokens\":32,\"" + name + "\":1e400"));
			assertThat(answered.failure()).isNull();
			assertThat(answered.response().cost()).isNull();
			assertThat(answered.response().usage().inputTokens()).isEqualTo(20);
		}
	}

	@Test
	void eachPartOfASummaryIsABlockAndTheLastOneHoldsWhatGoesBack() {
		Answered answered = ResponsesAnswers.events(CREATED,
				added(0, "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]}"),
				event("reasoning_summary_text.delta", "\"output_index\":0,\"summary_index\":0,\"delta\":\"One\""),
				event("reasoning_summary_text.delta", "\"output_index\":0,\"summary_index\":1,\"delta\":\"Tw\""),
				event("reasoning_summary_text.done", "\"output_index\":0,\"summary_index\":1,\"text\":\"Two\""),
				done(0, "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"encrypted_content\":\"secret\",\"summary\":"
						+ "[{\"type\":\"summary_text\",\"text\":\"One\"},{\"type\":\"summary_text\",\"text\":\"Two\"}]}"),
				added(1, "{\"type\":\"message\",\"id\":\"msg_1\",\"phase\":\"final_answer\",\"content\":[]}"),
				event("output_text.delta", "\"output_index\":1,\"content_index\":0,\"delta\":\"Hi\""),
				done(1, "{\"type\":\"message\",\"id\":\"msg_1\",\"phase\":\"final_answer\",\"role\":\"assistant\","
						+ "\"status\":\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}"),
				COMPLETED);
		assertThat(answered.failure()).isNull();
		List<AssistantContent> content = answered.response().content();
		assertThat(content).hasSize(3);
		assertThat(content.get(0)).isEqualTo(new Reasoning("One"));
		assertThat(((Reasoning) content.get(1)).text()).isEqualTo("Two");
		assertThat(payload(content.get(1))).containsEntry("id", "rs_1").containsEntry("encrypted_content", "secret");
		assertThat(payload(content.get(2))).isEqualTo(Map.of("id", "msg_1", "phase", "final_answer"));
		assertThat(answered.response().usage().cacheReadTokens()).isEqualTo(8);
		assertThat(answered.response().usage().reasoningTokens()).isEqualTo(6);
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(answered.response().model()).isEqualTo("m-1-2026");
	}

	@Test
	void reasoningWithoutAWordIsABlockThatHidesItsText() {
		Answered answered = ResponsesAnswers.events(CREATED,
				added(0, "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]}"),
				done(0, "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"secret\"}"),
				text(1, "Hi"), COMPLETED);
		Reasoning reasoning = (Reasoning) answered.response().content().get(0);
		assertThat(reasoning.redacted()).isTrue();
		assertThat(reasoning.text()).isEmpty();
		assertThat(payload(reasoning)).containsEntry("encrypted_content", "secret").containsEntry("summary", List.of());
	}

	@Test
	void callsThatOverlapAreToldApartByTheirPlace() {
		Answered answered = ResponsesAnswers.events(CREATED, added(0, call("fc_1", "call_1", "first", "")),
				added(1, call("fc_2", "call_2", "second", "")), arguments(1, "{\\\"b\\\":"),
				arguments(0, "{\\\"a\\\":"), arguments(0, "1}"), arguments(1, "2}"),
				done(1, call("fc_2", "call_2", "second", "{\\\"b\\\":2}")),
				done(0, call("fc_1", "call_1", "first", "{\\\"a\\\":1}")), COMPLETED);
		assertThat(answered.calls()).containsExactly("call_1 first {\"a\":1}", "call_2 second {\"b\":2}");
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(payload(answered.response().toolCalls().get(0))).containsEntry("id", "fc_1");
		assertThat(answered.order()).containsExactly("Started", "ToolCallStarted", "ToolCallStarted", "ToolCallEnded",
				"ToolCallEnded", "UsageReported", "Finished");
	}

	static Stream<List<String>> withoutPieces() {
		String whole = call("fc_1", "call_1", "find", "{\\\"q\\\":1}");
		return Stream.of(List.of(added(0, call("fc_1", "call_1", "find", "")), done(0, whole)), List.of(done(0, whole)),
				List.of(added(0, call("fc_1", "call_1", "find", "")),
						event("function_call_arguments.done", "\"output_index\":0,\"arguments\":\"{\\\"q\\\":1}\""),
						done(0, call("fc_1", "call_1", "find", ""))),
				List.of(arguments(0, "{\\\"q\\\":1}"), done(0, whole)));
	}

	@ParameterizedTest
	@MethodSource("withoutPieces")
	void argumentsMayComeWithTheEndOnly(List<String> events) {
		List<String> all = new ArrayList<>(List.of(CREATED));
		all.addAll(events);
		all.add(COMPLETED);
		Answered answered = ResponsesAnswers.events(all.toArray(String[]::new));
		assertThat(answered.calls()).containsExactly("call_1 find {\"q\":1}");
		assertThat(answered.events()).filteredOn(StreamEvent.ToolCallDelta.class::isInstance)
			.extracting((event) -> ((StreamEvent.ToolCallDelta) event).json())
			.containsExactly("{\"q\":1}");
	}

	@Test
	void whatIsOnlyInTheLastEventIsNotLost() {
		Answered answered = ResponsesAnswers.events(CREATED, text(0, "Hi"),
				event("completed", "\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":["
						+ message("Hi") + "," + call("fc_1", "call_1", "find", "{}") + "]}"));
		assertThat(answered.text()).isEqualTo("Hi");
		assertThat(answered.calls()).containsExactly("call_1 find {}");
	}

	@Test
	void halfACharacterDoesNotEndTheStream() {
		byte[] body = ("data: " + String.join("\n\ndata: ", CREATED, text(0, "a#"), COMPLETED) + "\n\n")
			.getBytes(java.nio.charset.StandardCharsets.UTF_8);
		body[new String(body, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('#')] = (byte) 0xC3;
		Answered answered = ResponsesAnswers.stream(body, ResponsesAnswers.CALL);
		assertThat(answered.failure()).isNull();
		assertThat(answered.text()).isEqualTo("a\ufffd");
	}

	/** Found by reading against a second reader: the text was told twice. */
	@Test
	void aListThatBeginsWithAnItemNobodyToldKeepsTheOthersApart() {
		String message = "{\"type\":\"message\",\"id\":\"msg_1\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}";
		String thought = "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}]}";
		Answered answered = ResponsesAnswers.events(CREATED,
				event("output_item.done", "\"output_index\":0,\"item\":" + thought),
				added(1, "{\"type\":\"message\",\"id\":\"msg_1\",\"content\":[]}"), text(1, "Hi"),
				event("completed",
						"\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":["
								+ "{\"type\":\"mcp_list_tools\",\"id\":\"mcpl_1\",\"tools\":[]}," + thought + ","
								+ message + "]}"));
		assertThat(answered.text()).isEqualTo("Hi");
		assertThat(answered.reasoning()).isEqualTo("Hm");
	}

	@Test
	void aCallThatWasCutIsNoCallToExecute() {
		for (String pieces : List.of("", "{\\\"q\\\":\\\"x")) {
			Answered answered = ResponsesAnswers.events(CREATED, text(0, "Well"),
					added(1, call("fc_1", "call_1", "find", "")), arguments(1, pieces),
					incomplete("max_output_tokens"));
			assertThat(answered.response().finishReason()).isEqualTo(FinishReason.LENGTH);
			assertThat(answered.response().toolCalls()).hasSize(1).noneMatch(ToolCall::hasValidArguments);
			assertThat(answered.response().usage().outputTokens()).isEqualTo(5);
		}
	}

	@Test
	void aCallThatItsItemCallsIncompleteIsNoCallToExecute() {
		Answered answered = ResponsesAnswers.events(CREATED, added(0, call("fc_1", "call_1", "find", "")),
				done(0, "{\"type\":\"function_call\",\"call_id\":\"call_1\",\"name\":\"find\",\"arguments\":\"\","
						+ "\"status\":\"incomplete\"}"),
				incomplete("max_output_tokens"));
		assertThat(answered.response().toolCalls()).hasSize(1).noneMatch(ToolCall::hasValidArguments);
	}

	@ParameterizedTest
	@CsvSource({ "max_output_tokens,LENGTH", "content_filter,CONTENT_FILTER", "something_new,OTHER" })
	void anIncompleteAnswerSaysWhy(String reason, FinishReason expected) {
		Answered answered = ResponsesAnswers.events(CREATED, text(0, "Half"), incomplete(reason));
		assertThat(answered.failure()).isNull();
		assertThat(answered.response().finishReason()).isEqualTo(expected);
		assertThat(answered.response().rawFinishReason()).isEqualTo(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down\",\"param\":null,\"sequence_number\":3}",
			"{\"type\":\"error\",\"sequence_number\":3,\"error\":{\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down\"}}",
			"{\"type\":\"response.failed\",\"response\":{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down\"}}}" })
	void aFailureInsideTheStreamKeepsWhatHadArrived(String failure) {
		Answered answered = ResponsesAnswers.events(CREATED, added(0, message("")),
				event("output_text.delta", "\"output_index\":0,\"content_index\":0,\"delta\":\"Ha\""), failure);
		LlmException thrown = Objects.requireNonNull(answered.failure());
		assertThat(thrown.kind()).isEqualTo(ErrorKind.RATE_LIMIT);
		assertThat(thrown.details().message()).isEqualTo("Slow down");
		assertThat(thrown.details().code()).isEqualTo("rate_limit_exceeded");
		assertThat(answered.text()).isEqualTo("Ha");
	}

	@ParameterizedTest
	@CsvSource({ "server_error,SERVER,true", "context_length_exceeded,CONTEXT_OVERFLOW,false",
			"insufficient_quota,QUOTA_EXHAUSTED,false", "usage_not_included,QUOTA_EXHAUSTED,false",
			"rate_limit_exceeded,RATE_LIMIT,true", "invalid_prompt,CONTENT_FILTER,false",
			"bio_policy,CONTENT_FILTER,false", "cyber_policy,CONTENT_FILTER,false",
			"server_is_overloaded,OVERLOADED,true", "slow_down,OVERLOADED,true", "vector_store_timeout,TIMEOUT,true",
			"data_residency_mismatch,INVALID_REQUEST,false", "invalid_image_format,INVALID_REQUEST,false",
			"invalid_base64_image,INVALID_REQUEST,false", "image_too_large,INVALID_REQUEST,false",
			"image_content_policy_violation,CONTENT_FILTER,false", "image_file_not_found,NOT_FOUND,false",
			"unsupported_image_media_type,INVALID_REQUEST,false", "empty_image_file,INVALID_REQUEST,false",
			"failed_to_download_image,INVALID_REQUEST,false" })
	void theCodeOfAFailureSaysWhatItIs(String code, ErrorKind kind, boolean retryable) {
		Answered answered = ResponsesAnswers.events(CREATED,
				event("failed",
						"\"response\":{\"id\":\"resp_1\",\"status\":\"failed\",\"usage\":null,\"error\":{\"code\":\""
								+ code + "\",\"message\":\"It did not work\"}}"));
		assertThat(Objects.requireNonNull(answered.failure()).kind()).isEqualTo(kind);
		assertThat(answered.failure().isRetryable()).isEqualTo(retryable);
	}

	@Test
	void aQuotaThatIsUsedUpIsToldBeforeTheFailureOfTheResponse() {
		Answered answered = ResponsesAnswers.events(CREATED,
				"{\"type\":\"error\",\"error\":{\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\",\"message\":\"You exceeded your current quota\"}}",
				event("failed",
						"\"response\":{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":{\"code\":\"insufficient_quota\",\"message\":\"-\"}}"));
		LlmException thrown = Objects.requireNonNull(answered.failure());
		assertThat(thrown.kind()).isEqualTo(ErrorKind.QUOTA_EXHAUSTED);
		assertThat(thrown.isRetryable()).isFalse();
	}

	@Test
	void whatToWaitMayStandInTheWords() {
		Answered answered = ResponsesAnswers.events(CREATED, event("failed",
				"\"response\":{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Please try again in 1.3s.\"}}"));
		assertThat(Objects.requireNonNull(answered.failure()).retryAfter())
			.hasValueSatisfying((wait) -> assertThat(wait).hasMillis(1300));
	}

	@Test
	void aFailureWithoutAReasonIsAFailureOfTheServer() {
		Answered answered = ResponsesAnswers.events(CREATED,
				event("failed", "\"response\":{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":null}"));
		assertThat(Objects.requireNonNull(answered.failure()).kind()).isEqualTo(ErrorKind.SERVER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[DONE]", "{\"type\":\"response.output_te" })
	void aStreamWithoutItsLastEventIsTruncated(String last) {
		Answered answered = ResponsesAnswers.events(CREATED, added(0, message("")),
				event("output_text.delta", "\"output_index\":0,\"content_index\":0,\"delta\":\"Ha\""), last);
		assertThat(Objects.requireNonNull(answered.failure()).kind()).isEqualTo(ErrorKind.TRUNCATED);
		assertThat(answered.text()).isEqualTo("Ha");
	}

	@Test
	void whatFollowsTheLastEventDoesNotCount() {
		Answered answered = ResponsesAnswers.events(CREATED, text(0, "Hi"), COMPLETED,
				"{\"type\":\"response.rate_limits.updated\",\"error\":{\"message\":\"no\"}}", "not JSON at all");
		assertThat(answered.failure()).isNull();
		assertThat(answered.text()).isEqualTo("Hi");
	}

	@Test
	void codexEndsWithAnotherName() {
		Answered answered = ResponsesAnswers.events(CREATED, text(0, "Hi"),
				"{\"type\":\"response.done\",\"response\":{\"id\":\"resp_1\"}}");
		assertThat(answered.failure()).isNull();
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	@Test
	void aRefusalIsNoText() {
		Answered answered = ResponsesAnswers.events(CREATED, added(0, message("")),
				event("refusal.delta", "\"output_index\":0,\"content_index\":0,\"delta\":\"I \""),
				event("refusal.done", "\"output_index\":0,\"content_index\":0,\"refusal\":\"I won't\""),
				done(0, "{\"type\":\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"I won't\"}]}"),
				COMPLETED);
		assertThat(answered.text()).isEmpty();
		assertThat(answered.response().refusal()).isEqualTo("I won't");
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	@Test
	void eachPartOfARefusalIsToldOnce() {
		String item = "{\"type\":\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"I won't. \"},"
				+ "{\"type\":\"refusal\",\"refusal\":\"Sorry.\"}]}";
		for (String begun : List.of("", "I ", "I won't. ")) {
			Answered answered = ResponsesAnswers.events(CREATED, added(0, message("")),
					event("refusal.delta", "\"output_index\":0,\"content_index\":0,\"delta\":\"" + begun + "\""),
					done(0, item), COMPLETED);
			assertThat(answered.response().refusal()).as(begun).isEqualTo("I won't. Sorry.");
		}
	}

	@Test
	void countsMayBeTexts() {
		Answered answered = ResponsesAnswers.events(CREATED, event("completed",
				"\"response\":{\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":\"20\","
						+ "\"output_tokens\":\"7\",\"output_tokens_details\":{\"reasoning_tokens\":\"many\"}}}"));
		assertThat(answered.response().usage().inputTokens()).isEqualTo(20);
		assertThat(answered.response().usage().outputTokens()).isEqualTo(7);
		assertThat(answered.response().usage().reasoningTokens()).isNull();
	}

	@Test
	void idsMayRotateAndTypesMayOnlyBeInTheEventLine() {
		String body = "event: response.output_item.added\ndata: {\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"a\"}}\n\n"
				+ "event: response.output_text.delta\ndata: {\"item_id\":\"b\",\"output_index\":0,\"delta\":\"Hi\"}\n\n"
				+ "event: response.output_item.done\ndata: {\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"c\","
				+ "\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}}\n\n"
				+ "event: response.completed\ndata: {\"response\":{\"id\":\"r\",\"status\":\"completed\"}}\n\n";
		Answered answered = ResponsesAnswers.stream(body.getBytes(StandardCharsets.UTF_8), ResponsesAnswers.CALL);
		assertThat(answered.text()).isEqualTo("Hi");
		assertThat(payload(answered.response().content().get(0))).containsEntry("id", "c");
	}

	/** As llama.cpp sends them: a thought ends after the answer has begun. */
	@Test
	void itemsThatAreNotCountedAreToldApartByTheirIds() {
		Answered answered = ResponsesAnswers.events(CREATED,
				event("output_item.added",
						"\"item\":{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[],\"content\":[]}"),
				event("reasoning_text.delta", "\"item_id\":\"rs_1\",\"delta\":\"Let me see what they want\""),
				event("output_item.added", "\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"content\":[]}"),
				event("output_text.delta", "\"item_id\":\"msg_1\",\"delta\":\"Hello\""),
				event("output_item.done",
						"\"item\":{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[],\"content\":[{\"type\":\"reasoning_text\",\"text\":\"Let me see what they want\"}]}"),
				event("output_text.done", "\"item_id\":\"msg_1\",\"text\":\"Hello\""),
				event("output_item.done",
						"\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\"}]}"),
				event("completed",
						"\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[]},{\"id\":\"msg_1\",\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\"}]}]}"));
		assertThat(answered.failure()).isNull();
		assertThat(answered.text()).isEqualTo("Hello");
		assertThat(answered.reasoning()).isEqualTo("Let me see what they want");
		assertThat(answered.response().content()).hasSize(2);
	}

	@Test
	void textWithoutABeginningIsText() {
		Answered answered = ResponsesAnswers
			.events(event("output_text.delta", "\"output_index\":0,\"content_index\":0,\"delta\":\"Hi\""), COMPLETED);
		assertThat(answered.text()).isEqualTo("Hi");
	}

	@Test
	void theInputOfACustomToolIsAnArgument() {
		String item = "{\"type\":\"custom_tool_call\",\"id\":\"ct_1\",\"call_id\":\"call_1\",\"name\":\"sql\",\"input\":";
		Answered answered = ResponsesAnswers.events(CREATED, added(0, item + "\"\"}"),
				event("custom_tool_call_input.delta", "\"output_index\":0,\"delta\":\"say \\\"\""),
				event("custom_tool_call_input.delta", "\"output_index\":0,\"delta\":\"x\\\"\\n\""),
				done(0, item + "\"say \\\"x\\\"\\n\"}"), COMPLETED);
		ToolCall call = answered.response().toolCalls().get(0);
		assertThat(call.argumentMap()).containsExactly(Map.entry("input", "say \"x\"\n"));
		assertThat(payload(call)).containsEntry("type", "custom_tool_call").containsEntry("id", "ct_1");
		StringBuilder pieces = new StringBuilder();
		answered.events().forEach((event) -> {
			if (event instanceof StreamEvent.ToolCallDelta delta) {
				pieces.append(delta.json());
			}
		});
		assertThat(pieces).hasToString(call.arguments());
	}

	@Test
	void unknownEventsAndItemsAreHandedOn() {
		Answered answered = ResponsesAnswers.events(CREATED, "{\"type\":\"codex.rate_limits\",\"plan_type\":\"plus\"}",
				done(0, "{\"type\":\"dream\",\"id\":\"d_1\",\"colour\":null,\"depth\":3}"),
				done(1, "{\"type\":\"star_gazing_call\",\"id\":\"s_1\",\"action\":{\"up\":true},\"results\":[1]}"),
				COMPLETED);
		assertThat(answered.events()).filteredOn(StreamEvent.ProviderEvent.class::isInstance).hasSize(1);
		List<AssistantContent> content = answered.response().content();
		assertThat(((ServerToolResult) content.get(0)).name()).isEqualTo("dream");
		assertThat(payload(content.get(0))).containsEntry("item", Map.of("type", "dream", "id", "d_1", "depth", 3));
		ServerToolCall call = (ServerToolCall) content.get(1);
		assertThat(call.name()).isEqualTo("star_gazing");
		assertThat(call.arguments()).isEqualTo("{\"up\":true}");
		assertThat(((ServerToolResult) content.get(2)).raw()).isEqualTo("[1]");
	}

	@Test
	void aPictureIsKeptOnce() {
		Answered answered = ResponsesAnswers.events(
				CREATED, done(0,
						"{\"type\":\"image_generation_call\",\"id\":\"ig_1\","
								+ "\"output_format\":\"webp\",\"result\":\"AQID\",\"revised_prompt\":\"A cat\"}"),
				COMPLETED);
		Image image = (Image) answered.response().content().get(1);
		assertThat(image.media()).isEqualTo(new Media.Bytes(new byte[] { 1, 2, 3 }, "image/webp"));
		assertThat(payload(image).toString()).contains("ig_1").doesNotContain("AQID");
	}

	@Test
	void aRequestForConsentWaitsForTheCaller() {
		Answered answered = ResponsesAnswers.events(CREATED,
				done(0, "{\"type\":\"mcp_approval_request\",\"id\":\"mcpr_1\",\"name\":\"buy\",\"arguments\":\"{}\"}"),
				COMPLETED);
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(answered.response().toolCalls()).isEmpty();
	}

	@Test
	void aToolOfTheProvidersThatTheCallerRunsIsACall() {
		Answered answered = ResponsesAnswers.events(CREATED,
				done(0, "{\"type\":\"local_shell_call\",\"id\":\"lsh_1\","
						+ "\"call_id\":\"call_1\",\"status\":\"completed\",\"action\":{\"command\":[\"ls\"]}}"),
				COMPLETED);
		assertThat(answered.calls()).containsExactly("call_1 local_shell {\"action\":{\"command\":[\"ls\"]}}");
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
	}

	@Test
	void sourcesAndTierAreMetadata() {
		Answered answered = ResponsesAnswers.events(CREATED,
				done(0, "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\","
						+ "\"annotations\":[null,{\"type\":\"url_citation\",\"url\":\"https://a.example\"}]}]}"),
				event("completed",
						"\"response\":{\"id\":\"r\",\"status\":\"completed\",\"service_tier\":\"flex\",\"output\":[]}"));
		assertThat(answered.response().providerMetadata()).containsEntry("service_tier", "flex")
			.containsKey("annotations");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", "{\"choices\":[]}", "[]" })
	void aWholeBodyThatIsNoResponseNamesTheSettingToCheck(String body) {
		LlmException failure = Objects.requireNonNull(ResponsesAnswers.whole(body).failure());
		assertThat(failure.kind()).isEqualTo(ErrorKind.PROTOCOL);
		assertThat(failure.details().action()).contains("llm.providers.acme.base-url");
	}

	@Test
	void aWholeBodyThatFailedIsAFailure() {
		LlmException failure = Objects.requireNonNull(ResponsesAnswers.whole(
				"{\"id\":\"r\",\"status\":\"failed\",\"output\":[],\"error\":{\"code\":\"server_error\",\"message\":\"Oh\"}}")
			.failure());
		assertThat(failure.kind()).isEqualTo(ErrorKind.SERVER);
		assertThat(failure.details().message()).isEqualTo("Oh");
	}

	@Test
	void aWholeBodyThatFailedKeepsWhatItHolds() {
		Answered answered = ResponsesAnswers.whole("{\"id\":\"r\",\"status\":\"failed\",\"output\":[" + message("Half")
				+ "],\"error\":{\"code\":\"server_error\",\"message\":\"Oh\"}}");
		assertThat(answered.failure()).isNotNull();
		assertThat(answered.text()).isEqualTo("Half");
	}

	@Test
	void anEventThatIsNotJsonIsAFailureOfTheProtocol() {
		Answered answered = ResponsesAnswers.events(CREATED, "{\"type\":oops}");
		assertThat(Objects.requireNonNull(answered.failure()).kind()).isEqualTo(ErrorKind.PROTOCOL);
	}

	private static Map<String, @Nullable Object> payload(AssistantContent block) {
		ReplayData replay = Objects.requireNonNull(block.replay());
		assertThat(replay.api()).isEqualTo("openai-responses");
		return replay.payload();
	}

	private static String event(String type, String members) {
		return "{\"type\":\"response." + type + "\",\"sequence_number\":1," + members + "}";
	}

	private static String added(int index, String item) {
		return event("output_item.added", "\"output_index\":" + index + ",\"item\":" + item);
	}

	private static String done(int index, String item) {
		return event("output_item.done", "\"output_index\":" + index + ",\"item\":" + item);
	}

	private static String text(int index, String text) {
		return done(index, message(text));
	}

	private static String message(String text) {
		String part = text.isEmpty() ? "" : "{\"type\":\"output_text\",\"text\":\"" + text + "\"}";
		return "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"content\":[" + part + "]}";
	}

	private static String call(String id, String callId, String name, String arguments) {
		return "{\"type\":\"function_call\",\"id\":\"" + id + "\",\"call_id\":\"" + callId + "\",\"name\":\"" + name
				+ "\",\"arguments\":\"" + arguments + "\"}";
	}

	private static String arguments(int index, String piece) {
		return event("function_call_arguments.delta", "\"output_index\":" + index + ",\"delta\":\"" + piece + "\"");
	}

	private static String incomplete(String reason) {
		return event("incomplete",
				"\"response\":{\"id\":\"resp_1\",\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\""
						+ reason + "\"},\"usage\":{\"input_tokens\":1,\"output_tokens\":5}}");
	}

}
