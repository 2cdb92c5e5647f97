package io.llmprovider.provider.account;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.AtOnce;
import io.llmprovider.HandClock;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.error.BudgetExceededException;
import io.llmprovider.model.Cost;
import io.llmprovider.model.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CostAccountTests {

	private static final Spender PLAN = new Spender("a", "m", "plan", "tenant-1");

	private static final Spender ACT = new Spender("a", "n", "act", null);

	private final HandClock clock = new HandClock(Instant.parse("2026-11-21T10:00:00Z"));

	private final List<BudgetWarning> warnings = new ArrayList<>();

	@Test
	void theAccountIsKeptByProviderModelModeAndTag() {
		CostAccount account = account();

		account.book(PLAN, answer("0.5"));
		account.book(PLAN, answer("0.25"));
		account.book(ACT, answer(null));

		assertThat(account.entries()).containsOnlyKeys(PLAN, ACT)
			.containsEntry(PLAN, new Spending(2, 20, 4, new BigDecimal("0.75"), 0));
		assertThat(account.total((spender) -> "act".equals(spender.mode())).unknownCosts()).isEqualTo(1);
		assertThat(account.total().answers()).isEqualTo(3);
	}

	@Test
	void moreTagsThanCanBeKeptShareOneEntry() {
		CostAccount account = account();
		for (int i = 0; i < 10_050; i++) {
			account.book(new Spender("a", "m", null, "tag" + i), answer("1"));
		}

		assertThat(account.entries()).hasSize(10_001);
		assertThat(account.total().dollars()).isEqualByComparingTo("10050");
	}

	@Test
	void aBudgetWarnsOnceThenRefusesUntilItsNextWindow() {
		CostAccount account = account(Budget.of("day", new BigDecimal("1"), Duration.ofHours(1)));

		account.book(PLAN, answer("0.79"));
		assertThat(this.warnings).isEmpty();
		account.book(PLAN, answer("0.01"));
		account.book(PLAN, answer("0.1"));
		assertThat(this.warnings).singleElement()
			.satisfies((warning) -> assertThat(warning.spent()).isEqualByComparingTo("0.8"));
		account.requireBudget(PLAN);
		account.book(PLAN, answer("0.2"));
		this.clock.forward(Duration.ofMinutes(10));

		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> account.requireBudget(PLAN))
			.withMessage(
					"The budget 'day' of $1 for PT1H is spent: $1.10. Wait until 2026-11-21T11:00:00Z, when its next window begins, or raise"
							+ " llm.budgets.day.dollars.")
			.satisfies((refused) -> assertThat(refused.details().retryAfter()).isEqualTo(Duration.ofSeconds(3000)));
		this.clock.forward(Duration.ofMinutes(50));
		assertThatCode(() -> account.requireBudget(PLAN)).doesNotThrowAnyException();
		account.book(PLAN, answer("0.9"));
		assertThat(this.warnings).hasSize(2);
	}

	@Test
	void whatThreadsBookAtOnceIsAllCounted() {
		CostAccount account = account(Budget.of("day", new BigDecimal("10000"), Duration.ofDays(1)));
		Runnable booking = () -> {
			for (int i = 0; i < 5000; i++) {
				account.book(PLAN, answer("1"));
			}
		};

		AtOnce.run(booking, booking);

		assertThat(account.total().answers()).isEqualTo(10_000);
		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> account.requireBudget(PLAN));
		assertThat(this.warnings).hasSize(1);
	}

	@Test
	void aClockThatIsSetBackDoesNotEmptyTheWindow() {
		CostAccount account = account(Budget.of("hour", BigDecimal.ONE, Duration.ofHours(1)));
		account.book(PLAN, answer("1"));

		this.clock.forward(Duration.ofHours(-2));

		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> account.requireBudget(PLAN));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "a,-,-,-,true,true", "b,-,-,-,false,false", "-,m,-,-,true,false", "-,-,plan,-,true,false",
					"-,-,-,tenant-1,true,false", "a,m,plan,tenant-1,true,false", "a,m,act,-,false,false" })
	void aBudgetCountsOnlyTheCallsItIsFor(String provider, String model, String mode, String tag, boolean plan,
			boolean act) {
		Budget budget = new Budget("some", BigDecimal.ZERO, Duration.ofDays(1), 1, provider, model, mode, tag);

		assertThat(budget.covers(PLAN)).isEqualTo(plan);
		assertThat(budget.covers(ACT)).isEqualTo(act);
	}

	@Test
	void aListenerThatFailsDoesNotKeepOthersFromHearing() {
		CostAccount account = new CostAccount(List.of(Budget.of("day", BigDecimal.ONE, Duration.ofDays(1))),
				List.of((warning) -> {
					throw new IllegalStateException("deaf");
				}, this.warnings::add), this.clock);

		account.book(PLAN, answer("2"));

		assertThat(this.warnings).hasSize(1);
	}

	@Test
	void aBudgetThatCannotBeMeantIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Budget.of("b", new BigDecimal("-1"), Duration.ofDays(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> Budget.of("b", BigDecimal.ONE, Duration.ZERO));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Budget("b", BigDecimal.ONE, Duration.ofDays(1), 1.5, null, null, null, null));
	}

	private CostAccount account(Budget... budgets) {
		return new CostAccount(List.of(budgets), List.of(this.warnings::add), this.clock);
	}

	private static ChatResponse answer(String dollars) {
		return ChatResponse.builder("a", "m", "fake")
			.usage(Usage.of(10, 2))
			.cost((dollars != null) ? Cost.reported(new BigDecimal(dollars), null) : null)
			.build();
	}

}
