package io.llmprovider.protocol.google;

import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

import io.llmprovider.model.ThinkingLevel;

/**
 * What the generation of a model means for a request. The id tells it:
 * {@code gemini-2.5-flash-lite}, {@code models/gemini-3.1-pro-preview},
 * {@code gemma-3n-e4b-it}. A Gemini whose id does not tell its version counts as one of
 * the newest.
 *
 * @param family {@code gemini}, {@code gemma}, {@code claude}, or empty for another model
 * @param size {@code pro}, {@code flash}, {@code lite}, or empty
 * @param version ten times the major number and the minor one, such as 25
 * @param media whether it makes pictures or speech
 * @see <a href="https://ai.google.dev/gemini-api/docs/thinking">Gemini thinking</a>
 */
record GoogleModel(String family, String size, int version, boolean media) {

	private static final int NEWEST = 90;

	private static final List<String> FAMILIES = List.of("gemini", "gemma", "claude");

	private static final List<String> MEDIA = List.of("image", "tts", "audio", "embedding");

	static GoogleModel of(String id) {
		String plain = bare(id).toLowerCase(Locale.ROOT);
		String family = FAMILIES.stream().filter(plain::contains).findFirst().orElse("");
		String size = "";
		boolean media = false;
		int version = -1;
		StringTokenizer words = new StringTokenizer(plain, "-_@:");
		while (words.hasMoreTokens()) {
			String word = words.nextToken();
			media |= MEDIA.contains(word);
			if (word.equals("pro") || word.equals("flash") && size.isEmpty() || word.equals("lite")) {
				size = word;
			}
			version = (version < 0) ? version(word) : version;
		}
		if (plain.contains("robotics")) {
			return new GoogleModel("gemini", "flash", 25, false);
		}
		return new GoogleModel(family, size, (version < 0) ? NEWEST : version, media);
	}

	/**
	 * The id without the resource before it, such as {@code models/}.
	 */
	static String bare(String id) {
		return id.substring(id.lastIndexOf('/') + 1);
	}

	/**
	 * The model without what tells one of its releases from another, such as
	 * {@code -preview-05-20}, {@code -001} and {@code -latest}: whoever shares it can
	 * read each other's signatures.
	 */
	static String line(String id) {
		String plain = bare(id).toLowerCase(Locale.ROOT);
		for (String mark : List.of("-preview", "-latest", "-exp", "@")) {
			int at = plain.indexOf(mark);
			plain = (at > 0) ? plain.substring(0, at) : plain;
		}
		int dash = plain.lastIndexOf('-');
		boolean release = dash > 0 && plain.length() - dash == 4
				&& plain.substring(dash + 1).chars().allMatch(Character::isDigit);
		return release ? plain.substring(0, dash) : plain;
	}

	private static int version(String word) {
		int dot = word.indexOf('.');
		String major = (dot > 0) ? word.substring(0, dot) : word;
		boolean nano = major.length() == 2 && major.endsWith("n");
		major = nano ? major.substring(0, 1) : major;
		boolean number = major.length() == 1 && Character.isDigit(major.charAt(0));
		if (!number) {
			return -1;
		}
		int minor = (dot > 0 && dot + 1 < word.length()) ? Character.digit(word.charAt(dot + 1), 10) : 0;
		return Character.digit(major.charAt(0), 10) * 10 + Math.max(minor, 0);
	}

	boolean isGemini() {
		return this.family.equals("gemini");
	}

	/** How the model is told to think. */
	Thinking thinking() {
		if (this.family.equals("claude")) {
			return Thinking.BUDGET;
		}
		if (this.family.equals("gemma")) {
			return (this.version >= 40) ? Thinking.LEVEL : Thinking.NONE;
		}
		if (!isGemini() || this.version < 25) {
			return Thinking.NONE;
		}
		if (this.media) {
			return (this.version > 30 && this.size.equals("flash")) ? Thinking.LEVEL : Thinking.NONE;
		}
		return (this.version < 30) ? Thinking.BUDGET : Thinking.LEVEL;
	}

	/** The levels that it takes, from least to most. */
	List<ThinkingLevel> levels() {
		if (this.media || this.family.equals("gemma")) {
			return List.of(ThinkingLevel.MINIMAL, ThinkingLevel.HIGH);
		}
		if (this.size.equals("pro") && this.version == 30) {
			return List.of(ThinkingLevel.LOW, ThinkingLevel.HIGH);
		}
		boolean minimal = this.size.equals("lite") || this.size.equals("flash") && this.version < 37;
		return minimal ? List.of(ThinkingLevel.MINIMAL, ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH)
				: List.of(ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH);
	}

	/** The smallest budget but zero, in tokens. */
	int leastBudget() {
		return switch (this.size) {
			case "lite" -> 512;
			case "flash" -> 1;
			case "pro" -> 128;
			default -> this.family.equals("claude") ? 1024 : 1;
		};
	}

	/** The largest budget, in tokens. */
	int mostBudget() {
		return (this.size.equals("flash") || this.size.equals("lite")) ? 24_576 : 32_768;
	}

	/** Whether a budget of zero switches thinking off. */
	boolean canBeSwitchedOff() {
		return !this.size.equals("pro");
	}

	/** Whether calls must come back with their signatures. */
	boolean requiresSignatures() {
		return isGemini() && this.version >= 30;
	}

	/**
	 * Whether functions go together with a response schema and with Google's own tools.
	 */
	boolean combinesTools() {
		return isGemini() && this.version >= 30;
	}

	/** Whether arguments of functions can be streamed; an id that says nothing may do. */
	boolean streamsArguments() {
		return !isGemini() || this.version >= 30;
	}

	/** Whether a function's response may hold pictures. */
	boolean takesMediaInResponses() {
		return isGemini() && this.version >= 30;
	}

	/** Whether schemas may be written in full JSON Schema. */
	boolean takesJsonSchema() {
		return isGemini() && this.version >= 25;
	}

	/** Whether there is a place for instructions of the system. */
	boolean takesSystemInstruction() {
		return !(this.family.equals("gemma") && this.version < 40);
	}

	/**
	 * Whether calls and responses need an id: what stands behind the endpoint asks for
	 * it.
	 */
	boolean requiresCallIds() {
		return this.family.equals("claude");
	}

	/**
	 * How a model is told to think.
	 */
	enum Thinking {

		/** It does not think, or cannot be told how. */
		NONE,

		/** By a number of tokens. */
		BUDGET,

		/** By a word. */
		LEVEL

	}

}
