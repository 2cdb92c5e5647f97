package io.llmprovider.protocol.ollama;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.llmprovider.chat.Warning;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ThinkingChoice;
import io.llmprovider.protocol.ThinkingLevels;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code think}. Most models only know on and off; gpt-oss knows levels and
 * cannot be switched off. Left out, the server lets a model think that can.
 */
final class OllamaThinking {

	/** What the models take that know levels; they cannot be kept from thinking. */
	private static final Set<ThinkingLevel> LEVELS = Set.of(ThinkingLevel.LOW, ThinkingLevel.MEDIUM,
			ThinkingLevel.HIGH);

	/** What the server takes as a name; with any other it refuses the call. */
	private static final Set<ThinkingLevel> NAMES = Set.of(ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH,
			ThinkingLevel.MAX);

	private static final List<String> FLAGS = List.of("true", "false");

	private OllamaThinking() {
	}

	/**
	 * Decides what is sent.
	 * @param call the call
	 * @param warnings where to say what was changed
	 * @return a flag, the name of a level, or null to leave it out
	 */
	static @Nullable Object value(ChatCall call, List<Warning> warnings) {
		Object own = call.options().providerOptions().get(OllamaOptions.THINK);
		if (own != null) {
			return flagOrName(String.valueOf(own));
		}
		boolean levels = hasLevels(call.model());
		boolean canBeOff = !levels || knownLevels(call.model()).contains(ThinkingLevel.OFF);
		if (canBeOff && call.options().thinking() == ThinkingLevel.OFF
				&& call.compat().reasoningEffortMap().get(ThinkingLevel.OFF) == null) {
			// every model takes this, and those that think do so unless they are told not
			// to
			return false;
		}
		ThinkingLevel level = ThinkingChoice.of(call, levels ? LEVELS : Set.of(), false, warnings);
		if (level == null) {
			return null;
		}
		ThinkingChoice.leaveBudgetOut(call, level, "Ollama takes no number of tokens", warnings);
		String mapped = call.compat().reasoningEffortMap().get(level);
		if (mapped != null) {
			return flagOrName(mapped);
		}
		return levels ? name(call, level, warnings) : (Object) Boolean.TRUE;
	}

	private static String name(ChatCall call, ThinkingLevel level, List<Warning> warnings) {
		ThinkingLevel nearest = ThinkingLevels.nearest(level, NAMES);
		if (nearest != level) {
			warnings.add(ThinkingChoice.clipped(call, level, nearest.wireName()));
		}
		return nearest.wireName();
	}

	private static Object flagOrName(String value) {
		String plain = value.trim().toLowerCase(Locale.ROOT);
		return FLAGS.contains(plain) ? (Object) Boolean.valueOf(plain) : plain;
	}

	/** Ids may have a namespace in front and a tag behind: library/gpt-oss:20b. */
	private static boolean hasLevels(Model model) {
		Set<ThinkingLevel> known = knownLevels(model);
		if (!known.isEmpty()) {
			return known.stream().filter((level) -> level != ThinkingLevel.OFF).count() > 1;
		}
		String id = model.id().toLowerCase(Locale.ROOT);
		return id.substring(id.lastIndexOf('/') + 1).startsWith("gpt-oss");
	}

	private static Set<ThinkingLevel> knownLevels(Model model) {
		Set<ThinkingLevel> known = model.capabilities().thinkingLevels();
		return (known != null) ? known : Set.of();
	}

}
