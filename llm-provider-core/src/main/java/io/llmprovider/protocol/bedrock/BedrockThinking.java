package io.llmprovider.protocol.bedrock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Warning;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ClaudeThinking;
import io.llmprovider.protocol.ThinkingChoice;
import org.jspecify.annotations.Nullable;

/**
 * Tells a model how much to think, in the words of its maker: Converse has none of its
 * own.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html">Claude</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html">Nova
 * 2</a>
 */
final class BedrockThinking {

	private static final String INTERLEAVED = "interleaved-thinking-2025-05-14";

	private static final String EFFORT_BETA = "effort-2025-11-24";

	private static final String NONE = "none";

	private static final Set<ThinkingLevel> THREE = Set.of(ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH);

	private static final Set<ThinkingLevel> FOUR = Set.of(ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH,
			ThinkingLevel.XHIGH);

	private final ChatCall call;

	private final BedrockModel model;

	private final List<Warning> warnings;

	private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

	private final @Nullable ClaudeThinking claude;

	private boolean hard;

	/**
	 * Decides how the model thinks in a call.
	 * @param call the call
	 * @param model what the model takes
	 * @param own the protocol's own options
	 * @param obstacle why a Claude cannot be given a budget, or null if it can
	 * @param warnings takes what was changed
	 */
	BedrockThinking(ChatCall call, BedrockModel model, Map<String, @Nullable Object> own, @Nullable String obstacle,
			List<Warning> warnings) {
		this.call = call;
		this.model = model;
		this.warnings = warnings;
		this.claude = model.isClaude() ? new ClaudeThinking(call, model.claude(),
				ClaudeThinking.Wishes.of(own, BedrockFormat.isByTool(call)), obstacle, warnings) : null;
		if (this.claude == null) {
			decide();
			if (own.get(BedrockOptions.REQUEST_FIELDS) instanceof Map<?, ?> given
					&& given.get("reasoningConfig") instanceof Map<?, ?> config) {
				// The user says it in the words of the model, which counts more.
				this.hard = ThinkingLevel.HIGH.wireName().equals(config.get("maxReasoningEffort"));
			}
		}
	}

	/** Whether a Claude thinks, so that it refuses what does not go with it. */
	boolean thinks() {
		return this.claude != null && this.claude.thinks();
	}

	/** Whether a Nova thinks so hard that it takes neither limits nor sampling. */
	boolean isUnlimited() {
		return this.hard;
	}

	/** The limit of the answer in tokens, or null to leave it to the model. */
	@Nullable Integer maxTokens(@Nullable Integer wanted) {
		if (this.claude == null || wanted == null && !hasBudget(this.claude)) {
			return wanted;
		}
		Integer told = this.call.model().maxOutputTokens();
		Integer most = (told != null) ? told : this.model.claude().maxOutputTokens();
		int usual = (most != null) ? most : 32_000;
		int sent = this.claude.maxTokens((wanted != null) ? wanted : usual, most);
		if (wanted != null && sent > wanted) {
			this.warnings.add(new Warning("max-tokens-raised", "Thoughts count as part of the answer: " + sent
					+ " tokens were allowed, so that the answer may have " + wanted));
		}
		return sent;
	}

	/**
	 * The fields of the model's own. To be asked after {@link #maxTokens}, which may
	 * change a budget.
	 */
	Map<String, @Nullable Object> fields(Map<String, @Nullable Object> own) {
		List<Object> betas = new ArrayList<>();
		if (own.get(BedrockOptions.ANTHROPIC_BETA) instanceof List<?> wanted) {
			betas.addAll(wanted);
		}
		if (this.claude != null) {
			put("thinking", this.claude.wire());
			if (this.claude.effort() != null) {
				put("output_config", BedrockContent.of("effort", this.claude.effort()));
			}
			if (this.claude.effort() != null && this.model.claude().version() == 45) {
				betas.add(EFFORT_BETA);
			}
			if (this.claude.isInterleavedByBeta()) {
				betas.add(INTERLEAVED);
			}
		}
		put("anthropic_beta", betas.isEmpty() ? null : betas.stream().distinct().toList());
		return this.fields;
	}

	private static boolean hasBudget(ClaudeThinking claude) {
		Map<String, @Nullable Object> wire = claude.wire();
		return wire != null && wire.containsKey("budget_tokens");
	}

	private void decide() {
		switch (this.model.family()) {
			case NOVA_2 -> nova();
			case GPT_OSS -> put("reasoning_effort", word(THREE, false));
			case OPENAI -> {
				String effort = word(FOUR, true);
				put("reasoning", (effort != null) ? BedrockContent.of("effort", effort) : null);
			}
			default -> {
				ThinkingLevel wanted = this.call.options().thinking();
				if (wanted != null && wanted != ThinkingLevel.OFF) {
					this.warnings.add(ThinkingChoice.ignored("how model '" + this.call.model().id()
							+ "' is told to think is not known; additionalModelRequestFields can tell it, or base_model"
							+ " which model it is"));
				}
			}
		}
	}

	private void nova() {
		String effort = word(THREE, true);
		if (effort == null) {
			return;
		}
		boolean off = effort.equals(NONE);
		Map<String, @Nullable Object> config = BedrockContent.of("type", off ? "disabled" : "enabled");
		if (!off) {
			config.put("maxReasoningEffort", effort);
		}
		this.hard = effort.equals(ThinkingLevel.HIGH.wireName());
		put("reasoningConfig", config);
	}

	/** The effort for the level, or null if nothing is to be said. */
	private @Nullable String word(Set<ThinkingLevel> usual, boolean canBeOff) {
		ThinkingLevel level = ThinkingChoice.of(this.call, usual, canBeOff, this.warnings);
		if (level == null) {
			return null;
		}
		ThinkingChoice.leaveBudgetOut(this.call, level, "the model takes an effort instead", this.warnings);
		String told = this.call.compat().reasoningEffortMap().get(level);
		return (told != null) ? told : (level == ThinkingLevel.OFF) ? NONE : level.wireName();
	}

	private void put(String name, @Nullable Object value) {
		if (value != null) {
			this.fields.put(name, value);
		}
	}

}
