package io.llmprovider.protocol.openai.completions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Warning;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ThinkingFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells a server how much the model may think. A model that thinks unless told otherwise
 * is told so.
 */
final class OpenAiCompletionsThinking {

	private static final Set<ThinkingFormat> SWITCHES = Set.of(ThinkingFormat.THINKING_TYPE, ThinkingFormat.ZAI,
			ThinkingFormat.QWEN, ThinkingFormat.QWEN_CHAT_TEMPLATE, ThinkingFormat.TOGETHER);

	private final ChatCall call;

	private final CompletionsDialect dialect;

	private final List<Warning> warnings;

	private final Capabilities capabilities;

	private final @Nullable ThinkingLevel level;

	private boolean switchedOff;

	OpenAiCompletionsThinking(ChatCall call, CompletionsDialect dialect, List<Warning> warnings) {
		this.call = call;
		this.dialect = dialect;
		this.warnings = warnings;
		this.capabilities = call.model().capabilities();
		this.level = level(call.options().thinking());
	}

	/** Whether the server was told that the model must not think. */
	boolean isSwitchedOff() {
		return this.switchedOff;
	}

	void write(Map<String, @Nullable Object> body) {
		if (this.level == null) {
			return;
		}
		boolean on = this.level != ThinkingLevel.OFF;
		this.switchedOff = !on;
		Integer budget = on ? this.call.options().thinkingBudgets().get(this.level) : null;
		switch (this.dialect.thinkingFormat()) {
			case OPENAI -> effort(body, on);
			case THINKING_TYPE ->
				body.put("thinking", with("type", on ? "enabled" : "disabled", "budget_tokens", budget));
			case ZAI -> body.put("enable_thinking", on);
			case QWEN -> body.putAll(with("enable_thinking", on, "thinking_budget", budget));
			case QWEN_CHAT_TEMPLATE -> body.put("chat_template_kwargs", with("enable_thinking", on, "", null));
			case OPENROUTER -> body.put("reasoning",
					(budget != null) ? Map.of("max_tokens", budget) : Map.of("effort", word(this.level)));
			case TOGETHER -> body.put("reasoning", Map.of("enabled", on));
			case NONE -> ignored(on, "the server cannot be told");
		}
		if (on && isSwitch() && this.dialect.isKnownToSupportReasoningEffort()) {
			body.put("reasoning_effort", word(this.level));
		}
	}

	private void effort(Map<String, @Nullable Object> body, boolean on) {
		if (!this.dialect.supportsReasoningEffort()) {
			ignored(on, "the server does not know reasoning_effort");
		}
		else if (on || Boolean.TRUE.equals(this.capabilities.reasoning())
				|| this.dialect.reasoningEffortMap().containsKey(ThinkingLevel.OFF)) {
			body.put("reasoning_effort", word(java.util.Objects.requireNonNull(this.level)));
		}
		else {
			// A server that does not know the field refuses it, and whether this model
			// thinks at all nobody has said.
			this.switchedOff = false;
		}
	}

	private void ignored(boolean on, String why) {
		this.switchedOff = false;
		if (on) {
			this.warnings.add(new Warning("thinking-ignored", "The thinking level was left out: " + why));
		}
	}

	private String word(ThinkingLevel of) {
		String word = this.dialect.reasoningEffortMap().get(of);
		if (word != null) {
			return word;
		}
		return (of == ThinkingLevel.OFF) ? "none" : of.wireName();
	}

	private boolean isSwitch() {
		return SWITCHES.contains(this.dialect.thinkingFormat());
	}

	private @Nullable ThinkingLevel level(@Nullable ThinkingLevel wanted) {
		if (wanted == null) {
			return null;
		}
		if (Boolean.FALSE.equals(this.capabilities.reasoning())) {
			ignored(wanted != ThinkingLevel.OFF, "model '" + this.call.model().id() + "' does not think");
			return null;
		}
		Set<ThinkingLevel> known = this.capabilities.thinkingLevels();
		boolean possible = known == null || known.isEmpty() || known.contains(wanted)
				|| this.dialect.thinkingFormat() == ThinkingFormat.NONE || wanted == ThinkingLevel.OFF && isSwitch();
		return (possible || known == null) ? wanted : clipped(wanted, known);
	}

	private ThinkingLevel clipped(ThinkingLevel wanted, Set<ThinkingLevel> known) {
		ThinkingLevel nearest = wanted;
		int distance = Integer.MAX_VALUE;
		for (ThinkingLevel candidate : ThinkingLevel.values()) {
			boolean sameSide = wanted == ThinkingLevel.OFF || candidate != ThinkingLevel.OFF || known.size() == 1;
			int steps = Math.abs(candidate.ordinal() - wanted.ordinal());
			if (known.contains(candidate) && sameSide && steps < distance) {
				nearest = candidate;
				distance = steps;
			}
		}
		this.warnings.add(new Warning("thinking-clipped", "Model '" + this.call.model().id()
				+ "' does not take thinking level " + wanted.wireName() + ": " + nearest.wireName() + " was sent"));
		return nearest;
	}

	private static Map<String, @Nullable Object> with(String name, Object value, String other, @Nullable Object more) {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		map.put(name, value);
		if (more != null) {
			map.put(other, more);
		}
		return map;
	}

}
