package io.llmprovider.protocol;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Warning;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ClaudeModel.Thinking;
import org.jspecify.annotations.Nullable;

/**
 * Tells a Claude how much to think: by a budget of tokens up to generation 4.5, by an
 * effort from 4.6 on.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/extended-thinking">Extended
 * thinking</a>
 */
public final class ClaudeThinking {

	/** The least that is taken. */
	private static final int LEAST_BUDGET = 1024;

	private static final Map<ThinkingLevel, Integer> BUDGETS = Map.of(ThinkingLevel.MINIMAL, 1024, ThinkingLevel.LOW,
			2048, ThinkingLevel.MEDIUM, 8192, ThinkingLevel.HIGH, 16384);

	private final ChatCall call;

	private final ClaudeModel model;

	private final Wishes wishes;

	private final List<Warning> warnings;

	private @Nullable Map<String, @Nullable Object> wire;

	private @Nullable String effort;

	private @Nullable Integer budget;

	private boolean thinks;

	/**
	 * Decides how the model thinks in a call.
	 * @param call the call
	 * @param model what the model takes
	 * @param wishes what the API's own options say
	 * @param obstacle why a budget cannot be sent, or null if it can
	 * @param warnings takes what was changed
	 */
	public ClaudeThinking(ChatCall call, ClaudeModel model, Wishes wishes, @Nullable String obstacle,
			List<Warning> warnings) {
		this.call = call;
		this.model = model;
		this.wishes = wishes;
		this.warnings = warnings;
		if (wishes.thinking() instanceof Map<?, ?> raw) {
			asGiven(raw);
		}
		else {
			decide(call.options().thinking(), obstacle);
		}
		ownEffort();
	}

	/**
	 * The thinking object.
	 * @return its members, or null for none
	 */
	public @Nullable Map<String, @Nullable Object> wire() {
		if (this.wire != null && this.budget != null) {
			this.wire.put("budget_tokens", this.budget);
		}
		return this.wire;
	}

	/**
	 * The effort.
	 * @return Anthropic's word for it, or null for none
	 */
	public @Nullable String effort() {
		return this.effort;
	}

	/**
	 * Whether the model thinks, so that it refuses what does not go with it.
	 * @return whether it does
	 */
	public boolean thinks() {
		return this.thinks;
	}

	/**
	 * Whether thinking between tool calls is wanted and needs a beta.
	 * @return whether the beta is to be sent
	 */
	public boolean isInterleavedByBeta() {
		return this.thinks && this.wishes.interleaved() && this.model.needsBetaToInterleave();
	}

	/**
	 * The limit of the answer: thoughts count as part of it, so that room for them is
	 * added to what the caller wants, up to what the model can give; the budget gives way
	 * where that is not enough.
	 * @param wanted tokens for the answer
	 * @param most the longest answer of the model in tokens, or null if unknown
	 * @return the limit to send, in tokens
	 */
	public int maxTokens(int wanted, @Nullable Integer most) {
		if (this.wishes.thinking() instanceof Map<?, ?> raw) {
			int given = (raw.get("budget_tokens") instanceof Number number) ? number.intValue() : 0;
			return (given < wanted) ? wanted : room(wanted, given, most);
		}
		if (this.budget == null) {
			return wanted;
		}
		int limit = room(wanted, this.budget, most);
		if (limit > this.budget) {
			return limit;
		}
		int smaller = limit - LEAST_BUDGET;
		if (smaller < LEAST_BUDGET) {
			ignored("an answer of at most " + limit + " tokens has no room for thoughts");
			none();
			return limit;
		}
		this.warnings.add(new Warning("thinking-clipped", "The thinking budget of " + this.budget
				+ " tokens does not fit into an answer of " + limit + ": " + smaller + " was sent"));
		this.budget = smaller;
		return limit;
	}

	private static int room(int wanted, int thoughts, @Nullable Integer most) {
		int whole = wanted + thoughts;
		return (most != null) ? Math.max(Math.min(whole, most), wanted) : whole;
	}

	private void asGiven(Map<?, ?> raw) {
		this.wire = new LinkedHashMap<>();
		raw.forEach((name, value) -> {
			if (this.wire != null) {
				this.wire.put(String.valueOf(name), value);
			}
		});
		this.thinks = !"disabled".equals(raw.get("type"));
	}

	private void decide(@Nullable ThinkingLevel wanted, @Nullable String obstacle) {
		Capabilities capabilities = this.call.model().capabilities();
		boolean never = this.model.thinking() == Thinking.NONE || Boolean.FALSE.equals(capabilities.reasoning());
		if (wanted == null || never) {
			this.thinks = !never && this.model.thinksUnasked();
			if (wanted != null && wanted != ThinkingLevel.OFF) {
				ignored("model '" + this.call.model().id() + "' does not think");
			}
			if (this.thinks && this.wishes.answersByTool()) {
				calm();
			}
			return;
		}
		boolean byBudget = this.model.thinking() == Thinking.BUDGET && ThinkingChoice.budget(this.call, wanted) != null;
		ThinkingLevel level = byBudget ? wanted : ThinkingChoice.of(this.call, Set.of(), true, this.warnings);
		if (level == null || level == ThinkingLevel.OFF) {
			off();
		}
		else if (this.wishes.answersByTool() && !this.model.alwaysThinks()) {
			ignored("the answer is held to its schema by a tool that the model must call, so that it cannot think");
			if (this.model.thinksUnasked()) {
				calm();
			}
		}
		else if (this.model.thinking() == Thinking.ADAPTIVE || this.model.thinking() == Thinking.EITHER
				&& !this.call.options().thinkingBudgets().containsKey(level)) {
			adaptive(level);
		}
		else if (obstacle != null) {
			ignored(obstacle);
		}
		else {
			budget(level);
		}
	}

	private void none() {
		this.wire = null;
		this.budget = null;
		this.thinks = false;
	}

	/** A model that thinks cannot be made to call a tool. */
	private void calm() {
		if (!this.model.alwaysThinks()) {
			this.thinks = false;
			this.wire = wire("disabled");
		}
	}

	private void off() {
		if (this.model.alwaysThinks()) {
			this.thinks = true;
			this.effort = "low";
			clipped(ThinkingLevel.OFF, "low");
			return;
		}
		this.wire = wire("disabled");
	}

	private void adaptive(ThinkingLevel level) {
		this.thinks = true;
		this.wire = wire("adaptive");
		display(this.model.hidesThoughts() ? "summarized" : null);
		this.effort = word(level);
		if (this.call.options().thinkingBudgets().containsKey(level)) {
			this.warnings.add(Warning.leftOut("the thinking budget of level " + level.wireName(),
					"the model decides by itself how long it thinks, and takes an effort instead"));
		}
	}

	private String word(ThinkingLevel level) {
		Set<ThinkingLevel> efforts = EnumSet.noneOf(ThinkingLevel.class);
		for (ThinkingLevel candidate : ThinkingLevel.values()) {
			if (this.model.efforts().contains(candidate.wireName())) {
				efforts.add(candidate);
			}
		}
		ThinkingLevel nearest = ThinkingLevels.nearest(level, efforts);
		if (nearest != level) {
			clipped(level, nearest.wireName());
		}
		return nearest.wireName();
	}

	private void budget(ThinkingLevel level) {
		Integer given = this.call.options().thinkingBudgets().get(level);
		Integer usual = BUDGETS.get(level);
		if (given == null && usual == null) {
			clipped(level, "high");
			given = this.call.options().thinkingBudgets().get(ThinkingLevel.HIGH);
			usual = BUDGETS.get(ThinkingLevel.HIGH);
		}
		int tokens = (given != null) ? given : (usual != null) ? usual : LEAST_BUDGET;
		if (tokens < LEAST_BUDGET) {
			this.warnings.add(new Warning("thinking-clipped",
					"A thinking budget has at least " + LEAST_BUDGET + " tokens: that was sent instead of " + tokens));
			tokens = LEAST_BUDGET;
		}
		this.thinks = true;
		this.wire = wire("enabled");
		this.budget = tokens;
		display(null);
	}

	private void display(@Nullable String usual) {
		String display = this.wishes.display();
		String chosen = (display != null) ? display : usual;
		if (chosen != null && this.wire != null) {
			this.wire.put("display", chosen);
		}
	}

	private void ownEffort() {
		String wanted = this.wishes.effort();
		if (wanted == null) {
			return;
		}
		if (this.model.isClaude() && this.model.efforts().isEmpty()) {
			this.warnings.add(Warning.leftOut("effort", "the model does not take one"));
			return;
		}
		boolean known = !this.model.isClaude() || this.model.efforts().contains(wanted);
		boolean bounded = !this.thinks && this.model.boundsEffortWithoutThinking();
		boolean tooHigh = bounded && (wanted.equals("xhigh") || wanted.equals("max"));
		this.effort = (known && !tooHigh) ? wanted : "high";
		if (!wanted.equals(this.effort)) {
			this.warnings.add(new Warning("effort-clipped", "Model '" + this.call.model().id()
					+ "' does not take effort " + wanted + (tooHigh ? " without thinking" : "") + ": high was sent"));
		}
	}

	private void ignored(String why) {
		this.warnings.add(ThinkingChoice.ignored(why));
	}

	private void clipped(ThinkingLevel wanted, String sent) {
		this.warnings.add(ThinkingChoice.clipped(this.call, wanted, sent));
	}

	private static Map<String, @Nullable Object> wire(String type) {
		Map<String, @Nullable Object> wire = new LinkedHashMap<>();
		wire.put("type", type);
		return wire;
	}

	/**
	 * What the options of an API say about thinking.
	 *
	 * @param thinking the thinking object as it is to be sent, or null; counts more than
	 * the thinking level
	 * @param display whether thoughts are told, in Anthropic's words, or null
	 * @param effort the effort in Anthropic's words, or null
	 * @param interleaved whether the model may think between tool calls
	 * @param answersByTool whether the model must call a tool to answer, so that it
	 * cannot think
	 */
	public record Wishes(@Nullable Object thinking, @Nullable String display, @Nullable String effort,
			boolean interleaved, boolean answersByTool) {

		/**
		 * What an API's options say under Anthropic's names.
		 * @param own the API's own options, of which {@code thinking},
		 * {@code thinking_display}, {@code effort} and {@code interleaved_thinking} are
		 * read
		 * @param answersByTool whether the model must call a tool to answer
		 * @return the wishes
		 */
		public static Wishes of(Map<String, @Nullable Object> own, boolean answersByTool) {
			return new Wishes(own.get("thinking"), (String) own.get("thinking_display"), (String) own.get("effort"),
					!Boolean.FALSE.equals(own.get("interleaved_thinking")), answersByTool);
		}

	}

}
