package io.llmprovider.benchmarks.measure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SettlingTests {

	@Test
	void threeWindowsInARowThatAgreeAreTheMeasurement() {
		Settling settling = new Settling(0.03, 20);
		for (long cpu : new long[] { 500, 200, 102, 100, 101 }) {
			assertThat(settling.done()).isFalse();
			settling.add(window(cpu));
		}
		assertThat(settling.done()).isTrue();
		assertThat(settling.settled()).isTrue();
		assertThat(settling.count()).isEqualTo(5);
		assertThat(settling.measured().cpuNanos()).isEqualTo(303);
		assertThat(settling.measured().deltas()).isEqualTo(30);
	}

	@Test
	void oneWindowOutsideTheToleranceStartsTheCountAgain() {
		Settling settling = new Settling(0.03, 20);
		for (long cpu : new long[] { 100, 100, 110, 100, 100 }) {
			settling.add(window(cpu));
			assertThat(settling.settled()).isFalse();
		}
		settling.add(window(100));
		assertThat(settling.settled()).isTrue();
	}

	@Test
	void afterTheLastWindowItSaysByHowMuchTheLastThreeDiffer() {
		Settling settling = new Settling(0.03, 4);
		for (long cpu : new long[] { 900, 100, 120, 110 }) {
			settling.add(window(cpu));
		}
		assertThat(settling.done()).isTrue();
		assertThat(settling.settled()).isFalse();
		assertThat(settling.spread()).isCloseTo(0.2, within(1e-9));
	}

	@Test
	void windowsThatAgreeWhileTheCompilerWorksDoNotCount() {
		Settling settling = new Settling(0.03, 20);
		for (long compiler : new long[] { 20, 6, 5, 5 }) {
			settling.add(window(100, compiler));
			assertThat(settling.settled()).isFalse();
		}
		settling.add(window(100, 0));
		assertThat(settling.settled()).isTrue();
	}

	private static Window window(long cpuNanos) {
		return window(cpuNanos, 0);
	}

	private static Window window(long cpuNanos, long compilerNanos) {
		return new Window(10, 1, cpuNanos, 1, 0, compilerNanos);
	}

}
