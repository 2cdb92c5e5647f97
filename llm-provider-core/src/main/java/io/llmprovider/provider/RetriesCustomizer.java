package io.llmprovider.provider;

import io.llmprovider.retry.Retries;

/**
 * Changes how the calls of a provider are tried again: a policy, back-off or listener of
 * Spring Retry's.
 */
@FunctionalInterface
public interface RetriesCustomizer {

	/**
	 * Changes the retries of one provider, when it is made.
	 * @param provider the provider's name
	 * @param retries its retries; they have its settings
	 * @throws io.llmprovider.error.ConfigurationException if a policy cannot be used
	 * without blocking a thread
	 */
	void customize(String provider, Retries.Builder retries);

}
