package io.llmprovider.benchmarks.run;

import io.llmprovider.benchmarks.contender.Contenders;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultsTests {

	@Test
	void aRatioIsTakenWithinItsRound() {
		Results<Double> results = new Results<>();
		for (double drain : new double[] { 1, 10, 100 }) {
			results.add(Contenders.DRAIN, drain);
			results.add(Contenders.SPRING_AI, 3 * drain);
		}
		assertThat(results.ratio(Contenders.SPRING_AI, Contenders.DRAIN, figure -> figure)).hasValue(3);
		assertThat(results.median(Contenders.SPRING_AI, figure -> figure)).hasValue(30);
	}

	@Test
	void aRoundThatFailedIsLeftOut() {
		Results<Double> results = new Results<>();
		results.add(Contenders.DRAIN, 1.0);
		results.add(Contenders.DRAIN, 2.0);
		results.add(Contenders.SPRING_AI, null);
		results.add(Contenders.SPRING_AI, 8.0);
		assertThat(results.ratio(Contenders.SPRING_AI, Contenders.DRAIN, figure -> figure)).hasValue(4);
		assertThat(results.of(Contenders.SPRING_AI)).containsExactly(8.0);
	}

	@Test
	void withoutAnyResultThereIsNoFigure() {
		assertThat(new Results<Double>().median(Contenders.DRAIN, figure -> figure)).isEmpty();
	}

}
