package io.llmprovider.test.simulator.google;

import java.net.http.HttpResponse;
import java.util.List;

import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.TestClient;
import io.llmprovider.test.simulator.wire.WireJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class GoogleDialectTests {

	private static final String HI = "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]";

	private final LlmSimulator simulator = LlmSimulator.start();

	private final TestClient client = new TestClient(this.simulator);

	@AfterEach
	void close() {
		this.simulator.close();
	}

	private HttpResponse<String> ask(Answer answer, String path, String body) {
		this.simulator.enqueue(answer);
		return this.client.post(path, body);
	}

	private static String path(String model, String method) {
		return "/v1beta/models/" + model + ":" + method;
	}

	@Test
	void eachChunkIsAResponseAndTheLastOneSaysWhyItEnds() {
		Answer answer = Answer.builder().deltas("Hel", "lo").usage(Usage.of(3, 2)).build();
		HttpResponse<String> response = ask(answer, path("gemini-3-pro-preview", "streamGenerateContent"),
				"{" + HI + "}");
		assertThat(response.body()).contains("\r\n\r\n").doesNotContain("[DONE]", "event:");
		List<JsonNode> chunks = TestClient.chunks(response);
		assertThat(chunks).hasSize(3);
		assertThat(chunks.get(0).at("/candidates/0/content/parts/0/text").asString()).isEqualTo("Hel");
		assertThat(chunks.get(0).at("/candidates/0").has("finishReason")).isFalse();
		JsonNode last = chunks.get(2);
		assertThat(last.at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
		assertThat(last.at("/candidates/0/content/parts/0/text").asString("none")).isEmpty();
		assertThat(last.at("/candidates/0/content/parts/0/thoughtSignature").asString()).isNotBlank();
		assertThat(last.at("/usageMetadata/totalTokenCount").asInt()).isEqualTo(5);
	}

	@Test
	void aWholeAnswerJoinsItsTextAndSignsItsFirstCall() {
		Answer answer = Answer.builder()
			.deltas("Hel", "lo")
			.toolCall(null, "ls", "{}")
			.toolCall(null, "pwd", "")
			.build();
		JsonNode body = TestClient.json(ask(answer, path("gemini-2.5-flash", "generateContent"), "{" + HI + "}"));
		JsonNode parts = body.at("/candidates/0/content/parts");
		assertThat(parts.get(0).path("text").asString()).isEqualTo("Hello");
		assertThat(parts.get(1).has("thoughtSignature")).isTrue();
		assertThat(parts.get(1).path("functionCall").has("id")).isFalse();
		assertThat(parts.get(2).has("thoughtSignature")).isFalse();
	}

	@Test
	void codeAssistWrapsAnswersButNoErrors() {
		String path = "/v1internal:generateContent";
		String body = "{\"model\":\"gemini-3-pro-preview\",\"request\":{" + HI + "}}";
		assertThat(TestClient.json(ask(Answer.text("Hello"), path, body)).at("/response/candidates")).isNotEmpty();
		HttpResponse<String> failed = ask(Answer.error(SimulatedError.of(429, "Slow")), path, body);
		assertThat(WireJson.read(failed.body()).at("/error/status").asString()).isEqualTo("RESOURCE_EXHAUSTED");
		assertThat(ask(Answer.text("x"), path, "{" + HI + "}").statusCode()).isEqualTo(400);
	}

}
