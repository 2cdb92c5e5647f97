package io.llmprovider.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.llmprovider.catalog.CatalogSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where models are described that the configuration does not describe.
 *
 * @param builtIn Whether the models count that come with the library.
 * @param locations Files and http or https addresses in the form of models.dev's api.json
 * or our own; the later go before the earlier.
 * @param refreshInterval Time after which all locations are looked at again. Never if
 * nobody says otherwise.
 * @param cacheDirectory Directory in which answers of addresses are kept for the next
 * start. They are not kept if nobody says otherwise.
 * @param timeout Time that an address may take to answer.
 * @param maxSize Size that a document may have at most.
 */
@ConfigurationPropertiesSource
record CatalogProperties(@DefaultValue("true") boolean builtIn, @DefaultValue List<String> locations,
		@Nullable Duration refreshInterval, @Nullable Path cacheDirectory, @DefaultValue("30s") Duration timeout,
		@DefaultValue("32MB") DataSize maxSize) {

	private static final PropertyPath PATH = new PropertyPath("llm.catalog");

	CatalogSettings toSettings() {
		Duration interval = PATH.positive("refresh-interval", this.refreshInterval);
		PATH.positive("timeout", this.timeout);
		return PATH.check(() -> new CatalogSettings(this.builtIn, this.locations, interval, this.cacheDirectory,
				this.timeout, Math.toIntExact(Math.min(this.maxSize.toBytes(), Integer.MAX_VALUE))));
	}

}
