package io.llmprovider.provider;

import java.util.List;

import io.llmprovider.catalog.ModelCatalog;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.transport.ConnectorFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the providers of a registry share.
 *
 * @param protocols the API types
 * @param connectors opens connections
 * @param catalog what is known of models
 * @param retries the application's look at what is tried again, or null
 * @param hooks the application's looks at requests and answers
 */
record ProviderParts(Protocols protocols, ConnectorFactory connectors, ModelCatalog catalog,
		@Nullable RetriesCustomizer retries, List<RegisteredHook> hooks) {

	ProviderParts {
		hooks = List.copyOf(hooks);
	}

	ProviderParts with(WireProtocol own) {
		return new ProviderParts(this.protocols.with(own), this.connectors, this.catalog, this.retries, this.hooks);
	}

}
