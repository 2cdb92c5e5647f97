package io.llmprovider.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The locations of a catalogue. One that cannot be read keeps what it had: a catalogue
 * that is down must not take models away.
 */
final class CatalogSources {

	private static final Logger LOG = LoggerFactory.getLogger(CatalogSources.class);

	private final CatalogSettings settings;

	private final CatalogFetcher fetcher;

	private final CatalogCache cache;

	private final Scheduler worker;

	private final Map<String, CatalogData> read = new ConcurrentHashMap<>();

	private final Disposable.Composite work = Disposables.composite();

	private Consumer<CatalogData> changed = (data) -> {
	};

	CatalogSources(CatalogSettings settings, CatalogFetcher fetcher, Scheduler worker) {
		this.worker = worker;
		this.settings = settings;
		this.fetcher = fetcher;
		this.cache = new CatalogCache(settings.cacheDirectory());
	}

	/**
	 * Reads what is there at once, and begins to ask addresses.
	 * @param changed receives all that is known, each time it changes
	 */
	void start(Consumer<CatalogData> changed) {
		this.changed = changed;
		for (String location : this.settings.locations()) {
			if (isAddress(location)) {
				this.cache.read(location).ifPresent((json) -> accept(location, json, "its copy on disk"));
			}
			else {
				this.read.put(location, required(location));
			}
		}
		publish();
		fetchAll();
		if (this.settings.refreshInterval() != null) {
			this.work.add(Flux.interval(this.settings.refreshInterval(), Schedulers.boundedElastic())
				.onBackpressureDrop()
				.subscribe((tick) -> refresh()));
		}
	}

	void refresh() {
		for (String location : this.settings.locations()) {
			if (!isAddress(location)) {
				try {
					accept(location, file(location), "the file");
				}
				catch (IOException | IllegalArgumentException ex) {
					keep(location, ex);
				}
			}
		}
		publish();
		fetchAll();
	}

	void close() {
		this.work.dispose();
		this.fetcher.close();
	}

	private void fetchAll() {
		this.settings.locations()
			.stream()
			.filter(CatalogSources::isAddress)
			.forEach((address) -> this.work.add(this.fetcher.fetch(address, this.settings)
				.publishOn(this.worker)
				.subscribe((json) -> fetched(address, json), (failure) -> keep(address, failure))));
	}

	private void fetched(String address, byte[] json) {
		if (accept(address, json, "its answer")) {
			this.cache.write(address, json);
			publish();
		}
	}

	private boolean accept(String location, byte[] json, String where) {
		try {
			this.read.put(location, CatalogReader.read(json));
			return true;
		}
		catch (IllegalArgumentException ex) {
			LOG.warn("The catalogue {} is left as it was, as {} cannot be used: {}", shown(location), where,
					ex.getMessage());
			return false;
		}
	}

	/** A file that is named and cannot be read is a mistake to be told at once. */
	private CatalogData required(String location) {
		try {
			return CatalogReader.read(file(location));
		}
		catch (IOException | IllegalArgumentException ex) {
			throw ErrorKind.CONFIGURATION.exception(ErrorDetails.of(
					"The catalogue " + location + " cannot be read: "
							+ ((ex instanceof IOException) ? ex.toString() : ex.getMessage()),
					"Correct the file, or llm.catalog.locations."), ex)
				.attempts(0);
		}
	}

	private byte[] file(String location) throws IOException {
		byte[] json = Files.readAllBytes(path(location));
		if (json.length > this.settings.maxBytes()) {
			throw new IllegalArgumentException("it is larger than " + this.settings.maxBytes() + " bytes");
		}
		return json;
	}

	private void keep(String location, Throwable failure) {
		LOG.warn("The catalogue {} cannot be read and is left as it was: {}", shown(location),
				String.valueOf(failure.getMessage()));
	}

	private synchronized void publish() {
		CatalogData all = CatalogData.NONE;
		for (String location : this.settings.locations()) {
			all = this.read.getOrDefault(location, CatalogData.NONE).over(all);
		}
		this.changed.accept(all);
	}

	static boolean isAddress(String location) {
		return location.startsWith("http://") || location.startsWith("https://");
	}

	private static Path path(String location) {
		return location.startsWith("file:") ? Path.of(java.net.URI.create(location)) : Path.of(location);
	}

	/** A query may hold a key. */
	private static String shown(String location) {
		int query = location.indexOf('?');
		return (query < 0) ? location : location.substring(0, query);
	}

}
