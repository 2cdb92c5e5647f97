package io.llmprovider.auth.google;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GoogleTokensTests {

	private static final String MODEL = "/publishers/google/models/m:generateContent";

	private final AtomicInteger fetched = new AtomicInteger();

	@Test
	void aTokenIsFetchedOnceForAllAndAgainWhenItIsRefused() {
		Authorizer authorizer = GoogleTokens.authorizer("vertex", null, new Known("p", null));
		WireRequest request = request("https://x.test/v1/projects/p" + MODEL);
		List<WireRequest> signed = Flux.range(0, 20)
			.flatMap((i) -> authorizer.authorize(request, null), 20)
			.collectList()
			.block();
		assertThat(signed).hasSize(20)
			.allSatisfy((each) -> assertThat(each.headers()).containsEntry("Authorization", "Bearer token1"));
		assertThat(authorizer.renew(signed.get(0))).isTrue();
		assertThat(authorizer.authorize(request, null).block().headers()).containsEntry("Authorization",
				"Bearer token2");
		assertThat(authorizer.worksWithoutKey()).isTrue();
	}

	@Test
	void credentialsWithoutScopeGetOne() {
		Known known = new Known("p", null);
		GoogleTokens.authorizer("vertex", null, known).authorize(request("https://x.test" + MODEL), null).block();
		GoogleTokens.authorizer("vertex", "https://scope.test", known)
			.authorize(request("https://x.test" + MODEL), null)
			.block();
		assertThat(known.scopes).containsExactly(GoogleTokens.DEFAULT_SCOPE, "https://scope.test");
	}

	@ParameterizedTest
	@CsvSource({
			"https://aiplatform.googleapis.com/v1, https://aiplatform.googleapis.com/v1/projects/own/locations/global",
			"https://us-east1-aiplatform.googleapis.com/v1, https://us-east1-aiplatform.googleapis.com/v1/projects/own/locations/us-east1",
			"https://aiplatform.eu.rep.googleapis.com/v1, https://aiplatform.eu.rep.googleapis.com/v1/projects/own/locations/eu",
			"https://proxy.test/v1/projects/other, https://proxy.test/v1/projects/other" })
	void theProjectOfTheCredentialsFillsTheGap(String base, String expected) {
		WireRequest tuned = GoogleTokens.authorizer("vertex", null, new Known("own", null))
			.authorize(request(base + "/endpoints/123:streamGenerateContent?alt=sse"), null)
			.block();
		assertThat(tuned.uri()).isEqualTo(expected + "/endpoints/123:streamGenerateContent?alt=sse");
		WireRequest signed = GoogleTokens.authorizer("vertex", null, new Known("own", "payer"))
			.authorize(request(base + MODEL), null)
			.block();
		assertThat(signed.uri()).isEqualTo(expected + MODEL);
		assertThat(signed.headers()).containsEntry("x-goog-user-project", "payer");
	}

	@Test
	void aPayerOfOnesOwnCountsMoreThanThatOfTheCredentials() {
		WireRequest sent = GoogleTokens.authorizer("vertex", null, new Known("own", "payer"))
			.authorize(request("https://x.test/v1" + MODEL).header("X-Goog-User-Project", "mine"), null)
			.block();
		assertThat(sent.headers()).containsEntry("X-Goog-User-Project", "mine").doesNotContainValue("payer");
	}

	@Test
	void noEventLoopWaitsForTheLibrary() {
		List<Boolean> free = new java.util.concurrent.CopyOnWriteArrayList<>();
		GoogleCredentials blocking = new Known("p", null) {
			@Override
			public AccessToken refreshAccessToken() throws IOException {
				free.add(!Schedulers.isInNonBlockingThread());
				return super.refreshAccessToken();
			}
		};
		GoogleTokens.authorizer("vertex", null, blocking)
			.authorize(request("https://x.test/v1/projects/p" + MODEL), null)
			.subscribeOn(Schedulers.parallel())
			.block();
		assertThat(free).containsExactly(true);
	}

	@Test
	void whoeverHasNoProjectIsTold() {
		Authorizer authorizer = GoogleTokens.authorizer("vertex", null, new Known(null, null));
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> authorizer.authorize(request("https://x.test/v1" + MODEL), null).block())
			.withMessageContaining("GOOGLE_CLOUD_PROJECT");
	}

	@Test
	void aKeyOfTheCallGoesInsteadOfAToken() {
		WireRequest signed = GoogleTokens.authorizer("vertex", null, new Known(null, null))
			.authorize(request("https://x.test/v1" + MODEL), "own")
			.block();
		assertThat(signed.headers()).containsEntry("Authorization", "Bearer own");
		assertThat(this.fetched).hasValue(0);
	}

	@Test
	void credentialsThatFailSayHowToGetOthers() {
		GoogleCredentials broken = new Known("p", null) {
			@Override
			public AccessToken refreshAccessToken() throws IOException {
				throw new IOException("invalid_grant");
			}
		};
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> GoogleTokens.authorizer("vertex", null, broken)
				.authorize(request("https://x.test" + MODEL), null)
				.block())
			.withMessageContaining("invalid_grant")
			.withMessageContaining("gcloud auth application-default login")
			.withMessageContaining("llm.providers.vertex.api-key");
	}

	@Test
	void theLibraryIsFound() {
		assertThat(GoogleLibrary.isPresent()).isTrue();
	}

	private static WireRequest request(String uri) {
		return WireRequest.post(uri, Map.of(), true, List.of());
	}

	/**
	 * Credentials that need no server.
	 */
	private class Known extends GoogleCredentials {

		private final @Nullable String project;

		private final @Nullable String payer;

		final List<String> scopes = new java.util.concurrent.CopyOnWriteArrayList<>();

		Known(@Nullable String project, @Nullable String payer) {
			this.project = project;
			this.payer = payer;
		}

		@Override
		public boolean createScopedRequired() {
			return true;
		}

		@Override
		public GoogleCredentials createScoped(java.util.Collection<String> wanted) {
			this.scopes.addAll(wanted);
			return this;
		}

		@Override
		public AccessToken refreshAccessToken() throws IOException {
			return new AccessToken("token" + GoogleTokensTests.this.fetched.incrementAndGet(),
					Date.from(Instant.now().plusSeconds(3600)));
		}

		@Override
		public @Nullable String getProjectId() {
			return this.project;
		}

		@Override
		public @Nullable String getQuotaProjectId() {
			return this.payer;
		}

	}

}
