package io.llmprovider.protocol;

import java.util.List;
import java.util.Set;

import io.llmprovider.chat.Warning;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ThinkingLevel;
import org.jspecify.annotations.Nullable;

/**
 * Which thinking level a call can have: what was asked for, clipped to what the model can
 * do. The same for all protocols; how a level is written is each protocol's own matter.
 * <ol>
 * <li>A model that is known not to think is told nothing.</li>
 * <li>A level that the configuration maps to a word is sent, whatever is known.</li>
 * <li>What the model's levels are is told by its configuration or the catalogue, else by
 * the protocol, else every level is one.</li>
 * <li>A level that is none of them becomes the nearest; a model of which only the way to
 * switch thinking off is known thinks as it does.</li>
 * </ol>
 */
public final class ThinkingChoice {

	private static final String CLIPPED = "thinking-clipped";

	private static final String IGNORED = "thinking-ignored";

	private ThinkingChoice() {
	}

	/**
	 * The level for a call.
	 * @param call the call
	 * @param usual the levels that the protocol knows of this model, empty if it knows
	 * none
	 * @param canBeOff whether thinking can be switched off, whether or not that is one of
	 * the levels
	 * @param warnings takes what was changed
	 * @return the level, or null if nothing is to be said
	 */
	public static @Nullable ThinkingLevel of(ChatCall call, Set<ThinkingLevel> usual, boolean canBeOff,
			List<Warning> warnings) {
		ThinkingLevel wanted = call.options().thinking();
		Capabilities capabilities = call.model().capabilities();
		if (wanted == null) {
			return null;
		}
		if (Boolean.FALSE.equals(capabilities.reasoning())) {
			if (wanted != ThinkingLevel.OFF) {
				warnings.add(ignored("model '" + call.model().id() + "' does not think"));
			}
			return null;
		}
		Set<ThinkingLevel> told = capabilities.thinkingLevels();
		Set<ThinkingLevel> known = (told != null && !told.isEmpty()) ? told : usual;
		boolean possible = known.isEmpty() || known.contains(wanted) || wanted == ThinkingLevel.OFF && canBeOff
				|| call.compat().reasoningEffortMap().containsKey(wanted);
		boolean onlyOff = known.equals(Set.of(ThinkingLevel.OFF));
		if (possible || onlyOff && canBeOff) {
			return wanted;
		}
		if (onlyOff) {
			warnings.add(ignored("model '" + call.model().id() + "' can only be told not to think"));
			return null;
		}
		ThinkingLevel nearest = ThinkingLevels.nearest(wanted, known);
		warnings.add(clipped(call, wanted, nearest.wireName()));
		return nearest;
	}

	/**
	 * The number of tokens that the options give to a level.
	 * @param call the call
	 * @param level the level that is sent, or null
	 * @return the budget in tokens, or null if none is given
	 */
	public static @Nullable Integer budget(ChatCall call, @Nullable ThinkingLevel level) {
		return (level != null) ? call.options().thinkingBudgets().get(level) : null;
	}

	/**
	 * Says that a budget was not sent.
	 * @param call the call
	 * @param level the level that is sent, or null
	 * @param why why the server cannot be told a number of tokens
	 * @param warnings takes it, if there is a budget for the level
	 */
	public static void leaveBudgetOut(ChatCall call, @Nullable ThinkingLevel level, String why,
			List<Warning> warnings) {
		if (level != null && budget(call, level) != null) {
			warnings.add(Warning.leftOut("the thinking budget of level " + level.wireName(), why));
		}
	}

	/**
	 * Says that another level was sent.
	 * @param call the call
	 * @param wanted what was asked for
	 * @param sent what was sent, in the provider's words
	 * @return the warning
	 */
	public static Warning clipped(ChatCall call, ThinkingLevel wanted, String sent) {
		return new Warning(CLIPPED, "Model '" + call.model().id() + "' does not take thinking level "
				+ wanted.wireName() + ": " + sent + " was sent");
	}

	/**
	 * Says that no level was sent.
	 * @param why why not
	 * @return the warning
	 */
	public static Warning ignored(String why) {
		return new Warning(IGNORED, "The thinking level was left out: " + why);
	}

}
