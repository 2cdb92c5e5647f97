package io.llmprovider.auth.entra;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.llmprovider.auth.AccessToken;
import io.llmprovider.auth.Authorizer;
import io.llmprovider.auth.TokenAuthorizer;
import io.llmprovider.auth.TokenCache;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Authorizers that send a token of Microsoft Entra ID.
 *
 * @see <a href=
 * "https://learn.microsoft.com/azure/developer/java/sdk/authentication/credential-chains">How
 * DefaultAzureCredential finds its credentials</a>
 */
public final class EntraTokens {

	/**
	 * What tokens are for if nobody says otherwise. Newer guides for Foundry name
	 * {@code https://ai.azure.com/.default} instead.
	 */
	public static final String DEFAULT_SCOPE = "https://cognitiveservices.azure.com/.default";

	/**
	 * The chain asks an address that exists in Azure only, and waits for it elsewhere.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private EntraTokens() {
	}

	/**
	 * Sends tokens of {@code DefaultAzureCredential}: of the service principal in the
	 * environment, the workload's or managed identity, or whoever is signed in to Azure's
	 * command line. It is made when the first token is needed.
	 * @param provider the provider's name, for messages
	 * @param scope what the tokens are for, or null for {@link #DEFAULT_SCOPE}
	 * @return an authorizer
	 */
	public static Authorizer authorizer(String provider, @Nullable String scope) {
		Mono<TokenCredential> credential = Mono
			.fromCallable(() -> (TokenCredential) new DefaultAzureCredentialBuilder().build())
			.cache();
		return authorizer(provider, scope, credential);
	}

	/**
	 * Sends tokens of a credential of the user's own.
	 * @param provider the provider's name, for messages
	 * @param scope what the tokens are for, or null for {@link #DEFAULT_SCOPE}
	 * @param credential fetches the tokens
	 * @return an authorizer
	 */
	public static Authorizer authorizer(String provider, @Nullable String scope, TokenCredential credential) {
		return authorizer(provider, scope, Mono.just(credential));
	}

	private static Authorizer authorizer(String provider, @Nullable String scope, Mono<TokenCredential> credential) {
		String wanted = (scope != null) ? scope : DEFAULT_SCOPE;
		// Credentials read files, start programs and wait for locks.
		Mono<AccessToken> source = credential.flatMap((found) -> fetch(found, wanted))
			.subscribeOn(Schedulers.boundedElastic())
			.timeout(PATIENCE)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("The credential gave no token")))
			.onErrorMap((failure) -> !(failure instanceof LlmException),
					(failure) -> failed(provider, wanted, failure));
		return new TokenAuthorizer(new TokenCache(source, Clock.systemUTC()));
	}

	private static Mono<AccessToken> fetch(TokenCredential credential, String scope) {
		return credential.getToken(new TokenRequestContext().addScopes(scope))
			.map((token) -> new AccessToken(token.getToken(), token.getExpiresAt().toInstant()));
	}

	private static LlmException failed(String provider, String scope, Throwable failure) {
		boolean late = failure instanceof TimeoutException;
		String why = late ? "no answer within " + PATIENCE.toSeconds() + " seconds"
				: String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
		ErrorDetails details = ErrorDetails.of(
				"Microsoft Entra ID gave no token for provider '" + provider + "' and scope " + scope + ": " + why,
				"Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, give the application a managed identity,"
						+ " or sign in with 'az login'; or set llm.providers." + provider
						+ ".api-key. The scope is llm.providers." + provider + ".auth.scope.");
		ErrorKind kind = late ? ErrorKind.TIMEOUT : ErrorKind.AUTHENTICATION;
		return kind.exception(details, failure);
	}

}
