package io.llmprovider.provider.account;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.model.Cost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running account: what was spent by provider, model, mode and the caller's tag, and
 * the budgets that are watched with it. It is kept in memory, from the start of the
 * application.
 */
public final class CostAccount {

	private static final Logger LOG = LoggerFactory.getLogger(CostAccount.class);

	/** Tags may come from an application's users; those beyond share one entry. */
	private static final int MAX_ENTRIES = 10_000;

	private static final Spender OTHERS = new Spender("(others)", "(others)", null, null);

	private final Map<Spender, Spending> entries = new ConcurrentHashMap<>();

	private final List<BudgetWindow> budgets;

	private final List<BudgetListener> listeners;

	/**
	 * Creates an account with nothing in it.
	 * @param budgets the budgets
	 * @param listeners hear when a budget is nearly spent
	 * @param clock tells which window of a budget runs
	 */
	public CostAccount(List<Budget> budgets, List<BudgetListener> listeners, Clock clock) {
		List<BudgetWindow> windows = new ArrayList<>();
		for (Budget budget : budgets) {
			windows.add(new BudgetWindow(budget, clock));
		}
		this.budgets = List.copyOf(windows);
		this.listeners = List.copyOf(listeners);
	}

	/**
	 * Fails if a budget is spent that a call would go on.
	 * @param spender who would spend
	 * @throws io.llmprovider.error.BudgetExceededException if there is nothing left;
	 * {@code details().retryAfter()} tells when there is
	 */
	public void requireBudget(Spender spender) {
		this.budgets.forEach((budget) -> budget.requireLeft(spender));
	}

	/**
	 * Books an answer.
	 * @param spender who asked
	 * @param answer the answer, whole or not
	 */
	public void book(Spender spender, ChatResponse answer) {
		Spender entry = (this.entries.size() < MAX_ENTRIES || this.entries.containsKey(spender)) ? spender : OTHERS;
		this.entries.merge(entry, Spending.of(answer.usage(), answer.cost()), Spending::plus);
		Cost cost = answer.cost();
		if (cost != null) {
			this.budgets.forEach((budget) -> spend(budget, spender, cost.total()));
		}
	}

	/**
	 * What was spent by whom.
	 * @return a copy of the account as it is now
	 */
	public Map<Spender, Spending> entries() {
		return Map.copyOf(this.entries);
	}

	/**
	 * What was spent by some.
	 * @param who whose spending is wanted
	 * @return the sum
	 */
	public Spending total(Predicate<Spender> who) {
		return this.entries.entrySet()
			.stream()
			.filter((entry) -> who.test(entry.getKey()))
			.map(Map.Entry::getValue)
			.reduce(Spending.NOTHING, Spending::plus);
	}

	/**
	 * What was spent in all.
	 * @return the sum
	 */
	public Spending total() {
		return total((spender) -> true);
	}

	private void spend(BudgetWindow budget, Spender spender, BigDecimal dollars) {
		BudgetWarning warning = budget.add(spender, dollars);
		if (warning == null) {
			return;
		}
		LOG.warn("${} of the ${} of budget '{}' are spent", warning.spent().toPlainString(),
				warning.budget().dollars().toPlainString(), warning.budget().name());
		for (BudgetListener listener : this.listeners) {
			try {
				listener.warn(warning);
			}
			catch (RuntimeException ex) {
				// The answer is there already and must not fail for it.
				LOG.warn("A listener failed on the warning of budget '{}'", warning.budget().name(), ex);
			}
		}
	}

}
