package io.llmprovider.catalog;

import java.util.List;
import java.util.Map;

import io.llmprovider.protocol.WireRequest;
import io.llmprovider.transport.ExchangeLimits;
import io.llmprovider.transport.HttpTransport;
import io.llmprovider.transport.TimeoutSettings;
import reactor.core.publisher.Mono;

/**
 * Asks addresses and providers for whole documents.
 */
public final class HttpCatalogFetcher implements CatalogFetcher {

	private final HttpTransport transport;

	/**
	 * Creates a fetcher.
	 * @param transport its way to the network
	 */
	public HttpCatalogFetcher(HttpTransport transport) {
		this.transport = transport;
	}

	@Override
	public Mono<byte[]> fetch(String address, CatalogSettings settings) {
		WireRequest request = new WireRequest("GET", address, Map.of(), null, false, List.of());
		return whole(this.transport, request, settings);
	}

	@Override
	public void close() {
		this.transport.close();
	}

	/**
	 * One exchange, whose answer is read as a whole.
	 * @param transport the way to the network
	 * @param request what to send, credentials included
	 * @param settings how long it may take and how large the answer may be
	 * @return the answer; failures are {@code LlmException}s
	 */
	public static Mono<byte[]> whole(HttpTransport transport, WireRequest request, CatalogSettings settings) {
		TimeoutSettings timeouts = new TimeoutSettings(null, settings.timeout(), settings.timeout(),
				settings.timeout());
		int query = request.uri().indexOf('?');
		String what = "The list of models at " + ((query < 0) ? request.uri() : request.uri().substring(0, query));
		return transport
			.exchange(request, ExchangeLimits.of(timeouts, settings.timeout()),
					() -> new WholeBody(what, settings.maxBytes()))
			.reduce((first, second) -> second);
	}

}
