package io.llmprovider.benchmarks.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.llmprovider.benchmarks.contender.Contenders;
import org.jspecify.annotations.Nullable;

/**
 * Results of one mode: per contender one for each round, {@code null} where its process
 * failed.
 *
 * @param <R> what one process reports
 */
final class Results<R> {

	private final Map<Contenders, List<@Nullable R>> rounds = new TreeMap<>();

	void add(Contenders contender, @Nullable R result) {
		this.rounds.computeIfAbsent(contender, key -> new ArrayList<>()).add(result);
	}

	List<Contenders> contenders() {
		return List.copyOf(this.rounds.keySet());
	}

	List<R> of(Contenders contender) {
		List<R> present = new ArrayList<>();
		for (R result : this.rounds.getOrDefault(contender, List.of())) {
			if (result != null) {
				present.add(result);
			}
		}
		return present;
	}

	/** The median over the rounds. */
	OptionalDouble median(Contenders contender, ToDoubleFunction<R> figure) {
		return median(of(contender).stream().mapToDouble(figure).toArray());
	}

	/**
	 * The median of the ratios within each round, so that what disturbed a round as a
	 * whole disturbs both sides of its ratio.
	 */
	OptionalDouble ratio(Contenders contender, Contenders base, ToDoubleFunction<R> figure) {
		List<@Nullable R> above = this.rounds.getOrDefault(contender, List.of());
		List<@Nullable R> below = this.rounds.getOrDefault(base, List.of());
		return median(IntStream.range(0, Math.min(above.size(), below.size()))
			.filter(round -> above.get(round) != null && below.get(round) != null)
			.mapToDouble(round -> figure.applyAsDouble(above.get(round)) / figure.applyAsDouble(below.get(round)))
			.toArray());
	}

	private static OptionalDouble median(double[] values) {
		if (values.length == 0) {
			return OptionalDouble.empty();
		}
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return OptionalDouble.of((sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
	}

}
