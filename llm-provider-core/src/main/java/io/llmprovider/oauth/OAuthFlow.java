package io.llmprovider.oauth;

import java.util.List;
import java.util.Map;

import io.llmprovider.model.Model;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One way to sign in at a provider, such as a company's own login. It keeps no
 * credentials: it is given those that it needs and gives back others, which the library
 * stores. One flow serves many users at once.
 * <p>
 * Nothing here may block the thread that subscribes. A failure that another sign-in
 * cures, such as a refresh token that was revoked, is a
 * {@link io.llmprovider.error.SignInRequiredException}; any other {@code LlmException} is
 * treated as what its kind says.
 */
public interface OAuthFlow {

	/**
	 * What users call this login, such as {@code Corporate AI (SSO)}.
	 * @return the name, for pages and messages
	 */
	String name();

	/**
	 * Signs a user in. Cancelling ends it: what it opened is closed, nothing is stored.
	 * @param prompts shows things to the user and asks for others; its answers may be
	 * waited for as long as the user needs
	 * @return the credentials
	 */
	Mono<OAuthCredentials> signIn(SignInPrompts prompts);

	/**
	 * Gets fresh credentials for old ones. It is called by one caller at a time for each
	 * user, in whatever process, and what it gives is stored before it is used. Where it
	 * has no refresh token, the old one is kept, as the server means it to be; so are
	 * attributes that it does not have.
	 * @param credentials the credentials as they were stored last
	 * @return the new ones; a {@code SignInRequiredException} if the user has to sign in
	 * again
	 */
	Mono<OAuthCredentials> refresh(OAuthCredentials credentials);

	/**
	 * What is sent to the provider in place of an API key.
	 * @param credentials the user's credentials
	 * @return the token or key; the access token if nothing else is said
	 */
	default String key(OAuthCredentials credentials) {
		return credentials.access();
	}

	/**
	 * Where the calls of this user go. The credentials go there, too, and nowhere else.
	 * @param credentials the user's credentials
	 * @return an absolute base URL, or null for the provider's own
	 */
	default @Nullable String baseUrl(OAuthCredentials credentials) {
		return null;
	}

	/**
	 * Headers that go with the calls of this user, such as one with an account's id.
	 * @param credentials the user's credentials
	 * @return names and values; they are treated as secrets
	 */
	default Map<String, String> headers(OAuthCredentials credentials) {
		return Map.of();
	}

	/**
	 * The models that this user may use.
	 * @param models what the provider lists
	 * @param credentials the user's credentials
	 * @return the models to list instead, of the same provider
	 */
	default List<Model> models(List<Model> models, OAuthCredentials credentials) {
		return models;
	}

	/**
	 * Tells the authorization server that credentials are not used any more.
	 * @param credentials what was stored
	 * @return completes when the server knows, at once where there is nobody to tell
	 */
	default Mono<Void> revoke(OAuthCredentials credentials) {
		return Mono.empty();
	}

	/**
	 * Whether somebody has to be there to sign in. A flow that needs nobody, such as
	 * client credentials, is signed in by the first call, with
	 * {@link SignInPrompts#NOBODY}.
	 * @return whether it needs a user
	 */
	default boolean needsUser() {
		return true;
	}

}
