package io.llmprovider.auth.entra;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.error.AuthenticationException;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EntraTokensTests {

	private static final WireRequest PLAIN = WireRequest.post("https://contoso.openai.azure.com", Map.of(), true,
			List.of());

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-,https://cognitiveservices.azure.com/.default",
			"https://ai.azure.com/.default,https://ai.azure.com/.default" })
	void aTokenIsMadeForTheScope(@Nullable String scope, String expected) {
		AtomicReference<List<String>> asked = new AtomicReference<>();
		TokenCredential credential = (context) -> {
			asked.set(context.getScopes());
			return Mono.just(new AccessToken("jwt", OffsetDateTime.now().plusHours(1)));
		};
		WireRequest sent = EntraTokens.authorizer("office", scope, credential).authorize(PLAIN, null).block();
		assertThat(sent.headers()).containsEntry("Authorization", "Bearer jwt").doesNotContainKey("api-key");
		assertThat(asked.get()).containsExactly(expected);
	}

	@Test
	void aCredentialThatBlocksDoesNotBlockTheEventLoop() {
		AtomicReference<Boolean> mayBlock = new AtomicReference<>();
		TokenCredential credential = (context) -> {
			mayBlock.set(!Schedulers.isInNonBlockingThread());
			return Mono.just(new AccessToken("jwt", OffsetDateTime.now().plusHours(1)));
		};
		Authorizer authorizer = EntraTokens.authorizer("office", null, credential);
		Mono.defer(() -> authorizer.authorize(PLAIN, null)).subscribeOn(Schedulers.parallel()).block();
		assertThat(mayBlock.get()).isTrue();
	}

	@Test
	void aFailureNamesTheProviderTheScopeAndTheWaysOut() {
		TokenCredential credential = (context) -> Mono
			.error(new IllegalStateException("CredentialUnavailable: nobody is signed in\nand a long list follows"));
		Authorizer authorizer = EntraTokens.authorizer("office", null, credential);
		assertThatExceptionOfType(AuthenticationException.class)
			.isThrownBy(() -> authorizer.authorize(PLAIN, null).block())
			.withMessageContainingAll("'office'", "https://cognitiveservices.azure.com/.default", "nobody is signed in",
					"az login", "llm.providers.office.api-key")
			.withMessageNotContaining("long list");
	}

	@Test
	void theLibraryIsFoundWhereItIs() {
		assertThat(EntraLibrary.isPresent()).isTrue();
	}

}
