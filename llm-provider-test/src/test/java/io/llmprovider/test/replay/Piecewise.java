package io.llmprovider.test.replay;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import reactor.netty.http.client.HttpClient;

/**
 * A client that keeps the pieces in which an answer is read.
 *
 * @param status the HTTP status
 * @param headers the answer's headers
 * @param pieces the body's pieces
 * @param failure what broke the answer off, or an empty string
 */
record Piecewise(int status, io.netty.handler.codec.http.HttpHeaders headers, List<byte[]> pieces) {

	static Piecewise post(String url, String body, String... headers) {
		return HttpClient.newConnection().headers((sent) -> {
			sent.set("content-type", "application/json");
			for (int i = 0; i < headers.length; i += 2) {
				sent.set(headers[i], headers[i + 1]);
			}
		})
			.post()
			.uri(URI.create(url))
			.send(reactor.netty.ByteBufFlux.fromString(reactor.core.publisher.Mono.just(body)))
			.response((response, content) -> content.asByteArray()
				.collectList()
				.map((pieces) -> new Piecewise(response.status().code(), response.responseHeaders(), pieces)))
			.single()
			.block(java.time.Duration.ofSeconds(10));
	}

	List<String> texts() {
		return this.pieces.stream().map((piece) -> new String(piece, StandardCharsets.UTF_8)).toList();
	}

	String text() {
		return String.join("", texts());
	}

}
