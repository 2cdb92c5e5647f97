package io.llmprovider.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares answers as the corpus' {@code RULES.md} says, section "How to compare".
 */
final class Comparison {

	private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (left, right) -> {
		if (left.isNumber() && right.isNumber()) {
			return left.decimalValue().compareTo(right.decimalValue());
		}
		return left.equals(right) ? 0 : 1;
	};

	private final CanonicalAnswer expected;

	private final CanonicalAnswer actual;

	private final List<String> lenient;

	private final List<Difference> differences = new ArrayList<>();

	private Comparison(CanonicalAnswer expected, CanonicalAnswer actual, List<String> lenient) {
		this.expected = expected;
		this.actual = actual;
		this.lenient = lenient;
	}

	/**
	 * Compares what was understood of a case with what it means.
	 * @param corpusCase the case
	 * @param actual what was understood
	 * @return all differences, those that do not count included
	 */
	static List<Difference> of(CorpusCase corpusCase, CanonicalAnswer actual) {
		Comparison comparison = new Comparison(corpusCase.expected(), actual, corpusCase.lenient());
		comparison.compare(corpusCase.model());
		return comparison.differences;
	}

	private void compare(String requestedModel) {
		same("text", this.expected.text(), this.actual.text());
		same("reasoning", this.expected.reasoning(), this.actual.reasoning());
		same("signatures", this.expected.signatures(), this.actual.signatures());
		toolCalls();
		same("serverTools", this.expected.serverTools(), this.actual.serverTools());
		same("finish", this.expected.finish(), this.actual.finish());
		same("rawFinish", this.expected.rawFinish(), this.actual.rawFinish());
		CanonicalAnswer.COUNTS.forEach(this::count);
		error();
		same("responseId", this.expected.responseId(), this.actual.responseId());
		model(requestedModel);
	}

	private void toolCalls() {
		List<CanonicalAnswer.Call> calls = this.expected.toolCalls();
		List<CanonicalAnswer.Call> found = this.actual.toolCalls();
		if (calls.size() != found.size()) {
			differ("toolCalls", calls, found);
			return;
		}
		for (int i = 0; i < calls.size(); i++) {
			CanonicalAnswer.Call call = calls.get(i);
			String field = "toolCalls[" + i + "]";
			if (call.id() != null) {
				same(field + ".id", call.id(), found.get(i).id());
			}
			else if (found.get(i).id() == null || found.get(i).id().isEmpty()) {
				differ(field + ".id", "any generated id", found.get(i).id());
			}
			same(field + ".name", call.name(), found.get(i).name());
			arguments(field + ".arguments", call.arguments(), found.get(i).arguments());
		}
	}

	/**
	 * Null stands for arguments that are no JSON, of which the rules say nothing more.
	 */
	private void arguments(String field, @Nullable JsonNode wanted, @Nullable JsonNode found) {
		if (wanted != null && (found == null || !wanted.equals(NUMBERS_BY_VALUE, found))) {
			differ(field, wanted, found);
		}
	}

	private void count(String name) {
		Long wanted = this.expected.usage().get(name);
		Long found = this.actual.usage().get(name);
		boolean zeroIsNull = !"inputTokens".equals(name) && !"outputTokens".equals(name);
		if (zeroIsNull) {
			wanted = (wanted != null) ? wanted : Long.valueOf(0);
			found = (found != null) ? found : Long.valueOf(0);
		}
		same("usage." + name, wanted, found);
	}

	private void error() {
		CanonicalAnswer.Failure wanted = this.expected.error();
		CanonicalAnswer.Failure found = this.actual.error();
		if (wanted == null || found == null) {
			same("error", wanted, found);
			return;
		}
		same("error.message", wanted.message(), found.message());
		if (!Objects.equals(wanted.type(), found.type())) {
			this.differences
				.add(new Difference("error.type", String.valueOf(wanted.type()), String.valueOf(found.type()), false));
		}
	}

	/**
	 * The library names the model that was asked for where the provider names none.
	 */
	private void model(String requestedModel) {
		boolean asked = this.expected.model() == null && requestedModel.equals(this.actual.model());
		if (!asked) {
			same("model", this.expected.model(), this.actual.model());
		}
	}

	private void same(String field, @Nullable Object wanted, @Nullable Object found) {
		if (!Objects.equals(wanted, found)) {
			differ(field, wanted, found);
		}
	}

	private void differ(String field, @Nullable Object wanted, @Nullable Object found) {
		this.differences
			.add(Difference.of(field, String.valueOf(wanted), String.valueOf(found), !isLenient(this.lenient, field)));
	}

	/**
	 * Whether a field or one that contains it is among the lenient ones.
	 * @param lenient names of fields
	 * @param field a field, possibly with indices
	 * @return whether it must not fail a case
	 */
	static boolean isLenient(List<String> lenient, String field) {
		String name = field.replaceAll("\\[\\d+]", "");
		return lenient.stream().anyMatch((allowed) -> name.equals(allowed) || name.startsWith(allowed + "."));
	}

}
