package io.llmprovider.oauth.standard;

import java.net.URI;
import java.util.Objects;

import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.SignInPrompts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A server tells its addresses itself.
 */
class DiscoveryTests {

	private static final String TOKEN = """
			{"access_token": "a-1", "token_type": "Bearer", "expires_in": 3600}""";

	private final FakeServer server = new FakeServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aServerIsAskedOnceForWhatIsNotSet() {
		this.server.answers(200, document(this.server.uri(""))).answers(200, TOKEN).answers(200, TOKEN);
		OAuthFlow flow = flow(settings());
		flow.signIn(SignInPrompts.NOBODY).block();
		flow.signIn(SignInPrompts.NOBODY).block();
		assertThat(this.server.asked).extracting(FakeServer.Asked::path)
			.containsExactly("/.well-known/openid-configuration", "/told/token", "/told/token");
	}

	@Test
	void aServerWithoutOpenIdConnectTellsItElsewhere() {
		this.server.answers(302, "text/html", "").answers(200, document(this.server.uri(""))).answers(200, TOKEN);
		flow(settings()).signIn(SignInPrompts.NOBODY).block();
		assertThat(this.server.asked).extracting(FakeServer.Asked::path)
			.containsExactly("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server",
					"/told/token");
	}

	@Test
	void whatIsSetWinsOverWhatIsTold() {
		this.server.answers(200, document(this.server.uri(""))).answers(200, TOKEN);
		flow(settings().tokenUri(this.server.uri("/mine"))).signIn(SignInPrompts.NOBODY).block();
		assertThat(this.server.asked.get(1).path()).isEqualTo("/mine");
	}

	@Test
	void aServerThatSpeaksForAnotherOneIsNotBelieved() {
		this.server.answers(200, document("https://elsewhere.example.com"));
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> flow(settings()).signIn(SignInPrompts.NOBODY).block())
			.withMessageContaining("https://elsewhere.example.com")
			.withMessageContaining("llm.providers.office.oauth.issuer-uri");
		assertThat(this.server.asked).hasSize(1);
	}

	@Test
	void aServerThatTellsNothingIsAMistakeInTheConfiguration() {
		this.server.answers(404, "{}").answers(404, "{}");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> flow(settings()).signIn(SignInPrompts.NOBODY).block())
			.withMessageContaining("issuer-uri");
	}

	@Test
	void aFailureIsNotKept() {
		this.server.answers(503, "text/html", "").answers(200, document(this.server.uri(""))).answers(200, TOKEN);
		OAuthFlow flow = flow(settings());
		assertThat(catchThrowableOfType(LlmException.class, () -> flow.signIn(SignInPrompts.NOBODY).block()).kind())
			.isEqualTo(ErrorKind.SERVER);
		assertThat(Objects.requireNonNull(flow.signIn(SignInPrompts.NOBODY).block()).access()).isEqualTo("a-1");
	}

	@Test
	void anIssuerWithAPathHasTwoPlaces() {
		assertThat(Discovery.addresses("https://sso.example.com/realms/a/")).containsExactly(
				URI.create("https://sso.example.com/realms/a/.well-known/openid-configuration"),
				URI.create("https://sso.example.com/.well-known/oauth-authorization-server/realms/a"));
	}

	private OAuthSettings.Builder settings() {
		return OAuthSettings.builder()
			.flow("client-credentials")
			.clientId("app")
			.clientSecret("s")
			.issuerUri(this.server.uri(""));
	}

	private String document(String issuer) {
		return "{\"issuer\": \"" + issuer + "\", \"token_endpoint\": \"" + this.server.uri("/told/token") + "\"}";
	}

	private static OAuthFlow flow(OAuthSettings.Builder settings) {
		return new StandardFlows().create(FakeServer.context(settings.build()));
	}

}
