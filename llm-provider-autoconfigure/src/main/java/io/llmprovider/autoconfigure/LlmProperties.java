package io.llmprovider.autoconfigure;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.catalog.CatalogSettings;
import io.llmprovider.protocol.Limits;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ModeSettings;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.provider.account.Budget;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code llm}.
 *
 * @param model Default model as 'provider:model', or the id or alias of one that a single
 * provider lists.
 * @param defaults What every provider takes where neither it nor the known provider of
 * its name says anything.
 * @param providers Providers by name. A known name needs nothing but a key; any other
 * name needs an API type and a base URL.
 * @param modes Modes by name, each with its model: 'plan', 'act', or a mode of the
 * application's own.
 * @param protocols API types by id.
 * @param catalog Where models are described that the configuration does not describe.
 * @param oauth Where the credentials of those who signed in are kept.
 * @param budgets Budgets by name: how much may be spent in a window of time.
 */
@ConfigurationProperties("llm")
record LlmProperties(@Nullable String model, @NestedConfigurationProperty @Nullable DefaultsProperties defaults,
		@DefaultValue Map<String, ProviderProperties> providers, @DefaultValue Map<String, ModeProperties> modes,
		@DefaultValue Map<String, ProtocolProperties> protocols,
		@NestedConfigurationProperty @Nullable CatalogProperties catalog,
		@NestedConfigurationProperty @Nullable CredentialProperties oauth,
		@DefaultValue Map<String, BudgetProperties> budgets) {

	@Nullable String defaultModel() {
		return PropertyPath.text(this.model);
	}

	/** What counts where neither a provider nor a known one says anything. */
	ProviderSettings defaultSettings() {
		return (this.defaults != null) ? this.defaults.toSettings()
				: ProviderSettings.builder("defaults").limits(Limits.DEFAULTS).build();
	}

	List<ProviderSettings> providerSettings() {
		Limits limits = (this.defaults != null) ? this.defaults.limitsSettings() : Limits.DEFAULTS;
		List<ProviderSettings> settings = new ArrayList<>();
		for (Map.Entry<String, ProviderProperties> entry : this.providers.entrySet()) {
			String name = entry.getKey();
			if (entry.getValue().enabled()) {
				settings.add(entry.getValue().toSettings(name, new PropertyPath("llm.providers." + name), limits));
			}
		}
		return settings;
	}

	List<String> disabledProviders() {
		List<String> names = new ArrayList<>();
		for (Map.Entry<String, ProviderProperties> provider : this.providers.entrySet()) {
			if (!provider.getValue().enabled()) {
				names.add(provider.getKey());
			}
		}
		return names;
	}

	List<ModeSettings> modeSettings() {
		List<ModeSettings> settings = new ArrayList<>();
		for (Map.Entry<String, ModeProperties> mode : this.modes.entrySet()) {
			settings.add(mode.getValue()
				.toSettings(Mode.of(mode.getKey()), new PropertyPath("llm.modes." + mode.getKey()), defaultModel()));
		}
		return settings;
	}

	/**
	 * Whether an option is set that only one API type has.
	 */
	boolean hasProviderOptions() {
		OptionsProperties common = (this.defaults != null) ? this.defaults.options() : null;
		boolean any = common != null && !common.providerOptions().isEmpty();
		for (ProviderProperties provider : this.providers.values()) {
			any |= provider.hasProviderOptions();
		}
		for (ModeProperties mode : this.modes.values()) {
			any |= !mode.providerOptions().isEmpty();
		}
		return any;
	}

	CatalogSettings catalogSettings() {
		return (this.catalog != null) ? this.catalog.toSettings() : CatalogSettings.DEFAULTS;
	}

	List<Budget> budgetSettings() {
		List<Budget> settings = new ArrayList<>();
		for (Map.Entry<String, BudgetProperties> budget : this.budgets.entrySet()) {
			settings
				.add(budget.getValue().toBudget(budget.getKey(), new PropertyPath("llm.budgets." + budget.getKey())));
		}
		return settings;
	}

	@Override
	public String toString() {
		return "LlmProperties[model=" + this.model + ", providers=" + this.providers.keySet() + ", modes="
				+ this.modes.keySet() + "]";
	}

	/** How it is read. */
	static final class Shape implements SettingShape {

		@Override
		public Object create(SettingValues in) {
			return new LlmProperties(in.value("model"), in.value("defaults"), in.map("providers"), in.map("modes"),
					in.map("protocols"), in.value("catalog"), in.value("oauth"), in.map("budgets"));
		}

		@Override
		public Type type(String name) {
			return switch (name) {
				case "defaults" -> DefaultsProperties.class;
				case "providers" -> SettingShape.mapOf(String.class, ProviderProperties.class);
				case "modes" -> SettingShape.mapOf(String.class, ModeProperties.class);
				case "protocols" -> SettingShape.mapOf(String.class, ProtocolProperties.class);
				case "catalog" -> CatalogProperties.class;
				case "oauth" -> CredentialProperties.class;
				case "budgets" -> SettingShape.mapOf(String.class, BudgetProperties.class);
				default -> String.class;
			};
		}

	}

}
