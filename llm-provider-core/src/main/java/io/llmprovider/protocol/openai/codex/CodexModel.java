package io.llmprovider.protocol.openai.codex;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ThinkingLevel;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the models that plans offer where no configuration says it: all of
 * them think, and each generation takes other efforts.
 */
final class CodexModel {

	private static final Pattern GENERATION = Pattern.compile("gpt-5(?:\\.(\\d{1,2}))?(?:-(.+))?");

	private static final Set<ThinkingLevel> THREE = Set.of(ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH);

	private static final Set<ThinkingLevel> FOUR = Set.of(ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH,
			ThinkingLevel.XHIGH);

	private CodexModel() {
	}

	static Capabilities capabilities(String id) {
		return new Capabilities(null, null, true, levels(id), null, null, null, null);
	}

	private static @Nullable Set<ThinkingLevel> levels(String id) {
		Matcher generation = GENERATION.matcher(id);
		if (!generation.matches()) {
			return null;
		}
		int minor = (generation.group(1) != null) ? Integer.parseInt(generation.group(1)) : 0;
		String variant = (generation.group(2) != null) ? generation.group(2) : "";
		if (minor == 0) {
			return variant.startsWith("codex") ? THREE
					: Set.of(ThinkingLevel.MINIMAL, ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH);
		}
		if (minor == 1) {
			return switch (variant) {
				case "codex-mini" -> Set.of(ThinkingLevel.MEDIUM, ThinkingLevel.HIGH);
				case "codex-max" -> FOUR;
				case "codex" -> THREE;
				default -> Set.of(ThinkingLevel.OFF, ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH);
			};
		}
		boolean always = minor == 2 && variant.startsWith("codex");
		return always ? FOUR : Set.of(ThinkingLevel.OFF, ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH,
				ThinkingLevel.XHIGH);
	}

}
