package io.llmprovider.provider;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A provider in words, without secrets.
 *
 * @param name its name
 * @param api its API type, or null if it speaks none
 * @param baseUrl its base URL, or null if it has none
 * @param key whether there is a key
 * @param models ids of the models that it lists
 */
public record ProviderDescription(String name, @Nullable String api, @Nullable String baseUrl, KeyState key,
		List<String> models) {

	/**
	 * Whether there is a key.
	 */
	public enum KeyState {

		/** There is one. */
		PRESENT,

		/** There is none, and calls will fail until there is one. */
		MISSING,

		/** There is none, and none is needed. */
		NOT_NEEDED

	}

}
