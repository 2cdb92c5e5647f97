package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A wire protocol as its provider's server speaks it. A dialect has no state; it is
 * called on the simulator's event loops, many at a time, and must not block.
 * <p>
 * To add one: a package with a public class that implements this and has a public
 * constructor without arguments, and its name as a line of
 * {@code META-INF/services/io.llmprovider.test.simulator.Dialect}. What dialects share is
 * in {@code io.llmprovider.test.simulator.dialect}. Faults that concern bytes and
 * connections need nothing of a dialect; those within an answer come as {@link Step}s.
 * Frames are bytes, so that a dialect may be server-sent events, lines of JSON, or binary
 * frames.
 */
public interface Dialect {

	/**
	 * The protocol's id, the same as the library's.
	 * @return for example {@code openai-completions}
	 */
	String protocol();

	/**
	 * What a base URL ends in.
	 * @return a path such as {@code /v1}, or an empty string
	 */
	String basePath();

	/**
	 * What the provider demands of requests, as far as this dialect checks it.
	 * @return the rules, each of which some naive request breaks
	 */
	List<ProviderRule> rules();

	/**
	 * Whether a request, chat or not, is meant for this dialect rather than for another
	 * on the same port. Protocols whose paths are the same are told apart by their
	 * headers, or by a base path that one of them does not have at its provider.
	 * @param request the request
	 * @return whether {@link #query} and {@link #notFound} may be asked
	 */
	default boolean isFor(ReceivedRequest request) {
		return request.path().startsWith(basePath());
	}

	/**
	 * Whether a request is for the chat endpoint, whatever its method.
	 * @param request the request
	 * @return whether {@link #accept} is to see it
	 */
	boolean isChat(ReceivedRequest request);

	/**
	 * Checks a chat request as strictly as the provider does.
	 * @param request the request
	 * @param setup what the simulator was told to be
	 * @return the request in neutral form
	 * @throws Refusal if the provider would refuse it
	 */
	SimulatedRequest accept(ReceivedRequest request, Setup setup);

	/**
	 * Renders an answer.
	 * @param request the request
	 * @param steps what happens
	 * @param setup what the simulator was told to be
	 * @param pace how long to wait before each delta
	 * @return the answer, streamed or whole as the request wants it
	 */
	WireAnswer answer(SimulatedRequest request, List<Step> steps, Setup setup, Duration pace);

	/**
	 * Renders an error as the answer to a request.
	 * @param error the error
	 * @return the answer
	 */
	WireAnswer error(SimulatedError error);

	/**
	 * What is said to a token that was good until now.
	 * @return the error, usually with status 401
	 */
	default SimulatedError expiredToken() {
		return SimulatedError.of(401, "The token has expired.");
	}

	/**
	 * Answers a request that is no chat, such as one for the list of models.
	 * @param request the request
	 * @param setup what the simulator was told to be
	 * @return the answer, or null if the provider has no such endpoint
	 */
	@Nullable WireAnswer query(ReceivedRequest request, Setup setup);

	/**
	 * What the provider answers where it has nothing.
	 * @param request the request
	 * @return the answer
	 */
	WireAnswer notFound(ReceivedRequest request);

}
