package io.llmprovider.protocol.google;

import java.util.List;

import io.llmprovider.protocol.OptionSpec;
import io.llmprovider.protocol.OptionSpec.Option;
import io.llmprovider.protocol.OptionSpec.Type;

/**
 * The options that only {@code generateContent} has.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Google's reference</a>
 */
final class GoogleOptions {

	static final String CACHED_CONTENT = "cachedContent";

	static final String FUNCTION_CALLING_MODE = "functionCallingMode";

	static final String INCLUDE_INVOCATIONS = "includeServerSideToolInvocations";

	static final String INCLUDE_THOUGHTS = "includeThoughts";

	static final String LABELS = "labels";

	static final String RETRIEVAL_CONFIG = "retrievalConfig";

	static final String SAFETY_SETTINGS = "safetySettings";

	static final String SERVER_TOOLS = "serverTools";

	static final String SERVICE_TIER = "serviceTier";

	static final String STREAM_ARGUMENTS = "streamFunctionCallArguments";

	static final String THINKING_CONFIG = "thinkingConfig";

	static final String TOP_K = "topK";

	/** Written into {@code generationConfig} as they are. */
	static final List<String> GENERATION = List.of(TOP_K, "responseModalities", "mediaResolution", "imageConfig",
			"speechConfig", "responseLogprobs", "logprobs");

	/** What all endpoints know. */
	static final OptionSpec SHARED = OptionSpec.of(
			new Option(TOP_K, Type.INTEGER, "From how many of the likeliest tokens is chosen."),
			new Option(THINKING_CONFIG, Type.OBJECT,
					"The thinkingConfig object as it is sent; counts more than the thinking level."),
			new Option(INCLUDE_THOUGHTS, Type.FLAG,
					"Whether thoughts are told; yes if a thinking level is set and this is left open."),
			new Option(SAFETY_SETTINGS, Type.ANY,
					"Thresholds by category: an object such as {HARM_CATEGORY_HARASSMENT: BLOCK_NONE}, or the list"
							+ " as it is sent."),
			new Option(SERVER_TOOLS, Type.ANY,
					"Tools that Google runs, behind the request's own: names such as googleSearch, or objects such"
							+ " as {googleSearch: {}}."),
			new Option(FUNCTION_CALLING_MODE, Type.TEXT,
					"The mode of function calling where the tool choice leaves it open; VALIDATED holds calls to"
							+ " their schemas.",
					List.of("AUTO", "ANY", "NONE", "VALIDATED")),
			new Option(RETRIEVAL_CONFIG, Type.OBJECT,
					"Where the user is, for tools that search: latLng, languageCode."),
			new Option(CACHED_CONTENT, Type.TEXT,
					"A cache that was made before, as cachedContents/…; it already holds system and tools, which are"
							+ " then left out."),
			new Option("responseModalities", Type.TEXTS, "What the answer may hold: TEXT, IMAGE, AUDIO."),
			new Option("mediaResolution", Type.TEXT, "How closely the model looks at pictures and films.",
					List.of("MEDIA_RESOLUTION_LOW", "MEDIA_RESOLUTION_MEDIUM", "MEDIA_RESOLUTION_HIGH")),
			new Option("imageConfig", Type.OBJECT, "Size and shape of pictures in the answer."),
			new Option("speechConfig", Type.OBJECT, "The voice of speech in the answer."),
			new Option("responseLogprobs", Type.FLAG, "Whether the answer tells how likely its tokens were."),
			new Option("logprobs", Type.INTEGER, "How many of the likeliest tokens are told at each place."));

	/** The Gemini API. */
	static final OptionSpec GEMINI = SHARED.and(OptionSpec.of(
			new Option(SERVICE_TIER, Type.TEXT, "Which capacity answers.", List.of("standard", "flex", "priority")),
			new Option(INCLUDE_INVOCATIONS, Type.FLAG,
					"Whether calls of Google's own tools are told; yes if left open and there are other tools,"
							+ " too.")));

	/** Google Cloud. */
	static final OptionSpec CLOUD = SHARED
		.and(OptionSpec.of(new Option(LABELS, Type.OBJECT, "Labels of the request, which appear on the bill."),
				new Option(STREAM_ARGUMENTS, Type.FLAG,
						"Whether arguments of functions arrive as they are written, from Gemini 3 on.")));

	private GoogleOptions() {
	}

}
