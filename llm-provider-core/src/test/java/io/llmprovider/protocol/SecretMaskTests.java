package io.llmprovider.protocol;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretMaskTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			token Bearer abcd1234efgh5678 refused                 | token Bearer *** refused
			Authorization: Basic dXNlcjpwYXNzd29yZA1              | Authorization: Basic ***
			sk-ant-api03-AbCdEf0123456789xyz is wrong             | sk-*** is wrong
			gsk_AbCdEf0123456789xyzXYZ                            | gsk_***
			AIzaSyA1234567890abcdefghijklmnopqrstuv               | AIza***
			ya29.a0AfH6SMBx1234567890                             | ya29.***
			AKIAIOSFODNN7EXAMPLE                                  | AKIA***
			eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF          | eyJ***
			https://host/path?key=AbC123456789&alt=sse            | https://host/path?key=***&alt=sse
			api_key=Zz99887766554433                              | api_key=***
			{"x-api-key": "short-secret"}                         | {"x-api-key": "***"}
			x-api-key: 0123456789abcdef                           | x-api-key: ***
			""")
	void whatHasTheFormOfAKeyIsMasked(String text, String expected) {
		assertThat(SecretMask.apply(text)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Incorrect API key provided: invalid-key. You can find your API key at https://x.test.",
			"Authentication Fails, Your api key: ****-key is invalid", "Invalid API Key",
			"Incorrect API key provided: sk-proj-****abcd.", "Missing bearer authentication in header",
			"The security token included in the request is invalid.", "prompt is too long: 3333404 tokens > 200000",
			"model 'sk-learn' not found", "Use max_tokens=4096 instead of token=value",
			"key-value pairs are not allowed", "{\"error\":{\"code\":\"invalid_api_key\",\"key\":\"value\"}}",
			"no such tool: key_for_the_front_door_of_the_house" })
	void ordinaryWordsStayAsTheyCame(String text) {
		assertThat(SecretMask.apply(text)).isEqualTo(text);
	}

}
