package io.llmprovider.protocol.openai.completions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.Warning;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.ThinkingChoice;
import io.llmprovider.protocol.ThinkingFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells a server how much the model may think. A model that thinks unless told otherwise
 * is told so.
 */
final class OpenAiCompletionsThinking {

	private static final Set<ThinkingFormat> SWITCHES = Set.of(ThinkingFormat.THINKING_TYPE, ThinkingFormat.ZAI,
			ThinkingFormat.QWEN, ThinkingFormat.QWEN_CHAT_TEMPLATE, ThinkingFormat.TOGETHER);

	private static final Set<ThinkingFormat> WITH_BUDGET = Set.of(ThinkingFormat.THINKING_TYPE, ThinkingFormat.QWEN,
			ThinkingFormat.OPENROUTER);

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
		boolean off = isSwitch() || dialect.thinkingFormat() == ThinkingFormat.NONE;
		this.level = ThinkingChoice.of(call, CompletionsHosts.levels(call), off, warnings);
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
		Integer budget = on ? ThinkingChoice.budget(this.call, this.level) : null;
		ThinkingFormat format = this.dialect.thinkingFormat();
		if (!WITH_BUDGET.contains(format)) {
			ThinkingChoice.leaveBudgetOut(this.call, this.level, "the server takes no number of tokens", this.warnings);
		}
		switch (format) {
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
			this.warnings.add(ThinkingChoice.ignored(why));
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

	private static Map<String, @Nullable Object> with(String name, Object value, String other, @Nullable Object more) {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		map.put(name, value);
		if (more != null) {
			map.put(other, more);
		}
		return map;
	}

}
