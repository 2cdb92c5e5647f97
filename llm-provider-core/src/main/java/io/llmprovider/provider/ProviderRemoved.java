package io.llmprovider.provider;

/**
 * What was registered under a provider's name is gone.
 *
 * @param provider its name
 * @param restored whether there is a provider of this name again, as it was before
 * anything was registered; false if there is none any more
 */
public record ProviderRemoved(String provider, boolean restored) implements RegistryEvent {

}
