package io.llmprovider.test.simulator.openai;

import java.util.List;

import io.llmprovider.test.simulator.dialect.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What OpenAI's server demands of a message in the input of a response.
 */
final class ResponsesPartRules {

	private static final List<String> OF_MODEL = List.of("output_text", "refusal");

	private static final List<String> OF_OTHERS = List.of("input_text", "input_image", "input_file");

	private final Fields message;

	ResponsesPartRules(Fields message) {
		this.message = message;
	}

	void check() {
		this.message.required("role");
		this.message.oneOf("role", List.of("assistant", "system", "developer", "user"));
		JsonNode content = this.message.required("content");
		if (content.isString()) {
			return;
		}
		if (!content.isArray()) {
			throw OpenAiRefusals.FIELDS.type(this.message.path("content"), "one of a string or array of objects",
					content);
		}
		List<String> types = "assistant".equals(this.message.text("role")) ? OF_MODEL : OF_OTHERS;
		for (int i = 0; i < content.size(); i++) {
			check(this.message.element("content", content, i), types);
		}
	}

	private static void check(Fields part, List<String> types) {
		String type = part.requiredText("type");
		if (!types.contains(type)) {
			String listed = String.join("', '", types.subList(0, types.size() - 1)) + "' and '"
					+ types.get(types.size() - 1);
			throw OpenAiRefusals.refusal(ResponsesRule.PARTS_OF_ROLE,
					"Invalid value: '" + type + "'. Supported values are: '" + listed + "'.", part.path("type"),
					"invalid_value");
		}
		switch (type) {
			case "input_text", "output_text" -> part.requiredText("text");
			case "refusal" -> part.requiredText("refusal");
			case "input_image" -> image(part);
			default -> {
				// A file may be given in three ways, none of which is looked into.
			}
		}
	}

	private static void image(Fields part) {
		part.oneOf("detail", List.of("low", "high", "auto", "original"));
		String url = part.text("image_url");
		if (part.text("file_id") == null && !isAddress(url)) {
			throw OpenAiRefusals.refusal(ResponsesRule.IMAGE,
					"Invalid '" + part.path("image_url")
							+ "'. Expected a valid URL, but got a value with an invalid format.",
					part.path("image_url"), "invalid_value");
		}
	}

	private static boolean isAddress(@Nullable String url) {
		return url != null && (url.startsWith("https://") || url.startsWith("http://")
				|| url.startsWith("data:image/") && url.contains(";base64,"));
	}

}
