package io.llmprovider.auth;

import java.util.List;
import java.util.Map;

import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeyAuthorizerTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-, -, authorization: Bearer k", "-, x-api-key, x-api-key: k", "HEADER, x-api-key, x-api-key: k",
					"BEARER, x-api-key, authorization: Bearer k", "BEARER, -, authorization: Bearer k",
					"NONE, x-api-key, -" })
	void aKeyTravelsInOneHeaderAndTheSchemeCountsMoreThanTheHeader(AuthScheme scheme, String header, String expected) {
		KeySource keys = new KeySource("anthropic", new KeySettings("k", List.of(), null, List.of(), true),
				KeySupplier.NONE, (name) -> null);
		WireRequest plain = new WireRequest("POST", "https://host.test", Map.of(), null, true, List.of());
		WireRequest sent = new KeyAuthorizer(keys, new AuthSettings(scheme, header), null).authorize(plain, null)
			.block();
		String written = sent.headers()
			.entrySet()
			.stream()
			.map((entry) -> entry.getKey().toLowerCase(java.util.Locale.ROOT) + ": " + entry.getValue())
			.reduce((one, other) -> one + ", " + other)
			.orElse(null);
		assertThat(written).isEqualTo(expected);
	}

}
