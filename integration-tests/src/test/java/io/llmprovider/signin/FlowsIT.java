package io.llmprovider.signin;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.SignInPrompts;
import io.llmprovider.oauth.standard.StandardFlows;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

class FlowsIT {

	static AuthorizationServer server;

	@BeforeAll
	static void start() {
		server = AuthorizationServer.start(Duration.ofMinutes(30));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	OAuthFlow flow(String flow, String client) {
		OAuthSettings.Builder settings = OAuthSettings.builder()
			.flow(flow)
			.clientId(client)
			.scopes(List.of(AuthorizationServer.SCOPE))
			.authorizationUri(server.issuer() + "/oauth2/authorize")
			.tokenUri(server.issuer() + "/oauth2/token")
			.deviceAuthorizationUri(server.issuer() + "/oauth2/device_authorization")
			.revocationUri(server.issuer() + "/oauth2/revoke")
			.timeout(Duration.ofSeconds(8));
		if (client.equals("gateway")) {
			settings.clientSecret(AuthorizationServer.GATEWAY_SECRET);
		}
		return new StandardFlows()
			.create(new FlowContext("office", settings.build(), () -> WebClient.builder().build(), Clock.systemUTC()));
	}

	@Test
	void gateway() {
		OAuthCredentials c = flow("client-credentials", "gateway").signIn(SignInPrompts.NOBODY).block();
		System.out.println(c);
		assertThat(c.access()).startsWith("ey");
	}

	@Test
	void desktop() {
		OAuthFlow flow = flow("authorization-code", "desktop");
		OAuthCredentials c = flow.signIn(new UserPrompts(Browser.ofConsentingUser())).block();
		System.out.println(c);
		OAuthCredentials d = flow.refresh(c).block();
		System.out.println(d);
		assertThat(d.refresh()).isNotEqualTo(c.refresh());
		try {
			flow.refresh(c).block();
		}
		catch (Exception ex) {
			System.out.println(ex);
		}
		flow.revoke(d).block();
		try {
			flow.refresh(d).block();
		}
		catch (Exception ex) {
			System.out.println(ex);
		}
	}

	@Test
	void desktopNo() {
		OAuthFlow flow = flow("authorization-code", "desktop");
		try {
			flow.signIn(new UserPrompts(Browser.ofRefusingUser())).block();
		}
		catch (Exception ex) {
			System.out.println(ex);
		}
	}

	@Test
	void terminal() {
		OAuthFlow flow = flow("device-code", "terminal");
		OAuthCredentials c = flow.signIn(new UserPrompts(Browser.ofConsentingUser())).block();
		System.out.println(c);
	}

	@Test
	void terminalNo() {
		OAuthFlow flow = flow("device-code", "terminal");
		try {
			flow.signIn(new UserPrompts(Browser.ofRefusingUser())).block();
		}
		catch (Exception ex) {
			System.out.println(ex);
		}
	}

}
