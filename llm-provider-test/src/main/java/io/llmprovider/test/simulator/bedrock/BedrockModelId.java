package io.llmprovider.test.simulator.bedrock;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's id says about it.
 *
 * @param plain the id without the group of regions before it
 * @param profile whether it names a profile rather than a model
 */
record BedrockModelId(String plain, boolean profile) {

	private static final Pattern GROUP = Pattern.compile("^(?:us|eu|apac|jp|au|ca|us-gov|global)\\.");

	private static final Pattern VERSION = Pattern.compile("claude-(?:[a-z]+-)?(\\d)(?:-(\\d))?(?:-|$)");

	static BedrockModelId of(String id) {
		String last = id.substring(id.lastIndexOf('/') + 1);
		Matcher group = GROUP.matcher(last);
		boolean grouped = group.find();
		return new BedrockModelId(grouped ? last.substring(group.end()) : last, grouped || id.startsWith("arn:"));
	}

	boolean isClaude() {
		return this.plain.contains("claude");
	}

	boolean isMistral() {
		return this.plain.startsWith("mistral.");
	}

	/** Whether it is served only through a profile. */
	boolean needsProfile() {
		return isClaude() && !this.profile && version() >= 37;
	}

	boolean caches() {
		return this.plain.contains("nova") || isClaude() && version() >= 35;
	}

	/** Whether its rules know no words for answers and tools that are held to schemas. */
	boolean refusesSchemas() {
		return isClaude() && version() >= 47;
	}

	/** Whether it thinks if nobody says anything. */
	boolean thinksUnasked() {
		return isClaude() && version() >= 50;
	}

	/** Ten times the major number of a Claude and the minor one. */
	private int version() {
		Matcher version = VERSION.matcher(this.plain);
		if (!version.find()) {
			return 0;
		}
		return Integer.parseInt(version.group(1)) * 10
				+ ((version.group(2) != null) ? Integer.parseInt(version.group(2)) : 0);
	}

}
