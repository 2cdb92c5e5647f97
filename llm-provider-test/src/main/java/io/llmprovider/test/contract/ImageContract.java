package io.llmprovider.test.contract;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolChoice;
import io.llmprovider.chat.ToolResultContent;
import io.llmprovider.chat.UserContent;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.test.simulator.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on images: from users, in results of tools, too many of them, and for
 * models that see nothing.
 */
public interface ImageContract extends ContractPart {

	@Test
	default void anImageIsSeen() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.IMAGES);
		stage.willAnswer(Answer.text("It is red."));
		ChatRequest request = stage.request()
			.user(new Text("Which colour is this?"), ContractTools.RED, new Text("One word."))
			.build();
		assertThat(stage.answer(request).text()).isNotBlank();
		if (stage.isScripted()) {
			assertThat(stage.receivedImages()).isEqualTo(1);
			assertThat(stage.receivedText("user")).contains("Which colour is this?", "One word.");
		}
	}

	@Test
	default void anImageWithoutWordsIsSeenAndStaysInTheHistory() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.IMAGES);
		stage.willAnswer(Answer.text("Red."), Answer.text("Really."));
		ChatRequest request = stage.request().user(ContractTools.RED).build();
		ChatResponse first = stage.answer(request);
		assertThat(stage.answer(request.reply(first).user("Really?")).text()).isNotBlank();
		if (stage.isScripted()) {
			assertThat(stage.receivedImages()).isEqualTo(1);
		}
	}

	@Test
	default void imagesInResultsOfToolsAreSeen() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOOLS, ContractAbility.RESULT_IMAGES);
		List<List<ToolResultContent>> results = List.of(List.of(ContractTools.RED),
				List.of(new Text("A picture:"), ContractTools.RED));
		for (List<ToolResultContent> result : results) {
			stage.willAnswer(Answer.text("It is red."));
			ToolCall call = new ToolCall("call_1", "get_weather", "{\"city\":\"Rome\"}");
			ChatRequest request = stage.request()
				.user("Which colour has the sky in Rome?")
				.tool(ContractTools.WEATHER)
				.message(AssistantMessage.of(call))
				.build()
				.toolResult(call, result.toArray(ToolResultContent[]::new));
			ChatResponse response = stage.answer(request.withOptions(stage.calling(ToolChoice.AUTO)));
			assertThat(response.content()).isNotEmpty();
			if (stage.isScripted()) {
				assertThat(stage.receivedImages()).as("images that arrived with %s", result).isEqualTo(1);
			}
		}
	}

	@Test
	default void asManyImagesAsAreAllowedAreTakenAndOneMoreIsRefusedByName() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.IMAGES, ContractAbility.IMAGE_LIMIT);
		int limit = subject().imageLimit();
		stage.willAnswer(Answer.text("All red."));
		assertThat(stage.answer(stage.request().user(images(limit)).build()).text()).isNotBlank();
		ObservedCall tooMany = stage.call(stage.request().user(images(limit + 1)).build());
		assertThat(tooMany.failed()).isInstanceOf(InvalidRequestException.class);
		assertThat(tooMany.failed().isRetryable()).isFalse();
		assertThat(tooMany.events(StreamEvent.Started.class)).isEmpty();
	}

	@Test
	default void aModelThatSeesNothingGetsANoteInPlaceOfAnImage() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TEXT_ONLY_MODEL);
		stage.willAnswer(Answer.text("I see nothing."));
		ChatResponse response = stage
			.answer(stage.request().user(new Text("Which colour?"), ContractTools.RED).build());
		assertThat(response.text()).isNotBlank();
		assertThat(response.warnings()).as("warnings of an answer to an image that was left out").isNotEmpty();
		if (stage.isScripted()) {
			assertThat(stage.receivedImages()).isZero();
		}
	}

	private static UserContent[] images(int count) {
		List<UserContent> content = new ArrayList<>();
		content.add(new Text("Which colours are these?"));
		for (int i = 0; i < count; i++) {
			content.add(ContractTools.RED);
		}
		return content.toArray(UserContent[]::new);
	}

}
