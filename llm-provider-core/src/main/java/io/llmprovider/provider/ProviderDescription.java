package io.llmprovider.provider;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * A provider in words, without secrets.
 *
 * @param name its name
 * @param api its API type, or null if it speaks none
 * @param baseUrl its base URL, or null if it has none
 * @param key whether there is a key
 * @param models ids of the models that it lists
 * @param layer where the provider comes from
 * @param origins from which layer each value comes that counts, by the name of its
 * property below {@code llm.providers.<name>}, such as {@code base-url},
 * {@code headers.x-team} or {@code timeouts.idle}; empty for a provider without settings
 */
public record ProviderDescription(String name, @Nullable String api, @Nullable String baseUrl, KeyState key,
		List<String> models, Layer layer, Map<String, Layer> origins) {

	public ProviderDescription {
		models = List.copyOf(models);
		origins = Collections.unmodifiableMap(new TreeMap<>(origins));
	}

	/**
	 * Whether there is a key.
	 */
	public enum KeyState {

		/** There is one. */
		PRESENT,

		/** There is none, and calls will fail until there is one. */
		MISSING,

		/**
		 * There is none. Somebody may be signed in, which is looked at by the first call
		 * or the first question for the status, or has to sign in.
		 */
		SIGN_IN,

		/** There is none, and none is needed. */
		NOT_NEEDED

	}

}
