package io.llmprovider.conformance;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.ReplayData;
import org.jspecify.annotations.Nullable;

/**
 * Counts the signatures and encrypted thoughts of an answer. They are opaque to everyone
 * but the protocol that keeps them in the {@link ReplayData} of its blocks, so each
 * protocol has its own names for them here.
 *
 * @param names names in the payload whose values are signatures: a text is one, of a list
 * or map each element that is not empty
 */
record Signatures(Set<String> names) {

	private static final Map<String, Signatures> BY_PROTOCOL = Map.of();

	private static final Signatures USUAL = new Signatures(Set.of("signature", "signatures", "encrypted", "redacted"));

	/**
	 * The rule of a protocol.
	 * @param protocol the API type
	 * @return its rule
	 */
	static Signatures of(String protocol) {
		return BY_PROTOCOL.getOrDefault(protocol, USUAL);
	}

	/**
	 * Counts.
	 * @param response the answer
	 * @return how many signatures it has
	 */
	int count(ChatResponse response) {
		int count = 0;
		for (AssistantContent block : response.content()) {
			ReplayData replay = block.replay();
			if (replay != null) {
				count += count(replay.payload());
			}
		}
		return count;
	}

	/**
	 * Counts in one payload.
	 * @param payload names and values
	 * @return how many signatures it has
	 */
	int count(Map<String, ?> payload) {
		int count = 0;
		for (String name : this.names) {
			count += elements(payload.get(name));
		}
		return count;
	}

	private static int elements(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			return elements(map.values());
		}
		if (value instanceof Collection<?> list) {
			return (int) list.stream().filter((element) -> element != null && !"".equals(element)).count();
		}
		return (value == null || "".equals(value)) ? 0 : 1;
	}

}
