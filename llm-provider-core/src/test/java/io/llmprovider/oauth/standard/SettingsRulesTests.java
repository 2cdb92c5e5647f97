package io.llmprovider.oauth.standard;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.llmprovider.error.ConfigurationException;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.OAuthSettings.ClientAuthentication;
import io.llmprovider.oauth.SignInPrompts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Settings that cannot work are found before anybody is asked, and named.
 */
class SettingsRulesTests {

	static Stream<Arguments> settings() {
		return Stream.of(of("device-code", (s) -> s.clientId(null), "client-id"),
				of("device-code", (s) -> s.clientId("${CLIENT}"), "client-id"),
				of("device-code", (s) -> s.parameters(Map.of("state", "x")), "parameters"),
				of("device-code", (s) -> s.tokenUri("/token"), "token-uri"),
				of("device-code", (s) -> s.tokenUri("https://a b"), "token-uri"),
				of("authorization-code", (s) -> s.redirectUri("app:/callback"), "redirect-uri"),
				of("password", (s) -> s, "flow"));
	}

	@ParameterizedTest
	@MethodSource("settings")
	void theMessageNamesTheProperty(String flow, UnaryOperator<OAuthSettings.Builder> change, String property) {
		ConfigurationException failure = catchThrowableOfType(ConfigurationException.class,
				() -> new StandardFlows().create(FakeServer.context(change.apply(complete(flow)).build())));
		assertThat(failure).hasMessageContaining("llm.providers.office.oauth." + property);
		assertThat(failure.attempts()).isZero();
	}

	static Stream<Arguments> endpoints() {
		return Stream.of(of("device-code", (s) -> s.deviceAuthorizationUri(null), "device-authorization-uri"),
				of("authorization-code", (s) -> s.authorizationUri(null), "authorization-uri"),
				of("client-credentials", (s) -> s, "client-secret"),
				of("client-credentials", (s) -> s.clientSecret("${SECRET}"), "client-secret"),
				of("device-code", (s) -> s.clientAuthentication(ClientAuthentication.POST), "client-secret"),
				of("client-credentials", (s) -> s.clientSecret("s").tokenUri(null), "token-uri"));
	}

	@ParameterizedTest
	@MethodSource("endpoints")
	void whatIsMissingIsNamedBeforeAnythingIsSent(String flow, UnaryOperator<OAuthSettings.Builder> change,
			String property) {
		OAuthSettings settings = change.apply(complete(flow)).build();
		assertThat(catchThrowableOfType(ConfigurationException.class,
				() -> new StandardFlows().create(FakeServer.context(settings)).signIn(SignInPrompts.NOBODY).block()))
			.hasMessageContaining("llm.providers.office.oauth." + property);
	}

	private static Arguments of(String flow, UnaryOperator<OAuthSettings.Builder> change, String property) {
		return Arguments.of(flow, change, property);
	}

	private static OAuthSettings.Builder complete(String flow) {
		return OAuthSettings.builder()
			.flow(flow)
			.clientId("app")
			.tokenUri("http://127.0.0.1:1/token")
			.authorizationUri("http://127.0.0.1:1/authorize")
			.deviceAuthorizationUri("http://127.0.0.1:1/device");
	}

}
