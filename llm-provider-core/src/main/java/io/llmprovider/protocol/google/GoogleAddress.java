package io.llmprovider.protocol.google;

import java.util.regex.Pattern;

/**
 * The address of {@code generateContent} below what users write.
 */
final class GoogleAddress {

	private static final Pattern VERSION = Pattern.compile("v\\d+[a-z0-9]*(:[a-z]+)?|v\\d+internal");

	private GoogleAddress() {
	}

	/**
	 * The address of a model's method.
	 * @param baseUrl with or without the version of the API at its end
	 * @param model an id, with or without the resource before it
	 * @param streaming whether the answer is streamed
	 * @return the absolute address
	 */
	static String of(String baseUrl, String model, boolean streaming) {
		String base = baseUrl.endsWith("/models") ? baseUrl.substring(0, baseUrl.length() - "/models".length())
				: baseUrl;
		String versioned = VERSION.matcher(base.substring(base.lastIndexOf('/') + 1)).matches() ? base
				: base + "/v1beta";
		String resource = (model.startsWith("models/") || model.startsWith("tunedModels/")) ? model : "models/" + model;
		return versioned + "/" + resource + method(streaming);
	}

	/** Without {@code alt=sse} the answer is one JSON array. */
	static String method(boolean streaming) {
		return streaming ? ":streamGenerateContent?alt=sse" : ":generateContent";
	}

}
