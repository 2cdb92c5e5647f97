package io.llmprovider.provider.account;

import java.math.BigDecimal;

/**
 * A budget is nearly spent; there is one in each window. With the starter it is published
 * to the application context.
 *
 * @param budget the budget
 * @param spent what was spent in this window, in US dollars
 */
public record BudgetWarning(Budget budget, BigDecimal spent) {

}
