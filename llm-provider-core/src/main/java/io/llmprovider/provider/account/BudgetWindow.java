package io.llmprovider.provider.account;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * A budget and what was spent in the window that runs.
 */
final class BudgetWindow {

	private final Budget budget;

	private final Clock clock;

	private long number = Long.MIN_VALUE;

	private BigDecimal spent = BigDecimal.ZERO;

	private boolean warned;

	BudgetWindow(Budget budget, Clock clock) {
		this.budget = budget;
		this.clock = clock;
	}

	synchronized void requireLeft(Spender spender) {
		if (!this.budget.covers(spender)) {
			return;
		}
		turn();
		if (this.spent.compareTo(this.budget.dollars()) >= 0) {
			Instant next = Instant.ofEpochMilli((this.number + 1) * this.budget.window().toMillis());
			throw ErrorKind.BUDGET
				.exception(ErrorDetails
					.builder("The budget '" + this.budget.name() + "' of $" + this.budget.dollars().toPlainString()
							+ " for " + this.budget.window() + " is spent: $" + this.spent.toPlainString())
					.action("Wait until " + next + ", when its next window begins, or raise llm.budgets."
							+ this.budget.name() + ".dollars.")
					.retryable(false)
					.retryAfter(left(next))
					.build())
				.attempts(0);
		}
	}

	/**
	 * Books what a call cost.
	 * @return a warning, if this is the call that makes it due
	 */
	synchronized @Nullable BudgetWarning add(Spender spender, BigDecimal dollars) {
		if (!this.budget.covers(spender)) {
			return null;
		}
		turn();
		this.spent = this.spent.add(dollars);
		BigDecimal mark = this.budget.dollars().multiply(BigDecimal.valueOf(this.budget.warnAt()));
		if (this.warned || this.spent.compareTo(mark) < 0) {
			return null;
		}
		this.warned = true;
		return new BudgetWarning(this.budget, this.spent);
	}

	private void turn() {
		long now = this.clock.millis() / this.budget.window().toMillis();
		// A clock that is set back must not empty the window.
		if (now > this.number) {
			this.number = now;
			this.spent = BigDecimal.ZERO;
			this.warned = false;
		}
	}

	private Duration left(Instant next) {
		Duration left = Duration.between(this.clock.instant(), next);
		return left.isNegative() ? Duration.ZERO : left;
	}

}
