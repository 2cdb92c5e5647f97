package io.llmprovider.provider.account;

import java.math.BigDecimal;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How much may be spent in a window of time. Windows follow each other without a gap,
 * counted from 1970 in UTC: one of a day begins at midnight UTC. Calls under way when the
 * budget is spent are not ended, so that it may be overdrawn by what they cost.
 *
 * @param name its name, for messages
 * @param dollars how much may be spent in each window, in US dollars
 * @param window how long a window is
 * @param warnAt at which part of the budget there is a warning, from 0 to 1
 * @param provider only calls to this provider count, or null for all
 * @param model only calls to this model count, or null for all
 * @param mode only calls of this mode count, or null for all
 * @param tag only calls with this tag count, or null for all
 */
public record Budget(String name, BigDecimal dollars, Duration window, double warnAt, @Nullable String provider,
		@Nullable String model, @Nullable String mode, @Nullable String tag) {

	/** A warning comes at four fifths if nobody says otherwise. */
	public static final double WARN_AT = 0.8;

	public Budget {
		if (dollars.signum() < 0) {
			throw new IllegalArgumentException("A budget cannot be negative: " + dollars);
		}
		if (window.toMillis() < 1000) {
			throw new IllegalArgumentException("The window of a budget must be a second or longer, not " + window);
		}
		if (!(warnAt >= 0 && warnAt <= 1)) {
			throw new IllegalArgumentException("A budget warns at a part from 0 to 1, not " + warnAt);
		}
	}

	/**
	 * A budget for all calls.
	 * @param name its name
	 * @param dollars how much may be spent in each window, in US dollars
	 * @param window how long a window is
	 * @return the budget
	 */
	public static Budget of(String name, BigDecimal dollars, Duration window) {
		return new Budget(name, dollars, window, WARN_AT, null, null, null, null);
	}

	boolean covers(Spender spender) {
		return matches(this.provider, spender.provider()) && matches(this.model, spender.model())
				&& matches(this.mode, spender.mode()) && matches(this.tag, spender.tag());
	}

	private static boolean matches(@Nullable String wanted, @Nullable String actual) {
		return wanted == null || wanted.equals(actual);
	}

}
