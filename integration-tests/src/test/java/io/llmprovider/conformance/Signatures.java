package io.llmprovider.conformance;

import java.util.Collection;
import java.util.List;
import java.util.Map;

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
