package io.llmprovider.benchmarks.contender;

import io.llmprovider.benchmarks.wire.AnswerScript;
import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Workload;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivalsTests {

	private static final Workload WORKLOAD = Workload.paced(5, 200);

	@Test
	void whatComesAtItsIntervalIsNotLate() {
		assertThat(Arrivals.lateness(new long[] { 1000, 1200, 1400 }, 200)).containsExactly(0, 0, 0);
	}

	@Test
	void theFastestDeltaTellsWhenTheOthersWereDue() {
		assertThat(Arrivals.lateness(new long[] { 1050, 1200, 1470 }, 200)).containsExactly(50, 0, 70);
	}

	@Test
	void aDeltaHasComeWithTheLastByteOfItsEvent() {
		Arrivals arrivals = Arrivals.of(Api.OPENAI_COMPLETIONS, WORKLOAD);
		AnswerScript script = Api.OPENAI_COMPLETIONS.script(WORKLOAD);
		int two = script.events()
			.subList(0, script.beginning().size() + 2)
			.stream()
			.mapToInt((event) -> event.length)
			.sum();
		arrivals.bytes(two - 1);
		assertThat(arrivals.lateness()).hasSize(1);
		arrivals.bytes(two);
		assertThat(arrivals.lateness()).hasSize(2);
	}

	@Test
	void aTallyNotesEachDelta() {
		Arrivals arrivals = Arrivals.of(Api.OPENAI_COMPLETIONS, WORKLOAD).next();
		Tally tally = new Tally(arrivals);
		tally.text("a");
		tally.text("");
		tally.text("b");
		assertThat(arrivals.lateness()).hasSize(2);
	}

}
