package io.llmprovider.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.Warning;
import io.llmprovider.provider.CallSettings;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.retry.RetrySettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server offers 200 MB as fast as it can, and the caller takes one event at a time: the
 * server is held back at its socket, so what it offers is not in the heap. What the
 * caller has taken is, because the answer is handed over at its end; and for who does not
 * want that, the heap stays flat until the last byte.
 */
class BackpressureIT {

	private static final int EVENTS = 3200;

	private static final int EVENT_SIZE = 64 * 1024;

	/** Socket buffers of both ends, and what the server prepares ahead. */
	private static final long IN_FLIGHT = 40L << 20;

	/** What a stream needs however long it is. */
	private static final long FLAT = 12L << 20;

	/**
	 * Buffers of the client that wait for what reads them; the server's are not among
	 * these.
	 */
	private static final long BUFFERS = 4L << 20;

	private final AtomicLong offered = new AtomicLong();

	private final List<MemoryUse> held = new ArrayList<>();

	private final StepByStep caller = new StepByStep();

	private DisposableServer server;

	private ProviderRegistry registry;

	private MemoryUse before;

	private long received;

	@BeforeEach
	void open() {
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
			.handle((request, response) -> request.receive()
				.then(response.header("Content-Type", "text/event-stream").send(answer(), (buffer) -> true).then()))
			.bindNow();
		this.registry = registry("http://127.0.0.1:" + this.server.port() + "/v1");
	}

	@AfterEach
	void close() {
		this.registry.close();
		this.server.disposeNow();
	}

	@Test
	void whatTheCallerHasNotTakenIsNotInTheHeap() throws InterruptedException {
		call(CallSettings.NONE);
		for (int i = 0; i < 40; i++) {
			take(1);
			MemoryUse use = look();
			assertThat(use.heap()).as("heap after event %d", i + 1).isLessThan(this.before.heap() + FLAT);
		}
		assertThat(this.offered.get()).isLessThan((long) EVENTS * EVENT_SIZE);
		this.caller.cancel();
	}

	@Test
	void theHeapGrowsByTheAnswerAndByNothingElse() throws InterruptedException {
		call(CallSettings.NONE);
		for (int i = 0; i < 8; i++) {
			take(EVENTS / 8);
			// A character is a byte, and a text that grows has room for as much again.
			assertThat(look().heap()).isLessThan(this.before.heap() + 2 * this.received + FLAT);
		}
		assertThat(this.received).isEqualTo((long) EVENTS * EVENT_SIZE);
		ChatResponse answer = this.caller.end();
		assertThat(answer.text()).hasSize(EVENTS * EVENT_SIZE);
		assertThat(answer.warnings()).isEmpty();
	}

	@Test
	void theHeapStaysFlatToTheEndForWhoDoesNotWantTheAnswerKept() throws InterruptedException {
		call(CallSettings.builder().keepAnswer(false).build());
		for (int i = 0; i < 8; i++) {
			take(EVENTS / 8);
			assertThat(look().heap()).isLessThan(this.before.heap() + FLAT);
		}
		assertThat(this.received).isEqualTo((long) EVENTS * EVENT_SIZE);
		ChatResponse answer = this.caller.end();
		assertThat(answer.text()).isEmpty();
		assertThat(answer.warnings()).extracting(Warning::code).containsExactly("answer-not-kept");
	}

	private void call(CallSettings settings) throws InterruptedException {
		this.registry.client("office:m").with(settings).stream(ChatRequest.of("ping")).subscribe(this.caller);
		take(1);
		this.before = MemoryUse.now();
	}

	private void take(int events) throws InterruptedException {
		for (int i = 0; i < events && this.received < (long) EVENTS * EVENT_SIZE; i++) {
			this.received += this.caller.next();
		}
	}

	private MemoryUse look() {
		MemoryUse use = MemoryUse.now();
		this.held.add(use);
		assertThat(use.direct()).as("the client's buffers").isLessThan(this.before.direct() + BUFFERS);
		assertThat(this.offered.get() - this.received).as("what is under way").isLessThan(IN_FLIGHT);
		return use;
	}

	@AfterEach
	void report(TestInfo test) {
		System.out.println(test.getDisplayName() + ": before " + this.before + ", offered " + (this.offered.get() >> 20)
				+ " MiB, taken " + (this.received >> 20) + " MiB, held " + this.held);
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
