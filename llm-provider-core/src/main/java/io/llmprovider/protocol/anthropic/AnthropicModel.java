package io.llmprovider.protocol.anthropic;

import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

import org.jspecify.annotations.Nullable;

/**
 * What the generation of a model means for a request. The id tells it, in all the forms
 * that hosts give it: {@code claude-sonnet-4-5-20250929},
 * {@code anthropic/claude-sonnet-4.5},
 * {@code us.anthropic.claude-opus-4-1-20250805-v1:0}. A Claude whose id does not tell its
 * version counts as one of the newest.
 *
 * @param family the word for its size, or empty if it is no Claude
 * @param version ten times the major number and the minor one, such as 45
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking">Adaptive
 * thinking</a>
 */
record AnthropicModel(String family, int version) {

	private static final AnthropicModel OTHER = new AnthropicModel("", 0);

	private static final int NEWEST = 50;

	private static final List<String> FAMILIES = List.of("opus", "sonnet", "haiku", "fable", "mythos", "instant");

	static AnthropicModel of(String id) {
		String plain = id.toLowerCase(Locale.ROOT);
		int at = plain.indexOf("claude");
		if (at < 0) {
			return OTHER;
		}
		String family = "claude";
		int major = -1;
		int minor = -1;
		StringTokenizer words = new StringTokenizer(plain.substring(at), "-._@:/");
		while (words.hasMoreTokens()) {
			String word = words.nextToken();
			if (FAMILIES.contains(word)) {
				family = word;
			}
			boolean number = word.chars().allMatch((c) -> c >= '0' && c <= '9');
			if (number && word.length() > 2) {
				break;
			}
			if (number && major < 0) {
				major = Integer.parseInt(word);
			}
			else if (number && minor < 0) {
				minor = Integer.parseInt(word);
			}
		}
		return new AnthropicModel(family, (major < 0) ? NEWEST : major * 10 + Math.min(Math.max(minor, 0), 9));
	}

	boolean isClaude() {
		return this != OTHER;
	}

	/** How the model is told to think. */
	Thinking thinking() {
		if (!isClaude() || this.version >= 37 && this.version < 46) {
			return Thinking.BUDGET;
		}
		if (this.version < 37) {
			return Thinking.NONE;
		}
		return (this.version == 46) ? Thinking.EITHER : Thinking.ADAPTIVE;
	}

	/** Whether it thinks even if told not to. */
	boolean alwaysThinks() {
		return this.family.equals("fable") || this.family.equals("mythos");
	}

	/** Whether it thinks if nobody says anything. */
	boolean thinksUnasked() {
		return alwaysThinks() || this.version >= 50;
	}

	/**
	 * Whether thinking can be switched off only with an effort that is not above high.
	 */
	boolean boundsEffortWithoutThinking() {
		return this.version >= 50 && this.family.equals("opus");
	}

	/** Whether the thoughts are only told if one asks for them. */
	boolean hidesThoughts() {
		return this.version >= 47;
	}

	/** The efforts that it takes, from least to most; empty if it takes none. */
	List<String> efforts() {
		if (this.version >= 47) {
			return List.of("low", "medium", "high", "xhigh", "max");
		}
		if (this.version == 46) {
			return List.of("low", "medium", "high", "max");
		}
		return (this.version == 45 && this.family.equals("opus")) ? List.of("low", "medium", "high") : List.of();
	}

	/** Whether an answer cannot be begun for it. */
	boolean refusesPrefill() {
		return this.version >= 46;
	}

	/** Whether temperature, top_p and top_k are refused. */
	boolean refusesSampling() {
		return this.version >= 47;
	}

	/** Whether only one of temperature and top_p is taken. */
	boolean takesOneOfTemperatureAndTopP() {
		return this.version >= 45;
	}

	/** Whether thinking between tool calls needs a beta. */
	boolean needsBetaToInterleave() {
		return this.version >= 40 && this.version <= 45;
	}

	/** Whether an answer and the input of a tool can be held to a schema. */
	boolean holdsSchemas() {
		return this.version >= 45 || this.version == 41;
	}

	/** The longest answer in tokens, or null if the id does not tell. */
	@Nullable Integer maxOutputTokens() {
		if (!isClaude()) {
			return null;
		}
		if (this.version < 37) {
			return (this.version == 35) ? 8_192 : 4_096;
		}
		boolean small = this.version < 46 || this.version == 46 && !this.family.equals("opus");
		boolean opus4 = this.version < 45 && this.family.equals("opus");
		return opus4 ? 32_000 : small ? 64_000 : 128_000;
	}

	/**
	 * How a model is told to think.
	 */
	enum Thinking {

		/** It does not think. */
		NONE,

		/** By a number of tokens. */
		BUDGET,

		/** As it likes, or by a number of tokens, which is deprecated. */
		EITHER,

		/** As it likes, guided by the effort. */
		ADAPTIVE

	}

}
