package io.llmprovider.provider;

/**
 * Hears what changes in a registry.
 */
@FunctionalInterface
public interface RegistryListener {

	/**
	 * Something has changed; the registry is already as the event says. The listener may
	 * look at the registry and change it.
	 * @param event what has changed
	 */
	void changed(RegistryEvent event);

}
