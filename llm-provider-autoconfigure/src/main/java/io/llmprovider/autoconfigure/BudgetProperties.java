package io.llmprovider.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;

import io.llmprovider.provider.account.Budget;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much may be spent in a window of time. A call that would go on a budget which is
 * spent is refused before it is made.
 *
 * @param dollars US dollars that may be spent in each window.
 * @param window Length of a window. Windows follow each other, counted from 1970 in UTC.
 * @param warnAt Part of the budget at which there is a warning, from 0 to 1.
 * @param provider Name of the provider whose calls count. All count if nobody says
 * otherwise.
 * @param mode Mode whose calls count. All count if nobody says otherwise.
 * @param model Id of the model whose calls count. All count if nobody says otherwise.
 * @param tag Tag of the calls that count. All count if nobody says otherwise.
 */
@ConfigurationPropertiesSource
record BudgetProperties(@Nullable BigDecimal dollars, @DefaultValue("1d") Duration window,
		@DefaultValue("0.8") double warnAt, @Nullable String provider, @Nullable String mode, @Nullable String model,
		@Nullable String tag) {

	Budget toBudget(String name, PropertyPath path) {
		BigDecimal limit = this.dollars;
		if (limit == null) {
			throw PropertyPath.wrong("The budget '" + name + "' does not say how much may be spent",
					"Set " + path.child("dollars") + ".");
		}
		return path.check(() -> new Budget(name, limit, this.window, this.warnAt, PropertyPath.text(this.provider),
				PropertyPath.text(this.model), PropertyPath.text(this.mode), PropertyPath.text(this.tag)));
	}

}
