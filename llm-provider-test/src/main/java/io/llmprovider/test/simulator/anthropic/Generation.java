package io.llmprovider.test.simulator.anthropic;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's generation takes, by its id. A model that is no Claude takes everything,
 * as compatible servers do.
 *
 * @param name the model without the day it was made
 * @param budget whether it takes a thinking budget
 * @param adaptive whether it thinks as it likes
 * @param alwaysThinks whether thinking cannot be switched off
 * @param thinksUnasked whether it thinks if nobody says anything
 * @param hidesThoughts whether thoughts are told only if asked for
 * @param efforts the efforts it takes
 * @param sampling whether it takes temperature, top_p and top_k
 * @param oneSampling whether it takes only one of temperature and top_p
 * @param prefill whether the assistant may have the last word
 * @param maxTokens the longest answer
 * @see <a href="https://platform.claude.com/docs/en/about-claude/models/overview">Models
 * overview</a>
 */
record Generation(String name, boolean budget, boolean adaptive, boolean alwaysThinks, boolean thinksUnasked,
		boolean hidesThoughts, List<String> efforts, boolean sampling, boolean oneSampling, boolean prefill,
		int maxTokens) {

	private static final Pattern CLAUDE = Pattern
		.compile("claude-(opus|sonnet|haiku|fable|mythos)-(\\d+)(?:-(\\d))?(?:-\\d{8})?");

	private static final List<String> LEVELS = List.of("low", "medium", "high", "xhigh", "max");

	static Generation of(String model) {
		Matcher claude = CLAUDE.matcher(model);
		if (!claude.matches()) {
			return new Generation(model, true, true, false, false, false, LEVELS, true, false, true, Integer.MAX_VALUE);
		}
		String family = claude.group(1);
		int version = Integer.parseInt(claude.group(2)) * 10
				+ ((claude.group(3) != null) ? Integer.parseInt(claude.group(3)) : 0);
		boolean always = family.equals("fable") || family.equals("mythos");
		boolean newest = always || version >= 47;
		return new Generation(family + "-" + version, !newest, newest || version == 46, always, always || version >= 50,
				newest, efforts(family, version, newest), !newest, version >= 45, !newest && version < 46,
				longest(family, version, newest));
	}

	private static List<String> efforts(String family, int version, boolean newest) {
		if (newest) {
			return LEVELS;
		}
		if (version == 46) {
			return List.of("low", "medium", "high", "max");
		}
		return (version == 45 && family.equals("opus")) ? List.of("low", "medium", "high") : List.of();
	}

	private static int longest(String family, int version, boolean newest) {
		if (newest || version >= 46 && family.equals("opus")) {
			return 128_000;
		}
		return (family.equals("opus") && version < 45) ? 32_000 : 64_000;
	}

}
