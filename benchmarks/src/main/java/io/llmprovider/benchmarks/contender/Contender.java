package io.llmprovider.benchmarks.contender;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import io.llmprovider.benchmarks.wire.Workload;

/**
 * One client under measurement, set up as its documentation says for an application that
 * holds many streams.
 */
public interface Contender extends AutoCloseable {

	/**
	 * Builds the client; called once, before anything else.
	 * @param server the root below which each API has its usual path
	 * @param connections how many streams will be open at the same time
	 */
	void open(URI server, int connections);

	/**
	 * Starts one stream.
	 * @param workload what to ask for
	 * @param tally told of every delta, in order, by one thread at a time
	 * @return completes when the stream has ended, exceptionally if it failed
	 */
	CompletableFuture<?> start(Workload workload, Tally tally);

	/**
	 * Consumes one stream from its beginning to its end, in the way that suits this
	 * client best when there is nothing else to do.
	 */
	default void consume(Workload workload, Tally tally) throws Exception {
		start(workload, tally).get();
	}

	/**
	 * What this client lets its user see, and so what a stream of it is checked against.
	 */
	default Tally.Kind counts() {
		return Tally.Kind.TEXT;
	}

	@Override
	default void close() {
	}

}
