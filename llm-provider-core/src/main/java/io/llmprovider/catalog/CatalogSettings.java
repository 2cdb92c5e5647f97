package io.llmprovider.catalog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where models are described.
 *
 * @param builtIn whether the models count that come with the library
 * @param locations files and http or https addresses in the form of models.dev's
 * {@code api.json} or our own, the later before the earlier
 * @param refreshInterval after what time all locations are looked at again; null for
 * never
 * @param cacheDirectory where answers of addresses are kept for the next start; null for
 * nowhere
 * @param timeout how long an address may take to answer
 * @param maxBytes how large a document may be, in bytes
 */
public record CatalogSettings(boolean builtIn, List<String> locations, @Nullable Duration refreshInterval,
		@Nullable Path cacheDirectory, Duration timeout, int maxBytes) {

	/** Half a minute. */
	public static final Duration TIMEOUT = Duration.ofSeconds(30);

	/** 32 MiB. */
	public static final int MAX_BYTES = 32 << 20;

	/** The models that come with the library, and no others. */
	public static final CatalogSettings DEFAULTS = new CatalogSettings(true, List.of(), null, null, TIMEOUT, MAX_BYTES);

	public CatalogSettings {
		locations = List.copyOf(locations);
		if (refreshInterval != null && refreshInterval.toMillis() < 1) {
			throw new IllegalArgumentException("The refresh interval must be positive, not " + refreshInterval);
		}
		if (timeout.toMillis() < 1 || maxBytes < 1) {
			throw new IllegalArgumentException(
					"Time limit and size of a catalogue must be positive: " + timeout + ", " + maxBytes);
		}
	}

}
