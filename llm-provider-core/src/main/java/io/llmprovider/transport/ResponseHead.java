package io.llmprovider.transport;

import java.util.function.Function;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Waits for the head of a response and then lets the exchange read its body: the body's
 * bytes do not come this way any more.
 */
final class ResponseHead implements CoreSubscriber<ClientResponse> {

	private final ExchangeSubscriber<?> exchange;

	private final Function<ClientResponse, Flux<DataBuffer>> bodies;

	private boolean over;

	ResponseHead(ExchangeSubscriber<?> exchange, Function<ClientResponse, Flux<DataBuffer>> bodies) {
		this.exchange = exchange;
		this.bodies = bodies;
	}

	@Override
	public Context currentContext() {
		return this.exchange.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.exchange.onSubscribe(subscription);
	}

	@Override
	public void onNext(ClientResponse response) {
		this.over = true;
		Flux<DataBuffer> body;
		try {
			body = this.bodies.apply(response);
		}
		catch (Throwable ex) {
			response.releaseBody().onErrorComplete().subscribe();
			this.exchange.onError(ex);
			return;
		}
		body.subscribe(this.exchange);
	}

	@Override
	public void onError(Throwable cause) {
		if (!this.over) {
			this.over = true;
			this.exchange.onError(cause);
		}
	}

	@Override
	public void onComplete() {
		if (!this.over) {
			this.over = true;
			this.exchange.onComplete();
		}
	}

}
