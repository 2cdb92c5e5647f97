package io.llmprovider.test.simulator;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Takes requests in, finds who answers them, and has the answers delivered.
 */
final class SimulatorHandler implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

	/**
	 * What stands before the path for servers that imitate another's API and have more to
	 * it.
	 */
	static final String COMPATIBLE = "/compatible";

	/** What stands before the name of an API that no dialect speaks. */
	static final String UNSPOKEN = "/unspoken/";

	private final List<Dialect> dialects;

	private final Setup setup;

	private final Function<SimulatedRequest, Answer> script;

	private final Duration pace;

	private final int maxRequestBytes;

	private final ExchangeLog log;

	SimulatorHandler(List<Dialect> dialects, Setup setup, Function<SimulatedRequest, Answer> script, Duration pace,
			int maxRequestBytes, ExchangeLog log) {
		// the longest base path first, because an empty one begins every path
		this.dialects = dialects.stream()
			.sorted(Comparator.comparingInt((Dialect dialect) -> -dialect.basePath().length()))
			.toList();
		this.setup = setup;
		this.script = script;
		this.pace = pace;
		this.maxRequestBytes = maxRequestBytes;
		this.log = log;
	}

	@Override
	public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
		return request.receive()
			.asByteArray()
			.reduceWith(() -> new Body(this.maxRequestBytes), Body::append)
			.flatMap((body) -> respond(request, response, body));
	}

	private Mono<Void> respond(HttpServerRequest request, HttpServerResponse response, Body body) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		request.requestHeaders()
			.forEach((header) -> headers.computeIfAbsent(header.getKey(), (name) -> new ArrayList<>())
				.add(header.getValue()));
		boolean compatible = request.uri().startsWith(COMPATIBLE + "/");
		String uri = compatible ? request.uri().substring(COMPATIBLE.length()) : request.uri();
		ReceivedRequest received = new ReceivedRequest(request.method().name(), uri, headers, body.bytes(),
				Instant.now());
		AtomicReference<@Nullable Channel> channel = new AtomicReference<>();
		response.withConnection((connection) -> channel.set(connection.channel()));
		Reply reply = body.isTooLarge() ? refuse(dialect(received), received, null, body.error())
				: reply(received, compatible ? this.setup.withAnyMember() : this.setup);
		return new Delivery(response, Objects.requireNonNull(channel.get(), "channel"), reply.exchange())
			.send(reply.answer(), reply.breakage());
	}

	private Reply reply(ReceivedRequest received, Setup setup) {
		if (received.path().startsWith(UNSPOKEN)) {
			String message = "The simulator does not speak '" + received.path().split("/", 4)[2] + "', but "
					+ this.dialects.stream().map(Dialect::protocol).toList()
					+ ". Give it a Dialect, or leave the provider out.";
			return new Reply(this.log.add(received, null), WireAnswer.text(404, message), null);
		}
		for (Dialect dialect : this.dialects) {
			if (dialect.isChat(received)) {
				return chat(dialect, received, setup);
			}
		}
		for (Dialect dialect : this.dialects) {
			if (!dialect.isFor(received)) {
				continue;
			}
			try {
				WireAnswer answer = dialect.query(received, setup);
				if (answer != null) {
					return new Reply(this.log.add(received, null), answer, null);
				}
			}
			catch (Refusal refusal) {
				return refuse(dialect, received, refusal.rule(), refusal.error());
			}
		}
		WireAnswer notFound = this.dialects.stream()
			.filter((dialect) -> dialect.isFor(received))
			.findFirst()
			.map((dialect) -> dialect.notFound(received))
			.orElseGet(() -> WireAnswer.text(404, "404 page not found"));
		return new Reply(this.log.add(received, null), notFound, null);
	}

	private Reply chat(Dialect dialect, ReceivedRequest received, Setup setup) {
		SimulatedRequest chat;
		try {
			chat = dialect.accept(received, setup);
		}
		catch (Refusal refusal) {
			return refuse(dialect, received, refusal.rule(), refusal.error());
		}
		Exchange exchange = this.log.add(received, chat);
		try {
			Answer answer = this.script.apply(chat);
			return new Reply(exchange, answer.render(dialect, chat, setup, this.pace), answer.conditions().breakage());
		}
		catch (RuntimeException ex) {
			// the author of the script reads it where the answer is expected
			return new Reply(exchange, dialect.error(SimulatedError.of(500, "The script failed: " + ex)), null);
		}
	}

	private Reply refuse(Dialect dialect, ReceivedRequest received, @Nullable ProviderRule rule, SimulatedError error) {
		return new Reply(this.log.addRefused(received, rule, error), dialect.error(error), null);
	}

	private Dialect dialect(ReceivedRequest received) {
		return this.dialects.stream()
			.filter((dialect) -> dialect.isFor(received))
			.findFirst()
			.orElse(this.dialects.get(0));
	}

	private record Reply(Exchange exchange, WireAnswer answer, @Nullable Breakage breakage) {
	}

	/**
	 * A request body, kept up to a bound. What is beyond is read and dropped, so that the
	 * client can finish writing and read why it was refused.
	 */
	private static final class Body {

		private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

		private final int bound;

		private long length;

		private Body(int bound) {
			this.bound = bound;
		}

		private Body append(byte[] bytes) {
			this.length += bytes.length;
			if (!isTooLarge()) {
				this.kept.writeBytes(bytes);
			}
			return this;
		}

		private boolean isTooLarge() {
			return this.length > this.bound;
		}

		private SimulatedError error() {
			return SimulatedError.of(413,
					"Maximum content size limit (" + this.bound + ") exceeded (" + this.length + " bytes read)");
		}

		private byte[] bytes() {
			return this.kept.toByteArray();
		}

	}

}
