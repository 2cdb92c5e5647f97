package io.llmprovider.test.simulator.anthropic;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.llmprovider.test.simulator.dialect.Fields;

/**
 * What Anthropic demands of images.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/vision">Vision</a>
 */
final class AnthropicImageRules {

	private static final List<String> TYPES = List.of("image/jpeg", "image/png", "image/gif", "image/webp");

	/** What the data of each type begins with, in base64. */
	private static final Map<String, String> BEGINNINGS = Map.of("image/jpeg", "/9j/", "image/png", "iVBORw0KGg",
			"image/gif", "R0lGOD", "image/webp", "UklGR");

	private static final int MAX_BYTES = 5 * 1024 * 1024;

	private static final int MOST = 100;

	private int count;

	void check(Fields source, String kind) {
		this.count++;
		source.oneOf("type", List.of("base64", "url", "file"));
		if (kind.equals("url")) {
			if (!source.requiredText("url").startsWith("https://")) {
				throw AnthropicRefusals.refusal(AnthropicRule.IMAGE,
						source.path() + ".url: Only HTTPS URLs are supported.");
			}
		}
		else if (kind.equals("base64")) {
			checkData(source);
		}
	}

	void checkCount() {
		if (this.count > MOST) {
			throw AnthropicRefusals.refusal(AnthropicRule.IMAGE_COUNT,
					"messages: too many images and documents: " + this.count + " > " + MOST);
		}
	}

	private static void checkData(Fields source) {
		String type = source.requiredText("media_type");
		source.oneOf("media_type", TYPES);
		String data = source.requiredText("data");
		long bytes = size(data);
		if (bytes <= 0) {
			throw AnthropicRefusals.refusal(AnthropicRule.IMAGE, source.path() + ".base64.data: Invalid base64 data");
		}
		if (bytes > MAX_BYTES) {
			throw AnthropicRefusals.refusal(AnthropicRule.IMAGE_SIZE, source.path() + ".base64: image exceeds 5 MB "
					+ "maximum: " + bytes + " bytes > " + MAX_BYTES + " bytes");
		}
		BEGINNINGS.forEach((other, beginning) -> {
			if (data.startsWith(beginning) && !other.equals(type)) {
				throw AnthropicRefusals.refusal(AnthropicRule.IMAGE,
						source.path() + ".base64.data: The image was specified using the " + type
								+ " media type, but the image appears to be a " + other + " image");
			}
		});
	}

	/** How many bytes the data has, or none if it is no base64. */
	private static long size(String data) {
		try {
			return Base64.getDecoder().decode(data).length;
		}
		catch (IllegalArgumentException ex) {
			return 0;
		}
	}

}
