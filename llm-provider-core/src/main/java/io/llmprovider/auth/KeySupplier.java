package io.llmprovider.auth;

import java.util.Optional;

/**
 * Gives keys from a place of the application's own, such as a vault. With the starter it
 * is a bean. It is asked at every attempt, on a thread that must not block: it answers
 * from memory and fills its memory elsewhere.
 */
@FunctionalInterface
public interface KeySupplier {

	/** Has no keys. */
	KeySupplier NONE = (provider) -> Optional.empty();

	/**
	 * The key of a provider.
	 * @param provider the provider's name
	 * @return the key as it is now; empty if this is not where the provider's key is from
	 */
	Optional<String> key(String provider);

}
