package io.llmprovider.provider;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeySupplier;
import io.llmprovider.catalog.CatalogSettings;
import io.llmprovider.catalog.HttpCatalogFetcher;
import io.llmprovider.catalog.ModelCatalog;
import io.llmprovider.oauth.CredentialStore;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.account.Budget;
import io.llmprovider.provider.account.BudgetListener;
import io.llmprovider.provider.account.CostAccount;
import io.llmprovider.provider.hook.ExchangeHook;
import io.llmprovider.transport.ConnectionSettings;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.ConnectorSettings;
import io.llmprovider.transport.HttpTransport;
import io.llmprovider.transport.ReactorConnectorFactory;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link ProviderRegistry} together. Of two providers with one name, one that is
 * given as an {@link LlmProvider} wins over one that is given as settings, and a later
 * one over an earlier one.
 */
public final class ProviderRegistryBuilder {

	private final Map<String, ProviderSettings> settings = new LinkedHashMap<>();

	private final Map<String, LlmProvider> providers = new LinkedHashMap<>();

	private final Set<String> removed = new HashSet<>();

	private final Map<Mode, ModeSettings> modes = new LinkedHashMap<>();

	private Protocols protocols = Protocols.builtIn();

	private final Map<String, Authorizer> authorizers = new LinkedHashMap<>();

	private final Map<String, OAuthFlow> flows = new LinkedHashMap<>();

	private @Nullable Function<String, Optional<OAuthFlow>> otherFlows;

	private @Nullable Supplier<? extends CredentialStore> credentials;

	private ProviderSettings defaults = ProviderSettings.builder("defaults").build();

	private @Nullable ConnectorFactory connectors;

	private @Nullable UnaryOperator<@Nullable String> environment;

	private @Nullable UnaryOperator<ProviderSettings> settingsChange;

	private @Nullable RetriesCustomizer retries;

	private final List<RegisteredHook> hooks = new ArrayList<>();

	private final List<RegistryListener> listeners = new ArrayList<>();

	private final List<Budget> budgets = new ArrayList<>();

	private final List<BudgetListener> budgetListeners = new ArrayList<>();

	private @Nullable KeySupplier keys;

	private CatalogSettings catalog = CatalogSettings.DEFAULTS;

	private Clock clock = Clock.systemUTC();

	private @Nullable String model;

	ProviderRegistryBuilder() {
	}

	/**
	 * Adds a provider by its settings. What they leave open is taken from the known
	 * provider of the same name, then from the defaults.
	 * @param provider the settings
	 * @return this builder
	 */
	public ProviderRegistryBuilder provider(ProviderSettings provider) {
		this.settings.put(provider.name(), provider);
		this.removed.remove(provider.name());
		return this;
	}

	/**
	 * Adds a provider that is there already.
	 * @param provider the provider
	 * @return this builder
	 */
	public ProviderRegistryBuilder provider(LlmProvider provider) {
		this.providers.put(provider.name(), provider);
		this.removed.remove(provider.name());
		return this;
	}

	/**
	 * Takes a provider out again. A known provider that is taken out is not there either,
	 * although it would need no settings.
	 * @param name its name
	 * @return this builder
	 */
	public ProviderRegistryBuilder remove(String name) {
		this.settings.remove(name);
		this.providers.remove(name);
		this.removed.add(name);
		return this;
	}

	/**
	 * Sets which model a mode uses.
	 * @param mode the mode's settings
	 * @return this builder
	 */
	public ProviderRegistryBuilder mode(ModeSettings mode) {
		this.modes.put(mode.mode(), mode);
		return this;
	}

	/**
	 * Sets which model a mode uses.
	 * @param mode the mode
	 * @param model {@code provider:model}
	 * @return this builder
	 */
	public ProviderRegistryBuilder mode(Mode mode, String model) {
		return mode(ModeSettings.of(mode, model));
	}

	/**
	 * Sets the default model.
	 * @param reference {@code provider:model}, or null for none
	 * @return this builder
	 */
	public ProviderRegistryBuilder model(@Nullable String reference) {
		this.model = reference;
		return this;
	}

	/**
	 * Sets what providers take where neither they nor the known provider say anything.
	 * @param defaults settings whose name does not matter
	 * @return this builder
	 */
	public ProviderRegistryBuilder defaults(ProviderSettings defaults) {
		this.defaults = defaults;
		return this;
	}

	/**
	 * Adds an API type; one with the id of a built-in replaces it.
	 * @param protocol the protocol
	 * @return this builder
	 */
	public ProviderRegistryBuilder protocol(WireProtocol protocol) {
		this.protocols = this.protocols.with(protocol);
		return this;
	}

	/**
	 * Replaces the API types, the built-in ones too.
	 * @param protocols the protocols
	 * @return this builder
	 */
	public ProviderRegistryBuilder protocols(List<? extends WireProtocol> protocols) {
		return protocols(Protocols.of(protocols));
	}

	/**
	 * Replaces the API types, the built-in ones too.
	 * @param protocols the protocols
	 * @return this builder
	 */
	public ProviderRegistryBuilder protocols(Protocols protocols) {
		this.protocols = protocols;
		return this;
	}

	/**
	 * Sets what connections are made by.
	 * @param connectors the factory
	 * @return this builder
	 */
	public ProviderRegistryBuilder connectors(ConnectorFactory connectors) {
		this.connectors = connectors;
		return this;
	}

	/**
	 * Puts something around the connections that are made so far, such as a recorder.
	 * @param wrapper gets the factory that was set before, and gives the one to use
	 * @return this builder
	 */
	public ProviderRegistryBuilder wrapConnectors(UnaryOperator<ConnectorFactory> wrapper) {
		this.connectors = wrapper.apply(connectors());
		return this;
	}

	/**
	 * Changes the settings of every provider that is made from settings, now or at run
	 * time, after known provider and defaults were merged into them. It is the last word,
	 * for tests that send all providers elsewhere. Keys that known providers take from
	 * environment variables are sent to the address that it gives.
	 * @param change gets complete settings, and gives those to use; several are applied
	 * in the order in which they were added
	 * @return this builder
	 */
	public ProviderRegistryBuilder changeSettings(UnaryOperator<ProviderSettings> change) {
		UnaryOperator<ProviderSettings> before = this.settingsChange;
		this.settingsChange = (before != null) ? (settings) -> change.apply(before.apply(settings)) : change;
		return this;
	}

	/**
	 * Sets what puts credentials on a provider's requests, in place of key and settings.
	 * @param provider the provider's name
	 * @param authorizer the authorizer, such as one of
	 * {@link io.llmprovider.auth.entra.EntraTokens}
	 * @return this builder
	 */
	public ProviderRegistryBuilder authorizer(String provider, Authorizer authorizer) {
		this.authorizers.put(provider, authorizer);
		return this;
	}

	/**
	 * Adds a login of the application's own, which providers name by
	 * {@link io.llmprovider.oauth.OAuthSettings#flow()}.
	 * @param name its name
	 * @param flow the flow
	 * @return this builder
	 */
	public ProviderRegistryBuilder flow(String name, OAuthFlow flow) {
		this.flows.put(name, flow);
		return this;
	}

	/**
	 * Sets where logins are looked up that were not added by name. It is asked only for
	 * what a provider names.
	 * @param flows gives the flow of a name, if there is one
	 * @return this builder
	 */
	public ProviderRegistryBuilder flows(Function<String, Optional<OAuthFlow>> flows) {
		this.otherFlows = flows;
		return this;
	}

	/**
	 * Sets where the credentials of those who are signed in are kept. Without it they are
	 * kept until the application ends.
	 * @param store gives the store; it is asked once, when somebody signs in or a call
	 * needs credentials
	 * @return this builder
	 */
	public ProviderRegistryBuilder credentials(Supplier<? extends CredentialStore> store) {
		this.credentials = store;
		return this;
	}

	/**
	 * Sets where key variables are looked up.
	 * @param environment gives a variable's value, or null if it is not set
	 * @return this builder
	 */
	public ProviderRegistryBuilder environment(UnaryOperator<@Nullable String> environment) {
		this.environment = environment;
		return this;
	}

	/**
	 * Adds what changes how calls are tried again. It is asked for each provider that is
	 * made from settings, after those that were added before.
	 * @param customizer gives policies and listeners
	 * @return this builder
	 */
	public ProviderRegistryBuilder retries(RetriesCustomizer customizer) {
		RetriesCustomizer before = this.retries;
		this.retries = (before == null) ? customizer : (provider, configured) -> {
			before.customize(provider, configured);
			customizer.customize(provider, configured);
		};
		return this;
	}

	/**
	 * Adds a hook that looks at the requests and answers of all providers made from
	 * settings, after the hooks that were added before.
	 * @param hook the hook
	 * @return this builder
	 */
	public ProviderRegistryBuilder hook(ExchangeHook hook) {
		this.hooks.add(new RegisteredHook(null, hook));
		return this;
	}

	/**
	 * Adds a hook that looks at the requests and answers of one provider, after the hooks
	 * that were added before.
	 * @param provider the provider's name
	 * @param hook the hook
	 * @return this builder
	 */
	public ProviderRegistryBuilder hook(String provider, ExchangeHook hook) {
		this.hooks.add(new RegisteredHook(provider, hook));
		return this;
	}

	/**
	 * Adds a listener that hears what is registered, overridden and removed while the
	 * application is running.
	 * @param listener the listener
	 * @return this builder
	 */
	public ProviderRegistryBuilder listener(RegistryListener listener) {
		this.listeners.add(listener);
		return this;
	}

	/**
	 * Adds a budget: a call that would go on it when it is spent is refused.
	 * @param budget the budget
	 * @return this builder
	 */
	public ProviderRegistryBuilder budget(Budget budget) {
		this.budgets.add(budget);
		return this;
	}

	/**
	 * Adds a listener that hears when a budget is nearly spent.
	 * @param listener the listener
	 * @return this builder
	 */
	public ProviderRegistryBuilder budgetListener(BudgetListener listener) {
		this.budgetListeners.add(listener);
		return this;
	}

	/**
	 * Sets where models are described that the application does not describe itself.
	 * Without it, those count that come with the library.
	 * @param settings the settings
	 * @return this builder
	 */
	public ProviderRegistryBuilder catalog(CatalogSettings settings) {
		this.catalog = settings;
		return this;
	}

	/**
	 * Sets the application's own source of keys. It comes after keys that are configured
	 * and before files and environment variables.
	 * @param keys the source
	 * @return this builder
	 */
	public ProviderRegistryBuilder keys(KeySupplier keys) {
		this.keys = keys;
		return this;
	}

	/**
	 * Sets the clock by which budgets are counted and tokens end.
	 * @param clock the clock
	 * @return this builder
	 */
	public ProviderRegistryBuilder clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Builds the registry, after everything was looked over.
	 * @return the registry, to be closed by the caller
	 * @throws io.llmprovider.error.ConfigurationException if something cannot work; the
	 * message names the property
	 */
	public ProviderRegistry build() {
		UnaryOperator<@Nullable String> environment = (this.environment != null) ? this.environment : System::getenv;
		ModelCatalog models = openCatalog();
		Wirings wirings = new Wirings(environment, this.authorizers, this.keys, this.flows, this.otherFlows,
				this.credentials, this.clock);
		ProviderFactory factory = new ProviderFactory(this.defaults, this.settingsChange, environment, wirings,
				new ProviderParts(this.protocols, connectors(), models, this.retries, this.hooks));
		LayeredProviders layers = new LayeredProviders(factory, this.settings.values(), this.providers.values());
		return SnapshotRegistry.open(layers, new KnownOnDemand(factory), this.removed, this.modes, this.model,
				this.listeners, models, new CostAccount(this.budgets, this.budgetListeners, this.clock));
	}

	private ConnectorFactory connectors() {
		return (this.connectors != null) ? this.connectors : new ReactorConnectorFactory();
	}

	/**
	 * What providers take for their connections where nobody says otherwise, its proxy
	 * too.
	 */
	private ModelCatalog openCatalog() {
		if (this.catalog.locations().isEmpty()) {
			return this.catalog.builtIn() ? ModelCatalog.builtIn() : ModelCatalog.none();
		}
		ConnectionSettings connections = this.defaults.connections().orElse(ConnectionSettings.DEFAULTS);
		connections.proxy().check("defaults");
		Duration connect = this.defaults.timeouts().orElse(TimeoutSettings.DEFAULTS).connect();
		ConnectorSettings settings = new ConnectorSettings("catalog", connections, Objects.requireNonNull(connect),
				this.defaults.sslBundle());
		ConnectorFactory connectors = connectors();
		connectors.check(settings);
		HttpTransport transport = new HttpTransport("catalog", () -> connectors.create(settings), connections.proxy());
		return ModelCatalog.open(this.catalog, new HttpCatalogFetcher(transport));
	}

}
