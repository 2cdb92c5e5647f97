package io.llmprovider.test.simulator.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The beginnings of prompts that a provider has kept. They are kept however short they
 * are, until the simulator is closed or reset.
 */
public final class PromptCache {

	private static final IssuedValues NAMES = new IssuedValues("cache");

	private final Set<String> kept = ConcurrentHashMap.newKeySet();

	/**
	 * Whether a beginning was kept.
	 * @param beginning what the prompt begins with
	 * @return whether it can be read
	 */
	public boolean has(String beginning) {
		return this.kept.contains(name(beginning));
	}

	/**
	 * Keeps a beginning.
	 * @param beginning what the prompt begins with
	 */
	public void keep(String beginning) {
		this.kept.add(name(beginning));
	}

	/**
	 * Forgets everything.
	 */
	public void clear() {
		this.kept.clear();
	}

	private static String name(String beginning) {
		return NAMES.issue("prompt", beginning);
	}

}
