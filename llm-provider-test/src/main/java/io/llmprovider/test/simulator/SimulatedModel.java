package io.llmprovider.test.simulator;

/**
 * A model that the simulator has. Where no models are configured it has every model, and
 * each can do everything.
 *
 * @param id the model's id
 * @param contextWindow in tokens
 * @param thinking whether it can reason
 * @param tools whether it can call tools
 * @param anyAbility whether nothing is refused for what it can do or not
 */
public record SimulatedModel(String id, int contextWindow, boolean thinking, boolean tools, boolean anyAbility) {

	private static final int CONTEXT_WINDOW = 131_072;

	/**
	 * A model whose requests have to fit what it can do.
	 * @param id the model's id
	 * @param contextWindow in tokens
	 * @param thinking whether it can reason
	 * @param tools whether it can call tools
	 */
	public SimulatedModel(String id, int contextWindow, boolean thinking, boolean tools) {
		this(id, contextWindow, thinking, tools, false);
	}

	/**
	 * A model of which nothing but the name is known: no request is refused for what it
	 * can do or not, or for its length, as where no models are configured.
	 * @param id the model's id
	 * @return the model
	 */
	public static SimulatedModel named(String id) {
		return new SimulatedModel(id, Integer.MAX_VALUE, true, true, true);
	}

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
