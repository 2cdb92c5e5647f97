package io.llmprovider.test.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import io.llmprovider.test.simulator.wire.WireJson;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers one request from a fixture.
 */
final class ReplayHandler implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

	private static final int NO_MATCH = 400;

	private final Playback playback;

	ReplayHandler(Playback playback) {
		this.playback = playback;
	}

	@Override
	public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
		LoopbackAddress.Target target = LoopbackAddress.parse(request.uri());
		if (target == null) {
			String message = "There is no server's address in " + request.path()
					+ ": configure what the replayer's baseUrl(…) gives.";
			this.playback.mismatch(message);
			return refuse(response, message);
		}
		List<Map.Entry<String, String>> headers = new ArrayList<>(request.requestHeaders().entries());
		return request.receive().aggregate().asByteArray().defaultIfEmpty(new byte[0]).flatMap((body) -> {
			Redaction redaction = Redaction.of(this.playback.rules(), headers, target.uri());
			RecordedRequest sent = new RecordedRequest(request.method().name(), redaction.url(target.uri()),
					redaction.requestHeaders(headers), redaction.body(body));
			try {
				return replay(this.playback.answer(sent), response);
			}
			catch (Playback.NoMatchException ex) {
				return refuse(response, String.valueOf(ex.getMessage()));
			}
		});
	}

	private static Mono<Void> replay(RecordedResponse recorded, HttpServerResponse response) {
		response.status(recorded.status());
		recorded.headers().forEach(response::header);
		Channel[] channel = new Channel[1];
		response.withConnection((connection) -> channel[0] = connection.channel());
		Flux<ByteBuf> body = Flux.fromIterable(recorded.chunks()).concatMap((chunk) -> {
			Mono<ByteBuf> bytes = Mono.fromSupplier(() -> Unpooled.wrappedBuffer(chunk.bytes()));
			Duration after = chunk.after();
			return after.isZero() ? bytes
					// not a scheduler that a test may have replaced by virtual time
					: Mono.delay(after, Schedulers.fromExecutorService(channel[0].eventLoop())).then(bytes);
		}, 1);
		Mono<Void> sent = response.sendHeaders().send(body, (buffer) -> true).then();
		return switch (recorded.ending()) {
			case COMPLETE -> sent;
			case CANCELLED -> sent.then(Mono.never());
			case CUT -> sent.then(Mono.defer(() -> {
				channel[0].close();
				// completing would send what ends an HTTP body
				return Mono.never();
			}));
		};
	}

	/** In the shapes in which providers send errors, so that each reader finds it. */
	private static Mono<Void> refuse(HttpServerResponse response, String message) {
		ObjectNode body = WireJson.object().put("type", "error").put("message", message);
		body.putObject("error").put("type", "replay_mismatch").put("code", "replay_mismatch").put("message", message);
		return response.status(NO_MATCH)
			.header("content-type", "application/json")
			.header("x-should-retry", "false")
			.sendByteArray(Mono.just(WireJson.bytes(body)))
			.then();
	}

}
