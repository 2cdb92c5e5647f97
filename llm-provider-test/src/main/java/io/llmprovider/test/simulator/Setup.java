package io.llmprovider.test.simulator;

import java.util.List;
import java.util.Set;

import io.llmprovider.test.simulator.wire.IssuedValues;
import io.llmprovider.test.simulator.wire.PromptCache;
import org.jspecify.annotations.Nullable;

/**
 * What a simulator was told to be.
 *
 * @param models the models it has; empty for every model
 * @param apiKeys the keys it accepts; empty if it asks for none
 * @param extraMembers members of requests that are accepted although the provider's
 * document does not know them, as compatible servers do
 * @param issued makes the signatures and encrypted values that it gives out, and knows
 * them again
 * @param cache the beginnings of prompts that it has kept
 */
public record Setup(List<SimulatedModel> models, Set<String> apiKeys, Set<String> extraMembers, IssuedValues issued,
		PromptCache cache) {

	/** In place of the names of extra members: all are accepted. */
	public static final String ANY_MEMBER = "*";

	private static final List<SimulatedModel> SHOWN = List.of(SimulatedModel.of("echo"),
			SimulatedModel.of("echo-think"), SimulatedModel.of("echo-tool"));

	public Setup {
		models = List.copyOf(models);
		apiKeys = Set.copyOf(apiKeys);
		extraMembers = Set.copyOf(extraMembers);
	}

	/**
	 * The same setup without a look at keys, for dialects that have looked themselves.
	 * @return the changed setup
	 */
	public Setup withoutKeys() {
		return new Setup(this.models, Set.of(), this.extraMembers, this.issued, this.cache);
	}

	/**
	 * The same setup for a server that imitates the provider's and has more to it.
	 * @return the changed setup
	 */
	Setup withAnyMember() {
		return new Setup(this.models, this.apiKeys, Set.of(ANY_MEMBER), this.issued, this.cache);
	}

	/**
	 * Whether a request may name any model.
	 * @return true if no models were configured
	 */
	public boolean anyModel() {
		return this.models.isEmpty();
	}

	/**
	 * Finds a configured model.
	 * @param id the model's id
	 * @return the model, or null if it is not configured
	 */
	public @Nullable SimulatedModel model(String id) {
		return this.models.stream().filter((model) -> model.id().equals(id)).findFirst().orElse(null);
	}

	/**
	 * The models to list: those configured, else some that show what echo does.
	 * @return at least one model
	 */
	public List<SimulatedModel> listedModels() {
		return anyModel() ? SHOWN : this.models;
	}

}
