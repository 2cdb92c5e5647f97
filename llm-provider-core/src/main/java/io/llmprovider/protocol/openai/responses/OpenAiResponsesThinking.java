package io.llmprovider.protocol.openai.responses;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Warning;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ThinkingChoice;
import org.jspecify.annotations.Nullable;

/**
 * Tells a server how much the model may think, and how much of it is told. A model that
 * thinks unless told otherwise is told so.
 */
final class OpenAiResponsesThinking {

	private static final String NOTHING = "none";

	private final ChatCall call;

	private final ResponsesDialect dialect;

	private final List<Warning> warnings;

	private final Capabilities capabilities;

	private final @Nullable String effort;

	private final Map<String, @Nullable Object> reasoning = new LinkedHashMap<>();

	OpenAiResponsesThinking(ChatCall call, ResponsesDialect dialect, Map<String, @Nullable Object> own,
			List<Warning> warnings) {
		this.call = call;
		this.dialect = dialect;
		this.warnings = warnings;
		this.capabilities = call.model().capabilities().orElse(dialect.usual());
		this.effort = effort(call.options().thinking());
		put("effort", this.effort);
		put("summary", summary(own.remove(ResponsesOptions.REASONING_SUMMARY)));
		put("mode", own.remove(ResponsesOptions.REASONING_MODE));
		put("context", own.remove(ResponsesOptions.REASONING_CONTEXT));
	}

	/** The object that is sent, or null if there is nothing to say. */
	@Nullable Map<String, @Nullable Object> reasoning() {
		return this.reasoning.isEmpty() ? null : this.reasoning;
	}

	/** Whether the model is known to think in this call. */
	boolean thinks() {
		if (this.effort != null) {
			return !NOTHING.equals(this.effort);
		}
		return Boolean.TRUE.equals(this.capabilities.reasoning());
	}

	private void put(String name, @Nullable Object value) {
		if (value != null) {
			this.reasoning.put(name, value);
		}
	}

	/** Without being asked the provider tells nothing of what the model thinks. */
	private @Nullable Object summary(@Nullable Object wanted) {
		if (wanted != null) {
			return NOTHING.equals(wanted) ? null : wanted;
		}
		return (this.effort != null && thinks()) ? "auto" : null;
	}

	private @Nullable String effort(@Nullable ThinkingLevel wanted) {
		if (wanted == null) {
			return null;
		}
		boolean on = wanted != ThinkingLevel.OFF;
		if (Boolean.FALSE.equals(this.capabilities.reasoning())) {
			return ignored(on, "model '" + this.call.model().id() + "' does not think");
		}
		if (!this.dialect.supportsReasoningEffort()) {
			return ignored(on, "the server does not know reasoning.effort");
		}
		boolean known = on || Boolean.TRUE.equals(this.capabilities.reasoning())
				|| this.dialect.reasoningEffortMap().containsKey(wanted);
		// Whether this model thinks at all nobody has said, and one that does not refuses
		// the field.
		if (!known) {
			return null;
		}
		Set<ThinkingLevel> usual = this.dialect.usual().thinkingLevels();
		ThinkingLevel level = ThinkingChoice.of(this.call, (usual != null) ? usual : Set.of(), false, this.warnings);
		ThinkingChoice.leaveBudgetOut(this.call, level, "the server takes an effort, no number of tokens",
				this.warnings);
		return (level != null) ? word(level) : null;
	}

	private @Nullable String ignored(boolean on, String why) {
		if (on) {
			this.warnings.add(ThinkingChoice.ignored(why));
		}
		return null;
	}

	private String word(ThinkingLevel level) {
		String word = this.dialect.reasoningEffortMap().get(level);
		if (word != null) {
			return word;
		}
		return (level == ThinkingLevel.OFF) ? NOTHING : level.wireName();
	}

}
