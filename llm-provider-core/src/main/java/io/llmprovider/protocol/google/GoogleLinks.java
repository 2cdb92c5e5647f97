package io.llmprovider.protocol.google;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Shows the links that Google sends with an error: some are to be opened by the user
 * before anything goes on.
 *
 * @see <a href="https://cloud.google.com/apis/design/errors#error_details">Details of
 * errors</a>
 */
final class GoogleLinks {

	private GoogleLinks() {
	}

	/**
	 * The failure with its links.
	 * @param failure the failure
	 * @param body what the server said
	 * @return the same failure, or one that says which address to open
	 */
	static LlmException shown(LlmException failure, byte[] body) {
		List<String> links = links(body);
		String action = failure.details().action();
		if (links.isEmpty() || action != null && links.stream().allMatch(action::contains)) {
			return failure;
		}
		String open = "Open " + String.join(" or ", links) + ".";
		return failure.kind()
			.exception(failure.details().toBuilder().action((action != null) ? open + " " + action : open).build(),
					failure.getCause());
	}

	private static List<String> links(byte[] body) {
		List<String> links = new ArrayList<>();
		try {
			JsonNode root = Json.tree(body, 0, body.length);
			for (String name : List.of("url", "validation_url", "activationUrl")) {
				for (JsonNode link : root.findValues(name)) {
					String url = link.asString("");
					if (url.startsWith("https://") && !links.contains(url)) {
						links.add(url);
					}
				}
			}
		}
		catch (JacksonException ex) {
			// What is no JSON has no links.
			return List.of();
		}
		return links;
	}

}
