package io.llmprovider.benchmarks.contender;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.llmprovider.benchmarks.wire.Api;
import io.llmprovider.benchmarks.wire.Texts;
import io.llmprovider.benchmarks.wire.Workload;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TallyTests {

	private static final Workload WORKLOAD = Workload.burst(100);

	private final List<String> texts = new ArrayList<>(Texts.of(WORKLOAD));

	@Test
	void theWholeTextIsAccepted() {
		assertThatCode(this::check).doesNotThrowAnyException();
	}

	@Test
	void aMissingDeltaIsNoticed() {
		this.texts.remove(50);
		assertThatIllegalStateException().isThrownBy(this::check);
	}

	@Test
	void twoDeltasInTheWrongOrderAreNoticed() {
		Collections.swap(this.texts, 3, 4);
		assertThatIllegalStateException().isThrownBy(this::check);
	}

	@Test
	void twoDeltasMergedIntoOneAreNoticed() {
		this.texts.set(3, this.texts.get(3) + this.texts.remove(4));
		assertThatIllegalStateException().isThrownBy(this::check);
	}

	private void check() {
		Tally received = new Tally();
		this.texts.forEach(received::text);
		Tally.expected(Api.OPENAI_COMPLETIONS, WORKLOAD).check(received, Tally.Kind.TEXT);
	}

}
