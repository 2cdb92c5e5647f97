package io.llmprovider.provider;

/**
 * Something has changed in a {@link ProviderRegistry}. With the starter, events are
 * published to the application context, and an {@code @EventListener} hears them. An
 * event comes after the change; events come in the order of the changes, one at a time.
 */
public sealed interface RegistryEvent permits ProviderRegistered, ProviderOverridden, ProviderRemoved {

	/**
	 * The provider that has changed.
	 * @return its name
	 */
	String provider();

}
