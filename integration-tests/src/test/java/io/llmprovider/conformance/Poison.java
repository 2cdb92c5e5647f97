package io.llmprovider.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.llmprovider.json.Json;

/**
 * An object of all the names that mean something to a protocol, two deep, with values of
 * the types that they have in its bodies.
 */
final class Poison {

	private static final int NAMES = 30;

	/** The type that makes an item, and the one that makes a part of it. */
	private static final Map<String, List<String>> TYPES = Map.of("openai-responses",
			List.of("message", "output_text"));

	private Poison() {
	}

	/**
	 * Collects the names.
	 * @param protocol the API type
	 * @param cases its bodies
	 * @return JSON
	 */
	static String of(String protocol, List<CorpusCase> cases) {
		Map<String, Set<String>> kinds = new HashMap<>();
		Map<String, Integer> bodies = new HashMap<>();
		for (CorpusCase corpusCase : cases) {
			Set<String> names = new TreeSet<>();
			BodyDocuments documents = new BodyDocuments(corpusCase);
			for (int i = 0; i < documents.size(); i++) {
				for (JsonValuePlace place : ShapeDifferential.places(documents, i)) {
					if (!place.name().endsWith("]")) {
						names.add(place.name());
						kinds.computeIfAbsent(place.name(), (name) -> new TreeSet<>()).add(place.kind());
					}
				}
			}
			names.forEach((name) -> bodies.merge(name, 1, Integer::sum));
		}
		List<String> usual = bodies.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
			.limit(NAMES)
			.map(Map.Entry::getKey)
			.toList();
		List<String> types = TYPES.getOrDefault(protocol, List.of("text", "text"));
		String inner = usual.stream()
			.map((name) -> member(name, scalar(name, types.get(1), kinds.get(name))))
			.collect(Collectors.joining(",", "{", "}"));
		return usual.stream()
			.map((name) -> member(name, value(name, types.get(0), kinds.get(name), inner)))
			.collect(Collectors.joining(",", "{", "}"));
	}

	private static String member(String name, String value) {
		return Json.text(name) + ":" + value;
	}

	private static String value(String name, String type, Set<String> kinds, String inner) {
		return kinds.contains("OBJECT") ? inner
				: kinds.contains("ARRAY") ? "[" + inner + "]" : scalar(name, type, kinds);
	}

	private static String scalar(String name, String type, Set<String> kinds) {
		return name.equals("type") ? Json.text(type)
				: kinds.contains("NUMBER") ? "7007" : kinds.contains("BOOLEAN") ? "true" : Json.text("poison " + name);
	}

}
