package io.llmprovider.provider;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;

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
	 * Cancels calls under way and closes all connections.
	 */
	@Override
	void close();

}
