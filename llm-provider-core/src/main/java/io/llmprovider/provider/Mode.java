package io.llmprovider.provider;

import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What an application is doing, so that each kind of work has its own model: planning,
 * acting, or a mode of the application's own.
 *
 * @param name the mode's name in the configuration, in lower case
 */
public record Mode(String name) {

	/** Thinking about what to do. */
	public static final Mode PLAN = new Mode("plan");

	/** Doing it. */
	public static final Mode ACT = new Mode("act");

	public Mode {
		Objects.requireNonNull(name, "name");
		name = name.trim().toLowerCase(Locale.ROOT);
		if (name.isEmpty()) {
			throw new IllegalArgumentException("A mode needs a name");
		}
	}

	/**
	 * A mode of the application's own.
	 * @param name its name in the configuration
	 * @return the mode
	 */
	public static Mode of(String name) {
		return new Mode(name);
	}

	// The methods that a record brings are linked at their first call, which is in the
	// start of the application and takes some milliseconds of it.

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Mode that && this.name.equals(that.name);
	}

	@Override
	public int hashCode() {
		return this.name.hashCode();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
