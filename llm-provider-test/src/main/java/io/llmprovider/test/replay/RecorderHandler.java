package io.llmprovider.test.replay;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Passes one request on and its answer back, and notes both.
 */
final class RecorderHandler implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

	/** What belongs to one connection; and a compressed answer could not be read. */
	private static final Set<String> NOT_PASSED_ON = Set.of("host", "connection", "keep-alive", "proxy-connection",
			"content-length", "transfer-encoding", "te", "trailer", "upgrade", "expect", "accept-encoding");

	private final Tape tape;

	private final IntFunction<ClientHttpConnector> ways;

	RecorderHandler(Tape tape, IntFunction<ClientHttpConnector> ways) {
		this.tape = tape;
		this.ways = ways;
	}

	@Override
	public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
		LoopbackAddress.Target target = LoopbackAddress.parse(request.uri());
		if (target == null) {
			return refuse(response, 404, "There is no server's address in " + request.path()
					+ ": configure what the recorder's baseUrl(…) gives.");
		}
		List<Map.Entry<String, String>> headers = new ArrayList<>(request.requestHeaders().entries());
		return request.receive()
			.aggregate()
			.asByteArray()
			.defaultIfEmpty(new byte[0])
			.flatMap((body) -> pass(target, request.method().name(), headers, body, response));
	}

	private Mono<Void> pass(LoopbackAddress.Target target, String method, List<Map.Entry<String, String>> headers,
			byte[] body, HttpServerResponse response) {
		URI uri = target.uri();
		Tape.Take take = this.tape.begin(method, uri, headers, body);
		WebClient.RequestBodySpec request = WebClient.builder()
			.clientConnector(this.ways.apply(target.way()))
			.build()
			.method(HttpMethod.valueOf(method))
			.uri(uri)
			.headers((sent) -> copy(headers, sent));
		return ((body.length > 0) ? request.bodyValue(body) : request)
			.exchangeToFlux((answer) -> Flux.from(relay(answer, take, response)))
			.then()
			.onErrorResume((failure) -> !response.hasSentHeaders(), (failure) -> {
				take.end(RecordedEnding.CUT);
				return refuse(response, 502, "The recorder could not reach " + uri.getHost() + ": " + failure);
			})
			.doOnCancel(() -> take.end(RecordedEnding.CANCELLED));
	}

	private static void copy(List<Map.Entry<String, String>> headers, HttpHeaders sent) {
		headers.forEach((header) -> {
			if (!NOT_PASSED_ON.contains(header.getKey().toLowerCase(Locale.ROOT))) {
				sent.add(header.getKey(), header.getValue());
			}
		});
	}

	private static Publisher<Void> relay(ClientResponse answer, Tape.Take take, HttpServerResponse response) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		answer.headers().asHttpHeaders().forEach(headers::put);
		take.head(answer.statusCode().value(), headers);
		response.status(answer.statusCode().value());
		headers.forEach((name, values) -> {
			if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> response.addHeader(name, value));
			}
		});
		Flux<io.netty.buffer.ByteBuf> body = answer.body(BodyExtractors.toDataBuffers()).map((buffer) -> {
			byte[] bytes = bytes(buffer);
			take.chunk(bytes);
			return Unpooled.wrappedBuffer(bytes);
		})
			.doOnComplete(() -> take.end(RecordedEnding.COMPLETE))
			.doOnError((failure) -> take.end(RecordedEnding.CUT))
			.doOnCancel(() -> take.end(RecordedEnding.CANCELLED));
		return response.sendHeaders().send(body, (buffer) -> true);
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static Mono<Void> refuse(HttpServerResponse response, int status, String message) {
		return response.status(status)
			.header("content-type", "text/plain; charset=UTF-8")
			.sendByteArray(Mono.just(message.getBytes(StandardCharsets.UTF_8)))
			.then();
	}

}
