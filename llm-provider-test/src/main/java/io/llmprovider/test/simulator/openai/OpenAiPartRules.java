package io.llmprovider.test.simulator.openai;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.llmprovider.test.simulator.Refusal;
import io.llmprovider.test.simulator.dialect.Fields;

/**
 * What OpenAI's server demands of a content part, after
 * https://platform.openai.com/docs/api-reference/chat/create#chat-create-messages and
 * https://platform.openai.com/docs/guides/images-vision.
 */
final class OpenAiPartRules {

	private static final List<String> TEXT = List.of("text");

	private static final Map<String, List<String>> TYPES = Map.of("system", TEXT, "developer", TEXT, "tool", TEXT,
			"function", TEXT, "assistant", List.of("text", "refusal"), "user",
			List.of("text", "image_url", "input_audio", "file"));

	private static final List<String> IMAGES = List.of("image/png", "image/jpeg", "image/gif", "image/webp");

	private final Fields part;

	private final String role;

	private final int message;

	OpenAiPartRules(Fields part, String role, int message) {
		this.part = part;
		this.role = role;
		this.message = message;
	}

	void check() {
		String type = this.part.requiredText("type");
		if (type.equals("image_url") && !this.role.equals("user")) {
			String path = "messages[" + this.message + "]";
			throw OpenAiRefusals.refusal(OpenAiRule.IMAGE_ROLE,
					"Invalid '" + path + "'. Image URLs are only allowed for messages with role "
							+ "'user', but this message with role '" + this.role + "' contains an image URL.",
					path, "invalid_value");
		}
		this.part.oneOf("type", Objects.requireNonNull(TYPES.get(this.role)));
		switch (type) {
			case "image_url" -> checkImage(this.part.requiredObject("image_url"));
			case "input_audio" -> checkAudio(this.part.requiredObject("input_audio"));
			case "file" -> checkFile(this.part.requiredObject("file"));
			default -> this.part.requiredText(type);
		}
	}

	private void checkImage(Fields image) {
		String url = image.requiredText("url");
		image.oneOf("detail", List.of("auto", "low", "high"));
		if (url.startsWith("https://") || url.startsWith("http://")) {
			return;
		}
		String path = image.path("url");
		if (!url.startsWith("data:")) {
			throw invalidImage(path, "but got a value without the 'data:' prefix.");
		}
		int data = url.indexOf(";base64,");
		if (data < 0) {
			throw invalidImage(path, "but got unsupported MIME type or encoding.");
		}
		if (!IMAGES.contains(url.substring("data:".length(), data))) {
			throw OpenAiRefusals
				.refusal(OpenAiRule.IMAGE_FORMAT,
						"You uploaded an unsupported image. Please make sure your image has of one "
								+ "the following formats: ['png', 'jpeg', 'gif', 'webp'].",
						null, "invalid_image_format");
		}
		String base64 = url.substring(data + ";base64,".length());
		if (base64.isEmpty()) {
			throw invalidImage(path, "but got empty base64-encoded bytes.");
		}
		if (!isBase64(base64)) {
			throw invalidImage(path, "but got an invalid base64-encoded value.");
		}
	}

	private static Refusal invalidImage(String path, String actual) {
		return OpenAiRefusals.refusal(OpenAiRule.IMAGE_URL,
				"Invalid image URL: '" + path + "'. Expected a base64-encoded data URL with an "
						+ "image MIME type (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), " + actual,
				path, "invalid_value");
	}

	private void checkAudio(Fields audio) {
		if (!isBase64(audio.requiredText("data"))) {
			throw OpenAiRefusals.refusal(OpenAiRule.AUDIO,
					"Invalid value for '" + audio.path("data") + "': expected base64.", audio.path("data"),
					"invalid_value");
		}
		audio.required("format");
		audio.oneOf("format", List.of("wav", "mp3"));
	}

	private void checkFile(Fields file) {
		if (!file.has("file_id")) {
			file.requiredText("file_data");
			file.requiredText("filename");
		}
	}

	private static boolean isBase64(String text) {
		try {
			Base64.getDecoder().decode(text);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
