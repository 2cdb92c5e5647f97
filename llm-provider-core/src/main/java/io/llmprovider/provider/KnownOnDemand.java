package io.llmprovider.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Known providers that are not configured: each is made when it is first asked for.
 */
final class KnownOnDemand {

	private final ProviderFactory factory;

	private final Map<String, WireProvider> made = new ConcurrentHashMap<>();

	KnownOnDemand(ProviderFactory factory) {
		this.factory = factory;
	}

	@Nullable LlmProvider find(String name) {
		WireProvider there = this.made.get(name);
		if (there != null || KnownProviders.find(name).isEmpty()) {
			return there;
		}
		return this.made.computeIfAbsent(name, (known) -> this.factory.create(ProviderSettings.builder(known).build()));
	}

	/**
	 * Takes one out because there is a provider of its name now.
	 */
	@Nullable LlmProvider take(String name) {
		return this.made.remove(name);
	}

	Collection<WireProvider> all() {
		return List.copyOf(this.made.values());
	}

}
