package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import io.llmprovider.benchmarks.wire.Workload;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.WebClient;

/** A WebClient that drops the bytes: what every client on WebClient pays at least. */
final class DrainContender implements Contender {

	private WebClient client = WebClient.create();

	@Override
	public void open(URI baseUrl, int connections) {
		this.client = WebClients.create(baseUrl, connections);
	}

	@Override
	public CompletableFuture<?> start(Workload workload, Tally tally) {
		return WebClients.post(this.client, workload).bodyToFlux(DataBuffer.class).doOnNext(buffer -> {
			tally.bytes(buffer.readableByteCount());
			DataBufferUtils.release(buffer);
		}).then().toFuture();
	}

	@Override
	public Tally.Kind counts() {
		return Tally.Kind.BYTES;
	}

}
