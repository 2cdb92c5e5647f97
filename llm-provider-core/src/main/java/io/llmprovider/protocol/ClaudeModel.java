package io.llmprovider.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;

import io.llmprovider.model.ThinkingLevel;
import org.jspecify.annotations.Nullable;

/**
 * What the generation of a Claude means for a request. The id tells it, in all the forms
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
public record ClaudeModel(String family, int version) {

	private static final ClaudeModel OTHER = new ClaudeModel("", 0);

	private static final int NEWEST = 50;

	private static final List<String> FAMILIES = List.of("opus", "sonnet", "haiku", "fable", "mythos", "instant");

	/**
	 * What an id tells.
	 * @param id the model's id at any host
	 * @return its generation
	 */
	public static ClaudeModel of(String id) {
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
		return new ClaudeModel(family, (major < 0) ? NEWEST : major * 10 + Math.min(Math.max(minor, 0), 9));
	}

	/**
	 * Whether it is a Claude at all.
	 * @return whether the id says so
	 */
	public boolean isClaude() {
		return this != OTHER;
	}

	/**
	 * How the model is told to think.
	 * @return the way
	 */
	public Thinking thinking() {
		if (!isClaude() || this.version >= 37 && this.version < 46) {
			return Thinking.BUDGET;
		}
		if (this.version < 37) {
			return Thinking.NONE;
		}
		return (this.version == 46) ? Thinking.EITHER : Thinking.ADAPTIVE;
	}

	/**
	 * Whether it thinks even if told not to.
	 * @return whether it does
	 */
	public boolean alwaysThinks() {
		return this.family.equals("fable") || this.family.equals("mythos");
	}

	/**
	 * Whether it thinks if nobody says anything.
	 * @return whether it does
	 */
	public boolean thinksUnasked() {
		return alwaysThinks() || this.version >= 50;
	}

	/**
	 * Whether thinking can be switched off only with an effort that is not above high.
	 * @return whether it is so
	 */
	public boolean boundsEffortWithoutThinking() {
		return this.version >= 50 && this.family.equals("opus");
	}

	/**
	 * Whether the thoughts are only told if one asks for them.
	 * @return whether it does
	 */
	public boolean hidesThoughts() {
		return this.version >= 47;
	}

	/**
	 * The efforts that it takes, from least to most; empty if it takes none.
	 * @return the words for them
	 */
	public List<String> efforts() {
		if (this.version >= 47) {
			return List.of("low", "medium", "high", "xhigh", "max");
		}
		if (this.version == 46) {
			return List.of("low", "medium", "high", "max");
		}
		return (this.version == 45 && this.family.equals("opus")) ? List.of("low", "medium", "high") : List.of();
	}

	/**
	 * Whether an answer cannot be begun for it: no new one takes that, and none while it
	 * thinks.
	 * @param call the call
	 * @return whether a conversation that ends with an answer is refused
	 */
	public boolean refusesPrefill(ChatCall call) {
		ThinkingLevel level = call.options().thinking();
		boolean thinks = (call.options().providerOptions().get("thinking") instanceof Map<?, ?> own)
				? !"disabled".equals(own.get("type")) : level != null && level != ThinkingLevel.OFF;
		return this.version >= 46 || thinks;
	}

	/**
	 * Whether temperature, top_p and top_k are refused.
	 * @return whether they are
	 */
	public boolean refusesSampling() {
		return this.version >= 47;
	}

	/**
	 * Whether only one of temperature and top_p is taken.
	 * @return whether it refuses both together
	 */
	public boolean takesOneOfTemperatureAndTopP() {
		return this.version >= 45;
	}

	/**
	 * Whether thinking between tool calls needs a beta.
	 * @return whether it does
	 */
	public boolean needsBetaToInterleave() {
		return this.version >= 40 && this.version <= 45;
	}

	/**
	 * Whether an answer and the input of a tool can be held to a schema.
	 * @return whether it can
	 */
	public boolean holdsSchemas() {
		return this.version >= 45 || this.version == 41;
	}

	/**
	 * The longest answer in tokens, or null if the id does not tell.
	 * @return a number of tokens, or null if the id does not tell
	 */
	public @Nullable Integer maxOutputTokens() {
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
	public enum Thinking {

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
