package io.llmprovider.provider;

/**
 * Changes the registry before it is built: the last word over configuration and beans.
 */
@FunctionalInterface
public interface ProviderRegistryCustomizer {

	/**
	 * Changes the builder.
	 * @param builder holds what configuration and beans gave
	 */
	void customize(ProviderRegistryBuilder builder);

}
