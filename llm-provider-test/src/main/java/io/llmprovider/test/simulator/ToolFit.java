package io.llmprovider.test.simulator;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which tool a user's words suggest: the one that shares the most words with them.
 */
final class ToolFit {

	private static final int IN_NAME = 3;

	private static final int IN_DESCRIPTION = 1;

	private static final int ENOUGH = 2;

	private static final int SHORTEST = 4;

	private ToolFit() {
	}

	static @Nullable SimulatedTool best(List<SimulatedTool> tools, String text) {
		Set<String> words = words(text);
		SimulatedTool best = null;
		int most = ENOUGH - 1;
		for (SimulatedTool tool : tools) {
			int score = IN_NAME * shared(words, tool.name()) + IN_DESCRIPTION * shared(words, tool.description());
			if (score > most || text.contains(tool.name())) {
				best = tool;
				most = Math.max(score, most);
			}
		}
		return best;
	}

	private static int shared(Set<String> words, String text) {
		Set<String> shared = words(text);
		shared.retainAll(words);
		return shared.size();
	}

	private static Set<String> words(String text) {
		Set<String> words = new HashSet<>();
		Arrays.stream(text.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2").toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
			.filter((word) -> word.length() >= SHORTEST)
			.forEach(words::add);
		return words;
	}

}
