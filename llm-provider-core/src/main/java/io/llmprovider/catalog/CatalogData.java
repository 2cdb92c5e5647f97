package io.llmprovider.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

import io.llmprovider.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Models by provider and id, immutable.
 */
final class CatalogData {

	static final CatalogData NONE = new CatalogData(Map.of());

	private final Map<String, Map<String, Model>> byProvider;

	CatalogData(Map<String, ? extends Collection<Model>> models) {
		Map<String, Map<String, Model>> all = new LinkedHashMap<>();
		for (Map.Entry<String, ? extends Collection<Model>> provider : models.entrySet()) {
			Map<String, Model> byId = new LinkedHashMap<>();
			for (Model model : provider.getValue()) {
				byId.put(model.id(), model);
			}
			all.put(provider.getKey(), byId);
		}
		this.byProvider = all;
	}

	Collection<String> providers() {
		return Collections.unmodifiableSet(this.byProvider.keySet());
	}

	Collection<Model> models(String provider) {
		return Collections.unmodifiableCollection(this.byProvider.getOrDefault(provider, Map.of()).values());
	}

	/**
	 * The model with this id, or the first with this alias.
	 */
	@Nullable Model find(String provider, String id) {
		Map<String, Model> models = this.byProvider.get(provider);
		if (models == null) {
			return null;
		}
		Model found = models.get(id);
		return (found != null) ? found
				: models.values().stream().filter((model) -> model.aliases().contains(id)).findFirst().orElse(null);
	}

	/**
	 * This and another together; what this one says of a model goes first.
	 */
	CatalogData over(CatalogData lower) {
		BinaryOperator<Model> merge = Model::orElse;
		Map<String, Collection<Model>> all = new LinkedHashMap<>();
		lower.byProvider.forEach((provider, models) -> all.put(provider, List.copyOf(models.values())));
		this.byProvider.forEach((provider, models) -> {
			Map<String, Model> merged = new LinkedHashMap<>(models);
			lower.models(provider).forEach((model) -> merged.merge(model.id(), model, merge));
			all.put(provider, merged.values());
		});
		return new CatalogData(all);
	}

	/**
	 * This with other models of one provider.
	 */
	CatalogData with(String provider, Collection<Model> models) {
		Map<String, Collection<Model>> all = new LinkedHashMap<>();
		this.byProvider.forEach((name, byId) -> all.put(name, byId.values()));
		all.put(provider, models);
		return new CatalogData(all);
	}

	@Override
	public String toString() {
		return "CatalogData" + this.byProvider.keySet();
	}

}
