package io.llmprovider.auth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.error.AuthenticationException;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeySourceTests {

	private static final List<String> VARIABLES = List.of("FIRST", "SECOND");

	private final Map<String, String> environment = new HashMap<>();

	@ParameterizedTest
	@CsvSource(nullValues = "-", quoteCharacter = '"', value = {
			// of the call, configured, FIRST, SECOND, what is used
			"call,conf,one,two,call", "-,conf,one,two,conf", "-,-,one,two,one", "-,-,-,two,two", "-,\"\",one,two,one",
			"-,\" \",-,two,two", "-,${KEY},one,two,one", "-,${KEY:},-,two,two", "-,prefix-${KEY},-,two,two",
			"-,-,\"  \",two,two", "-,-,${ONE},two,two", "\" call\",conf,-,-,call", "-,\" conf \",-,-,conf" })
	void theFirstThatIsSetIsUsedWithoutBlanksAround(String call, String configured, String first, String second,
			String used) {
		this.environment.put("FIRST", first);
		this.environment.put("SECOND", second);

		assertThat(source(configured, VARIABLES, true).key(call)).contains(used);
	}

	@Test
	void aKeyThatChangesIsUsedAtOnce() {
		KeySource source = source(null, VARIABLES, true);
		assertThat(source.isPresent()).isFalse();

		this.environment.put("SECOND", "new");

		assertThat(source.key(null)).contains("new");
		assertThat(source.isPresent()).isTrue();
	}

	@Test
	void aKeyMayBeAbsentWhereNoneIsRequired() {
		assertThat(source(null, VARIABLES, false).key(null)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = {
			"- | Provider 'p' has no API key. Set llm.providers.p.api-key, or the environment variable FIRST or SECOND.",
			"${MY_KEY} | Provider 'p' has no API key: the variable MY_KEY that llm.providers.p.api-key refers to is not set. Set MY_KEY, or write the key's source in llm.providers.p.api-key.",
			"a${MY_KEY:x}b | Provider 'p' has no API key: the variable MY_KEY that llm.providers.p.api-key refers to is not set. Set MY_KEY, or write the key's source in llm.providers.p.api-key.",
			"${MY_KEY | Provider 'p' has no API key. Set llm.providers.p.api-key, or the environment variable FIRST or SECOND." })
	void aMissingKeyNamesWhatToSet(String configured, String message) {
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> source(configured, VARIABLES, true).key(null))
			.withMessage(message)
			.satisfies((failure) -> assertThat(failure.attempts()).isZero());
	}

	@Test
	void withoutVariablesOnlyThePropertyIsNamed() {
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> source(null, List.of(), true).key(null))
			.withMessage("Provider 'p' has no API key. Set llm.providers.p.api-key.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "${TENANT_KEY}" })
	void anEmptyKeyOfACallIsNeverReplacedByTheProvidersOwn(String key) {
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> source("conf", VARIABLES, true).key(key))
			.withMessageContaining("for this call to provider 'p' is empty");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sk-7\nb", "sk-7\r\nX-Other: 1", "sk-7 b", "sk-7é", "sk-7\u0000b", "sk-7\u007fb" })
	void aKeyThatNoHeaderCanCarryIsNotSentAndNotShown(String key) {
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> source(key, VARIABLES, true).key(null))
			.withMessageContaining("llm.providers.p.api-key")
			.satisfies((failure) -> assertThat(failure.getMessage()).doesNotContain("sk-7"));
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> source(null, VARIABLES, true).key(key));
	}

	@Test
	void keysAreNotInItsWords() {
		assertThat(source("sk-secret", VARIABLES, true)).hasToString("KeySource[p, key present]");
		assertThat(source(null, VARIABLES, true)).hasToString("KeySource[p, no key]");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = {
			// scheme, header | header that is sent, value
			"-,-, Authorization,Bearer k1", "BEARER,-, Authorization,Bearer k1",
			"BEARER,x-key, Authorization,Bearer k1", "HEADER,x-key, x-key,k1", "-,x-key, x-key,k1", "NONE,-, -,-",
			"NONE,x-key, -,-" })
	void aKeyTravelsByItsScheme(AuthScheme scheme, String header, String name, String value) {
		Authorizer authorizer = new KeyAuthorizer(source("k1", VARIABLES, true), new AuthSettings(scheme, header),
				null);

		Map<String, String> headers = request(authorizer.authorize(get("https://a.example/v1"), null)).headers();

		assertThat(headers).isEqualTo((name != null) ? Map.of(name, value) : Map.of());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = {
			// high rank | low rank | merged
			"-,-, HEADER,x, HEADER,x", "BEARER,-, HEADER,x, BEARER,x", "-,y, BEARER,-, HEADER,y",
			"-,y, HEADER,x, HEADER,y", "HEADER,y, NONE,-, HEADER,y", "NONE,-, HEADER,x, NONE,x" })
	void whatIsNotSetIsTakenFromBelowAndANamedHeaderIsMeant(AuthScheme scheme, String header, AuthScheme lowScheme,
			String lowHeader, AuthScheme mergedScheme, String mergedHeader) {
		assertThat(new AuthSettings(scheme, header).orElse(new AuthSettings(lowScheme, lowHeader)))
			.isEqualTo(new AuthSettings(mergedScheme, mergedHeader));
	}

	@ParameterizedTest
	@CsvSource({ "https://api.example.com/v1/chat, true", "https://API.example.com:443/other, true",
			"http://api.example.com/v1/chat, false", "https://api.example.com.evil.org/v1, false",
			"https://api.example.com:8443/v1, false", "https://other.example.com/v1, false" })
	void aKeyOfAVariableGoesOnlyToTheOriginItBelongsTo(String uri, boolean sent) {
		this.environment.put("FIRST", "k1");
		KeySource keys = source(null, VARIABLES, false);
		Authorizer authorizer = new KeyAuthorizer(keys, AuthSettings.UNSET, "https://api.example.com/v1");

		assertThat(request(authorizer.authorize(get(uri), null)).headers().containsKey("Authorization"))
			.isEqualTo(sent);
		assertThat(request(authorizer.authorize(get(uri), "own")).headers()).containsValue("Bearer own");
	}

	@Test
	void aConfiguredKeyGoesWhereItsProviderIsConfiguredToGo() {
		Authorizer authorizer = new KeyAuthorizer(source("k1", VARIABLES, true), AuthSettings.UNSET,
				"https://api.example.com/v1");

		assertThat(request(authorizer.authorize(get("https://elsewhere.example.org/"), null)).headers())
			.containsValue("Bearer k1");
	}

	private KeySource source(String configured, List<String> variables, boolean required) {
		return new KeySource("p", new KeySettings(configured, List.of(), null, variables, required), KeySupplier.NONE,
				this.environment::get);
	}

	private static WireRequest get(String uri) {
		return WireRequest.post(uri, Map.of(), true, List.of());
	}

	private static WireRequest request(Mono<WireRequest> authorized) {
		return authorized.block();
	}

}
