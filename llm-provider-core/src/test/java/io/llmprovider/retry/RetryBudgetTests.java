package io.llmprovider.retry;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.llmprovider.AtOnce;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.error.ServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * An outage is not multiplied by retries.
 */
@Timeout(60)
class RetryBudgetTests {

	private final CallFixture calls = new CallFixture(CallFixture.exact(3));

	private final LlmException failure = CallFixture.failure(ErrorKind.SERVER);

	@Test
	void anOutageIsMultipliedByTheBudgetOnly() {
		for (int i = 0; i < 100; i++) {
			StepVerifier.create(this.calls.failingAlways(this.failure))
				.then(this.calls::passAll)
				.verifyError(ServerException.class);
		}
		assertThat(this.calls.attempts).as("100 calls, and 50 tokens at 5 a retry").hasSize(110);
		assertThat(this.calls.budget.tokens()).isZero();
	}

	@Test
	void withoutBudgetAFailureSaysWhyItWasNotTriedAgain() {
		IntStream.range(0, 10).forEach((i) -> this.calls.budget.spend());
		StepVerifier.create(this.calls.failingAlways(this.failure)).verifyErrorSatisfies((thrown) -> {
			assertThat(thrown).isInstanceOf(ServerException.class)
				.hasCause(this.failure)
				.hasMessageContaining("It failed")
				.hasMessageContaining("retry budget");
			assertThat(((LlmException) thrown).attempts()).isEqualTo(1);
		});
	}

	@Test
	void aRetryThatIsAnsweredGetsItsTokensBack() {
		StepVerifier.create(this.calls.failing(this.failure, this.failure))
			.then(this.calls::passAll)
			.expectNextCount(1)
			.verifyComplete();
		assertThat(this.calls.budget.tokens()).as("two were spent, the one that was answered came back").isEqualTo(45);
	}

	@Test
	void answersWithoutRetryFillTheBudgetOneByOneUpToItsCapacity() {
		this.calls.budget.spend();
		for (int expected : new int[] { 46, 47, 48, 49, 50, 50 }) {
			StepVerifier.create(this.calls.failing()).expectNextCount(1).verifyComplete();
			assertThat(this.calls.budget.tokens()).isEqualTo(expected);
		}
	}

	@Test
	void aFailureThatIsNotTriedAgainCostsNothing() {
		StepVerifier.create(this.calls.failingAlways(CallFixture.failure(ErrorKind.INVALID_REQUEST)))
			.verifyError(LlmException.class);
		assertThat(this.calls.budget.tokens()).isEqualTo(50);
	}

	@Test
	void theStandardBudgetPaysForAHundredRetries() {
		RetryBudget budget = RetryBudget.standard();
		assertThat(IntStream.range(0, 200).filter((i) -> budget.spend()).count()).isEqualTo(100);
	}

	@Test
	void anUnlimitedBudgetIsNeverUsedUp() {
		RetryBudget budget = RetryBudget.unlimited();
		assertThat(IntStream.range(0, 1000).allMatch((i) -> budget.spend())).isTrue();
	}

	@Test
	void threadsThatShareABudgetSpendNoMoreThanThereIs() {
		for (int round = 0; round < 50; round++) {
			RetryBudget budget = RetryBudget.of(5000, 5);
			AtomicInteger spent = new AtomicInteger();
			Runnable spending = () -> {
				for (int i = 0; i < 800; i++) {
					if (budget.spend()) {
						spent.incrementAndGet();
					}
				}
			};
			AtOnce.run(spending, spending);
			assertThat(spent).as("round %d", round).hasValue(1000);
		}
	}

	@Test
	void aBudgetThatCannotPayForOneRetryIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RetryBudget.of(4, 5));
		assertThatIllegalArgumentException().isThrownBy(() -> RetryBudget.of(4, 0));
	}

}
