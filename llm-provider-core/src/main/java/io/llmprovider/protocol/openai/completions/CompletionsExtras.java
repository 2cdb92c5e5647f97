package io.llmprovider.protocol.openai.completions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.StreamSink;
import io.llmprovider.protocol.openai.completions.CompletionsChunk.Extra;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says beside the answer: metadata, tools that it ran itself, pictures,
 * sources. Many servers repeat the same metadata with each chunk.
 */
final class CompletionsExtras {

	private final StreamSink sink;

	private final Map<String, Object> kept = new HashMap<>();

	private final Set<Object> calledTools = new HashSet<>();

	private final Set<Object> returnedTools = new HashSet<>();

	private final List<Object> annotations = new ArrayList<>();

	private final Map<String, List<Object>> logprobs = new LinkedHashMap<>();

	CompletionsExtras(StreamSink sink) {
		this.sink = sink;
	}

	/**
	 * Keeps members as metadata, looking only at those that differ from the last time.
	 */
	void keep(List<Extra> extras, byte[] array) {
		for (int i = 0; i < extras.size(); i++) {
			Extra extra = extras.get(i);
			if (extra.value() != null) {
				if (!extra.value().equals(this.kept.put(extra.name(), extra.value()))) {
					this.sink.metadata(extra.name(), extra.value());
				}
			}
			else if (!isKept(extra, array)) {
				this.kept.put(extra.name(), Arrays.copyOfRange(array, extra.from(), extra.to()));
				this.sink.metadata(extra.name(), plain(Json.tree(array, extra.from(), extra.to() - extra.from())));
			}
		}
	}

	private boolean isKept(Extra extra, byte[] array) {
		return this.kept.get(extra.name()) instanceof byte[] before
				&& Arrays.equals(before, 0, before.length, array, extra.from(), extra.to());
	}

	/**
	 * Takes the tools that the provider ran.
	 * @param choice the choice
	 * @param close ends the block that is open, before one of another kind
	 */
	void executedTools(CompletionsChoice choice, Runnable close) {
		if (choice.executedTools instanceof List<?> tools) {
			close.run();
			tools.forEach(this::executedTool);
		}
	}

	/**
	 * Takes the rarer members of a choice.
	 * @param choice the choice
	 * @param close ends the block that is open, before one of another kind
	 */
	void choice(CompletionsChoice choice, Runnable close) {
		if (choice.images != null) {
			close.run();
			CompletionsParts.pictures(this.sink, choice.images);
		}
		if (choice.audio instanceof Map<?, ?> audio && audio.values().stream().anyMatch(CompletionsExtras::says)) {
			this.sink.providerEvent("audio", Json.text(audio));
			this.sink.metadata("audio", audio);
		}
		if (choice.annotations instanceof List<?> list) {
			this.annotations.addAll(list);
		}
		if (choice.logprobs instanceof Map<?, ?> probabilities) {
			probabilities.forEach(this::logprobs);
		}
	}

	/** The answer is whole: hands on what was collected. */
	void end() {
		if (!this.annotations.isEmpty()) {
			this.sink.metadata("annotations", this.annotations);
		}
		if (!this.logprobs.isEmpty()) {
			this.sink.metadata("logprobs", this.logprobs);
		}
	}

	/**
	 * Groq tells of a tool that it ran when it begins, and again when there is output.
	 */
	private void executedTool(@Nullable Object item) {
		if (!(item instanceof Map<?, ?> tool) || !(tool.get("type") instanceof String type)) {
			return;
		}
		Object key = (tool.get("index") != null) ? tool.get("index") : this.calledTools.size();
		if (key != null && this.calledTools.add(key)) {
			Object arguments = tool.get("arguments");
			this.sink.serverToolCalled(null, type, (arguments instanceof String text) ? text : null, Map.of());
		}
		boolean returned = says(tool.get("output")) || tool.get("search_results") != null
				|| tool.get("code_results") != null;
		if (key != null && returned && this.returnedTools.add(key)) {
			this.sink.serverToolReturned(null, type, Json.text(tool), Map.of());
		}
	}

	/** The lists of all chunks are joined, as a whole answer has them. */
	private void logprobs(Object name, @Nullable Object list) {
		if (list instanceof List<?> tokens) {
			this.logprobs.computeIfAbsent(name.toString(), (key) -> new ArrayList<>()).addAll(tokens);
		}
	}

	private static boolean says(@Nullable Object value) {
		return value instanceof String text && !text.isEmpty();
	}

	private static Object plain(tools.jackson.databind.JsonNode node) {
		return Json.mapper().convertValue(node, Object.class);
	}

}
