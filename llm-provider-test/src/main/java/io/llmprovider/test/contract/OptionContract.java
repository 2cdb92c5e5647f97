package io.llmprovider.test.contract;

import java.util.List;
import java.util.stream.Stream;

import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on what callers set: it is sent, or they are told that it was not.
 */
public interface OptionContract extends ContractPart {

	@Test
	default void whatIsSetIsSentOrItsLossIsTold() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.SAMPLING);
		stage.willAnswer(Answer.text("Well."));
		ChatOptions options = stage.options().toBuilder().temperature(0.25).stop(List.of("THE-END")).build();
		ObservedCall call = stage.call(ChatRequest.of("Tell me a story.").withOptions(options));
		assertThat(stage.simulator().requests()).as("requests").hasSize(1);
		String sent = stage.simulator().requests().get(0).bodyText();
		List<String> lost = Stream.of("0.25", "THE-END").filter((value) -> !sent.contains(value)).toList();
		if (call.failure() == null) {
			assertThat(call.response().warnings()).as("warnings of what was not sent: %s", lost)
				.hasSizeGreaterThanOrEqualTo(lost.size());
		}
		else {
			// some models take none of it, and their server says so
			assertThat(call.failed().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
			assertThat(lost).as("what was not sent").hasSizeLessThan(2);
		}
	}

}
