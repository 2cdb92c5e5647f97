package io.llmprovider.autoconfigure;

import java.util.Map;

import io.llmprovider.model.Model;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.ProviderDescription;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.Protocols;
import org.jspecify.annotations.Nullable;

/**
 * Holds the options that only one API type has against that API type's declaration, at
 * the start and not at the first call.
 */
final class ProviderOptionCheck {

	private final ProviderRegistry registry;

	private final Protocols protocols;

	ProviderOptionCheck(ProviderRegistry registry, Protocols protocols) {
		this.registry = registry;
		this.protocols = protocols;
	}

	void check(LlmProperties properties) {
		OptionsProperties common = (properties.defaults() != null) ? properties.defaults().options() : null;
		for (Map.Entry<String, ProviderProperties> entry : properties.providers().entrySet()) {
			String name = entry.getKey();
			ProviderProperties provider = entry.getValue();
			// A description is not made for those who set no option of one API only.
			boolean any = isSet(common) || provider.hasProviderOptions();
			String api = (provider.enabled() && any) ? api(name) : null;
			if (api != null) {
				PropertyPath path = new PropertyPath("llm.providers." + name);
				check(common, api, DefaultsProperties.PATH.child("options"));
				check(provider.options(), api, path.child("options"));
				for (int i = 0; i < provider.models().size(); i++) {
					ModelProperties model = provider.models().get(i);
					check(model.options(), (model.api() != null) ? model.api() : api,
							path.child("models").item(i).child("options"));
				}
			}
		}
		for (Map.Entry<String, ModeProperties> mode : properties.modes().entrySet()) {
			if (!mode.getValue().providerOptions().isEmpty()) {
				Model model = this.registry.forMode(mode.getKey()).model();
				check(mode.getValue().options(), api(properties, model),
						new PropertyPath("llm.modes." + mode.getKey()));
			}
		}
	}

	private static boolean isSet(@Nullable OptionsProperties options) {
		return options != null && !options.providerOptions().isEmpty();
	}

	private void check(@Nullable OptionsProperties options, @Nullable String api, PropertyPath path) {
		WireProtocol protocol = (api != null) ? this.protocols.find(api) : null;
		if (protocol == null || options == null || !isSet(options)) {
			return;
		}
		PropertyPath property = path.child("provider-options");
		try {
			protocol.options().check(BoundValues.plain(options.providerOptions()));
		}
		catch (IllegalArgumentException ex) {
			throw PropertyPath.wrong(property + " does not fit the API type '" + api + "': " + ex.getMessage(),
					"Correct " + property + ", or use extra-body for what the library does not know.");
		}
	}

	private @Nullable String api(LlmProperties properties, Model model) {
		ProviderProperties provider = properties.providers().get(model.provider());
		if (provider != null) {
			for (ModelProperties listed : provider.models()) {
				if (model.id().equals(listed.id()) && listed.api() != null) {
					return listed.api();
				}
			}
		}
		return api(model.provider());
	}

	private @Nullable String api(String provider) {
		return this.registry.describe(provider).map(ProviderDescription::api).orElse(null);
	}

}
