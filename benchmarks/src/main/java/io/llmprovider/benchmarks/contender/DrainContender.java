package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.WebClient;

/** A WebClient that drops the bytes: what every client on WebClient pays at least. */
final class DrainContender implements Contender {

	private final Api api;

	private WebClient client = WebClient.create();

	DrainContender(Api api) {
		this.api = api;
	}

	@Override
	public void open(URI server, int connections) {
		this.client = WebClients.create(server, connections);
	}

	@Override
	public CompletableFuture<?> start(Workload workload, Tally tally) {
		return WebClients.post(this.client, this.api, workload).bodyToFlux(DataBuffer.class).doOnNext(buffer -> {
			tally.bytes(buffer.readableByteCount());
			DataBufferUtils.release(buffer);
		}).then().toFuture();
	}

	@Override
	public Tally.Kind counts() {
		return Tally.Kind.BYTES;
	}

}
