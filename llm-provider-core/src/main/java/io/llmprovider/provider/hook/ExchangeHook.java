package io.llmprovider.provider.hook;

import java.util.Set;

import io.llmprovider.protocol.WireRequest;
import reactor.core.publisher.Mono;

/**
 * Changes requests before they are sent and sees answers after they have ended. It is
 * asked once for each exchange, so once more for each attempt of a call that is tried
 * again, and each attempt begins with the request as the protocol wrote it: changes do
 * not pile up.
 * <p>
 * Hooks run in their order, the first one first, before and after alike; what one returns
 * is what the next one gets. One that fails fails the call with a
 * {@link io.llmprovider.error.HookException} that has its name. A hook must not block the
 * thread: what takes time belongs into the {@link Mono} that it returns.
 * <p>
 * Exchanges that are no calls, such as the question which models a server has, and
 * providers that are not made from settings have no hooks.
 */
public interface ExchangeHook {

	/**
	 * What the hook is called in failures.
	 * @return the simple name of its class unless it says otherwise
	 */
	default String name() {
		String name = getClass().getTypeName();
		return name.substring(name.lastIndexOf('.') + 1);
	}

	/**
	 * Where this hook may send requests besides their own host. Whoever is named here
	 * gets the credentials of the provider that are configured; a key from an environment
	 * variable goes to its own host only.
	 * @return scheme, host and port of each, as in {@code https://gateway.example.com}
	 */
	default Set<String> origins() {
		return Set.of();
	}

	/**
	 * Looks at a request, before it gets its key, token or signature: a hook sees none of
	 * them, and a signature covers what hooks have changed. Headers of the configuration
	 * are there already.
	 * @param request the request; its body is a copy for this exchange, which may be
	 * changed in place
	 * @param exchange what it belongs to
	 * @return the request to send, changed or not; never empty. Its host is that of the
	 * request or one of {@link #origins()}, and it asks for a streamed answer or a whole
	 * one as the request does. A failure that is an {@code LlmException} says itself
	 * whether another attempt may help, any other one ends the call
	 */
	default Mono<WireRequest> before(WireRequest request, Exchange exchange) {
		return Mono.just(request);
	}

	/**
	 * Looks at how an exchange has ended: after its last block and before the caller is
	 * told of the end, which waits for the result. Of a cancelled exchange nobody is told
	 * anything more, so that a failure is only logged. An exchange that was never sent is
	 * not seen.
	 * @param result how it has ended
	 * @return completes when the call may go on
	 */
	default Mono<Void> after(ExchangeResult result) {
		return Mono.empty();
	}

}
