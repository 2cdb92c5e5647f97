package io.llmprovider.signin;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/**
 * The authorization server: Spring's own endpoints, pages and rules, with rotating
 * refresh tokens. Two things are added to what it does by itself, as a server must that
 * has public clients without PKCE: they may ask for device codes and refresh their
 * tokens, and a public client gets a refresh token.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AuthorizationServerConfiguration {

	@Bean
	TokenRequestLog tokenRequestLog() {
		return new TokenRequestLog();
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityFilterChain authorizationServer(HttpSecurity http, RegisteredClientRepository clients) {
		http.oauth2AuthorizationServer((server) -> {
			http.securityMatcher(server.getEndpointsMatcher());
			server.clientAuthentication((authentication) -> authentication.authenticationConverter(PublicClient::of)
				.authenticationProvider(new PublicClientProvider(clients)));
			server.deviceAuthorizationEndpoint(Customizer.withDefaults());
			server.deviceVerificationEndpoint(Customizer.withDefaults());
		}).authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
		http.exceptionHandling((exceptions) -> exceptions.defaultAuthenticationEntryPointFor(
				new LoginUrlAuthenticationEntryPoint("/login"), new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
		return http.build();
	}

	@Bean
	SecurityFilterChain pages(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.formLogin(Customizer.withDefaults())
			.build();
	}

	@Bean
	UserDetailsService users() {
		return new InMemoryUserDetailsManager(User.withUsername(AuthorizationServer.USER)
			.password("{noop}" + AuthorizationServer.PASSWORD)
			.roles("USER")
			.build());
	}

	@Bean
	RegisteredClientRepository clients(@Value("${test.token-life}") Duration life) {
		return new InMemoryRegisteredClientRepository(
				client(AuthorizationServer.GATEWAY, life,
						(client) -> client.clientSecret("{noop}" + AuthorizationServer.GATEWAY_SECRET)
							.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
							.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)),
				client(AuthorizationServer.DESKTOP, life,
						(client) -> client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
							.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
							.authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
							.redirectUri("http://127.0.0.1/callback")),
				client(AuthorizationServer.TERMINAL, life,
						(client) -> client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
							.authorizationGrantType(AuthorizationGrantType.DEVICE_CODE)
							.authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)));
	}

	@Bean
	OAuth2TokenGenerator<?> tokenGenerator(JWKSource<SecurityContext> keys) {
		return new DelegatingOAuth2TokenGenerator(new JwtGenerator(new NimbusJwtEncoder(keys)),
				AuthorizationServerConfiguration::refreshToken);
	}

	private static @Nullable OAuth2RefreshToken refreshToken(OAuth2TokenContext context) {
		if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
			return null;
		}
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		Instant now = Instant.now();
		Duration life = Objects.requireNonNull(context.getRegisteredClient())
			.getTokenSettings()
			.getRefreshTokenTimeToLive();
		return new OAuth2RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(random), now,
				now.plus(life));
	}

	private static RegisteredClient client(String id, Duration tokenLife, Consumer<RegisteredClient.Builder> grants) {
		RegisteredClient.Builder client = RegisteredClient.withId(UUID.randomUUID().toString())
			.clientId(id)
			.scope(AuthorizationServer.SCOPE)
			.clientSettings(ClientSettings.builder().requireAuthorizationConsent(true).requireProofKey(true).build())
			.tokenSettings(TokenSettings.builder().accessTokenTimeToLive(tokenLife).reuseRefreshTokens(false).build());
		grants.accept(client);
		return client.build();
	}

}
