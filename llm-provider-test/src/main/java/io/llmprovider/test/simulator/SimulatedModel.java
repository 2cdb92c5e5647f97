package io.llmprovider.test.simulator;

/**
 * A model that the simulator has. Where no models are configured it has every model, and
 * each can do everything.
 *
 * @param id the model's id
 * @param contextWindow in tokens
 * @param thinking whether it can reason
 * @param tools whether it can call tools
 */
public record SimulatedModel(String id, int contextWindow, boolean thinking, boolean tools) {

	private static final int CONTEXT_WINDOW = 131_072;

	/**
	 * A model with tools, which reasons if its id says so ({@code think} in it).
	 * @param id the model's id
	 * @return the model
	 */
	public static SimulatedModel of(String id) {
		return new SimulatedModel(id, CONTEXT_WINDOW, id.contains("think"), true);
	}

	/**
	 * The same model, able to reason or not.
	 * @param thinking whether it can
	 * @return the changed model
	 */
	public SimulatedModel withThinking(boolean thinking) {
		return new SimulatedModel(this.id, this.contextWindow, thinking, this.tools);
	}

	/**
	 * The same model, able to call tools or not.
	 * @param tools whether it can
	 * @return the changed model
	 */
	public SimulatedModel withTools(boolean tools) {
		return new SimulatedModel(this.id, this.contextWindow, this.thinking, tools);
	}

}
