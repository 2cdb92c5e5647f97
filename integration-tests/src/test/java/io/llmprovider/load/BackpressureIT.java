package io.llmprovider.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server offers 200 MB as fast as it can, and the caller takes one event at a time: the
 * server is held back at its socket, and the heap holds the answer as far as it was
 * taken, which is handed over at its end, but not what the server offers.
 */
class BackpressureIT {

	private static final int EVENTS = 3200;

	private static final int EVENT_SIZE = 64 * 1024;

	/** Socket buffers of both ends, and what the server prepares ahead. */
	private static final long IN_FLIGHT = 40L << 20;

	private static final long HEAP = 24L << 20;

	private final AtomicLong offered = new AtomicLong();

	@Test
	void theServerIsHeldBackAndTheHeapStaysFlat() throws Exception {
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle((request, response) -> request.receive()
				.then(response.header("Content-Type", "text/event-stream").send(answer(), (buffer) -> true).then()))
			.bindNow();
		try (ProviderRegistry registry = registry("http://127.0.0.1:" + server.port() + "/v1")) {
			StepByStep caller = new StepByStep();
			registry.client("office:m").stream(ChatRequest.of("ping")).subscribe(caller);
			List<MemoryUse> held = new ArrayList<>();
			long received = 0;
			MemoryUse before = MemoryUse.now();
			for (int i = 0; i < EVENTS; i++) {
				received += caller.next();
				if (i % 400 == 0) {
					MemoryUse use = MemoryUse.now();
					held.add(use);
					// A text that grows has room for as much again.
					assertThat(use.heap()).isLessThan(before.heap() + 2 * received + HEAP);
					assertThat(use.direct()).isLessThan(HEAP);
					assertThat(this.offered.get() - received).as("what is under way after %d events", i + 1)
						.isLessThan(IN_FLIGHT);
				}
			}
			System.out.println("offered " + (this.offered.get() >> 20) + " MiB, held at each eighth: " + held);
			assertThat(received).isEqualTo((long) EVENTS * EVENT_SIZE);
		}
		finally {
			server.disposeNow();
		}
	}

	private Flux<ByteBuf> answer() {
		String text = "x".repeat(EVENT_SIZE);
		byte[] event = ("data: {\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
				+ "\"}}]}\n\n")
			.getBytes(StandardCharsets.US_ASCII);
		byte[] end = """
				data: {"id":"1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

				data: [DONE]

				""".getBytes(StandardCharsets.US_ASCII);
		return Flux.range(0, EVENTS).map((i) -> {
			this.offered.addAndGet(EVENT_SIZE);
			return Unpooled.wrappedBuffer(event);
		}).concatWith(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(end)));
	}

	private static ProviderRegistry registry(String url) {
		return ProviderRegistry.builder()
			.provider(ProviderSettings.builder("office")
				.api("openai-completions")
				.baseUrl(url)
				.retry(RetrySettings.once())
				.build())
			.build();
	}

}
