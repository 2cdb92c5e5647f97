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
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.web.reactive.function.BodyExtractor;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeFunctions;
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

	private volatile @Nullable Http http;

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
			ClientRequest sent = ClientRequest.create(HttpMethod.valueOf(request.method()), uri)
				.headers((headers) -> headers(request, headers))
				.body(BodyInserters.fromValue(request.bytes()))
				.httpRequest((connected) -> connecting.connected())
				.build();
			Mono<ClientResponse> head = connecting.watch(http().exchange(sent), uri.getHost());
			return new Exchange<>(head, reader, limits, new Peer(this.provider, uri, this.proxy));
		});
	}

	/**
	 * Closes the connections: those in use when their exchange ends.
	 */
	public synchronized void dispose() {
		Connector made = this.connector;
		this.connector = null;
		this.http = null;
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
		return opened().client();
	}

	private ExchangeFunction http() {
		return opened().exchanges();
	}

	private Http opened() {
		Http made = this.http;
		return (made != null) ? made : open();
	}

	private synchronized Http open() {
		if (this.closed) {
			throw closed("before");
		}
		Http made = this.http;
		if (made == null) {
			this.connector = this.connectors.get();
			ExchangeFunction exchanges = ExchangeFunctions.create(this.connector.http());
			made = new Http(exchanges, WebClient.builder().exchangeFunction(exchanges).build());
			this.http = made;
		}
		return made;
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
			return response.body(Body.OF).bytes();
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
	 * What exchanges go through.
	 *
	 * @param exchanges one exchange each
	 * @param client the same for what is asked beside calls
	 */
	private record Http(ExchangeFunction exchanges, WebClient client) {
	}

	/**
	 * The bytes of a body as they come, in a wrapping because a response adds an operator
	 * to each bare stream that is taken from it.
	 *
	 * @param bytes the body
	 */
	private record Body(Flux<DataBuffer> bytes) {

		static final BodyExtractor<Body, ReactiveHttpInputMessage> OF = (message,
				context) -> new Body(message.getBody());

	}

	/**
	 * Puts an {@link ExchangeSubscriber} between the body and whoever subscribes.
	 *
	 * @param <T> the events
	 */
	private final class Exchange<T> extends Flux<T> {

		private final Mono<ClientResponse> head;

		private final Peer peer;

		private final ResponseReader<T> reader;

		private final ExchangeLimits limits;

		Exchange(Mono<ClientResponse> head, ResponseReader<T> reader, ExchangeLimits limits, Peer peer) {
			this.head = head;
			this.peer = peer;
			this.reader = reader;
			this.limits = limits;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> actual) {
			ExchangeSubscriber<T> exchange = new ExchangeSubscriber<>(actual, this.reader, this.peer, this.limits,
					HttpTransport.this.underWay::remove);
			HttpTransport.this.underWay.add(exchange);
			if (HttpTransport.this.closed) {
				exchange.close(closed("before"));
			}
			this.head.subscribe(new ResponseHead(exchange, (response) -> body(response, this.reader)));
		}

	}

}
