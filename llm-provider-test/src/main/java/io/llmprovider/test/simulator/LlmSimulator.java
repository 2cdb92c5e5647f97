package io.llmprovider.test.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.llmprovider.test.simulator.Exchange.EndKind;
import io.llmprovider.test.simulator.wire.IssuedValues;
import io.llmprovider.test.simulator.wire.PromptCache;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * A provider on the loopback interface, for tests and for samples that must run without a
 * key. It speaks all {@link #dialects() dialects} on one port, refuses what the real
 * servers refuse, and answers what it was told to, or something plausible.
 *
 * <pre class="code">
 * try (LlmSimulator simulator = LlmSimulator.start()) {
 *     simulator.enqueue(Answer.text("Hello"));
 *     // … a call to simulator.baseUrl("openai-completions") …
 *     simulator.requests().get(0).header("authorization");
 * }
 * </pre>
 *
 * All methods may be called from any thread except the simulator's own.
 */
public final class LlmSimulator implements AutoCloseable {

	private static final Duration CLOSING = Duration.ofSeconds(5);

	private final ExchangeLog log = new ExchangeLog();

	private final Queue<Answer> queue = new ConcurrentLinkedQueue<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final PromptCache cache = new PromptCache();

	private final List<Dialect> dialects;

	private final LoopResources loops;

	private final DisposableServer server;

	private final Script usualScript;

	private final @Nullable String apiKey;

	private volatile Script script;

	LlmSimulator(LlmSimulatorBuilder builder) {
		this.dialects = List.copyOf(builder.dialects);
		this.usualScript = builder.script;
		this.script = builder.script;
		this.apiKey = builder.apiKeys.stream().findFirst().orElse(null);
		Setup setup = new Setup(builder.models, builder.apiKeys, builder.extraMembers, new IssuedValues(builder.secret),
				this.cache);
		SimulatorHandler handler = new SimulatorHandler(this.dialects, setup, this::answer, builder.pace,
				builder.maxRequestBytes, this.log);
		this.loops = LoopResources.create("llm-simulator", builder.threads, true);
		this.server = bind(builder.port, handler);
	}

	private DisposableServer bind(int port, SimulatorHandler handler) {
		try {
			return HttpServer.create()
				.runOn(this.loops, false)
				.host("127.0.0.1")
				.port(port)
				.doOnChannelInit((observer, channel, address) -> {
					this.connections.incrementAndGet();
					this.channels.add(channel);
				})
				.handle(handler)
				.bindNow();
		}
		catch (RuntimeException ex) {
			this.loops.dispose();
			throw ex;
		}
	}

	/**
	 * Starts a simulator that echoes, on a free port.
	 * @return the simulator, to be closed by the caller
	 */
	public static LlmSimulator start() {
		return builder().start();
	}

	/**
	 * Configures a simulator.
	 * @return a builder
	 */
	public static LlmSimulatorBuilder builder() {
		return new LlmSimulatorBuilder();
	}

	private Answer answer(SimulatedRequest request) {
		Answer queued = this.queue.poll();
		return (queued != null) ? queued : this.script.answer(request);
	}

	/**
	 * The port.
	 * @return the port on 127.0.0.1
	 */
	public int port() {
		return this.server.port();
	}

	/**
	 * What to configure as the base URL of a provider.
	 * @param protocol a protocol's id, such as {@code openai-completions}
	 * @return the URL, without a slash at its end
	 * @throws IllegalArgumentException if the simulator does not speak that protocol
	 */
	public String baseUrl(String protocol) {
		return "http://127.0.0.1:" + port()
				+ this.dialects.stream()
					.filter((dialect) -> dialect.protocol().equals(protocol))
					.findFirst()
					.orElseThrow(() -> new IllegalArgumentException("The simulator does not speak '" + protocol
							+ "', but: " + this.dialects.stream().map(Dialect::protocol).toList()))
					.basePath();
	}

	/**
	 * A key that is accepted.
	 * @return the first of those that it was built with, or null if it asks for none
	 */
	@Nullable String apiKey() {
		return this.apiKey;
	}

	/**
	 * The protocols that are spoken, each of which lists its rules.
	 * @return unmodifiable
	 */
	public List<Dialect> dialects() {
		return this.dialects;
	}

	/**
	 * An address on this simulator.
	 * @param path the path, with its slash
	 * @return the address
	 */
	public URI uri(String path) {
		return URI.create("http://127.0.0.1:" + port() + path);
	}

	/**
	 * Adds answers for the next chat requests that are accepted, before the script is
	 * asked again.
	 * @param answers the answers in order
	 */
	public void enqueue(Answer... answers) {
		this.queue.addAll(List.of(answers));
	}

	/**
	 * Changes the script.
	 * @param script decides the answers from now on
	 */
	public void script(Script script) {
		this.script = Objects.requireNonNull(script, "script");
	}

	/**
	 * Everything that was received, refused requests and those for lists of models
	 * included.
	 * @return a copy, in the order of arrival
	 */
	public List<ReceivedRequest> requests() {
		return this.log.all().stream().map(Exchange::request).toList();
	}

	/**
	 * The chat requests that were accepted.
	 * @return a copy, in the order of arrival
	 */
	public List<SimulatedRequest> chats() {
		return this.log.all()
			.stream()
			.map(Exchange::chat)
			.filter(Objects::nonNull)
			.map(Objects::requireNonNull)
			.toList();
	}

	/**
	 * All exchanges.
	 * @return a copy, in the order of arrival
	 */
	public List<Exchange> exchanges() {
		return this.log.all();
	}

	/**
	 * How many requests were received.
	 * @return the count
	 */
	public int exchangeCount() {
		return this.log.size();
	}

	/**
	 * Waits for a request.
	 * @param number which one; 1 for the first
	 * @param timeout how long to wait
	 * @return the exchange it began
	 * @throws AssertionError if it has not arrived by then
	 */
	public Exchange awaitExchange(int number, Duration timeout) {
		return this.log.await(number, timeout);
	}

	/**
	 * How many connections were opened to the simulator since it started.
	 * @return the count
	 */
	public int connectionCount() {
		return this.connections.get();
	}

	/**
	 * How many connections are open now.
	 * @return the count
	 */
	public int openConnections() {
		return this.channels.size();
	}

	/**
	 * Forgets the exchanges so far, the answers that wait, the prompts that were kept and
	 * the script that was set since the start, so that one simulator can serve many
	 * tests.
	 */
	public void reset() {
		this.script = this.usualScript;
		this.queue.clear();
		this.log.clear();
		this.cache.clear();
	}

	/**
	 * Closes all connections, answers under way included, and gives the port and the
	 * threads back.
	 */
	@Override
	public void close() {
		this.log.all().forEach((exchange) -> exchange.ended(EndKind.BROKEN));
		this.channels.close().awaitUninterruptibly();
		this.server.disposeNow(CLOSING);
		this.loops.disposeLater(Duration.ZERO, CLOSING).block(CLOSING);
	}

}
