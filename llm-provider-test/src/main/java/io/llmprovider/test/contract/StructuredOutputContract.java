package io.llmprovider.test.contract;

import java.util.Map;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.ResponseFormat;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on answers that are held to a schema.
 */
public interface StructuredOutputContract extends ContractPart {

	@Test
	default void anAnswerIsHeldToASchema() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.STRUCTURED_OUTPUT);
		stage.willAnswer(Answer.builder().deltas("{\"city\":", "\"Paris\",\"mild\"", ":true}").build());
		String schema = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"enum\":[\"Paris\",\"Rome\"]},"
				+ "\"mild\":{\"type\":\"boolean\"}},\"required\":[\"city\",\"mild\"],\"additionalProperties\":false}";
		ChatRequest request = ChatRequest.of("The weather in Paris is mild. Say so in JSON.")
			.withOptions(
					stage.options().toBuilder().responseFormat(ResponseFormat.jsonSchema("weather", schema)).build());
		ChatResponse response = stage.answer(request);
		Map<?, ?> answer = JsonMapper.builder().build().readValue(response.text(), Map.class);
		assertThat(answer.get("city")).isIn("Paris", "Rome");
		assertThat(answer.get("mild")).isInstanceOf(Boolean.class);
		if (stage.isScripted()) {
			assertThat(stage.received().jsonAnswer()).as("whether the server was asked for JSON").isTrue();
			assertThat(stage.received().received().bodyText()).as("what the server has read, the schema among it")
				.contains("Rome");
		}
	}

}
