package io.llmprovider.catalog;

import reactor.core.publisher.Mono;

/**
 * Asks an address for a document.
 */
@FunctionalInterface
public interface CatalogFetcher {

	/**
	 * Asks an address.
	 * @param address an http or https URL
	 * @param settings how long it may take and how large the document may be
	 * @return the document, or a failure that says what went wrong
	 */
	Mono<byte[]> fetch(String address, CatalogSettings settings);

	/**
	 * Lets go of connections.
	 */
	default void close() {
	}

}
