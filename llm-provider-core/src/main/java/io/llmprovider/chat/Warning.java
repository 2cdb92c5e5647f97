package io.llmprovider.chat;

import java.util.Objects;

/**
 * Something that the library changed or left out so that a call fits its target; the call
 * went on.
 *
 * @param code a stable word for programs, such as {@code thinking-clipped}
 * @param message a sentence for people
 */
public record Warning(String code, String message) {

	public Warning {
		Objects.requireNonNull(code, "code");
		Objects.requireNonNull(message, "message");
	}

	/**
	 * An option was not sent.
	 * @param option its name, as it begins a sentence
	 * @param why the reason, as it ends one
	 * @return the warning, of code {@code option-left-out}
	 */
	public static Warning leftOut(String option, String why) {
		return new Warning("option-left-out", option + " was left out: " + why);
	}

}
