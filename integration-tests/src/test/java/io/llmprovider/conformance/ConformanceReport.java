package io.llmprovider.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of all cases: a table to print, and every difference as a line of a file.
 */
final class ConformanceReport {

	private static final String HEADER = "protocol\tcase\tdelivery\tfield\texpected\tactual";

	private final Map<String, Map<Delivery, Score>> scores = new TreeMap<>();

	private final Map<String, Integer> cases = new TreeMap<>();

	private final List<String> differences = new ArrayList<>();

	private final List<String> allowed = new ArrayList<>();

	private long cuts;

	/**
	 * Adds a protocol to the table.
	 * @param protocol the API type
	 * @param count how many cases there are of it
	 */
	void protocol(String protocol, int count) {
		this.cases.put(protocol, count);
		this.scores.put(protocol, new EnumMap<>(Delivery.class));
	}

	/**
	 * Adds what came of one case.
	 * @param corpusCase the case
	 * @param delivery how it was delivered
	 * @param found all differences, those that do not count included
	 */
	void add(CorpusCase corpusCase, Delivery delivery, List<Difference> found) {
		boolean right = found.stream().noneMatch(Difference::counts);
		this.scores.get(corpusCase.protocol()).merge(delivery, new Score(1, right ? 1 : 0), Score::plus);
		for (Difference difference : found) {
			String line = String.join("\t", corpusCase.protocol(), corpusCase.name(), delivery.toString(),
					difference.field(), cell(difference.expected()), cell(difference.actual()));
			(difference.counts() ? this.differences : this.allowed).add(line);
		}
	}

	/**
	 * Adds to the number of cuts that were tried.
	 * @param count how many
	 */
	void cuts(long count) {
		this.cuts += count;
	}

	/**
	 * Writes {@code conformance.tsv} and, beside it, what the rules allow to differ.
	 * @param folder where to
	 * @throws IOException if it cannot be written
	 */
	void write(Path folder) throws IOException {
		Files.createDirectories(folder);
		write(folder.resolve("conformance.tsv"), this.differences);
		write(folder.resolve("conformance-allowed.tsv"), this.allowed);
	}

	private static void write(Path file, List<String> lines) throws IOException {
		List<String> all = new ArrayList<>(lines);
		all.add(0, HEADER);
		Files.write(file, all);
	}

	/**
	 * The table of cases and right ones.
	 * @return several lines
	 */
	String table() {
		StringBuilder table = new StringBuilder(String.format("%n%-26s %6s", "protocol", "cases"));
		for (Delivery delivery : Delivery.values()) {
			table.append(String.format(" %10s", delivery));
		}
		this.scores.forEach((protocol, deliveries) -> {
			table.append(String.format("%n%-26s %6d", protocol, this.cases.get(protocol)));
			if (deliveries.isEmpty()) {
				table.append("  not implemented");
			}
			else {
				for (Delivery delivery : Delivery.values()) {
					Score score = deliveries.get(delivery);
					table.append(String.format(" %10s", (score != null) ? score : "-"));
				}
			}
		});
		return table.append(String.format("%n%d differences, %d more allowed by the rules; %d cuts%n",
				this.differences.size(), this.allowed.size(), this.cuts))
			.toString();
	}

	private static String cell(String text) {
		return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
	}

	private record Score(int tried, int right) {

		Score plus(Score other) {
			return new Score(this.tried + other.tried, this.right + other.right);
		}

		@Override
		public String toString() {
			return this.right + "/" + this.tried;
		}

	}

}
