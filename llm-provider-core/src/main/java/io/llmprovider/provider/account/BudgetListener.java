package io.llmprovider.provider.account;

/**
 * Hears when a budget is nearly spent.
 */
@FunctionalInterface
public interface BudgetListener {

	/**
	 * A budget is nearly spent. Called on the thread on which an answer ended, which may
	 * be one that must not block.
	 * @param warning the budget and what was spent
	 */
	void warn(BudgetWarning warning);

}
