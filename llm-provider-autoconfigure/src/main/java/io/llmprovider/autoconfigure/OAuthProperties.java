package io.llmprovider.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.OAuthSettings.ClientAuthentication;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one signs in at a provider.
 *
 * @param flow Way to sign in: 'authorization-code', 'device-code', 'client-credentials',
 * or the name of an OAuthFlow bean.
 * @param clientId Id of the application at the authorization server.
 * @param clientSecret Secret of the application. Public clients have none.
 * @param clientAuthentication How the application proves who it is where tokens are
 * given. Clients with a secret do so by 'basic' if nobody says otherwise.
 * @param issuerUri Authorization server, which tells the addresses that are not set.
 * @param authorizationUri Address to which the user's browser is sent.
 * @param tokenUri Address at which tokens are given.
 * @param deviceAuthorizationUri Address at which device codes are given.
 * @param revocationUri Address at which tokens are taken back. They are only forgotten if
 * it is left open.
 * @param redirectUri Loopback address to which the browser comes back, such as
 * 'http://127.0.0.1:8085/callback'. Port 0 takes a free one.
 * @param scopes What the tokens are for.
 * @param parameters What else is sent to the authorization server, such as 'audience'.
 * @param timeout Time that a user may take to sign in. Ten minutes if nobody says
 * otherwise.
 */
@ConfigurationPropertiesSource
record OAuthProperties(@Nullable String flow, @Nullable String clientId, @Nullable String clientSecret,
		@Nullable ClientAuthentication clientAuthentication, @Nullable String issuerUri,
		@Nullable String authorizationUri, @Nullable String tokenUri, @Nullable String deviceAuthorizationUri,
		@Nullable String revocationUri, @Nullable String redirectUri, @DefaultValue List<String> scopes,
		@DefaultValue Map<String, String> parameters, @Nullable Duration timeout) {

	OAuthSettings toSettings(PropertyPath path) {
		return OAuthSettings.builder()
			.flow(PropertyPath.text(this.flow))
			.clientId(PropertyPath.text(this.clientId))
			.clientSecret(PropertyPath.text(this.clientSecret))
			.clientAuthentication(this.clientAuthentication)
			.issuerUri(PropertyPath.text(this.issuerUri))
			.authorizationUri(PropertyPath.text(this.authorizationUri))
			.tokenUri(PropertyPath.text(this.tokenUri))
			.deviceAuthorizationUri(PropertyPath.text(this.deviceAuthorizationUri))
			.revocationUri(PropertyPath.text(this.revocationUri))
			.redirectUri(PropertyPath.text(this.redirectUri))
			.scopes(this.scopes)
			.parameters(this.parameters)
			.timeout(path.positive("timeout", this.timeout))
			.build();
	}

	@Override
	public String toString() {
		return "OAuthProperties[flow=" + this.flow + "]";
	}

}
