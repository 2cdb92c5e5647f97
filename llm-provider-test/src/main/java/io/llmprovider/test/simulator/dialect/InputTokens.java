package io.llmprovider.test.simulator.dialect;

import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.Setup;
import io.llmprovider.test.simulator.SimulatedMessage;
import io.llmprovider.test.simulator.SimulatedModel;
import io.llmprovider.test.simulator.SimulatedRequest;
import io.llmprovider.test.simulator.SimulatedTool;
import io.llmprovider.test.simulator.SimulatedToolCall;
import io.llmprovider.test.simulator.wire.WireJson;
import io.llmprovider.test.simulator.wire.Words;

/**
 * How long a request is, by the simulator's tokenizer.
 */
public final class InputTokens {

	private static final int PER_MESSAGE = 4;

	private InputTokens() {
	}

	/**
	 * Counts the tokens of messages and tools.
	 * @param request what was asked
	 * @return how many
	 */
	public static long of(SimulatedRequest request) {
		long tokens = 0;
		for (SimulatedMessage message : request.messages()) {
			tokens += PER_MESSAGE + Words.count(message.text());
			for (SimulatedToolCall call : message.toolCalls()) {
				tokens += 1 + Words.pieces(call.arguments()).size();
			}
		}
		for (SimulatedTool tool : request.tools()) {
			String schema = (tool.parameters() != null) ? WireJson.text(tool.parameters()) : "";
			tokens += 1 + Words.count(tool.description()) + Words.pieces(schema).size();
		}
		return tokens;
	}

	/**
	 * Refuses a request that is longer than its model's context window. Where no models
	 * are configured there is no window.
	 * @param request what was asked
	 * @param setup what the simulator was told to be
	 * @param refusal the provider's words
	 * @return the request, if it is not too long
	 */
	public static SimulatedRequest withinWindow(SimulatedRequest request, Setup setup, Overflow refusal) {
		SimulatedModel model = setup.model(request.model());
		long tokens = (model != null) ? of(request) : 0;
		if (model != null && tokens > model.contextWindow()) {
			throw refusal.of(tokens, model.contextWindow());
		}
		return request;
	}

	/**
	 * Says in a provider's words that a request is too long.
	 */
	@FunctionalInterface
	public interface Overflow {

		/**
		 * The refusal.
		 * @param tokens how long the request is
		 * @param window how long it may be
		 * @return what to throw
		 */
		Refusal of(long tokens, int window);

	}

}
