package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.auth.AuthScheme;
import io.llmprovider.auth.AuthSettings;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.KeySettings;
import io.llmprovider.auth.KeySource;
import io.llmprovider.auth.KeySupplier;
import io.llmprovider.protocol.Cloud;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What puts credentials on the requests of a provider, and what it is told.
 */
class AuthorizersTests {

	private static final WireRequest REQUEST = WireRequest.post("https://p.test/chat", Map.of(), true, List.of());

	private final List<String> asked = new ArrayList<>();

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "ENTRA,-,https://scope.test,entra", "ENTRA,-,-,entra", "GOOGLE,-,https://scope.test,google",
					"GOOGLE,-,-,google", "-,AZURE,https://scope.test,entra", "-,AZURE,-,entra",
					"-,GOOGLE,https://scope.test,google", "-,GOOGLE,-,google", "ENTRA,GOOGLE,https://scope.test,entra",
					"GOOGLE,AZURE,https://scope.test,google" })
	void tokensAreForTheScopeOfTheSettings(@Nullable AuthScheme scheme, @Nullable Cloud cloud, @Nullable String scope,
			String issuer) {
		WireRequest signed = create(cloud, new AuthSettings(scheme, null, scope)).authorize(REQUEST, null).block();

		assertThat(this.asked).containsExactly(issuer + " p " + scope);
		assertThat(signed.headers()).containsEntry("Authorization", "Bearer of " + issuer);
	}

	@ParameterizedTest
	@CsvSource({ "AZURE", "GOOGLE" })
	void whoeverWantsNoCredentialsGetsNoToken(Cloud cloud) {
		WireRequest signed = create(cloud, new AuthSettings(AuthScheme.NONE, null)).authorize(REQUEST, null).block();

		assertThat(this.asked).isEmpty();
		assertThat(signed.headers()).doesNotContainKey("Authorization");
	}

	private Authorizer create(@Nullable Cloud cloud, AuthSettings auth) {
		Protocols protocols = Protocols.of(List.of(new FakeProtocol() {
			@Override
			public @Nullable Cloud cloud() {
				return cloud;
			}
		}));
		ProviderSettings settings = ProviderSettings.builder("p").api("fake").auth(auth).build();
		KeySource keys = new KeySource("p", new KeySettings(null, List.of(), null, List.of(), false), KeySupplier.NONE,
				(name) -> null);
		return new Authorizers(protocols, Map.of(), (name) -> null, new Tokens()).create(settings, keys, null);
	}

	/**
	 * Remembers what tokens are asked for.
	 */
	private final class Tokens implements CloudTokens {

		@Override
		public Authorizer entra(String provider, @Nullable String scope) {
			return of("entra", provider, scope);
		}

		@Override
		public Authorizer google(String provider, @Nullable String scope) {
			return of("google", provider, scope);
		}

		private Authorizer of(String issuer, String provider, @Nullable String scope) {
			AuthorizersTests.this.asked.add(issuer + " " + provider + " " + scope);
			return (request, key) -> Mono.just(request.header("Authorization", "Bearer of " + issuer));
		}

	}

}
