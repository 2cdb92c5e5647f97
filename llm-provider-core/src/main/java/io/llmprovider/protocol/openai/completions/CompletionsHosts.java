package io.llmprovider.protocol.openai.completions;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.Compat;

/**
 * What hosts want of single models, where one flag for the whole host would be wrong.
 * Whatever anybody has said counts more.
 */
final class CompletionsHosts {

	private static final String GROQ = "https://api.groq.com/";

	private static final String XAI = "https://api.x.ai/";

	/** Qwen at Groq knows {@code none} and {@code default}. */
	private static final Compat ON_OR_OFF = Compat.builder()
		.reasoningEffortMap(Arrays.stream(ThinkingLevel.values())
			.filter((level) -> level != ThinkingLevel.OFF)
			.collect(Collectors.toMap(Function.identity(), (level) -> "default")))
		.build();

	private static final Compat NO_EFFORT = Compat.builder().supportsReasoningEffort(false).build();

	private static final Set<ThinkingLevel> LOW_TO_HIGH = Set.of(ThinkingLevel.LOW, ThinkingLevel.MEDIUM,
			ThinkingLevel.HIGH);

	private CompletionsHosts() {
	}

	/**
	 * The call with the flags of its model.
	 * @param call the call
	 * @return the same call if there are none
	 */
	static ChatCall known(ChatCall call) {
		Compat flags = flags(call);
		return (flags != Compat.NONE) ? call.toBuilder().compat(call.compat().orElse(flags)).build() : call;
	}

	/**
	 * The thinking levels that a model takes, for whoever has not heard of it from the
	 * catalogue.
	 * @param call the call
	 * @return the levels, empty if nothing is known
	 */
	static Set<ThinkingLevel> levels(ChatCall call) {
		String model = call.model().id();
		boolean always = isAt(call, XAI) && model.startsWith("grok-4.5")
				|| isAt(call, GROQ) && model.contains("gpt-oss");
		return always ? LOW_TO_HIGH : Set.of();
	}

	private static Compat flags(ChatCall call) {
		String model = call.model().id();
		if (isAt(call, GROQ) && model.contains("qwen")) {
			return ON_OR_OFF;
		}
		// Whether one of them thinks is said by its name alone.
		boolean fixed = model.startsWith("grok-4.20") && model.endsWith("reasoning");
		return (fixed && isAt(call, XAI)) ? NO_EFFORT : Compat.NONE;
	}

	private static boolean isAt(ChatCall call, String host) {
		return call.baseUrl().startsWith(host);
	}

}
