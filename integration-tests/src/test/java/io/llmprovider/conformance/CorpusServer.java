package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers each request on loopback with the recorded body that the request names in a
 * header, with its status, content type and headers: whole, or in small pieces of which
 * each is flushed.
 */
final class CorpusServer implements AutoCloseable {

	/** Names the case that is to be the answer. */
	static final String CASE_HEADER = "X-Corpus-Case";

	/** The size of the pieces in bytes; the answer is whole without it. */
	static final String PIECE_HEADER = "X-Corpus-Piece";

	/** Headers of the recorded connection that are wrong on this one. */
	private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-encoding", "content-length",
			"keep-alive", "transfer-encoding");

	private final Map<String, CorpusCase> cases = new HashMap<>();

	private final DisposableServer server;

	CorpusServer(Corpus corpus) {
		corpus.protocols().values().forEach((all) -> all.forEach((each) -> this.cases.put(each.toString(), each)));
		this.server = HttpServer.create().host("127.0.0.1").port(0).handle(this::answer).bindNow();
	}

	/**
	 * Where the server is.
	 * @return the address without a slash at its end
	 */
	String baseUrl() {
		return "http://127.0.0.1:" + this.server.port();
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		CorpusCase corpusCase = this.cases.get(String.valueOf(request.requestHeaders().get(CASE_HEADER)));
		if (corpusCase == null) {
			return response.sendNotFound();
		}
		response.status(corpusCase.status());
		corpusCase.headers().forEach((name, value) -> {
			if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
				response.header(name, value);
			}
		});
		response.header("Content-Type", corpusCase.contentType());
		String piece = request.requestHeaders().get(PIECE_HEADER);
		return request.receive().then().thenMany(Flux.defer(() -> send(response, corpusCase.body(), piece)));
	}

	private static Publisher<Void> send(HttpServerResponse response, byte[] body, String piece) {
		if (piece == null) {
			response.header("Content-Length", String.valueOf(body.length));
			return response.send(Flux.just(Unpooled.wrappedBuffer(body)));
		}
		int size = Integer.parseInt(piece);
		List<ByteBuf> pieces = new ArrayList<>();
		for (int from = 0; from < body.length; from += size) {
			pieces.add(Unpooled.wrappedBuffer(body, from, Math.min(size, body.length - from)));
		}
		return response.send(Flux.fromIterable(pieces), (flushed) -> true);
	}

}
