package io.llmprovider.test.contract;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.model.Usage;
import io.llmprovider.test.simulator.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on what a call used: counts add up, and what was not told is not zero.
 */
public interface UsageContract extends ContractPart {

	@Test
	default void tokensAreCountedAndAddUp() {
		ContractStage stage = ContractStage.of(subject(), ContractAbility.TOKEN_COUNTS);
		stage.willAnswer(Answer.text("One, two, three."));
		ObservedCall call = stage.call(stage.ask("Count from one to three."));
		ChatResponse response = call.response();
		Usage usage = response.usage();
		assertThat(usage.inputTokens()).as("input tokens").isPositive();
		assertThat(usage.outputTokens()).as("output tokens").isPositive();
		assertThat(usage.totalTokens()).as("all tokens")
			.isEqualTo(value(usage.inputTokens()) + value(usage.outputTokens()));
		assertThat(call.events(StreamEvent.UsageReported.class)).hasSize(1);
		assertPartsFit(usage);
		if (stage.client().model().pricing() != null) {
			assertThat(response.cost()).as("the cost, since the model has prices").isNotNull();
		}
	}

	@Test
	default void countsAreThoseThatTheProviderTells() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.TOKEN_COUNTS);
		stage.willAnswer(Answer.builder().text("Well.").usage(Usage.of(1_234, 567)).build());
		Usage usage = stage.answer(stage.ask("How much is that?")).usage();
		assertThat(usage.inputTokens()).isEqualTo(1_234);
		assertThat(usage.outputTokens()).isEqualTo(567);
		assertThat(usage.totalTokens()).isEqualTo(1_801);
	}

	@Test
	default void partsAreNotCountedTwice() {
		ContractStage stage = ContractStage.scripted(subject(), ContractAbility.TOKEN_COUNTS);
		Usage told = Usage.builder()
			.inputTokens(1_000L)
			.cacheReadTokens(600L)
			.outputTokens(50L)
			.reasoningTokens(20L)
			.build();
		stage.willAnswer(Answer.builder().reasoning("Hm.").text("Well.").usage(told).build());
		Usage usage = stage.answer(stage.ask("How much is that?")).usage();
		assertThat(usage.inputTokens()).isEqualTo(1_000);
		assertThat(usage.outputTokens()).isEqualTo(50);
		assertThat(usage.cacheReadTokens()).isIn(null, 600L);
		assertThat(usage.reasoningTokens()).isIn(null, 20L);
		assertPartsFit(usage);
	}

	@Test
	default void whatIsNotToldIsNotZero() {
		ContractStage stage = ContractStage.scripted(subject());
		stage.willAnswer(Answer.builder().text("Well.").usage(Usage.UNKNOWN).build());
		ChatResponse response = stage.answer(stage.ask("How much is that?"));
		assertThat(response.text()).isEqualTo("Well.");
		assertThat(response.usage().inputTokens()).isNull();
		assertThat(response.usage().outputTokens()).isNull();
		assertThat(response.usage().totalTokens()).isNull();
		assertThat(response.cost()).isNull();
	}

	private static void assertPartsFit(Usage usage) {
		long cached = value(usage.cacheReadTokens()) + value(usage.cacheWriteTokens());
		assertThat(cached).as("cached tokens, which are input too").isLessThanOrEqualTo(value(usage.inputTokens()));
		assertThat(value(usage.reasoningTokens())).as("reasoning tokens, which are output too")
			.isLessThanOrEqualTo(value(usage.outputTokens()));
	}

	private static long value(@Nullable Long tokens) {
		return (tokens != null) ? tokens : 0;
	}

}
