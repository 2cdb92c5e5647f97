package io.llmprovider.test.simulator;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A wire protocol as its provider's server speaks it. A dialect has no state; it is
 * called on the simulator's event loops, many at a time, and must not block.
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
	 * Whether a request is for the chat endpoint, whatever its method.
	 * @param request the request
	 * @return whether {@link #accept} is to see it
	 */
	boolean isChat(ReceivedRequest request);

	/**
	 * Checks a chat request as strictly as the provider does.
	 * @param request the request
	 * @param rules what the simulator was told to accept
	 * @return the request in neutral form
	 * @throws Refusal if the provider would refuse it
	 */
	SimulatedRequest accept(ReceivedRequest request, Rules rules);

	/**
	 * Renders an answer.
	 * @param request the request
	 * @param steps what happens
	 * @param pace how long to wait before each delta
	 * @return the answer, streamed or whole as the request wants it
	 */
	WireAnswer answer(SimulatedRequest request, List<Step> steps, Duration pace);

	/**
	 * Renders an error as the answer to a request.
	 * @param error the error
	 * @return the answer
	 */
	WireAnswer error(SimulatedError error);

	/**
	 * Answers a request that is no chat, such as one for the list of models.
	 * @param request the request
	 * @param rules what the simulator was told
	 * @return the answer, or null if the provider has no such endpoint
	 */
	@Nullable WireAnswer query(ReceivedRequest request, Rules rules);

	/**
	 * What the provider answers where it has nothing.
	 * @param request the request
	 * @return the answer
	 */
	WireAnswer notFound(ReceivedRequest request);

}
