package io.llmprovider.protocol.google;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Media;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Text;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.DecodedAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.llmprovider.protocol.google.GoogleFixtures.PROTOCOL;
import static io.llmprovider.protocol.google.GoogleFixtures.call;
import static io.llmprovider.protocol.google.GoogleFixtures.finish;
import static io.llmprovider.protocol.google.GoogleFixtures.parts;
import static io.llmprovider.protocol.google.GoogleFixtures.stream;
import static org.assertj.core.api.Assertions.assertThat;

class GoogleStreamDecoderTests {

	private static final String HELLO = parts("{'text':'Hello'}");

	private static final String STOP = finish("STOP");

	@ParameterizedTest
	@ValueSource(strings = { "[{'content':'x'}]", "{'finishReason':'SAFETY'}", "99999999999999999999", "0.0", "'x'" })
	void anIndexThatIsNoNumberHidesNothing(String index) {
		DecodedAnswer answer = stream(HELLO.replace("{'content'", "{'index':" + index + ",'content'"), STOP);
		assertThat(answer.failure()).isNull();
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.response().rawFinishReason()).isEqualTo("STOP");
	}

	@ParameterizedTest
	@ValueSource(strings = { "'stringValue':'x'", "'jsonPath':['$.a'],'stringValue':'x'",
			"'jsonPath':'$.n','stringValue':{'jsonPath':'$.n'}" })
	void argumentsWithoutAPlaceOrAValueMakeNone(String piece) {
		DecodedAnswer answer = stream(parts("{'functionCall':{'name':'ls','willContinue':true}}"),
				parts("{'functionCall':{'partialArgs':[{'jsonPath':'$.a','stringValue':'b'},{" + piece
						+ "}],'willContinue':true}}"),
				parts("{'functionCall':{}}"), STOP);
		assertThat(answer.calls()).hasSize(1)
			.allMatch(
					(call) -> call.startsWith("ls {\"a\":\"b\"") && !call.contains("x") && !call.contains("jsonPath"));
	}

	@Test
	void ofMembersThatStandTwiceTheLastCount() {
		String twice = HELLO.substring(1, HELLO.length() - 1);
		assertThat(stream("{" + twice + "," + twice + "}", STOP).response().text()).isEqualTo("Hello");
		String parts = "'parts':[{'text':'Hello'}]";
		assertThat(stream("{'candidates':[{'content':{" + parts + "," + parts + "}}]}", STOP).response().text())
			.isEqualTo("Hello");
	}

	@Test
	void halfACharacterDoesNotEndTheStream() {
		byte[] body = ("data: " + HELLO.replace("Hello", "a#") + "\n\ndata: " + STOP + "\n\n").replace('\'', '"')
			.getBytes(java.nio.charset.StandardCharsets.UTF_8);
		body[new String(body, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('#')] = (byte) 0xC3;
		io.llmprovider.protocol.Answered answer = io.llmprovider.protocol.Answered.stream(GoogleFixtures.PROTOCOL,
				GoogleFixtures.call(), body);
		assertThat(answer.failure()).isNull();
		assertThat(answer.text()).isEqualTo("a\ufffd");
	}

	@Test
	void thoughtsAndTextAreToldApart() {
		DecodedAnswer answer = stream(parts("{'text':'Hm','thought':true},{'text':', well','thought':true}"),
				parts("{'text':'Hel'}"), parts("{'text':'lo'}"), STOP);
		assertThat(answer.order()).containsExactly("Started", "ReasoningStarted", "ReasoningEnded", "TextStarted",
				"TextEnded", "Finished");
		assertThat(answer.response().reasoning()).isEqualTo("Hm, well");
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	@Test
	void onlyTheMarkMakesAThoughtNotTheSignature() {
		DecodedAnswer answer = stream(parts("{'text':'Hello','thoughtSignature':'c2ln'}"),
				parts("{'text':'Hm','thought':false}"), STOP);
		assertThat(answer.response().text()).isEqualTo("HelloHm");
		assertThat(answer.response().reasoning()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "'response':[{'text':'x'}]", "'usageMetadata':['x']", "'promptFeedback':['x']",
			"'modelVersion':{'text':'x'}", "'responseId':['x']" })
	void membersOfAnotherKindThanExpectedArePassedOver(String member) {
		DecodedAnswer answer = stream("{" + member + "," + HELLO.substring(1), STOP);
		assertThat(answer.failure()).isNull();
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.response().responseId()).isNull();
		assertThat(answer.response().model()).isEqualTo(call().model().id());
		assertThat(answer.response().usage()).isEqualTo(Usage.UNKNOWN);
	}

	@Test
	void aSignatureStaysOnItsPart() {
		DecodedAnswer answer = stream(parts("{'text':'A'}"), parts("{'text':'B','thoughtSignature':'Yg=='}"),
				parts("{'text':'C','thoughtSignature':'Yw=='}"), parts("{'text':'D'}"), STOP);
		assertThat(answer.response().content()).extracting((block) -> ((Text) block).text())
			.containsExactly("A", "B", "C", "D");
		assertThat(answer.replays("thoughtSignature")).containsExactly("", "Yg==", "Yw==", "");
	}

	@Test
	void aSignatureOnATrailingEmptyTextIsKept() {
		DecodedAnswer answer = stream(HELLO, "{'candidates':[{'content':{'parts':[{'text':'',"
				+ "'thoughtSignature':'c2ln'}]},'finishReason':'STOP'}]}");
		assertThat(answer.response().content()).hasSize(2);
		assertThat(answer.replays("thoughtSignature")).containsExactly("", "c2ln");
		assertThat(answer.response().text()).isEqualTo("Hello");
	}

	@Test
	void ofParallelCallsOnlyTheFirstIsSigned() {
		DecodedAnswer answer = stream(
				parts("{'functionCall':{'id':'f1','name':'ls','args':{'dir':'.'}},"
						+ "'thoughtSignature':'QUJD'},{'functionCall':{'id':'f2','name':'ls','args':{'dir':'/'}}}"),
				STOP);
		assertThat(answer.calls()).containsExactly("ls {\"dir\":\".\"}", "ls {\"dir\":\"/\"}");
		assertThat(answer.replays("thoughtSignature")).containsExactly("QUJD", "");
		assertThat(answer.replays("id")).containsExactly("f1", "f2");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(answer.response().rawFinishReason()).isEqualTo("STOP");
	}

	@Test
	void callsWithoutIdGetOneAndKeepTheirOrder() {
		DecodedAnswer answer = stream(
				parts("{'functionCall':{'name':'get','args':{'n':1}}},{'functionCall':{'name':'get','args':{'n':2}}}"),
				parts("{'functionCall':{'name':'get'}}"), STOP);
		assertThat(answer.calls()).containsExactly("get {\"n\":1}", "get {\"n\":2}", "get {}");
		assertThat(answer.response().toolCalls()).extracting((each) -> each.id()).doesNotHaveDuplicates();
		assertThat(answer.replays("id")).containsExactly("", "", "");
	}

	@Test
	void aCallThatIsRepeatedWithItsIdCountsOnce() {
		String repeated = parts("{'functionCall':{'id':'f1','name':'ls','args':{}}}");
		assertThat(stream(repeated, repeated, STOP).calls()).containsExactly("ls {}");
		assertThat(stream(repeated, parts("{'functionCall':{'id':'f1','name':'cat','args':{}}}"), STOP).calls())
			.containsExactly("ls {}", "cat {}");
	}

	@Test
	void aCallWithoutNameIsHandedOnAndNoCall() {
		DecodedAnswer answer = stream(HELLO, parts("{'functionCall':{'args':{'a':1}}}"), STOP);
		assertThat(answer.calls()).isEmpty();
		assertThat(answer.events()).contains(new StreamEvent.ProviderEvent("functionCall", "{\"args\":{\"a\":1}}"));
	}

	@ParameterizedTest
	@CsvSource({ "STOP, STOP", "MAX_TOKENS, LENGTH", "SAFETY, CONTENT_FILTER", "RECITATION, CONTENT_FILTER",
			"LANGUAGE, OTHER", "BLOCKLIST, CONTENT_FILTER", "PROHIBITED_CONTENT, CONTENT_FILTER",
			"SPII, CONTENT_FILTER", "IMAGE_SAFETY, CONTENT_FILTER", "IMAGE_PROHIBITED_CONTENT, OTHER",
			"IMAGE_RECITATION, OTHER", "MALFORMED_FUNCTION_CALL, ERROR", "UNEXPECTED_TOOL_CALL, ERROR",
			"TOO_MANY_TOOL_CALLS, OTHER", "MALFORMED_RESPONSE, OTHER", "MISSING_THOUGHT_SIGNATURE, OTHER",
			"NO_IMAGE, OTHER", "IMAGE_OTHER, OTHER", "OTHER, OTHER", "FINISH_REASON_UNSPECIFIED, OTHER",
			"MODEL_ARMOR, OTHER", "JAILBREAK, OTHER", "NEVER_HEARD_OF, OTHER" })
	void everyFinishReasonHasItsMeaning(String raw, FinishReason meaning) {
		ChatResponse response = stream(HELLO, finish(raw)).response();
		assertThat(response.finishReason()).isEqualTo(meaning);
		assertThat(response.rawFinishReason()).isEqualTo(raw);
		assertThat(response.text()).isEqualTo("Hello");
	}

	@Test
	void thoughtsCanEatTheWholeAnswer() {
		DecodedAnswer answer = stream("{'candidates':[{'content':{'role':'model'},'finishReason':'MAX_TOKENS'}],"
				+ "'usageMetadata':{'promptTokenCount':15,'thoughtsTokenCount':2,'totalTokenCount':17}}");
		assertThat(answer.response().content()).isEmpty();
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.LENGTH);
		assertThat(answer.response().usage().outputTokens()).isEqualTo(2);
		assertThat(answer.empty()).isFalse();
	}

	@Test
	void aPromptThatIsBlockedIsAFilteredAnswerAndNoFailure() {
		DecodedAnswer answer = stream("{'promptFeedback':{'blockReason':'MODEL_ARMOR',"
				+ "'blockReasonMessage':'Jailbreak'},'usageMetadata':{'trafficType':'ON_DEMAND'},'responseId':'r'}");
		assertThat(answer.failure()).isNull();
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
		assertThat(answer.response().rawFinishReason()).isEqualTo("MODEL_ARMOR");
		assertThat(answer.response().usage().inputTokens()).isNull();
		assertThat(answer.warnings()).containsExactly("prompt-blocked");
		assertThat(answer.response().providerMetadata()).containsKey("promptFeedback");
		assertThat(answer.empty()).isFalse();
	}

	@Test
	void whyAPromptWasBlockedCountsMoreThanWhyTheAnswerEnded() {
		DecodedAnswer answer = stream("{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'},"
				+ "'candidates':[{'index':0,'finishReason':'STOP'}]}");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
		assertThat(answer.response().rawFinishReason()).isEqualTo("PROHIBITED_CONTENT");
	}

	@Test
	void aSafetyStopInTheMiddleKeepsTheText() {
		DecodedAnswer answer = stream(HELLO,
				"{'candidates':[{'finishReason':'SAFETY','safetyRatings':[{'category':'X','blocked':true}]}]}");
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
		assertThat(answer.response().providerMetadata()).containsKey("safetyRatings");
	}

	@Test
	void aCallThatTheModelCouldNotWriteIsAskedForAgainAndShowsItsText() {
		DecodedAnswer answer = stream("{'candidates':[{'content':{},'finishReason':'MALFORMED_FUNCTION_CALL',"
				+ "'finishMessage':'Malformed function call: print(ls())'}]}");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.ERROR);
		assertThat(answer.response().providerMetadata()).containsEntry("finishMessage",
				"Malformed function call: print(ls())");
		assertThat(answer.warnings()).containsExactly("answer-failed");
		assertThat(answer.empty()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'candidates':[{'content':{'parts':[{'text':'Hello'}]}}]}", "{'candidates':[]}",
			"{'usageMetadata':{'promptTokenCount':1}}" })
	void aStreamWithoutFinishReasonIsTruncated(String chunk) {
		assertThat(stream(chunk).failure().kind()).isEqualTo(ErrorKind.TRUNCATED);
	}

	@Test
	void anAnswerThatIsNotStreamedNeedsNoFinishReason() {
		DecodedAnswer answer = DecodedAnswer.whole(PROTOCOL, call(),
				"{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]}}]}");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.OTHER);
		assertThat(DecodedAnswer.whole(PROTOCOL, call(), "{}").failure().kind()).isEqualTo(ErrorKind.TRUNCATED);
	}

	@Test
	void anAnswerThatIsNotStreamedNeedsNoCandidateEither() {
		DecodedAnswer answer = DecodedAnswer.whole(PROTOCOL, call(), "{\"usageMetadata\":{\"promptTokenCount\":5,"
				+ "\"totalTokenCount\":5},\"modelVersion\":\"gemini-x\",\"responseId\":\"r\"}");
		assertThat(answer.failure()).isNull();
		assertThat(answer.empty()).isTrue();
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.OTHER);
		assertThat(answer.response().rawFinishReason()).isNull();
		assertThat(answer.response().usage().inputTokens()).isEqualTo(5);
		assertThat(DecodedAnswer.whole(PROTOCOL, call(), "{\"a\":1}").failure().kind()).isEqualTo(ErrorKind.TRUNCATED);
	}

	@Test
	void nothingButAStopIsAnEmptyAnswer() {
		assertThat(stream(STOP).empty()).isTrue();
		assertThat(stream(parts("{'text':''}"), STOP).empty()).isTrue();
		assertThat(stream(HELLO, STOP).empty()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 5, 17, 4096 })
	void anArrayIsReadElementByElementAndEventsAtEveryCut(int pieces) {
		String hello = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Grüße\"}]}}]}";
		String stop = "{\"candidates\":[{\"finishReason\":\"STOP\"}]}";
		for (String body : List.of("[" + hello + "\r\n,\r\n" + stop + "]\n",
				"data: " + hello + "\r\n\r\ndata: " + stop + "\r\n\r\n")) {
			DecodedAnswer answer = DecodedAnswer.stream(PROTOCOL, call(), body, pieces);
			assertThat(answer.failure()).isNull();
			assertThat(answer.response().text()).isEqualTo("Grüße");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: {'error':{'code':503,'message':'Overloaded','status':'UNAVAILABLE'}}\n\n",
			"{'error':{'code':503,'message':'Overloaded','status':'UNAVAILABLE'}}\n",
			"[{\n'error':{'code':503,'message':'Overloaded','status':'UNAVAILABLE'}}\n]" })
	void anErrorInTheMiddleIsAFailureThatKeepsTheBeginning(String error) {
		String body = "data: " + HELLO + "\n\n" + error;
		DecodedAnswer answer = DecodedAnswer.stream(PROTOCOL, call(), body.replace('\'', '"'), 1000);
		assertThat(answer.failure().kind()).isEqualTo(ErrorKind.OVERLOADED);
		assertThat(answer.failure().getMessage()).contains("Overloaded");
		assertThat(answer.response().text()).isEqualTo("Hello");
	}

	@Test
	void aWrappedChunkIsUnwrapped() {
		DecodedAnswer answer = stream("{'response':" + HELLO + ",'traceId':'t1'}",
				"{'response':{'candidates':[{'finishReason':'STOP'}],'modelVersion':'m','responseId':'r'}}");
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.response().providerMetadata()).containsEntry("traceId", "t1");
		assertThat(answer.response().responseId()).isEqualTo("r");
		assertThat(answer.response().model()).isEqualTo("m");
	}

	@Test
	void otherCandidatesAreLeftOut() {
		DecodedAnswer answer = stream("{'candidates':[{'content':{'parts':[{'text':'Hello'}]},'index':0},"
				+ "{'content':{'parts':[{'text':'Hi'}]},'finishReason':'SAFETY','index':1}]}", STOP);
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	@Test
	void codeThatGoogleRunsIsAToolOfTheServerAndGoesBackAsItCame() {
		DecodedAnswer answer = stream(
				parts("{'executableCode':{'language':'PYTHON','code':'1+1'},'thoughtSignature':'c2ln'},"
						+ "{'codeExecutionResult':{'outcome':'OUTCOME_OK','output':'2'}}"),
				STOP);
		ServerToolCall called = (ServerToolCall) answer.response().content().get(0);
		assertThat(called.name()).isEqualTo("code_execution");
		assertThat(called.arguments()).isEqualTo("{\"language\":\"PYTHON\",\"code\":\"1+1\"}");
		assertThat(called.replay().payload()).isEqualTo(Map.of("part",
				Map.of("executableCode", Map.of("language", "PYTHON", "code", "1+1")), "thoughtSignature", "c2ln"));
		assertThat(answer.response().content().get(1)).isInstanceOf(ServerToolResult.class);
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.STOP);
	}

	@Test
	void googlesOwnToolsAreNamedInLowerCase() {
		DecodedAnswer answer = stream(
				parts("{'toolCall':{'id':'t1','toolType':'GOOGLE_SEARCH_WEB','args':{'queries':['x']}}},"
						+ "{'toolResponse':{'id':'t1','toolType':'GOOGLE_SEARCH_WEB','response':{}}}"),
				STOP);
		ServerToolCall called = (ServerToolCall) answer.response().content().get(0);
		assertThat(called.name()).isEqualTo("google_search_web");
		assertThat(called.id()).isEqualTo("t1");
		assertThat(((ServerToolResult) answer.response().content().get(1)).callId()).isEqualTo("t1");
	}

	@Test
	void aPictureIsKeptWithItsSignature() {
		DecodedAnswer answer = stream(
				parts("{'inlineData':{'mimeType':'image/png','data':'AQID'},'thoughtSignature':'c2ln'}"), STOP);
		Image image = (Image) answer.response().content().get(0);
		assertThat(((Media.Bytes) image.media()).data()).containsExactly(1, 2, 3);
		assertThat(answer.replays("thoughtSignature")).containsExactly("c2ln");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'inlineData':{'mimeType':'audio/wav','data':'AQID'}}",
			"{'inlineData':{'mimeType':'image/png','data':'!'}}", "{'fileData':{'fileUri':'gs://x'}}",
			"{'somethingNew':{'a':1}}" })
	void whatHasNoPlaceIsHandedOn(String part) {
		DecodedAnswer answer = stream(HELLO, parts(part), STOP);
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.order()).contains("ProviderEvent");
	}

	@Test
	void sourcesAreHandedOnAndKept() {
		DecodedAnswer answer = stream(HELLO,
				"{'candidates':[{'finishReason':'STOP','groundingMetadata':{'webSearchQueries':['x']},"
						+ "'urlContextMetadata':{},'avgLogprobs':-0.5}]}");
		assertThat(answer.response().providerMetadata())
			.containsEntry("groundingMetadata", Map.of("webSearchQueries", List.of("x")))
			.containsEntry("avgLogprobs", -0.5)
			.doesNotContainKey("urlContextMetadata");
		assertThat(answer.events())
			.contains(new StreamEvent.ProviderEvent("groundingMetadata", "{\"webSearchQueries\":[\"x\"]}"));
	}

	@Test
	void thePromptHoldsTheCacheAndTheAnswerItsThoughts() {
		Usage usage = stream(HELLO,
				"{'candidates':[{'finishReason':'STOP'}],'usageMetadata':{'promptTokenCount':100,"
						+ "'cachedContentTokenCount':90,'candidatesTokenCount':8,'thoughtsTokenCount':20,"
						+ "'toolUsePromptTokenCount':7,'totalTokenCount':135,'trafficType':'ON_DEMAND'}}")
			.response()
			.usage();
		assertThat(usage.inputTokens()).isEqualTo(107);
		assertThat(usage.outputTokens()).isEqualTo(28);
		assertThat(usage.cacheReadTokens()).isEqualTo(90);
		assertThat(usage.reasoningTokens()).isEqualTo(20);
		assertThat(usage.raw()).containsEntry("trafficType", "ON_DEMAND");
	}

	@Test
	void reportsReplaceEachOtherAndAreNeverAdded() {
		Usage usage = stream(
				"{'usageMetadata':{'promptTokenCount':10,'candidatesTokenCount':3,'thoughtsTokenCount':4,"
						+ "'totalTokenCount':17}}",
				HELLO, STOP, "{'usageMetadata':{'promptTokenCount':10,'candidatesTokenCount':6,'totalTokenCount':20}}")
			.response()
			.usage();
		assertThat(usage.inputTokens()).isEqualTo(10);
		assertThat(usage.outputTokens()).as("the last report leaves the thoughts out").isEqualTo(10);
		assertThat(stream(HELLO, STOP).response().usage()).isEqualTo(Usage.UNKNOWN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", "12", "{'candidates':", "[1]" })
	void whatIsNoAnswerSaysSo(String body) {
		assertThat(stream(body).failure().kind()).isEqualTo(ErrorKind.PROTOCOL);
	}

}
