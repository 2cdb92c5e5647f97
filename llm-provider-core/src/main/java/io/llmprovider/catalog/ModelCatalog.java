package io.llmprovider.catalog;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.llmprovider.model.Model;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What is known of models that the application did not describe itself. Of several
 * sources the later goes first, field by field: what comes with the library, each of the
 * locations in their order, what a provider told when it was asked. What an application
 * configures for a model goes before all of them.
 * <p>
 * A lookup sees one state of the catalogue; a refresh replaces it as a whole.
 */
public final class ModelCatalog implements AutoCloseable {

	private final boolean builtIn;

	private final @Nullable CatalogSources sources;

	/** Null as long as nobody has told anything. */
	private volatile @Nullable State state;

	private ModelCatalog(boolean builtIn, @Nullable CatalogSources sources) {
		this.builtIn = builtIn;
		this.sources = sources;
	}

	/**
	 * A catalogue that knows nothing.
	 * @return an empty catalogue
	 */
	public static ModelCatalog none() {
		return new ModelCatalog(false, null);
	}

	/**
	 * A catalogue of the models that come with the library.
	 * @return the catalogue
	 */
	public static ModelCatalog builtIn() {
		return new ModelCatalog(true, null);
	}

	/**
	 * A catalogue with locations of one's own. Files are read at once; addresses are
	 * asked in the background, and until they answer their copy on disk counts.
	 * @param settings where to look and how often
	 * @param fetcher asks addresses
	 * @return the catalogue, to be closed by the caller
	 */
	public static ModelCatalog open(CatalogSettings settings, CatalogFetcher fetcher) {
		return open(settings, fetcher, Schedulers.boundedElastic());
	}

	static ModelCatalog open(CatalogSettings settings, CatalogFetcher fetcher, Scheduler worker) {
		CatalogSources sources = new CatalogSources(settings, fetcher, worker);
		ModelCatalog catalog = new ModelCatalog(settings.builtIn(), sources);
		sources.start(catalog::locations);
		return catalog;
	}

	/**
	 * What is known of a model.
	 * @param provider the provider's name
	 * @param id the model's id or alias
	 * @return the model under its own id; empty if nothing is known
	 */
	public Optional<Model> find(String provider, String id) {
		if (this.state == null && !isBuiltIn(provider)) {
			return Optional.empty();
		}
		State now = state();
		Model found = null;
		for (CatalogData data : List.of(now.told(), now.locations(), built(provider))) {
			Model here = data.find(provider, (found != null) ? found.id() : id);
			if (here != null) {
				found = (found != null) ? found.orElse(here) : here;
			}
		}
		return Optional.ofNullable(found);
	}

	/**
	 * The models that are known of a provider.
	 * @param provider the provider's name
	 * @return the models, possibly none
	 */
	public Collection<Model> models(String provider) {
		State now = state();
		return now.told().over(now.locations()).over(built(provider)).models(provider);
	}

	/**
	 * The providers that locations or providers themselves told of.
	 * @return their names, without those that only come with the library
	 */
	public Set<String> providers() {
		State now = state();
		Set<String> names = new LinkedHashSet<>(now.locations().providers());
		names.addAll(now.told().providers());
		return names;
	}

	/**
	 * Notes what a provider told of its models, in place of what it told before.
	 * @param provider the provider's name
	 * @param models its models
	 */
	public synchronized void told(String provider, Collection<Model> models) {
		State before = state();
		this.state = new State(before.locations(), before.told().with(provider, models));
	}

	/**
	 * Looks at all locations again, now.
	 */
	public void refresh() {
		if (this.sources != null) {
			this.sources.refresh();
		}
	}

	@Override
	public void close() {
		if (this.sources != null) {
			this.sources.close();
		}
	}

	private synchronized void locations(CatalogData data) {
		this.state = new State(data, state().told());
	}

	private State state() {
		State told = this.state;
		return (told != null) ? told : State.NOTHING;
	}

	private boolean isBuiltIn(String provider) {
		return this.builtIn && BuiltInModels.PROVIDERS.contains(provider);
	}

	private CatalogData built(String provider) {
		return isBuiltIn(provider) ? BuiltInModels.of(provider) : CatalogData.NONE;
	}

	/**
	 * What can change, at one moment.
	 *
	 * @param locations from the locations
	 * @param told from providers themselves
	 */
	private record State(CatalogData locations, CatalogData told) {

		static final State NOTHING = new State(CatalogData.NONE, CatalogData.NONE);

	}

}
