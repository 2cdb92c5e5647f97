package io.llmprovider.protocol.ollama;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.llmprovider.chat.Warning;
import io.llmprovider.model.Model;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code think}. Most models only know on and off; gpt-oss knows levels and
 * cannot be switched off. Left out, the server lets a model think that can.
 */
final class OllamaThinking {

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
		ThinkingLevel level = call.options().thinking();
		if (level == null) {
			return null;
		}
		String mapped = call.compat().reasoningEffortMap().get(level);
		if (mapped != null) {
			return flagOrName(mapped);
		}
		boolean levels = hasLevels(call.model());
		if (level == ThinkingLevel.OFF) {
			if (levels) {
				warnings.add(new Warning("thinking-clipped",
						call.model().id() + " cannot be kept from thinking; the lowest level is LOW"));
			}
			return false;
		}
		if (Boolean.FALSE.equals(call.model().capabilities().reasoning())) {
			warnings.add(new Warning("thinking-dropped",
					call.model().id() + " does not think, so thinking level " + level + " was left out"));
			return null;
		}
		return levels ? name(level, warnings) : Boolean.TRUE;
	}

	private static Object flagOrName(String value) {
		String plain = value.trim().toLowerCase(Locale.ROOT);
		return FLAGS.contains(plain) ? (Object) Boolean.valueOf(plain) : plain;
	}

	private static String name(ThinkingLevel level, List<Warning> warnings) {
		ThinkingLevel sent = switch (level) {
			case MINIMAL -> ThinkingLevel.LOW;
			case XHIGH -> ThinkingLevel.HIGH;
			default -> level;
		};
		if (sent != level) {
			warnings.add(new Warning("thinking-clipped", "Thinking level " + level + " was sent as " + sent));
		}
		return sent.wireName();
	}

	/** Ids may have a namespace in front and a tag behind: library/gpt-oss:20b. */
	private static boolean hasLevels(Model model) {
		Set<ThinkingLevel> known = model.capabilities().thinkingLevels();
		if (known != null) {
			return known.stream().filter((level) -> level != ThinkingLevel.OFF).count() > 1;
		}
		String id = model.id().toLowerCase(Locale.ROOT);
		return id.substring(id.lastIndexOf('/') + 1).startsWith("gpt-oss");
	}

}
