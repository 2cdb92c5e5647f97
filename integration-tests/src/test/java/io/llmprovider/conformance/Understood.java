package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.json.Json;
import io.llmprovider.test.contract.EventGrammar;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was understood of a body, field by field, so that two bodies can be compared.
 */
final class Understood {

	/** The field of what must never be. */
	static final String FAULT = "fault";

	/** The field of what is kept as the provider sent it. */
	static final String METADATA = "metadata";

	private Understood() {
	}

	/**
	 * Replays a body.
	 * @param replay decodes
	 * @param corpusCase tells what the body answers
	 * @param body the body
	 * @return the fields by their names
	 */
	static Map<String, @Nullable Object> of(DecoderReplay replay, CorpusCase corpusCase, byte[] body) {
		Outcome outcome = replay.replay(corpusCase, body, Pieces.WHOLE);
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		if (!outcome.isProper()) {
			fields.put(FAULT, outcome.describeFailure());
			return fields;
		}
		List<String> violations = EventGrammar.violations(outcome.events(), outcome.failure());
		fields.put(FAULT, violations.isEmpty() ? null : violations.toString());
		CanonicalAnswer answer = outcome.answer(Signatures.of(corpusCase.protocol()));
		fields.put("text", answer.text());
		fields.put("reasoning", answer.reasoning());
		fields.put("signatures", answer.signatures());
		fields.put("calls", answer.toolCalls().stream().map(Understood::call).toList());
		fields.put("serverTools", answer.serverTools());
		fields.put("finish", answer.finish());
		fields.put("rawFinish", answer.rawFinish());
		answer.usage().forEach(fields::put);
		fields.put("error", answer.error());
		fields.put("responseId", answer.responseId());
		fields.put("model", answer.model());
		ChatResponse response = outcome.response();
		fields.put(METADATA, (response != null) ? plain(Json.tree(Json.text(response.providerMetadata()))) : Map.of());
		return fields;
	}

	/**
	 * What differs.
	 * @param one the fields of a body
	 * @param other those of another
	 * @return names of fields
	 */
	static Set<String> fields(Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
		Set<String> names = new TreeSet<>(one.keySet());
		names.addAll(other.keySet());
		names.removeIf((name) -> Objects.equals(one.get(name), other.get(name)));
		return names;
	}

	/** Ids that the library makes up are another each time. */
	private static List<@Nullable Object> call(CanonicalAnswer.Call call) {
		String id = call.id();
		JsonNode arguments = call.arguments();
		return Arrays.asList((id != null && id.matches("[a-z0-9]{9}")) ? "?" : id, call.name(),
				(arguments != null) ? plain(arguments) : null);
	}

	/** Without the order of members, and 1 as 1.0. */
	private static @Nullable Object plain(JsonNode node) {
		if (node.isObject()) {
			Map<String, @Nullable Object> members = new TreeMap<>();
			node.forEachEntry((name, value) -> members.put(name, plain(value)));
			return members;
		}
		if (node.isArray()) {
			List<@Nullable Object> elements = new ArrayList<>();
			node.forEach((element) -> elements.add(plain(element)));
			return elements;
		}
		if (node.isNumber() && node.canConvertToLong() && node.canConvertToExactIntegral()) {
			return node.longValue();
		}
		return node.isNull() ? null : node.asString();
	}

}
