package io.llmprovider.protocol.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.Answered;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ErrorResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.llmprovider.protocol.anthropic.AnthropicAnswers.START;
import static io.llmprovider.protocol.anthropic.AnthropicAnswers.STOP;
import static io.llmprovider.protocol.anthropic.AnthropicAnswers.begin;
import static io.llmprovider.protocol.anthropic.AnthropicAnswers.blocks;
import static io.llmprovider.protocol.anthropic.AnthropicAnswers.delta;
import static io.llmprovider.protocol.anthropic.AnthropicAnswers.ending;
import static io.llmprovider.protocol.anthropic.AnthropicAnswers.events;
import static io.llmprovider.protocol.anthropic.AnthropicAnswers.stop;
import static org.assertj.core.api.Assertions.assertThat;

class AnthropicStreamDecoderTests {

	private static final String TEXT = "{\"type\":\"text\",\"text\":\"\"}";

	private static final String CALL = "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"read\",\"input\":{}}";

	private static final String HELLO = "{\"type\":\"text_delta\",\"text\":\"Hello\"}";

	@ParameterizedTest
	@ValueSource(strings = { "{\"output_tokens\":1}", "[7]", "\"x\"", "true" })
	void aLaterCountThatIsNoNumberLeavesTheEarlierOne(String count) {
		Answered answer = events(START, begin(0, TEXT), delta(0, HELLO), stop(0),
				ending("end_turn").replaceFirst("\"usage\":\\{", "\"usage\":{\"input_tokens\":" + count + ","), STOP);
		assertThat(answer.failure()).isNull();
		assertThat(answer.response().usage().inputTokens()).isNotNull()
			.isEqualTo(events(START, begin(0, TEXT), delta(0, HELLO), stop(0), ending("end_turn"), STOP).response()
				.usage()
				.inputTokens());
	}

	@Test
	void theIndexOfABlockMayHaveAFractionOfZero() {
		Answered answer = events(START, begin(0, TEXT), begin(1, TEXT),
				delta(0, HELLO).replace("\"index\":0", "\"index\":0.0"),
				delta(1, HELLO).replace("\"index\":1", "\"index\":1e0"), stop(0), stop(1), ending("end_turn"), STOP);
		assertThat(answer.response().text()).isEqualTo("HelloHello");
	}

	@Test
	void thoughtsTextAndCallsArriveInOrder() {
		Answered answer = blocks("tool_use", begin(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
				delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}"),
				delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}"),
				delta(0, "{\"type\":\"signature_delta\",\"signature\":\"bmF0\"}"), stop(0), begin(1, TEXT),
				delta(1, HELLO), stop(1), begin(2, CALL),
				delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}"),
				delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"path\\\":\\\"a\\\\\"}"),
				delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"tb\\\"}\"}"), stop(2));
		assertThat(answer.order()).containsExactly("Started", "ReasoningStarted", "ReasoningEnded", "TextStarted",
				"TextEnded", "ToolCallStarted", "ToolCallEnded", "UsageReported", "Finished");
		assertThat(answer.response().reasoning()).isEqualTo("Hm");
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.calls()).containsExactly("toolu_1 read {\"path\":\"a\\tb\"}");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(answer.replays().get(0)).isEqualTo(new ReplayData("anthropic", "claude-sonnet-4-5",
				"anthropic-messages", Map.of("signature", "c2lnbmF0")));
	}

	@Test
	void hiddenAndEncryptedThoughtsAreKeptForTheirAuthor() {
		Answered answer = blocks("end_turn", begin(0, "{\"type\":\"thinking\",\"thinking\":\"\"}"),
				delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}"), stop(0),
				begin(1, "{\"type\":\"redacted_thinking\",\"data\":\"ZW5j\"}"), stop(1), begin(2, TEXT),
				delta(2, HELLO), stop(2));
		assertThat(answer.response().content().get(0)).isEqualTo(new Reasoning("", false, answer.replays().get(0)));
		assertThat(((Reasoning) answer.response().content().get(1)).redacted()).isTrue();
		assertThat(answer.replays().get(1).text("data")).isEqualTo("ZW5j");
	}

	@Test
	void aCallWithoutArgumentsHasAnEmptyObject() {
		for (String input : List.of("{}", "\"\"", "null")) {
			assertThat(blocks("tool_use", begin(0, CALL.replace("{}", input)), stop(0)).calls())
				.containsExactly("toolu_1 read {}");
		}
	}

	@Test
	void halfACharacterDoesNotEndTheStream() {
		byte[] body = ("data: " + String.join("\n\ndata: ", AnthropicAnswers.START, begin(0, TEXT),
				delta(0, HELLO.replace("Hello", "a#")), AnthropicAnswers.ending("end_turn"), AnthropicAnswers.STOP)
				+ "\n\n")
			.getBytes(java.nio.charset.StandardCharsets.UTF_8);
		body[new String(body, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('#')] = (byte) 0xC3;
		Answered answer = AnthropicAnswers.stream(AnthropicAnswers.CALL, body, 7);
		assertThat(answer.failure()).isNull();
		assertThat(answer.text()).isEqualTo("a\ufffd");
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: ", "event: message_start\ndata: ", ": hello\n\ndata: ", " \n data: " })
	void anAnswerThatIsStreamedUnaskedIsUnderstood(String beginning) {
		String stream = beginning + String.join("\n\ndata: ", AnthropicAnswers.START, begin(0, TEXT), delta(0, HELLO),
				AnthropicAnswers.ending("end_turn"), AnthropicAnswers.STOP) + "\n\n";
		Answered answer = AnthropicAnswers.whole(AnthropicAnswers.CALL,
				stream.stripTrailing().getBytes(java.nio.charset.StandardCharsets.UTF_8));
		assertThat(answer.failure()).isNull();
		assertThat(answer.text()).isEqualTo("Hello");
	}

	@Test
	void aPieceThatEndsWithinAnEscapeIsJoined() {
		String[] pieces = { "{\\\"a\\\":\\\"\\\\u00", "e9\\\\", "n\\\\ud83d", "\\\\ude00\\\"}" };
		List<String> events = new java.util.ArrayList<>(List.of(begin(0, CALL)));
		for (String piece : pieces) {
			events.add(delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"" + piece + "\"}"));
		}
		events.add(stop(0));
		assertThat(blocks("tool_use", events.toArray(String[]::new)).response().toolCalls().get(0).argumentMap())
			.containsEntry("a", "\u00e9\n\ud83d\ude00");
	}

	@Test
	void argumentsThatComeAtOnceAreTaken() {
		String whole = CALL.replace("{}", "{\"n\":1}");
		assertThat(blocks("tool_use", begin(0, whole), stop(0)).calls()).containsExactly("toolu_1 read {\"n\":1}");
	}

	@Test
	void aCallThatTheLimitCutIsMarked() {
		Answered answer = blocks("max_tokens", begin(0, CALL),
				delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"pa\"}"), stop(0));
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.LENGTH);
		assertThat(answer.response().toolCalls()).hasSize(1).noneMatch((call) -> call.hasValidArguments());
		assertThat(answer.response().warnings()).extracting(Warning::code).containsExactly("tool-call-cut");
	}

	@ParameterizedTest
	@CsvSource({ "end_turn,STOP", "stop_sequence,STOP", "max_tokens,LENGTH", "model_context_window_exceeded,LENGTH",
			"refusal,CONTENT_FILTER", "sensitive,CONTENT_FILTER", "pause_turn,OTHER", "compaction,OTHER",
			"something_new,OTHER" })
	void stopReasonsHaveOurWordsAndKeepTheirOwn(String raw, FinishReason expected) {
		Answered answer = blocks(raw, begin(0, TEXT), delta(0, HELLO), stop(0));
		assertThat(answer.response().finishReason()).isEqualTo(expected);
		assertThat(answer.response().rawFinishReason()).isEqualTo(raw);
		assertThat(answer.response().providerMetadata().containsKey("paused")).isEqualTo(raw.equals("pause_turn"));
	}

	@Test
	void aRefusalSaysWhy() {
		Answered answer = events(START, begin(0, TEXT), delta(0, HELLO), stop(0),
				"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\",\"stop_details\":"
						+ "{\"type\":\"refusal\",\"category\":\"cyber\",\"explanation\":\"No.\"}}}",
				STOP);
		assertThat(answer.response().refusal()).isEqualTo("No.");
		assertThat(answer.response().providerMetadata()).containsKey("stop_details");
	}

	@Test
	void countsAreMergedAndNeverAdded() {
		Usage usage = events(START, begin(0, TEXT), delta(0, HELLO), stop(0),
				"{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"input_tokens\":20,\"output_tokens\":10,"
						+ "\"cache_read_input_tokens\":null}}",
				"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":44,"
						+ "\"output_tokens_details\":{\"thinking_tokens\":7}}}",
				STOP)
			.response()
			.usage();
		assertThat(usage.inputTokens()).isEqualTo(20 + 2048 + 9000);
		assertThat(usage.outputTokens()).isEqualTo(44);
		assertThat(usage.cacheReadTokens()).isEqualTo(9000);
		assertThat(usage.cacheWriteTokens()).isEqualTo(2048);
		assertThat(usage.reasoningTokens()).isEqualTo(7);
		assertThat(usage.raw()).containsEntry("cache_creation", Map.of("ephemeral_1h_input_tokens", 2048));
	}

	@Test
	void anErrorAsFirstEventIsOneOfTheProviders() {
		Answered answer = events("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
				+ "\"message\":\"Overloaded\"},\"request_id\":\"req_1\"}");
		assertThat(answer.failure().kind()).isEqualTo(ErrorKind.OVERLOADED);
		assertThat(answer.failure().isRetryable()).isTrue();
		assertThat(answer.events()).isEmpty();
	}

	@Test
	void anErrorInTheMiddleKeepsWhatHadArrived() {
		Answered answer = events(START, begin(0, TEXT), delta(0, HELLO),
				"{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Internal server error\"}}");
		assertThat(answer.failure().kind()).isEqualTo(ErrorKind.SERVER);
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.response().usage().inputTokens()).isEqualTo(12 + 2048 + 9000);
	}

	@Test
	void anAnswerThatBreaksOffHasTheSignaturesAndServerToolsThatHadCome() {
		String thinking = begin(0, "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"\"}");
		String signature = delta(0, "{\"type\":\"signature_delta\",\"signature\":\"S\"}");
		String search = begin(1,
				"{\"type\":\"server_tool_use\",\"id\":\"srv_1\",\"name\":\"web_search\",\"input\":{}}");
		String query = delta(1, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"q\"}");
		String failure = "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}";
		for (String last : List.of(failure, "{\"type\":\"ping\"}")) {
			Answered answer = events(START, thinking, signature, search, query, begin(2, CALL), last);
			assertThat(answer.failure()).isNotNull();
			assertThat(answer.replays().get(0).text("signature")).isEqualTo("S");
			assertThat(answer.response().content().get(1))
				.isInstanceOfSatisfying(io.llmprovider.chat.ServerToolCall.class, (call) -> {
					assertThat(call.name()).isEqualTo("web_search");
					assertThat(call.arguments()).isNull();
				});
			assertThat(answer.response().toolCalls()).isEmpty();
		}
	}

	@Test
	void aStreamThatStopsBeforeTheReasonIsTruncated() {
		Answered answer = events(START, begin(0, TEXT), delta(0, HELLO), stop(0));
		assertThat(answer.failure().kind()).isEqualTo(ErrorKind.TRUNCATED);
		assertThat(answer.response().text()).isEqualTo("Hello");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[DONE]" })
	void aStreamMayEndBehindTheReason(String last) {
		Answered answer = events(START, begin(0, TEXT), delta(0, HELLO), ending("end_turn"), last);
		assertThat(answer.failure()).isNull();
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.order()).contains("TextEnded");
	}

	@Test
	void pingsAreAllowedAnywhereAndNewEventsAreHandedOn() {
		String ping = "{\"type\":\"ping\"}";
		Answered answer = events(ping, START, ping, begin(0, TEXT), ping, delta(0, HELLO),
				delta(0, "{\"type\":\"new_delta\",\"x\":[1]}"), "{\"type\":\"new_event\"}", stop(0), ping,
				ending("end_turn"), ping, STOP);
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.events()).filteredOn(StreamEvent.ProviderEvent.class::isInstance)
			.extracting((event) -> ((StreamEvent.ProviderEvent) event).type())
			.containsExactly("new_delta", "new_event");
	}

	@Test
	void theSameBeginningTwiceIsOneAndAnotherIsAFailure() {
		assertThat(events(START, START, begin(0, TEXT), delta(0, HELLO), stop(0), ending("end_turn"), STOP).failure())
			.isNull();
		Answered spliced = events(START, begin(0, TEXT), delta(0, HELLO), START.replace("msg_1", "msg_2"));
		assertThat(spliced.failure().kind()).isEqualTo(ErrorKind.PROTOCOL);
	}

	@Test
	void blocksWithoutABeginningAndWithTextInItAreUnderstood() {
		Answered answer = events(START, delta(0, HELLO), begin(1, "{\"type\":\"text\",\"text\":\", you\"}"),
				ending("end_turn"), STOP);
		assertThat(answer.response().text()).isEqualTo("Hello, you");
	}

	@Test
	void toolsOfTheProviderAndTheirResultsAreBlocks() {
		Answered answer = blocks("end_turn",
				begin(0, "{\"type\":\"server_tool_use\",\"id\":\"srv_1\",\"name\":\"web_search\",\"input\":{}}"),
				delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\":\\\"x\\\"}\"}"), stop(0),
				begin(1, "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srv_1\",\"content\":[{\"url\":\"u\"}]}"),
				stop(1), begin(2, "{\"type\":\"compaction\",\"content\":null}"),
				delta(2, "{\"type\":\"compaction_delta\",\"content\":\"So far\"}"), stop(2));
		assertThat(answer.order()).containsExactly("Started", "ServerToolCalled", "ServerToolReturned",
				"ServerToolReturned", "UsageReported", "Finished");
		assertThat(answer.response().content()).filteredOn(ServerToolResult.class::isInstance)
			.extracting((block) -> ((ServerToolResult) block).raw())
			.containsExactly("[{\"url\":\"u\"}]", "\"So far\"");
	}

	@Test
	void citationsAreHandedOnAndKept() {
		Answered answer = blocks("end_turn", begin(0, TEXT), delta(0, HELLO),
				delta(0, "{\"type\":\"citations_delta\",\"citation\":{\"type\":\"char_location\",\"start\":1}}"),
				stop(0));
		assertThat(answer.order()).contains("ProviderEvent");
		assertThat(answer.replays().get(0).payload()).containsEntry("citations",
				List.of(Map.of("type", "char_location", "start", 1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tool_use", "server_tool_use", "mcp_tool_use" })
	void aCallWithoutANameIsAPlaceholder(String type) {
		for (String name : List.of("\"name\":\"\",", "\"name\":null,", "")) {
			String call = "{\"type\":\"" + type + "\",\"id\":\"t\"," + name + "\"input\":{}}";
			Answered answer = blocks("end_turn", begin(0, TEXT), delta(0, HELLO), stop(0), begin(1, call), stop(1));
			assertThat(answer.response().content()).as(call).hasSize(1);
			assertThat(answer.events()).filteredOn(StreamEvent.ProviderEvent.class::isInstance)
				.extracting((event) -> ((StreamEvent.ProviderEvent) event).type())
				.containsExactly(type);
		}
	}

	@Test
	void whatIsSaidBesideAnAnswerIsMetadata() {
		Answered answer = events(START, begin(0, TEXT), delta(0, HELLO), stop(0),
				begin(1, "{\"type\":\"fallback\",\"from\":{\"model\":\"claude-x\"},\"to\":{\"model\":\"claude-y\"}}"),
				stop(1),
				"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"###\","
						+ "\"container\":{\"id\":\"c_1\"},\"stop_details\":{\"explanation\":\"Fine.\"}},"
						+ "\"context_management\":{\"applied_edits\":[1]}}",
				STOP);
		assertThat(answer.response().providerMetadata()).containsEntry("stop_sequence", "###")
			.containsEntry("container", Map.of("id", "c_1"))
			.containsEntry("context_management", Map.of("applied_edits", List.of(1)))
			.containsEntry("stop_details", Map.of("explanation", "Fine."));
		assertThat(answer.response().refusal()).as("which only a refusal has").isNull();
		assertThat(answer.response().model()).isEqualTo("claude-y");
		assertThat(answer.response().responseId()).isEqualTo("msg_1");
	}

	@Test
	void whatBelongsToNothingChangesNothing() {
		Answered answer = blocks("end_turn", begin(0, TEXT), delta(0, HELLO), stop(0),
				delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}"), stop(7), begin(1, TEXT),
				delta(1, "{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}"),
				delta(1, "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}"), delta(1, HELLO));
		assertThat(answer.text()).isEqualTo("HelloHello");
		assertThat(answer.reasoning()).isEmpty();
		assertThat(answer.calls()).isEmpty();
	}

	@Test
	void theInputOfTheAnswerToolIsTheText() {
		ChatCall call = AnthropicAnswers.call("claude-3-5-haiku-latest",
				ChatRequest.of("hello")
					.withOptions(ChatOptions.builder()
						.responseFormat(ResponseFormat.jsonSchema("city", "{\"type\":\"object\"}"))
						.build()));
		Answered answer = events(call, START, begin(0, CALL.replace("read", "json")),
				delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":1}\"}"), stop(0),
				ending("tool_use"), STOP);
		assertThat(answer.response().text()).isEqualTo("{\"a\":1}");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(answer.response().toolCalls()).isEmpty();
		Answered broken = events(call, START, begin(0, CALL.replace("read", "json")));
		assertThat(broken.failure()).isNotNull();
		assertThat(broken.text()).as("of an answer that broke off before its first word").isEmpty();
	}

	@Test
	void aWholeAnswerGivesTheSameEventsAsAStream() {
		String body = START.substring(START.indexOf("{\"id\""), START.length() - 1)
			.replace("\"content\":[]", "\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]")
			.replace("\"stop_reason\":null", "\"stop_reason\":\"end_turn\"");
		Answered whole = whole(body);
		Answered stream = events(START, begin(0, TEXT), delta(0, HELLO), stop(0),
				"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}", STOP);
		assertThat(whole.failure()).isNull();
		assertThat(whole.order()).isEqualTo(stream.order());
		assertThat(whole.response().content()).isEqualTo(stream.response().content());
		assertThat(whole.response().usage()).isEqualTo(stream.response().usage());
	}

	@Test
	void whatBlocksBringAtTheirBeginningCounts() {
		Answered answer = whole("{\"type\":\"message\",\"model\":\"claude-z\",\"content\":["
				+ "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"S\"},"
				+ "{\"type\":\"text\",\"text\":\"Hi\",\"citations\":[{\"title\":\"a\"}]},"
				+ "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{\"q\":1}},"
				+ "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1},\"caller\":{\"type\":\"direct\"}}],"
				+ "\"stop_reason\":\"tool_use\",\"stop_sequence\":\"#\"}");
		assertThat(answer.reasoning()).isEqualTo("Hm");
		assertThat(answer.replays().get(0).text("signature")).isEqualTo("S");
		assertThat(answer.text()).isEqualTo("Hi");
		assertThat(answer.replays().get(1).payload()).containsEntry("citations", List.of(Map.of("title", "a")));
		assertThat(answer.response().content().get(2)).isInstanceOfSatisfying(io.llmprovider.chat.ServerToolCall.class,
				(call) -> assertThat(call.arguments()).isEqualTo("{\"q\":1}"));
		assertThat(answer.calls()).containsExactly("t f {\"a\":1}");
		assertThat(answer.replays().get(3).payload()).containsEntry("members",
				Map.of("caller", Map.of("type", "direct")));
		assertThat(answer.response().model()).isEqualTo("claude-z");
		assertThat(answer.response().providerMetadata()).containsEntry("stop_sequence", "#");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
	}

	@ParameterizedTest
	@CsvSource({ "input_tokens,3,3,,,", "cache_read_input_tokens,5,5,5,,", "cache_creation_input_tokens,7,7,,7,",
			"output_tokens,9,,,,9" })
	void countsThatStandAloneAreCounts(String name, int count, Long input, Long read, Long written, Long output) {
		Usage usage = whole("{\"type\":\"message\",\"content\":[],\"stop_reason\":\"end_turn\",\"usage\":{\"" + name
				+ "\":" + count + "}}")
			.response()
			.usage();
		assertThat(usage.inputTokens()).isEqualTo(input);
		assertThat(usage.cacheReadTokens()).isEqualTo(read);
		assertThat(usage.cacheWriteTokens()).isEqualTo(written);
		assertThat(usage.outputTokens()).isEqualTo(output);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{}", "null", "<html>", "{\"id\":\"x\"" })
	void whatIsNoMessageIsAFailure(String body) {
		assertThat(whole(body).failure()).isNotNull();
	}

	@Test
	void anErrorPageOfTheEdgeIsUnderstood() {
		var failure = AnthropicAnswers.PROTOCOL.error(AnthropicAnswers.CALL, new ErrorResponse(413, Map.of(),
				"<html><title>413 Request Entity Too Large</title></html>".getBytes(StandardCharsets.UTF_8)));
		assertThat(failure.isRetryable()).isFalse();
		assertThat(failure.details().status()).isEqualTo(413);
	}

	@Test
	void theServersWordOnRetriesCounts() {
		var failure = AnthropicAnswers.PROTOCOL.error(AnthropicAnswers.CALL,
				new ErrorResponse(529, Map.of("x-should-retry", List.of("false")),
						"{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"
							.getBytes(StandardCharsets.UTF_8)));
		assertThat(failure.kind()).isEqualTo(ErrorKind.OVERLOADED);
		assertThat(failure.isRetryable()).isFalse();
	}

	private static Answered whole(String body) {
		return AnthropicAnswers.whole(AnthropicAnswers.CALL, body.getBytes(StandardCharsets.UTF_8));
	}

}
