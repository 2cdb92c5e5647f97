package io.llmprovider.conformance;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The places where an object or a list says something although the recorded value is of
 * another kind.
 */
final class ContainerPlaces {

	private static final List<Place> PLACES = List.of(
			new Place(".* (NO_)?OBJECT", "O", "an object is expected: its members mean what they are called"),
			new Place(".* (NO_)?ARRAY", "L", "a list is expected: its elements are read"),
			new Place(".*(arguments|\\.input|\\.args|\\.operation|\\.action|\\.environment)\\b.*", "OL",
					"arguments are any JSON, whether they come as a text or not; the items of OpenAI's own tools"
							+ " become arguments as they are"),
			new Place("error.*(\\.error|\\.message|\\.detail).*", "OL",
					"the body of an HTTP error is its own message where no text is found in it, and gateways nest"),
			new Place("stream.*\\.error\\b.*", "OL", "an error in a stream, likewise"),
			new Place(".*json\\.error NULL", "OL", "an answer that has an error failed, of whatever kind it is"),
			new Place(".*\\.(delta|message)\\.content .*", "OL", "content is a text, a list of parts or one part"),
			new Place(".*\\(thinking\\)\\.thinking .*", "O", "one part of a thought in place of a list of parts"),
			new Place(".*\\.tool_calls (NO_)?(ARRAY|NULL)", "OL", "calls are a list, or one call"),
			new Place(".*\\.usage(\\.[a-z_]+_details)? NULL", "O", "the place of counts, where there were none yet"),
			new Place(".*(encrypted_content|thought_signature|\\.signature) .*", "OL",
					"opaque: goes back as it came, and every value counts as a signature"),
			new Place(".*executed_tools\\[.\\]\\(.*\\)\\.index .*", "OL",
					"opaque: entries of one index are one, and this is another index"));

	/** Texts that are taken from a number or a truth value as well. */
	private static final Pattern PLAIN_TOO = Pattern
		.compile(".*\\.(id|call_id|model|name|status|code|type|finish_reason|item_id) .*|.*executed_tools.*"
				+ "|.*encrypted_content .*|.*(arguments|\\.input|\\.args|\\.action|\\.operation|\\.environment)\\b.*"
				+ "|.*\\.usage.* NUMBER|.*json\\.done BOOLEAN");

	private ContainerPlaces() {
	}

	/**
	 * Whether what is in a container may be read here.
	 * @param key the place
	 * @param list whether it is a list
	 * @return whether it may
	 */
	static boolean isLegitimate(String key, boolean list) {
		return PLACES.stream()
			.anyMatch((place) -> place.kinds().contains(list ? "L" : "O") && place.key().matcher(key).matches());
	}

	/**
	 * Whether a scalar of another type is the value itself here.
	 * @param key the place
	 * @return whether it is
	 */
	static boolean isPlainToo(String key) {
		return PLAIN_TOO.matcher(key).matches();
	}

	/**
	 * A kind of place.
	 *
	 * @param key matches its delivery, path and kind
	 * @param kinds O for an object, L for a list
	 * @param reason why it is read
	 */
	private record Place(Pattern key, String kinds, String reason) {

		Place(String key, String kinds, String reason) {
			this(Pattern.compile(key, Pattern.DOTALL), kinds, reason);
		}

	}

}
