package io.llmprovider.provider;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.llmprovider.model.Model;
import io.llmprovider.model.ModelRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once of each model that is passed on although nothing is known of it.
 */
final class UnlistedModels {

	private static final Logger LOG = LoggerFactory.getLogger(UnlistedModels.class);

	/** References may come from an application's users. */
	private static final int MAX_WARNED = 1000;

	private final Set<ModelRef> warned = ConcurrentHashMap.newKeySet();

	void look(LlmProvider provider, Model model, ModelRef reference) {
		if (!provider.models().isEmpty() || !isNameOnly(model) || this.warned.size() >= MAX_WARNED
				|| !this.warned.add(reference)) {
			return;
		}
		LOG.warn("{} is not in a list of models: it is passed on as it is, and its limits and abilities are unknown."
				+ " List it under llm.providers.{}.models to give them.", reference, reference.provider());
	}

	private static boolean isNameOnly(Model model) {
		return model.equals(Model.of(model.provider(), model.id()));
	}

}
