package io.llmprovider.protocol;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How OpenAI is asked to keep a prompt in its cache for as long as it can.
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
		if (hasOptions(model)) {
			body.put("prompt_cache_options", Map.of("ttl", "30m"));
		}
		else {
			body.put("prompt_cache_retention", "24h");
		}
	}

	private static boolean hasOptions(String model) {
		Matcher version = GPT.matcher(model);
		if (!version.matches()) {
			return false;
		}
		int major = Integer.parseInt(version.group(1));
		int minor = (version.group(2) != null) ? Integer.parseInt(version.group(2)) : 0;
		return major > 5 || major == 5 && minor >= 6;
	}

}
