package io.llmprovider.provider;

/**
 * Settings or models of a provider have been overridden.
 *
 * @param provider its name
 */
public record ProviderOverridden(String provider) implements RegistryEvent {

}
