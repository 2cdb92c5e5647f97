package io.llmprovider.test.simulator;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for the rules of every dialect: each is listed with the provider's document,
 * and each refuses a naive request.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DialectRuleTests {

	private final Dialect dialect;

	private final LlmSimulator simulator;

	/**
	 * Creates the tests of one dialect.
	 * @param dialect the dialect
	 * @param builder the simulator that is to refuse
	 */
	protected DialectRuleTests(Dialect dialect, LlmSimulatorBuilder builder) {
		this.dialect = dialect;
		this.simulator = builder.dialect(dialect).start();
	}

	/**
	 * At least one request for each rule.
	 * @return the requests
	 */
	protected abstract Stream<NaiveRequest> naiveRequests();

	/**
	 * The simulator that refuses.
	 * @return the simulator
	 */
	protected final LlmSimulator simulator() {
		return this.simulator;
	}

	@AfterAll
	void close() {
		this.simulator.close();
	}

	@ParameterizedTest
	@MethodSource("naiveRequests")
	void aNaiveRequestIsRefusedByTheRuleThatItBreaks(NaiveRequest naive) {
		this.simulator.reset();
		HttpResponse<String> response = naive.send(this.simulator);
		Exchange exchange = this.simulator.exchanges().get(0);
		assertThat(exchange.brokenRule()).as(response.body()).isEqualTo(naive.rule());
		assertThat(exchange.chat()).isNull();
		assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
		assertThat(response.body()).isNotBlank();
	}

	@Test
	void everyRuleHasANaiveRequest() {
		assertThat(naiveRequests().map(NaiveRequest::rule).distinct())
			.containsExactlyInAnyOrderElementsOf(this.dialect.rules());
	}

	@Test
	void everyRuleIsASentenceAndCitesADocument() {
		List<ProviderRule> rules = this.dialect.rules();
		assertThat(rules).isNotEmpty()
			.allSatisfy((rule) -> assertThat(rule.document()).startsWith("https://"))
			.allSatisfy((rule) -> assertThat(rule.text()).endsWith("."));
		assertThat(rules.stream().map(ProviderRule::id)).doesNotHaveDuplicates();
		assertThat(rules.stream().map(ProviderRule::text)).doesNotHaveDuplicates();
	}

}
