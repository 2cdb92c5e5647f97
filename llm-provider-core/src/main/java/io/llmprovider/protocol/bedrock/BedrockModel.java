package io.llmprovider.protocol.bedrock;

import java.util.List;
import java.util.Locale;

import io.llmprovider.protocol.ClaudeModel;

/**
 * Who made a model, as its id tells: {@code anthropic.claude-sonnet-4-5-20250929-v1:0},
 * with a region group before it ({@code eu.}, {@code global.}), or at the end of an ARN.
 *
 * @param family its maker, or its generation where that matters
 * @param claude what the generation of a Claude means
 */
record BedrockModel(Family family, ClaudeModel claude) {

	private static final List<Rule> RULES = List.of(new Rule("anthropic.claude", Family.CLAUDE),
			new Rule("amazon.nova-2", Family.NOVA_2), new Rule("amazon.nova", Family.NOVA),
			new Rule("openai.gpt-oss", Family.GPT_OSS), new Rule("openai.", Family.OPENAI),
			new Rule("mistral.", Family.MISTRAL), new Rule("amazon.titan", Family.PLAIN),
			new Rule("meta.", Family.PLAIN), new Rule("ai21.", Family.PLAIN), new Rule("cohere.", Family.PLAIN),
			new Rule("deepseek.", Family.PLAIN), new Rule("writer.", Family.PLAIN));

	static BedrockModel of(String id) {
		String plain = id.toLowerCase(Locale.ROOT);
		plain = plain.substring(plain.lastIndexOf('/') + 1);
		for (Rule rule : RULES) {
			int at = plain.indexOf(rule.beginning());
			if (at == 0 || at > 0 && plain.charAt(at - 1) == '.') {
				return new BedrockModel(rule.family(), ClaudeModel.of(plain));
			}
		}
		// Profiles of one's own are often named after the model behind them.
		ClaudeModel claude = ClaudeModel.of(plain);
		return new BedrockModel(claude.isClaude() ? Family.CLAUDE : Family.OTHER, claude);
	}

	boolean isClaude() {
		return this.family == Family.CLAUDE;
	}

	boolean isNova() {
		return this.family == Family.NOVA || this.family == Family.NOVA_2;
	}

	/** Whether the id does not tell what the model takes. */
	boolean isUnknown() {
		return this.family == Family.OTHER;
	}

	/** Whether prompts can be cached: from Claude 3.5 on, and with all Novas. */
	boolean caches() {
		return isNova() || isClaude() && this.claude.version() >= 35;
	}

	/** Whether tools can be cached by themselves. */
	boolean cachesTools() {
		return !isNova();
	}

	/** Whether a cache can last an hour. */
	boolean cachesForAnHour() {
		return isClaude() && this.claude.version() >= 45;
	}

	/**
	 * Whether the result of a tool may hold pictures and documents and say that it is an
	 * error.
	 */
	boolean takesRichResults() {
		return isClaude() || isNova() || isUnknown();
	}

	/** Whether it can be made to call some tool. */
	boolean canBeForced() {
		return takesRichResults() || this.family == Family.MISTRAL;
	}

	/** Whether it can be made to call one tool. */
	boolean canBeForcedToOne() {
		return takesRichResults();
	}

	/**
	 * Whether answers and inputs of tools can be held to a schema. Those from 4.7 on are
	 * checked by a copy of Anthropic's own rules, which knows no words for that.
	 */
	boolean holdsSchemas() {
		return isClaude() && this.claude.version() >= 45 && this.claude.version() < 47;
	}

	/** Whether it takes temperature, top p and words to stop at. */
	boolean takesSampling() {
		return this.family != Family.OPENAI;
	}

	/**
	 * Who made a model.
	 */
	enum Family {

		/** Anthropic's. */
		CLAUDE,

		/** Amazon's first generation. */
		NOVA,

		/** Amazon's second generation, which reasons. */
		NOVA_2,

		/** OpenAI's open models. */
		GPT_OSS,

		/** OpenAI's other models. */
		OPENAI,

		/** Mistral's, which want ids of their own form. */
		MISTRAL,

		/** Models with nothing beyond text and, some of them, tools. */
		PLAIN,

		/** The id does not tell. */
		OTHER

	}

	private record Rule(String beginning, Family family) {

	}

}
