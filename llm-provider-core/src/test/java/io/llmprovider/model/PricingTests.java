package io.llmprovider.model;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PricingTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = {
			// prices in, out, read, write | tokens in, out, read, write | parts and total
			"3,15,0.3,3.75, 1000000,1000000,-,-, 3,15,0,0, 18",
			"3,15,0.3,3.75, 1000,10,600,100, 0.0009,0.00015,0.00018,0.000375, 0.001605",
			"3,15,-,-, 1000,10,-,-, 0.003,0.00015,0,0, 0.00315", "3,15,-,-, 1000,10,0,0, 0.003,0.00015,0,0, 0.00315",
			"0,0,0,0, 5,5,1,1, 0,0,0,0, 0", "-,15,1,-, 100,0,100,-, 0,0,0.0001,0, 0.0001",
			"3,15,1,1, 10,0,30,0, 0,0,0.00003,0, 0.00003" })
	void tokensCostTheirPriceAndThoseOfACacheAreNotCountedTwice(BigDecimal input, BigDecimal output, BigDecimal read,
			BigDecimal write, Long in, Long out, Long cacheRead, Long cacheWrite, BigDecimal inputCost,
			BigDecimal outputCost, BigDecimal readCost, BigDecimal writeCost, BigDecimal total) {
		Cost cost = new Pricing(input, output, read, write).of(usage(in, out, cacheRead, cacheWrite));

		assertThat(cost.input()).isEqualByComparingTo(inputCost);
		assertThat(cost.output()).isEqualByComparingTo(outputCost);
		assertThat(cost.cacheRead()).isEqualByComparingTo(readCost);
		assertThat(cost.cacheWrite()).isEqualByComparingTo(writeCost);
		assertThat(cost.total()).isEqualByComparingTo(total);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-,15,1,1, 10,1,0,0", "3,-,1,1, 10,1,0,0", "3,15,-,1, 10,1,5,0",
			"3,15,1,-, 10,1,0,5", "3,15,1,1, -,1,0,0", "3,15,1,1, 10,-,0,0" })
	void aCostOfWhichAPartIsUnknownIsUnknown(BigDecimal input, BigDecimal output, BigDecimal read, BigDecimal write,
			Long in, Long out, Long cacheRead, Long cacheWrite) {
		assertThat(new Pricing(input, output, read, write).of(usage(in, out, cacheRead, cacheWrite))).isNull();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-1,-,-,-,input", "-,-1,-,-,output", "-,-,-1,-,cache-read", "-,-,-,-0.1,cache-write" })
	void aNegativePriceIsRefused(BigDecimal input, BigDecimal output, BigDecimal read, BigDecimal write, String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Pricing(input, output, read, write))
			.withMessageContaining("'" + name + "'");
	}

	@Test
	void theProvidersOwnTotalStandsBesideTheComputedParts() {
		Cost computed = new Pricing(BigDecimal.ONE, BigDecimal.TEN, null, null).of(Usage.of(1_000_000, 0));

		assertThat(Cost.reported(new BigDecimal("0.5"), null).total()).isEqualTo("0.5");
		assertThat(Cost.reported(new BigDecimal("0.5"), null).input()).isNull();
		assertThat(Cost.reported(new BigDecimal("0.5"), computed).total()).isEqualTo("0.5");
		assertThat(Cost.reported(new BigDecimal("0.5"), computed).input()).isEqualByComparingTo("1");
	}

	private static Usage usage(Long in, Long out, Long cacheRead, Long cacheWrite) {
		return Usage.builder()
			.inputTokens(in)
			.outputTokens(out)
			.cacheReadTokens(cacheRead)
			.cacheWriteTokens(cacheWrite)
			.build();
	}

	@Test
	void aNegativePriceOrFactorIsRefusedWithItsName() {
		BigDecimal negative = new BigDecimal("-1");
		assertThatIllegalArgumentException().isThrownBy(() -> new Pricing(negative, null, null, null))
			.withMessage("The price 'input' is negative: -1");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Pricing.builder().factors(java.util.Map.of("flex", negative)).build())
			.withMessage("The price 'factors.flex' is negative: -1");
	}

}
