package io.llmprovider.test.simulator.wire;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IssuedValuesTests {

	private final IssuedValues values = new IssuedValues("secret");

	private final String value = this.values.issue("anthropic/signature", "I think");

	@Test
	void theSameThingHasTheSameValue() {
		assertThat(new IssuedValues("secret").issue("anthropic/signature", "I think")).isEqualTo(this.value);
		assertThat(this.values.issue("anthropic/signature", "I thought")).isNotEqualTo(this.value);
	}

	@Test
	void whatWasIssuedIsKnownAgain() {
		assertThat(this.values.isIssued("anthropic/signature", this.value)).isTrue();
		assertThat(this.values.isIssued("anthropic/signature", "I think", this.value)).isTrue();
	}

	@Test
	void aForeignAlteredOrMisusedValueIsNot() {
		char first = (this.value.charAt(0) == 'A') ? 'B' : 'A';
		assertThat(this.values.isIssued("anthropic/signature", first + this.value.substring(1))).isFalse();
		assertThat(this.values.isIssued("openai/encrypted", this.value)).isFalse();
		assertThat(this.values.isIssued("anthropic/signature", "I thought", this.value)).isFalse();
		assertThat(new IssuedValues("other").isIssued("anthropic/signature", this.value)).isFalse();
		assertThat(this.values.isIssued("anthropic/signature", "no base64!")).isFalse();
		assertThat(this.values.isIssued("anthropic/signature", "")).isFalse();
	}

}
