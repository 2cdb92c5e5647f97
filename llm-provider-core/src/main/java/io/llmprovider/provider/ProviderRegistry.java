package io.llmprovider.provider;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.llmprovider.catalog.ModelCatalog;
import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.SignIns;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.account.CostAccount;
import reactor.core.publisher.Mono;

/**
 * All providers and modes of an application: what one injects. Looking something up costs
 * nothing; clients are live handles that may be kept.
 */
public interface ProviderRegistry extends AutoCloseable {

	/**
	 * Starts a registry by hand; with the starter it is made from configuration.
	 * @return a builder
	 */
	static ProviderRegistryBuilder builder() {
		return new ProviderRegistryBuilder();
	}

	/**
	 * A client of the default model, {@code llm.model}.
	 * @return the client
	 * @throws io.llmprovider.error.ConfigurationException if there is none
	 */
	LlmClient client();

	/**
	 * A client of a model.
	 * @param reference {@code provider:model}, or the id or alias of a model that only
	 * one provider lists
	 * @return the client
	 * @throws io.llmprovider.error.ConfigurationException if there is no such provider,
	 * or it lists its models and this is none of them
	 */
	LlmClient client(String reference);

	/**
	 * A client of a model.
	 * @param reference provider and model
	 * @return the client
	 * @throws io.llmprovider.error.ConfigurationException if there is no such provider,
	 * or it lists its models and this is none of them
	 */
	LlmClient client(ModelRef reference);

	/**
	 * A client of a model that is described here and now; what is listed under its id
	 * does not count.
	 * @param model the model
	 * @return the client
	 * @throws io.llmprovider.error.ConfigurationException if there is no such provider
	 */
	LlmClient client(Model model);

	/**
	 * A client of a mode's model, with the mode's options.
	 * @param mode the mode
	 * @return the client
	 * @throws io.llmprovider.error.ConfigurationException if the mode has no model; it
	 * never falls back to another mode's
	 */
	LlmClient forMode(Mode mode);

	/**
	 * A client of a mode's model, with the mode's options.
	 * @param mode the mode's name
	 * @return the client
	 * @throws io.llmprovider.error.ConfigurationException if the mode has no model; it
	 * never falls back to another mode's
	 */
	default LlmClient forMode(String mode) {
		return forMode(Mode.of(mode));
	}

	/**
	 * The provider with this name.
	 * @param name its name
	 * @return the provider, if there is one
	 */
	Optional<LlmProvider> find(String name);

	/**
	 * The provider with this name.
	 * @param name its name
	 * @return the provider
	 * @throws io.llmprovider.error.ConfigurationException if there is none; the message
	 * says which there are and which was probably meant
	 */
	LlmProvider provider(String name);

	/**
	 * All providers that are configured or joined by a bean.
	 * @return the providers as they are now
	 */
	Collection<LlmProvider> providers();

	/**
	 * All modes that have a model.
	 * @return the modes as they are now
	 */
	Set<Mode> modes();

	/**
	 * What is set for a mode.
	 * @param mode the mode
	 * @return its settings, if it has a model
	 */
	Optional<ModeSettings> mode(Mode mode);

	/**
	 * What is known of a provider, for logs and pages; never a secret.
	 * @param name its name
	 * @return a description, if there is such a provider
	 */
	Optional<ProviderDescription> describe(String name);

	/**
	 * Whether a provider has a key now. Unlike {@link #describe}, this makes nothing
	 * ready for calls.
	 * @param name its name
	 * @return the state; empty if there is no such provider, or if it is an object of the
	 * application's own, which has no settings
	 */
	Optional<ProviderDescription.KeyState> keyState(String name);

	/**
	 * What is known of models that the application did not describe itself.
	 * @return the catalogue
	 */
	ModelCatalog catalog();

	/**
	 * Asks a provider which models it has now, and notes what it tells in the catalogue.
	 * @param name the provider's name
	 * @return its models; failures are {@code LlmException}s, as for a call
	 */
	Mono<List<Model>> discover(String name);

	/**
	 * Signs users in and out at the providers that have a login.
	 * @return the sign-ins, which may be kept
	 */
	SignIns signIns();

	/**
	 * What the calls of this registry's clients cost.
	 * @return the running account
	 */
	CostAccount account();

	/**
	 * Registers a provider while the application is running. Like every change here it is
	 * looked over first and then happens at once and as a whole; calls under way end as
	 * they began. What the settings leave open is taken from the known provider of the
	 * same name, then from the defaults.
	 * @param settings the provider, by a name that no other one has
	 * @throws io.llmprovider.error.ConfigurationException if the name is taken or
	 * something cannot work; nothing has changed then
	 */
	void register(ProviderSettings settings);

	/**
	 * Registers a provider with an API type that no other provider has. It may have the
	 * id of another API type without touching that one.
	 * @param settings the provider; without an API type it has the one that is given
	 * @param protocol how it is talked to
	 * @throws io.llmprovider.error.ConfigurationException if the name is taken or
	 * something cannot work; nothing has changed then
	 */
	void register(ProviderSettings settings, WireProtocol protocol);

	/**
	 * Registers a provider at which one signs in.
	 * @param settings the provider
	 * @param flow how one signs in
	 * @throws io.llmprovider.error.ConfigurationException if the name is taken or
	 * something cannot work; nothing has changed then
	 */
	void register(ProviderSettings settings, OAuthFlow flow);

	/**
	 * Registers a provider at which one signs in, with an API type that no other provider
	 * has.
	 * @param settings the provider; without an API type it has the one that is given
	 * @param protocol how it is talked to
	 * @param flow how one signs in
	 * @throws io.llmprovider.error.ConfigurationException if the name is taken or
	 * something cannot work; nothing has changed then
	 */
	void register(ProviderSettings settings, WireProtocol protocol, OAuthFlow flow);

	/**
	 * Registers a provider that is there already. Unregistering it calls
	 * {@link LlmProvider#retire()}.
	 * @param provider the provider, by a name that no other one has
	 * @throws io.llmprovider.error.ConfigurationException if the name is taken; nothing
	 * has changed then
	 */
	void register(LlmProvider provider);

	/**
	 * Gives a provider other models: they replace those that it has.
	 * @param provider the name of a provider with settings
	 * @param models at least one
	 * @throws io.llmprovider.error.ConfigurationException if there is no such provider or
	 * something cannot work; nothing has changed then
	 */
	void registerModels(String provider, List<ModelSettings> models);

	/**
	 * Overrides settings of a provider, as if they stood in the configuration: base URL,
	 * headers, key, dialect, time limits and all else that is set; its models stay. An
	 * earlier override of the provider is gone.
	 * @param settings what is different, under the provider's name, without models
	 * @throws io.llmprovider.error.ConfigurationException if there is no such provider or
	 * something cannot work; nothing has changed then
	 */
	void override(ProviderSettings settings);

	/**
	 * Takes back all that was registered under a name: the provider, its models, its API
	 * type, its key, its login. What a store of credentials holds stays there. What was
	 * overridden is as it was.
	 * @param name the provider's name
	 * @return whether anything was registered under it; if not, nothing has changed
	 */
	boolean unregister(String name);

	/**
	 * Sets which model a mode uses while the application is running: a new mode, or in
	 * place of what is configured or was registered for it. Clients of the mode use it at
	 * their next call; a call under way goes on with the models it began with.
	 * @param settings the mode
	 * @throws io.llmprovider.error.ConfigurationException if the mode cannot work, such
	 * as with a model of an unknown provider; nothing has changed then
	 */
	void registerMode(ModeSettings settings);

	/**
	 * Takes back what was registered for a mode. What is configured for it counts again;
	 * a mode that is not configured is gone.
	 * @param mode the mode
	 * @return whether anything was registered for it; if not, nothing has changed
	 */
	boolean unregisterMode(Mode mode);

	/**
	 * Cancels calls under way and closes all connections.
	 */
	@Override
	void close();

}
