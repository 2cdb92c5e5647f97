package io.llmprovider.transport;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ErrorResponse;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A provider's way to the network: one exchange at a time for each subscription, never
 * more, never again by itself.
 */
public final class HttpTransport {

	private static final int MAX_ERROR_BYTES = 64 * 1024;

	private static final String USER_AGENT = userAgent();

	private final String provider;

	private final Supplier<Connector> connectors;

	private final ProxySettings proxy;

	private @Nullable Connector connector;

	private volatile @Nullable WebClient client;

	private volatile boolean closed;

	private final Set<ExchangeSubscriber<?>> underWay = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the transport of one provider. Nothing is made before the first exchange,
	 * so that a provider which is configured but not used costs nothing.
	 * @param provider the provider's name
	 * @param connector makes its connections, once
	 */
	public HttpTransport(String provider, Supplier<Connector> connector) {
		this(provider, connector, ProxySettings.UNSET);
	}

	/**
	 * Creates the transport of one provider behind a proxy.
	 * @param provider the provider's name
	 * @param connector makes its connections, once
	 * @param proxy the proxy that the connector goes through, for failures that are the
	 * proxy's
	 */
	public HttpTransport(String provider, Supplier<Connector> connector, ProxySettings proxy) {
		this.provider = provider;
		this.connectors = connector;
		this.proxy = proxy;
	}

	/**
	 * One exchange. Nothing is sent before it is subscribed to; cancelling closes the
	 * connection.
	 * @param <T> what the reader makes
	 * @param request what to send, credentials included
	 * @param limits how long it may take
	 * @param readers makes a reader for each subscription
	 * @return the events; failures are {@code LlmException}s
	 */
	public <T> Flux<T> exchange(WireRequest request, ExchangeLimits limits, Supplier<ResponseReader<T>> readers) {
		return Flux.defer(() -> {
			URI uri = uri(request);
			WireLog.request(this.provider, request);
			ResponseReader<T> reader = readers.get();
			ConnectLimit connecting = new ConnectLimit(limits.connect(), limits.timer());
			Flux<DataBuffer> body = client().method(HttpMethod.valueOf(request.method()))
				.uri(uri)
				.headers((headers) -> headers(request, headers))
				.bodyValue(request.bytes())
				.httpRequest((connected) -> connecting.connected())
				.exchangeToFlux((response) -> body(response, reader))
				.transform((answer) -> connecting.watch(answer, uri.getHost()))
				.onErrorMap((cause) -> TransportErrors.map(cause, uri, this.provider, this.proxy));
			return new Exchange<>(body, reader, limits);
		});
	}

	/**
	 * Closes the connections: those in use when their exchange ends.
	 */
	public synchronized void dispose() {
		Connector made = this.connector;
		this.connector = null;
		this.client = null;
		if (made != null) {
			made.dispose().run();
		}
	}

	/**
	 * Ends the exchanges under way with an error and closes all connections.
	 */
	public void close() {
		this.closed = true;
		for (ExchangeSubscriber<?> exchange : this.underWay) {
			exchange.close(closed("during"));
		}
		dispose();
	}

	private LlmException closed(String when) {
		return ErrorKind.TRANSPORT
			.exception(ErrorDetails.builder("Provider '" + this.provider + "' was closed " + when + " the call")
				.retryable(false)
				.build());
	}

	/**
	 * The client that exchanges go through, for what is asked beside calls. Its
	 * connections are opened now if they are not yet.
	 * @return the client
	 * @throws LlmException if the provider is closed
	 */
	public WebClient client() {
		WebClient made = this.client;
		return (made != null) ? made : make();
	}

	private synchronized WebClient make() {
		if (this.closed) {
			throw closed("before");
		}
		if (this.client == null) {
			this.connector = this.connectors.get();
			this.client = WebClient.builder().clientConnector(this.connector.http()).build();
		}
		return this.client;
	}

	private URI uri(WireRequest request) {
		try {
			return new URI(request.uri());
		}
		catch (java.net.URISyntaxException ex) {
			// Neither the query nor the cause, which repeats it, is shown: it may hold a
			// key.
			throw ErrorKind.CONFIGURATION.exception(ErrorDetails.of(
					"The address '" + WireLog.withoutQuery(request.uri()) + "' is not valid: " + ex.getReason(),
					"Correct llm.providers." + this.provider + ".base-url."));
		}
	}

	private static void headers(WireRequest request, HttpHeaders headers) {
		headers.setContentType(MediaType.APPLICATION_JSON);
		headers.set(HttpHeaders.USER_AGENT, USER_AGENT);
		headers.set(HttpHeaders.ACCEPT, request.streaming()
				? "text/event-stream, application/x-ndjson, application/json" : MediaType.APPLICATION_JSON_VALUE);
		request.headers().forEach(headers::set);
	}

	private static String userAgent() {
		String version = HttpTransport.class.getPackage().getImplementationVersion();
		return "llm-provider" + ((version != null) ? "/" + version : "") + " (Java " + Runtime.version().feature()
				+ ")";
	}

	private static Flux<DataBuffer> body(ClientResponse response, ResponseReader<?> reader) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		response.headers().asHttpHeaders().forEach(headers::put);
		int status = response.statusCode().value();
		if (response.statusCode().is2xxSuccessful()) {
			reader.begin(status, headers);
			return response.body(BodyExtractors.toDataBuffers());
		}
		return DataBufferUtils
			.join(DataBufferUtils.takeUntilByteCount(response.body(BodyExtractors.toDataBuffers()), MAX_ERROR_BYTES))
			.map(HttpTransport::bytes)
			.defaultIfEmpty(new byte[0])
			.onErrorReturn(new byte[0])
			.flatMapMany((bytes) -> Mono.error(reader.error(new ErrorResponse(status, headers, bytes))));
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	/**
	 * Puts an {@link ExchangeSubscriber} between the body and whoever subscribes.
	 *
	 * @param <T> the events
	 */
	private final class Exchange<T> extends FluxOperator<DataBuffer, T> {

		private final ResponseReader<T> reader;

		private final ExchangeLimits limits;

		Exchange(Flux<? extends DataBuffer> source, ResponseReader<T> reader, ExchangeLimits limits) {
			super(source);
			this.reader = reader;
			this.limits = limits;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> actual) {
			ExchangeSubscriber<T> exchange = new ExchangeSubscriber<>(actual, this.reader, HttpTransport.this.provider,
					this.limits, HttpTransport.this.underWay::remove);
			HttpTransport.this.underWay.add(exchange);
			if (HttpTransport.this.closed) {
				exchange.close(closed("before"));
			}
			this.source.subscribe(exchange);
		}

	}

}
