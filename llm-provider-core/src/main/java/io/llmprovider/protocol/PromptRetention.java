package io.llmprovider.protocol;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How OpenAI is asked to keep a prompt in its cache: for as long as it can, and up to
 * where.
 *
 * @see <a href="https://developers.openai.com/api/docs/guides/prompt-caching">Prompt
 * caching</a>
 */
public final class PromptRetention {

	private static final Pattern GPT = Pattern.compile("gpt-(\\d{1,4})(?:\\.(\\d{1,4}))?(?:-.*)?");

	private PromptRetention() {
	}

	/**
	 * Writes the longest time that a model knows. From gpt-5.6 on it is one of the
	 * options of the cache, and refused beside the field that earlier models have.
	 * @param body the request
	 * @param model the model's id
	 */
	public static void longest(Map<String, @Nullable Object> body, String model) {
		if (hasBreakpoints(model)) {
			body.put("prompt_cache_options", Map.of("ttl", "30m"));
		}
		else {
			body.put("prompt_cache_retention", "24h");
		}
	}

	/**
	 * Whether a model finds a prompt in its cache at breakpoints only, so that it takes
	 * those of the request: from gpt-5.6 on.
	 * @param model the model's id
	 * @return whether parts of the prompt may be marked
	 */
	public static boolean hasBreakpoints(String model) {
		Matcher version = GPT.matcher(model);
		if (!version.matches()) {
			return false;
		}
		int major = Integer.parseInt(version.group(1));
		int minor = (version.group(2) != null) ? Integer.parseInt(version.group(2)) : 0;
		return major > 5 || major == 5 && minor >= 6;
	}

	/**
	 * Marks the end of what is to be kept. There may be any number of breakpoints: the
	 * latest four are written.
	 * @param part a text, picture or file that is said to the model
	 */
	public static void breakpoint(Map<String, @Nullable Object> part) {
		part.put("prompt_cache_breakpoint", Map.of("mode", "explicit"));
	}

}
