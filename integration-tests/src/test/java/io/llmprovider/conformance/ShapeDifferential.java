package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.llmprovider.protocol.WireProtocol;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Replaces each value of recorded bodies and compares with the bodies in which it is null
 * or absent. A container where another kind is expected must make no difference, unless
 * the place is one of {@link ContainerPlaces}; a scalar may change what the value itself
 * says, and nothing else. Each shape of a place is tried once, in the smallest body.
 */
final class ShapeDifferential {

	private static final List<String> SCALARS = List.of("true", "1e400", "1.5", "99999999999999999999");

	/** In these a number chooses the item, block or choice that the rest belongs to. */
	private static final Pattern IDENTITY = Pattern.compile(".*(_index|\\.index|BlockIndex) NUMBER");

	/** So that all places are tried in seconds; larger bodies show few more shapes. */
	private static final int MAX_BODY = 7_000;

	private final DecoderReplay replay;

	private final WireProtocol protocol;

	private final List<CorpusCase> cases;

	private final List<String> poison;

	private final Set<String> tried = new HashSet<>();

	private final List<String> findings = new ArrayList<>();

	ShapeDifferential(WireProtocol protocol, List<CorpusCase> cases) {
		this.protocol = protocol;
		this.replay = new DecoderReplay(protocol);
		this.cases = cases.stream()
			.filter((one) -> one.body().length <= MAX_BODY)
			.sorted(Comparator.comparingInt((one) -> one.body().length))
			.toList();
		String object = Poison.of(protocol.id(), this.cases);
		this.poison = List.of(object, "[" + object + "]");
	}

	/** How many places were tried. */
	int places() {
		return this.tried.size();
	}

	/**
	 * Tries all places.
	 * @return what should not be
	 */
	List<String> findings() {
		for (CorpusCase corpusCase : this.cases) {
			BodyDocuments documents = new BodyDocuments(corpusCase);
			for (int i = 0; i < documents.size(); i++) {
				for (JsonValuePlace place : places(documents, i)) {
					String key = key(corpusCase, documents.kind(i), place);
					if (this.tried.add(key)) {
						new Trial(corpusCase, documents, i, place, key).run();
					}
				}
			}
		}
		return this.findings;
	}

	private String key(CorpusCase corpusCase, String kind, JsonValuePlace place) {
		String delivery = !corpusCase.isSuccess() ? "error" : corpusCase.isFramed(this.protocol) ? "stream" : "whole";
		return delivery + kind.replaceAll("[^a-zA-Z]+", " ") + place.path() + " " + place.kind();
	}

	static List<JsonValuePlace> places(BodyDocuments documents, int index) {
		try {
			return documents.kind(index).isEmpty() ? List.of() : JsonValuePlace.in(documents.json(index));
		}
		catch (JacksonException ex) {
			return List.of();
		}
	}

	/**
	 * One place of one body.
	 */
	private final class Trial {

		private final CorpusCase corpusCase;

		private final BodyDocuments documents;

		private final int index;

		private final JsonValuePlace place;

		private final String key;

		private final Map<String, @Nullable Object> asNull;

		private final Map<String, @Nullable Object> absent;

		Trial(CorpusCase corpusCase, BodyDocuments documents, int index, JsonValuePlace place, String key) {
			this.corpusCase = corpusCase;
			this.documents = documents;
			this.index = index;
			this.place = place;
			this.key = key;
			this.asNull = with("null");
			this.absent = understood(place.removed(documents.json(index)));
		}

		void run() {
			for (String container : ShapeDifferential.this.poison) {
				compare(container, !ContainerPlaces.isLegitimate(this.key, container.startsWith("[")), Set.of());
			}
			Set<String> own = Understood.fields(this.asNull, this.absent);
			Map<String, @Nullable Object> original = understood(this.documents.json(this.index));
			own.addAll(Understood.fields(original, this.asNull));
			own.addAll(Understood.fields(original, this.absent));
			for (String scalar : SCALARS) {
				compare(scalar, !ContainerPlaces.isPlainToo(this.key) && !IDENTITY.matcher(this.key).matches(), own);
			}
		}

		/** A fault, or an answer that is lost, is one wherever it is. */
		private void compare(String value, boolean strict, Set<String> own) {
			Map<String, @Nullable Object> other = with(value);
			Set<String> differences = Understood.fields(this.asNull, other);
			differences.retainAll(Understood.fields(this.absent, other));
			differences.removeAll(own);
			boolean keeps = other.get(Understood.METADATA) instanceof Map<?, ?> kept
					&& this.asNull.get(Understood.METADATA) instanceof Map<?, ?> before
					&& kept.keySet().containsAll(before.keySet());
			if (keeps) {
				differences.remove(Understood.METADATA);
			}
			if (other.get(Understood.FAULT) != null || strict && !differences.isEmpty()) {
				ShapeDifferential.this.findings.add(this.key + " = " + value.substring(0, Math.min(20, value.length()))
						+ ": " + differences + " of " + this.corpusCase + " " + other.get(Understood.FAULT));
			}
		}

		private Map<String, @Nullable Object> with(String value) {
			return understood(this.place.replaced(this.documents.json(this.index), value));
		}

		private Map<String, @Nullable Object> understood(byte[] json) {
			return Understood.of(ShapeDifferential.this.replay, this.corpusCase, this.documents.with(this.index, json));
		}

	}

}
