package io.llmprovider.signin;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.Test;

class AuthorizationServerIT {
	@Test
	void probe() throws Exception {
		try (AuthorizationServer s = AuthorizationServer.start(Duration.ofMinutes(5))) {
			for (String[] c : new String[][] { { "/oauth2/token", "grant_type=client_credentials&client_id=gateway&client_secret=gateway-secret&scope=llm.use" }, {"/oauth2/device_authorization", "client_id=terminal&scope=llm.use"},{"/oauth2/token", "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=terminal&device_code=xx"} }) {
			var r = HttpClient.newHttpClient().send(HttpRequest.newBuilder(s.uri(c[0])).header("Content-Type", "application/x-www-form-urlencoded").header("Authorization", c[1].contains("gateway") ? "Basic Z2F0ZXdheTpnYXRld2F5LXNlY3JldA==" : "x").POST(HttpRequest.BodyPublishers.ofString(c[1])).build(), HttpResponse.BodyHandlers.ofString());
			System.out.println(r.statusCode() + " " + r.body());
			}
			var r = HttpClient.newHttpClient().send(HttpRequest.newBuilder(s.uri("/.well-known/oauth-authorization-server")).build(), HttpResponse.BodyHandlers.ofString());
			System.out.println(r.statusCode() + " " + r.body());
		}
	}
}
