package io.llmprovider.protocol.google;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Warning;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ThinkingChoice;
import io.llmprovider.protocol.ThinkingLevels;
import org.jspecify.annotations.Nullable;

/**
 * Tells a model how much to think: by a budget of tokens in generation 2.5, by a word
 * from generation 3 on. Both at once are refused.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thinking">Gemini thinking</a>
 */
final class GoogleThinking {

	/** The model decides. */
	private static final int DYNAMIC = -1;

	private static final Map<ThinkingLevel, Integer> BUDGETS = Map.of(ThinkingLevel.MINIMAL, 512, ThinkingLevel.LOW,
			2048, ThinkingLevel.MEDIUM, 8192);

	private final ChatCall call;

	private final GoogleModel model;

	private final Map<String, @Nullable Object> own;

	private final List<Warning> warnings;

	GoogleThinking(ChatCall call, Map<String, @Nullable Object> own, List<Warning> warnings) {
		this.call = call;
		this.model = GoogleModel.of(call.model().id());
		this.own = own;
		this.warnings = warnings;
	}

	/** The thinkingConfig object, or null for none. */
	@Nullable Object wire() {
		Object given = this.own.get(GoogleOptions.THINKING_CONFIG);
		if (given != null) {
			return given;
		}
		Map<String, @Nullable Object> config = new LinkedHashMap<>();
		ThinkingLevel level = possible();
		Boolean told = (Boolean) this.own.get(GoogleOptions.INCLUDE_THOUGHTS);
		if (level != null) {
			if (this.model.thinking() == GoogleModel.Thinking.BUDGET) {
				config.put("thinkingBudget", budget(level));
			}
			else {
				level(level, config);
			}
			told = (told == null && level != ThinkingLevel.OFF) ? Boolean.TRUE : told;
		}
		if (told != null) {
			config.put("includeThoughts", told);
		}
		return config.isEmpty() ? null : config;
	}

	private @Nullable ThinkingLevel possible() {
		ThinkingLevel wanted = this.call.options().thinking();
		if (this.model.thinking() != GoogleModel.Thinking.NONE) {
			return ThinkingChoice.of(this.call, Set.of(), true, this.warnings);
		}
		if (wanted != null && wanted != ThinkingLevel.OFF) {
			this.warnings.add(ThinkingChoice
				.ignored("model '" + this.call.model().id() + "' does not think, or cannot be told how much"));
		}
		return null;
	}

	private int budget(ThinkingLevel level) {
		Integer given = this.call.options().thinkingBudgets().get(level);
		if (given == null && level == ThinkingLevel.OFF) {
			if (this.model.canBeSwitchedOff()) {
				return 0;
			}
			clipped(level, ThinkingLevel.MINIMAL);
			return this.model.leastBudget();
		}
		if (given == null && level.compareTo(ThinkingLevel.HIGH) > 0) {
			clipped(level, ThinkingLevel.HIGH);
		}
		if (given == null) {
			int usual = BUDGETS.getOrDefault(level, this.model.mostBudget());
			return Math.max((level == ThinkingLevel.MINIMAL && this.model.size().equals("pro"))
					? this.model.leastBudget() : usual, this.model.leastBudget());
		}
		if (given == DYNAMIC || given == 0 && this.model.canBeSwitchedOff()) {
			return given;
		}
		int sent = Math.min(Math.max(given, this.model.leastBudget()), this.model.mostBudget());
		if (sent != given) {
			this.warnings.add(new Warning("thinking-clipped", "Model '" + this.call.model().id()
					+ "' does not take a thinking budget of " + given + " tokens: " + sent + " was sent"));
		}
		return sent;
	}

	private void level(ThinkingLevel wanted, Map<String, @Nullable Object> config) {
		Integer given = this.call.options().thinkingBudgets().get(wanted);
		if (given != null && this.model.isGemini()) {
			config.put("thinkingBudget", given);
			return;
		}
		ThinkingChoice.leaveBudgetOut(this.call, wanted, "the model takes a level instead", this.warnings);
		ThinkingLevel sent = ThinkingLevels.nearest(wanted, this.model.levels());
		if (sent != wanted) {
			clipped(wanted, sent);
		}
		config.put("thinkingLevel", sent.name().toUpperCase(Locale.ROOT));
	}

	private ThinkingLevel clipped(ThinkingLevel wanted, ThinkingLevel sent) {
		this.warnings.add(ThinkingChoice.clipped(this.call, wanted, sent.wireName()));
		return sent;
	}

}
