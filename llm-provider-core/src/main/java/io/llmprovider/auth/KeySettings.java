package io.llmprovider.auth;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is set about one provider's keys.
 *
 * @param key the key, or null; text that still holds a placeholder such as
 * <code>${KEY}</code> counts as absent
 * @param rotation several keys that take turns, one for each attempt
 * @param file path of a file that holds the key and nothing else, or null
 * @param variables names of environment variables, in the order in which they are tried
 * @param required whether a call without a key must not be sent
 */
public record KeySettings(@Nullable String key, List<String> rotation, @Nullable String file, List<String> variables,
		boolean required) {

	public KeySettings {
		rotation = List.copyOf(rotation);
		variables = List.copyOf(variables);
	}

	/**
	 * All but the keys.
	 */
	@Override
	public String toString() {
		return "KeySettings[" + ((this.key != null) ? "own key, " : "") + this.rotation.size() + " in rotation, file="
				+ this.file + ", variables=" + this.variables + ", required=" + this.required + "]";
	}

}
