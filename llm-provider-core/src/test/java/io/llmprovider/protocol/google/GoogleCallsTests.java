package io.llmprovider.protocol.google;

import java.util.List;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.protocol.DecodedAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.llmprovider.protocol.google.GoogleFixtures.finish;
import static io.llmprovider.protocol.google.GoogleFixtures.parts;
import static io.llmprovider.protocol.google.GoogleFixtures.stream;
import static org.assertj.core.api.Assertions.assertThat;

class GoogleCallsTests {

	private static final String BEGIN = parts("{'functionCall':{'name':'f','willContinue':true}}");

	private static final String END = parts("{'functionCall':{}}");

	private static final String STOP = finish("STOP");

	@Test
	void piecesOfATextAreJoined() {
		DecodedAnswer answer = stream(BEGIN, piece("'jsonPath':'$.a.b','stringValue':'x\\n','willContinue':true"),
				piece("'jsonPath':'$.a.b','stringValue':'yz'"), END, STOP);
		assertThat(answer.calls()).containsExactly("f {\"a\":{\"b\":\"x\\nyz\"}}");
		assertThat(told(answer)).isEqualTo("{\"a\":{\"b\":\"x\\nyz\"}}");
		assertThat(answer.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
	}

	@Test
	void aPieceWithoutAValueEndsATextAndLeavesIt() {
		DecodedAnswer answer = stream(BEGIN, piece("'jsonPath':'$.a','stringValue':'x','willContinue':true"),
				piece("'jsonPath':'$.a'"), piece("'jsonPath':'$.b','numberValue':1"), END, STOP);
		assertThat(answer.calls()).containsExactly("f {\"a\":\"x\",\"b\":1}");
		assertThat(told(answer)).isEqualTo("{\"a\":\"x\",\"b\":1}");
	}

	@Test
	void everyKindOfValueFindsItsPlace() {
		DecodedAnswer answer = stream(BEGIN, piece("'jsonPath':'$.n','numberValue':3"),
				piece("'jsonPath':'$.list[0].s','stringValue':'a'"),
				piece("'jsonPath':'$.list[0].t','boolValue':false"), piece("'jsonPath':'$.list[1].s','nullValue':null"),
				piece("'jsonPath':'$[\\u0027a name\\u0027]','stringValue':''"),
				piece("'jsonPath':'$.deep[0][0]','numberValue':1.5"),
				piece("'jsonPath':'$.deep[0][1]','numberValue':2"), piece("'jsonPath':'$.deep[1][0]','numberValue':3"),
				END, STOP);
		String whole = "{\"n\":3,\"list\":[{\"s\":\"a\",\"t\":false},{\"s\":null}],\"a name\":\"\","
				+ "\"deep\":[[1.5,2],[3]]}";
		assertThat(answer.calls()).containsExactly("f " + whole);
		assertThat(told(answer)).as("as growing JSON").isEqualTo(whole);
	}

	@Test
	void whatComesOutOfOrderIsToldAtTheEnd() {
		DecodedAnswer answer = stream(BEGIN, piece("'jsonPath':'$.a.x','numberValue':1"),
				piece("'jsonPath':'$.b','numberValue':2"), piece("'jsonPath':'$.a.y','numberValue':3"),
				piece("'jsonPath':'$.c','numberValue':4"), END, STOP);
		assertThat(answer.calls()).containsExactly("f {\"a\":{\"x\":1,\"y\":3},\"b\":2,\"c\":4}");
		assertThat(told(answer)).isEqualTo("{\"a\":{\"x\":1},\"b\":2");
	}

	@Test
	void aCallWhoseEndIsMissingEndsWithTheNextOneOrTheAnswer() {
		DecodedAnswer answer = stream(BEGIN, piece("'jsonPath':'$.a','stringValue':'x','willContinue':true"), BEGIN,
				piece("'jsonPath':'$.b','numberValue':1"), STOP);
		assertThat(answer.calls()).containsExactly("f {\"a\":\"x\"}", "f {\"b\":1}");
	}

	@Test
	void aNameAloneIsACallWithoutArguments() {
		assertThat(stream(parts("{'functionCall':{'name':'f'}}"), STOP).calls()).containsExactly("f {}");
		assertThat(stream(BEGIN, END, STOP).calls()).containsExactly("f {}");
	}

	@Test
	void whatStandsBetweenThePiecesOfACallDoesNotEndIt() {
		DecodedAnswer answer = stream(BEGIN, piece("'jsonPath':'$.a','stringValue':'Par','willContinue':true"),
				parts("{'text':'','thoughtSignature':'c2ln'}"), parts("{'text':'Hello'}"),
				piece("'jsonPath':'$.a','stringValue':'is'"), parts("{'functionCall':{}}"), STOP);
		assertThat(answer.calls()).containsExactly("f {\"a\":\"Paris\"}");
		assertThat(answer.response().text()).isEqualTo("Hello");
		assertThat(answer.replays("thoughtSignature")).containsExactly("", "c2ln", "");
	}

	@Test
	void thoughtsTextAndStreamedCallsDoNotMix() {
		DecodedAnswer answer = stream(BEGIN, piece("'jsonPath':'$.a','numberValue':1"), parts("{'text':'Hello'}"),
				parts("{'functionCall':{'name':'g','args':{'b':2}},'thoughtSignature':'c2ln'}"), STOP);
		assertThat(answer.calls()).containsExactly("f {\"a\":1}", "g {\"b\":2}");
		assertThat(answer.replays("thoughtSignature")).containsExactly("", "", "c2ln");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "$.a.b | [a, b]", "$['x.y'].z | [x.y, z]", "$.list[0] | [list, 0]", "$[\"a]b\"][12] | [a]b, 12]",
					"a | [a]", "$ | []", "$.a[ | []", "$.a[-1] | []", "$..a | []", "$[0] | []", "$.a[9999999] | []" })
	void pathsAreReadOrRefused(String path, String steps) {
		assertThat(GooglePath.parse(path)).hasToString(steps);
	}

	private static String piece(String members) {
		return parts("{'functionCall':{'partialArgs':[{" + members + "}],'willContinue':true}}");
	}

	private static String told(DecodedAnswer answer) {
		StringBuilder told = new StringBuilder();
		List<StreamEvent> events = answer.events();
		events.stream()
			.filter(StreamEvent.ToolCallDelta.class::isInstance)
			.forEach((event) -> told.append(((StreamEvent.ToolCallDelta) event).json()));
		return told.toString();
	}

}
