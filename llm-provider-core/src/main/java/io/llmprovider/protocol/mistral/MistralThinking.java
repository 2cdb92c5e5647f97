package io.llmprovider.protocol.mistral;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Warning;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Tells the model whether to think. Hybrid models take {@code reasoning_effort}, none or
 * high; Magistral always thinks, and {@code prompt_mode} only says whether Mistral's
 * system prompt for it is used.
 *
 * @see <a href="https://docs.mistral.ai/capabilities/reasoning/">Reasoning</a>
 */
final class MistralThinking {

	private static final String OFF = "none";

	private static final String ON = "high";

	private final ChatCall call;

	private final Capabilities capabilities;

	private final Map<String, @Nullable Object> own;

	private final List<Warning> warnings;

	MistralThinking(ChatCall call, Map<String, @Nullable Object> own, List<Warning> warnings) {
		this.call = call;
		this.capabilities = call.model().capabilities();
		this.own = own;
		this.warnings = warnings;
	}

	void write(Map<String, @Nullable Object> body) {
		Object mode = this.own.remove(MistralOptions.PROMPT_MODE);
		Object effort = this.own.remove(MistralOptions.REASONING_EFFORT);
		if (mode != null) {
			promptMode(body, !MistralOptions.NO_PROMPT.equals(mode));
		}
		if (effort != null) {
			body.put(MistralOptions.REASONING_EFFORT, effort);
		}
		ThinkingLevel level = this.call.options().thinking();
		if (level != null && mode == null && effort == null) {
			level(body, level);
		}
	}

	private void level(Map<String, @Nullable Object> body, ThinkingLevel level) {
		boolean on = level != ThinkingLevel.OFF;
		if (Boolean.FALSE.equals(this.capabilities.reasoning())) {
			if (on) {
				this.warnings.add(new Warning("thinking-ignored",
						"The thinking level was left out: model '" + this.call.model().id() + "' does not think"));
			}
		}
		else if (!takesEffort()) {
			promptMode(body, on);
		}
		else if (on || isKnownToThink()) {
			body.put(MistralOptions.REASONING_EFFORT, word(level));
		}
	}

	private static void promptMode(Map<String, @Nullable Object> body, boolean on) {
		body.put(MistralOptions.PROMPT_MODE, on ? "reasoning" : null);
	}

	private boolean takesEffort() {
		Boolean told = this.call.compat().supportsReasoningEffort();
		return (told != null) ? told : !this.call.model().id().toLowerCase(Locale.ROOT).contains("magistral");
	}

	/** Models that do not think refuse the field, even with the value none. */
	private boolean isKnownToThink() {
		return Boolean.TRUE.equals(this.capabilities.reasoning())
				|| this.call.compat().reasoningEffortMap().containsKey(ThinkingLevel.OFF);
	}

	private String word(ThinkingLevel level) {
		String told = this.call.compat().reasoningEffortMap().get(level);
		if (told != null) {
			return told;
		}
		Set<ThinkingLevel> known = this.capabilities.thinkingLevels();
		if (known != null && known.contains(level) && level != ThinkingLevel.OFF) {
			return level.wireName();
		}
		boolean cannotStop = level == ThinkingLevel.OFF && known != null && !known.isEmpty() && !known.contains(level);
		String word = (level == ThinkingLevel.OFF && !cannotStop) ? OFF : ON;
		if (cannotStop || level != ThinkingLevel.OFF && level != ThinkingLevel.HIGH) {
			this.warnings.add(new Warning("thinking-clipped", "Model '" + this.call.model().id()
					+ "' does not take thinking level " + level.wireName() + ": " + word + " was sent"));
		}
		return word;
	}

}
