package io.llmprovider.protocol.openai.completions;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.protocol.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiCompletionsResponseDecoderTests {

	@Test
	void aWholeAnswerGivesTheSameEvents() {
		Answered answered = CompletionsAnswers
			.whole("""
					\n\n{"id":"r","object":"chat.completion","model":"m-2","choices":[{"index":0,"finish_reason":"tool_calls","message":{
					"role":"assistant","content":"Let me see.","reasoning_content":"hm","refusal":null,
					"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\\"p\\":1}"}}]}}],
					"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}""");
		assertThat(answered.order()).containsExactly("Started", "ReasoningStarted", "ReasoningEnded", "TextStarted",
				"TextEnded", "ToolCallStarted", "ToolCallEnded", "UsageReported", "Finished");
		assertThat(answered.text()).isEqualTo("Let me see.");
		assertThat(answered.calls()).containsExactly("a f {\"p\":1}");
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
	}

	@Test
	void detailsOfAWholeAnswerStayApart() {
		Answered answered = CompletionsAnswers
			.whole("""
					{"choices":[{"index":0,"finish_reason":"stop","message":{"content":"x","reasoning":"ab","reasoning_details":[
					{"type":"reasoning.text","text":"a"},{"type":"reasoning.text","text":"b"}]}}]}""");
		Reasoning reasoning = (Reasoning) answered.response().content().get(0);
		assertThat(reasoning.text()).isEqualTo("ab");
		assertThat(reasoning.replay()).isNotNull();
		assertThat(reasoning.replay().payload()).isEqualTo(Map.of("field", "reasoning", "reasoning_details",
				List.of(Map.of("type", "reasoning.text", "text", "a"), Map.of("type", "reasoning.text", "text", "b"))));
	}

	@Test
	void aPlaceholderAmongTheCallsDoesNotHideTheOlderForm() {
		Answered answered = CompletionsAnswers
			.whole("{\"choices\":[{\"finish_reason\":\"function_call\",\"message\":{\"content\":null,"
					+ "\"tool_calls\":[{\"id\":\"\",\"function\":{\"name\":\"\",\"arguments\":\"\"}}],"
					+ "\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}}}]}");
		assertThat(answered.response().toolCalls()).singleElement()
			.satisfies((call) -> assertThat(call.name()).isEqualTo("f"));
	}

	@Test
	void eachEntryOfAWholeAnswerIsACallWhateverIdItHas() {
		Answered answered = CompletionsAnswers.whole("""
				{"choices":[{"finish_reason":"tool_calls","message":{"content":null,"tool_calls":[
				{"index":0,"id":"a","function":{"name":"f","arguments":"{\\"p\\":1}"}},
				{"index":0,"id":"a","function":{"name":"f","arguments":"{\\"p\\":2}"}},
				{"index":0,"id":"a","function":{"name":"g","arguments":""}}]}}]}""");
		assertThat(answered.response().toolCalls()).extracting((call) -> call.name() + ' ' + call.arguments())
			.containsExactly("f {\"p\":1}", "f {\"p\":2}", "g {}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"code\":502,\"message\":\"upstream\"}", "\"upstream\"" })
	void anErrorOfTheChoiceIsAFailure(String error) {
		Answered answered = CompletionsAnswers.whole("{\"choices\":[{\"finish_reason\":\"error\",\"error\":" + error
				+ ",\"message\":{\"content\":\"Half\"}}]}");
		assertThat(answered.failure().details().message()).isEqualTo("upstream");
		assertThat(answered.text()).isEqualTo("Half");
	}

	@Test
	void aSignatureOfTheMessageIsKept() {
		Answered answered = CompletionsAnswers
			.whole("""
					{"choices":[{"index":0,"finish_reason":"tool_calls","message":{"extra_content":{"google":{"thought_signature":"S"}},
					"tool_calls":[{"id":"","type":"function","function":{"name":"f","arguments":"{}"}}]}}]}""");
		assertThat(answered.response().content()).hasSize(2);
		assertThat(answered.response().content().get(0).replay()).isNotNull();
		assertThat(answered.response().content().get(0).replay().payload()).containsKey("extra_content");
	}

	@Test
	void spokenAnswersAreMetadata() {
		Answered answered = CompletionsAnswers
			.whole("""
					{"choices":[{"index":0,"finish_reason":"stop","message":{"content":null,"audio":{"id":"a","data":"AQ==","transcript":"hi"}}}]}""");
		assertThat(answered.response().providerMetadata()).containsKey("audio");
		assertThat(answered.order()).contains("ProviderEvent");
	}

	@Test
	void anAnswerThatWasStreamedUnaskedIsUnderstood() {
		Answered answered = CompletionsAnswers.whole(
				": hi\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
		assertThat(answered.text()).isEqualTo("x");
		assertThat(answered.failure()).isNull();
	}

	@Test
	void aWholeAnswerThatIsWrittenAsADeltaIsUnderstood() {
		Answered answered = CompletionsAnswers.whole("""
				{"choices":[{"index":0,"finish_reason":"stop","delta":{"content":"x"}}]}""");
		assertThat(answered.text()).isEqualTo("x");
		answered = CompletionsAnswers.whole("""
				{"choices":[{"index":0,"finish_reason":"stop","delta":{"content":"x"},"message":{"content":"y"}}]}""");
		assertThat(answered.text()).isEqualTo("y");
	}

	@Test
	void whatIsCollectedIsToldAtTheEndOfAWholeAnswer() {
		Answered answered = CompletionsAnswers.whole("""
				{"choices":[{"index":0,"finish_reason":"stop","logprobs":{"content":[{"token":"x"}]},
				"message":{"content":"x","annotations":[{"type":"file"}]}}]}""");
		assertThat(answered.response().providerMetadata()).isEqualTo(Map.of("annotations",
				List.of(Map.of("type", "file")), "logprobs", Map.of("content", List.of(Map.of("token", "x")))));
	}

	@Test
	void aMissingFinishReasonIsUnknownAndNoError() {
		Answered answered = CompletionsAnswers.whole("{\"choices\":[{\"message\":{\"content\":\"x\"}}]}");
		assertThat(answered.failure()).isNull();
		assertThat(answered.response().finishReason()).isEqualTo(FinishReason.OTHER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error\":{\"message\":\"Boom\"}}", "{\"error\":\"Boom\"}",
			"{\"choices\":null,\"base_resp\":{\"status_code\":1004,\"status_msg\":\"Boom\"}}",
			"{\"object\":\"error\",\"message\":\"Boom\",\"code\":400}",
			"\n[{\"error\":{\"message\":\"Boom\",\"code\":400}}]" })
	void anErrorInASuccessfulAnswerIsAnError(String body) {
		assertThat(CompletionsAnswers.whole(body).failure()).isNotNull().hasMessageContaining("Boom");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   ", "<html>nginx</html>", "{\"choices\":[]}", "{}", "\"x\"", "{\"choices\":[{" })
	void whatIsNoAnswerIsNamed(String body) {
		Answered answered = CompletionsAnswers.whole(body);
		assertThat(answered.failure()).isNotNull();
		assertThat(answered.failure().kind()).isEqualTo(ErrorKind.PROTOCOL);
		assertThat(answered.failure()).hasMessageContaining("llm.providers.acme.base-url");
	}

}
