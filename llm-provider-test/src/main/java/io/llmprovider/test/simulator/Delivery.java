package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

import io.llmprovider.test.simulator.Exchange.EndKind;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Sends one answer. Waits are timed by the connection's own event loop, so that virtual
 * time in a test does not stop the simulator.
 */
final class Delivery {

	private final HttpServerResponse response;

	private final Channel channel;

	private final Exchange exchange;

	private final Scheduler timer;

	Delivery(HttpServerResponse response, Channel channel, Exchange exchange) {
		this.response = response;
		this.channel = channel;
		this.exchange = exchange;
		this.timer = Schedulers.fromExecutorService(channel.eventLoop());
	}

	Mono<Void> send(WireAnswer answer, @Nullable Breakage breakage) {
		watchClient();
		Mono<Void> sending = (breakage == null || breakage.withHeaders()) ? Mono.defer(() -> sendNow(answer, breakage))
				: Mono.defer(() -> end(breakage.ending()));
		return answer.before().isZero() ? sending : wait(answer.before()).then(sending);
	}

	private void watchClient() {
		ChannelFutureListener listener = (closed) -> this.exchange.ended(EndKind.CANCELLED);
		this.channel.closeFuture().addListener(listener);
		// many exchanges share a connection, and it should not remember them all
		this.exchange.end().thenRun(() -> this.channel.closeFuture().removeListener(listener));
	}

	private Mono<Void> sendNow(WireAnswer answer, @Nullable Breakage breakage) {
		this.response.status(answer.status());
		answer.headers().forEach(this.response::header);
		AtomicLong left = new AtomicLong((breakage != null) ? breakage.afterBytes() : Long.MAX_VALUE);
		Flux<Frame> frames = (left.get() > 0) ? limited(paced(answer.frames()), left) : Flux.empty();
		Mono<Void> written = this.response.sendHeaders().send(frames.map((frame) -> {
			this.exchange.sent(frame.bytes().length);
			return Unpooled.wrappedBuffer(frame.bytes());
		}), (buffer) -> true).then();
		return written
			.then(Mono.defer(() -> end((breakage != null && left.get() <= 0) ? breakage.ending() : answer.ending())));
	}

	private Flux<Frame> paced(Flux<Frame> frames) {
		return frames
			.concatMap((frame) -> frame.before().isZero() ? Mono.just(frame) : wait(frame.before()).thenReturn(frame),
					1)
			// an empty HTTP chunk would end the body
			.filter((frame) -> frame.bytes().length > 0);
	}

	private static Flux<Frame> limited(Flux<Frame> frames, AtomicLong left) {
		return frames.map((frame) -> {
			byte[] bytes = frame.bytes();
			long allowed = left.getAndAdd(-bytes.length);
			return (bytes.length <= allowed) ? frame : Frame.of(Arrays.copyOf(bytes, (int) allowed));
		}).takeUntil((frame) -> left.get() <= 0);
	}

	private Mono<Long> wait(Duration duration) {
		return Mono.delay(duration, this.timer);
	}

	private Mono<Void> end(Ending ending) {
		if (ending == Ending.HANG) {
			return Mono.never();
		}
		if (ending == Ending.COMPLETE) {
			this.exchange.ended(EndKind.ANSWERED);
			return Mono.empty();
		}
		this.exchange.ended(EndKind.BROKEN);
		if (ending == Ending.RESET) {
			this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
		}
		this.channel.close();
		// completing would send what ends an HTTP body
		return Mono.never();
	}

}
