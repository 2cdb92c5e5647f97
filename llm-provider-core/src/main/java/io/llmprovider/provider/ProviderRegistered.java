package io.llmprovider.provider;

/**
 * A provider has come.
 *
 * @param provider its name
 */
public record ProviderRegistered(String provider) implements RegistryEvent {

}
