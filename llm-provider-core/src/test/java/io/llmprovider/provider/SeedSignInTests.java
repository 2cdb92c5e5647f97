package io.llmprovider.provider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.llmprovider.HandClock;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.Model;
import io.llmprovider.oauth.CredentialKey;
import io.llmprovider.oauth.DeviceCode;
import io.llmprovider.oauth.MemoryCredentialStore;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.SignInPrompts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * What the document on custom providers promises of logins, sentence by sentence. Its
 * login uses all three ways to ask the user.
 */
class SeedSignInTests {

	private final FakeServer home = FakeServer.lines("\"ok\"", "\"END\"");

	private final FakeServer region = FakeServer.lines("\"ok\"", "\"END\"");

	private final HandClock clock = new HandClock();

	private final MemoryCredentialStore store = new MemoryCredentialStore();

	private final List<String> shown = new ArrayList<>();

	private final ProviderRegistry registry = ProviderRegistry.builder()
		.protocol(new FakeProtocol())
		.clock(this.clock)
		.credentials(() -> this.store)
		.build();

	@AfterEach
	void close() {
		this.registry.close();
		this.home.close();
		this.region.close();
	}

	@ParameterizedTest
	@MethodSource("promises")
	void whatIsPromisedHolds(String sentence, Consumer<SeedSignInTests> promise) {
		this.registry.register(ProviderSettings.builder("corporate-ai")
			.api("fake")
			.baseUrl(this.home.url())
			.models(List.of(ModelSettings.of(Model.of("corporate-ai", "m"))))
			.build(), new Sso());
		promise.accept(this);
	}

	static Stream<Arguments> promises() {
		return Stream.of(
				row("Add OAuth/SSO authentication",
						(test) -> assertThat(test.registry.signIns().providers()).containsExactly("corporate-ai")),
				row("name: \"Corporate AI (SSO)\"",
						(test) -> assertThat(test.registry.signIns().status("corporate-ai").block().login())
							.isEqualTo("Corporate AI (SSO)")),
				row("After registration, users can authenticate via", (test) -> {
					test.signIn();
					test.ask();
					assertThat(test.home.asked).hasSize(1);
				}), row("Open URL in browser (for OAuth redirects)", (test) -> {
					test.signIn();
					assertThat(test.shown).contains("open https://sso.corp.example/authorize");
				}), row("Show device code (for device authorization flow)", (test) -> {
					test.signIn();
					assertThat(test.shown).contains("code ABCD-1234 at https://sso.corp.example/device");
				}), row("Prompt user for input (for manual token entry)", (test) -> {
					test.signIn();
					assertThat(test.shown).contains("ask Enter SSO code:");
				}), row("tokens.refreshToken ?? credentials.refresh", (test) -> {
					test.signIn();
					test.clock.forward(Duration.ofHours(2));
					test.ask();
					assertThat(test.stored()).extracting(OAuthCredentials::access, OAuthCredentials::refresh)
						.containsExactly("refreshed-4711", "refresh");
				}), row("Access token (returned by getApiKey())", (test) -> {
					test.signIn();
					test.ask();
					assertThat(test.home.last().headers().get("Authorization")).isEqualTo("Bearer access-4711");
				}), row("Expiration timestamp in milliseconds", (test) -> {
					test.signIn();
					assertThat(test.stored().expiresAt()).isEqualTo(HandClock.BEGIN.plusSeconds(3600));
				}), row("modify models based on user's subscription", (test) -> {
					test.store
						.write(CredentialKey.of("corporate-ai"),
								OAuthCredentials.of("a", "r", null, null).with("region", test.region.url()))
						.block();
					test.ask();
					assertThat(test.region.asked).hasSize(1);
					assertThat(test.home.asked).isEmpty();
				}),
				row("Required when defining models (unless oauth).",
						(test) -> assertThat(test.registry.provider("corporate-ai").models()).hasSize(1)),
				row("OAuth provider registration", (test) -> {
					test.registry.unregister("corporate-ai");
					assertThat(test.registry.signIns().providers()).isEmpty();
				}));
	}

	@Test
	void everySentenceStandsInTheDocument() throws IOException {
		Path seeds = Path.of("..", "..", "shared", "seeds");
		assumeThat(seeds).isDirectory();
		String document = "";
		try (DirectoryStream<Path> files = Files.newDirectoryStream(seeds, "004*")) {
			for (Path file : files) {
				document = Files.readString(file);
			}
		}
		assertThat(document).contains(promises().map((row) -> (String) row.get()[0]).toList());
	}

	private static Arguments row(String sentence, Consumer<SeedSignInTests> promise) {
		return argumentSet(sentence, sentence, promise);
	}

	private void signIn() {
		this.registry.signIns().signIn("corporate-ai", new User()).block();
	}

	private void ask() {
		this.registry.client("corporate-ai:m").chat(ChatRequest.of("hi")).block();
	}

	private OAuthCredentials stored() {
		return this.store.read(CredentialKey.of("corporate-ai")).block();
	}

	/**
	 * The document's login.
	 */
	private final class Sso implements OAuthFlow {

		@Override
		public String name() {
			return "Corporate AI (SSO)";
		}

		@Override
		public Mono<OAuthCredentials> signIn(SignInPrompts prompts) {
			return prompts.open(URI.create("https://sso.corp.example/authorize"), null)
				.then(prompts.show(new DeviceCode("ABCD-1234", URI.create("https://sso.corp.example/device"), null,
						HandClock.BEGIN, Duration.ZERO)))
				.then(prompts.ask(SignInPrompts.Question.of("Enter SSO code:")))
				.map((code) -> OAuthCredentials
					.fresh("access-" + code, "refresh", Duration.ofHours(1), SeedSignInTests.this.clock)
					.with("code", code));
		}

		@Override
		public Mono<OAuthCredentials> refresh(OAuthCredentials credentials) {
			return Mono.fromSupplier(() -> OAuthCredentials.fresh("refreshed-" + credentials.text("code"), null,
					Duration.ofHours(1), SeedSignInTests.this.clock));
		}

		@Override
		public @Nullable String baseUrl(OAuthCredentials credentials) {
			return credentials.text("region");
		}

	}

	/**
	 * A user who does what is asked.
	 */
	private final class User implements SignInPrompts {

		@Override
		public Mono<Void> open(URI page, @Nullable String instructions) {
			return Mono.fromRunnable(() -> SeedSignInTests.this.shown.add("open " + page));
		}

		@Override
		public Mono<Void> show(DeviceCode code) {
			return Mono.fromRunnable(
					() -> SeedSignInTests.this.shown.add("code " + code.userCode() + " at " + code.verificationUri()));
		}

		@Override
		public Mono<String> ask(Question question) {
			return Mono.fromSupplier(() -> {
				SeedSignInTests.this.shown.add("ask " + question.message());
				return "4711";
			});
		}

	}

}
