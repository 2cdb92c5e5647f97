package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.provider.hook.ExchangeHook;
import org.jspecify.annotations.Nullable;

/**
 * A hook of the registry.
 *
 * @param provider the only provider that it is for, or null for all
 * @param hook the hook
 */
record RegisteredHook(@Nullable String provider, ExchangeHook hook) {

	/**
	 * The hooks of one provider.
	 * @param registered the registry's hooks in their order
	 * @param settings the provider
	 * @return those that are for it, then its own
	 */
	static List<ExchangeHook> of(List<RegisteredHook> registered, ProviderSettings settings) {
		if (registered.isEmpty()) {
			return settings.hooks();
		}
		List<ExchangeHook> hooks = new ArrayList<>();
		for (RegisteredHook each : registered) {
			if (each.provider == null || each.provider.equals(settings.name())) {
				hooks.add(each.hook);
			}
		}
		hooks.addAll(settings.hooks());
		return List.copyOf(hooks);
	}

}
