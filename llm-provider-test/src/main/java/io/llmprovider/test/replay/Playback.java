package io.llmprovider.test.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the recorded answer to each request, and what is wrong where there is none.
 */
final class Playback {

	static final String RECORD_AGAIN = "To record it, run the test with -D" + RecordedTraffic.RECORD_PROPERTY
			+ "=true and the provider's key.";

	private static final int SHOWN = 5;

	private final Path fixture;

	private final List<RecordedExchange> exchanges;

	private final RequestComparison comparison;

	private final RecordingRules rules;

	private final Set<Integer> used = new HashSet<>();

	private final List<String> mismatches = new ArrayList<>();

	Playback(Path fixture, Cassette cassette, RecordingRules rules) {
		this.fixture = fixture;
		this.exchanges = cassette.exchanges();
		this.rules = rules;
		this.comparison = new RequestComparison(rules);
	}

	RecordingRules rules() {
		return this.rules;
	}

	/**
	 * Finds the answer.
	 * @param request the request, without its secrets
	 * @return the recorded answer
	 * @throws NoMatchException if there is none; the message is for whoever wrote the
	 * test
	 */
	synchronized RecordedResponse answer(RecordedRequest request) {
		int times = 0;
		for (int index = 0; index < this.exchanges.size(); index++) {
			RecordedExchange exchange = this.exchanges.get(index);
			if (this.comparison.differences(exchange.request(), request).isEmpty()) {
				if (this.used.add(index)) {
					return exchange.response();
				}
				times++;
			}
		}
		String message = (times > 0) ? tooOften(request, times) : unknown(request);
		this.mismatches.add(message);
		throw new NoMatchException(message);
	}

	private String tooOften(RecordedRequest request, int times) {
		return "The fixture " + this.fixture + " holds " + times + (times == 1 ? " answer" : " answers") + " to "
				+ request + ", and the same request was sent once more. " + RECORD_AGAIN;
	}

	private String unknown(RecordedRequest request) {
		StringBuilder message = new StringBuilder(
				"The request " + request + " does not match the fixture " + this.fixture);
		List<Integer> left = new ArrayList<>();
		for (int index = 0; index < this.exchanges.size(); index++) {
			if (!this.used.contains(index)) {
				left.add(index);
			}
		}
		left.stream()
			.min(Comparator.comparingInt((index) -> distance(index, request)))
			.ifPresentOrElse((index) -> describe(index, request, message), () -> message.append(this.exchanges.isEmpty()
					? ", which is empty." : ", all of whose " + this.exchanges.size() + " exchanges were used."));
		return message.append(' ').append(RECORD_AGAIN).toString();
	}

	/** Another address weighs more than any number of members. */
	private int distance(int index, RecordedRequest request) {
		RecordedRequest recorded = this.exchanges.get(index).request();
		int members = this.comparison.differences(recorded, request).size();
		return recorded.url().equals(request.url()) ? members : members + 1_000_000;
	}

	private void describe(int index, RecordedRequest request, StringBuilder message) {
		RecordedRequest recorded = this.exchanges.get(index).request();
		List<String> differences = this.comparison.differences(recorded, request);
		message.append("; nearest is exchange ")
			.append(index + 1)
			.append(" of ")
			.append(this.exchanges.size())
			.append(":\n");
		differences.stream().limit(SHOWN).forEach((line) -> message.append("  ").append(line).append('\n'));
		if (differences.size() > SHOWN) {
			message.append("  and ").append(differences.size() - SHOWN).append(" more\n");
		}
		message.append("If the change is meant, record again.");
	}

	synchronized List<RecordedExchange> unused() {
		List<RecordedExchange> unused = new ArrayList<>();
		for (int index = 0; index < this.exchanges.size(); index++) {
			if (!this.used.contains(index)) {
				unused.add(this.exchanges.get(index));
			}
		}
		return unused;
	}

	synchronized void mismatch(String message) {
		this.mismatches.add(message);
	}

	synchronized List<String> mismatches() {
		return List.copyOf(this.mismatches);
	}

	synchronized void reset() {
		this.used.clear();
		this.mismatches.clear();
	}

	/**
	 * No recorded exchange has such a request.
	 */
	static final class NoMatchException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		NoMatchException(String message) {
			super(message);
		}

	}

}
