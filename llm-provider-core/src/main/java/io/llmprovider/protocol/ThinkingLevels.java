package io.llmprovider.protocol;

import java.util.Collection;

import io.llmprovider.model.ThinkingLevel;

/**
 * Clips thinking levels to those that a model takes.
 */
public final class ThinkingLevels {

	private ThinkingLevels() {
	}

	/**
	 * The level that comes nearest. Thinking that was asked for is not switched off if
	 * there is another way; of two that are equally near the higher one counts.
	 * @param wanted what was asked for
	 * @param known the levels that the model takes, at least one
	 * @return one of them
	 */
	public static ThinkingLevel nearest(ThinkingLevel wanted, Collection<ThinkingLevel> known) {
		ThinkingLevel nearest = wanted;
		int distance = Integer.MAX_VALUE;
		for (ThinkingLevel candidate : ThinkingLevel.values()) {
			boolean possible = candidate != ThinkingLevel.OFF || wanted == ThinkingLevel.OFF || known.size() == 1;
			int steps = Math.abs(candidate.ordinal() - wanted.ordinal());
			if (known.contains(candidate) && possible && steps <= distance) {
				nearest = candidate;
				distance = steps;
			}
		}
		return nearest;
	}

}
