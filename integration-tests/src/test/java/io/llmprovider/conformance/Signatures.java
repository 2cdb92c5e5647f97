package io.llmprovider.conformance;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.ReplayData;
import org.jspecify.annotations.Nullable;

/**
 * Counts the signatures and encrypted thoughts of an answer. They are opaque to everyone
 * but the protocol that keeps them in the {@link ReplayData} of its blocks, so each
 * protocol has its own paths to them here.
 *
 * @param paths names in a block's payload, joined by dots; of names joined by a bar the
 * first that leads to something counts; lists on the way are gone through; all that is
 * not empty at the end is a signature
 */
record Signatures(List<String> paths) {

	private static final String DETAILS = "reasoning_details";

	private static final Map<String, Signatures> BY_PROTOCOL = Map.ofEntries(
			entry("openai-completions", "reasoning_details.signature|data", "extra_content.google.thought_signature"),
			entry("anthropic-messages", "signature|data"), entry("openai-responses", "encrypted_content"),
			entry("azure-openai-responses", "encrypted_content"), entry("openai-codex-responses", "encrypted_content"),
			entry("bedrock-converse-stream", "signature|redactedContent"),
			entry("google-generative-ai", "thoughtSignature"));

	private static final Signatures USUAL = new Signatures(
			List.of("signature|thoughtSignature|thought_signature|signatures", "encrypted_content|redacted|data"));

	private static Map.Entry<String, Signatures> entry(String protocol, String... paths) {
		return Map.entry(protocol, new Signatures(List.of(paths)));
	}

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
		Set<List<@Nullable Object>> counted = new HashSet<>();
		for (AssistantContent block : response.content()) {
			ReplayData replay = block.replay();
			if (replay != null) {
				count += count(withoutRepeated(replay.payload(), counted));
			}
		}
		return count;
	}

	/**
	 * An entry of OpenRouter's list that comes again, by its index and id, counts once.
	 */
	private static Map<String, ?> withoutRepeated(Map<String, ?> payload, Set<List<@Nullable Object>> counted) {
		if (!(payload.get(DETAILS) instanceof List<?> entries)) {
			return payload;
		}
		Map<String, Object> others = new LinkedHashMap<>(payload);
		others.put(DETAILS,
				entries.stream().filter((entry) -> !isSigned(entry) || counted.add(identity(entry))).toList());
		return others;
	}

	private static boolean isSigned(@Nullable Object entry) {
		return entry instanceof Map<?, ?> map && (map.get("signature") != null || map.get("data") != null)
				&& (map.get("index") != null || map.get("id") != null);
	}

	private static List<@Nullable Object> identity(@Nullable Object entry) {
		Map<?, ?> map = (entry instanceof Map<?, ?> members) ? members : Map.of();
		return Arrays.asList(map.get("index"), map.get("id"), map.get("type"));
	}

	/**
	 * Counts in one payload.
	 * @param payload names and values
	 * @return how many signatures it has
	 */
	int count(Map<String, ?> payload) {
		int count = 0;
		for (String path : this.paths) {
			count += count(payload, List.of(path.split("\\.")));
		}
		return count;
	}

	private static int count(@Nullable Object value, List<String> path) {
		if (value instanceof Collection<?> list) {
			return list.stream().mapToInt((element) -> count(element, path)).sum();
		}
		if (path.isEmpty()) {
			return (value == null || "".equals(value)) ? 0 : 1;
		}
		if (value instanceof Map<?, ?> map) {
			for (String name : path.get(0).split("\\|")) {
				int found = count(map.get(name), path.subList(1, path.size()));
				if (found > 0) {
					return found;
				}
			}
		}
		return 0;
	}

}
