package io.llmprovider.oauth.standard;

import java.util.Objects;

import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthSettings;
import io.llmprovider.oauth.OAuthSettings.ClientAuthentication;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * The application's settings in Spring Security's words.
 */
final class Registrations {

	private final FlowContext context;

	Registrations(FlowContext context) {
		this.context = context;
	}

	ClientRegistration of(AuthorizationGrantType grant, Endpoints endpoints) {
		new SettingsRules(this.context).requireSecret();
		OAuthSettings settings = this.context.settings();
		ClientRegistration.Builder registration = ClientRegistration.withRegistrationId(this.context.provider())
			.clientId(Objects.requireNonNull(settings.clientId()))
			.clientAuthenticationMethod(authentication(settings))
			.authorizationGrantType(grant)
			.tokenUri(Endpoints.required(endpoints.token(), "token-uri", this.context))
			.scope(settings.scopes());
		if (settings.clientSecret() != null) {
			registration.clientSecret(settings.clientSecret());
		}
		if (grant.equals(AuthorizationGrantType.AUTHORIZATION_CODE)) {
			registration.redirectUri(LoopbackAddress.of(this.context).template())
				.authorizationUri(Endpoints.required(endpoints.authorization(), "authorization-uri", this.context));
		}
		return registration.build();
	}

	private static ClientAuthenticationMethod authentication(OAuthSettings settings) {
		ClientAuthentication authentication = settings.clientAuthentication();
		if (authentication == null) {
			authentication = (settings.clientSecret() != null) ? ClientAuthentication.BASIC : ClientAuthentication.NONE;
		}
		return switch (authentication) {
			case BASIC -> ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
			case POST -> ClientAuthenticationMethod.CLIENT_SECRET_POST;
			case NONE -> ClientAuthenticationMethod.NONE;
		};
	}

}
