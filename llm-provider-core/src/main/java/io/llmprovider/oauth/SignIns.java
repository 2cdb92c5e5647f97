package io.llmprovider.oauth;

import java.util.Set;

import reactor.core.publisher.Mono;

/**
 * Signs users in and out. An application puts it behind its own page or terminal.
 */
public interface SignIns {

	/**
	 * The providers at which one can sign in.
	 * @return their names as they are now
	 */
	Set<String> providers();

	/**
	 * Signs a user in. Nothing happens before it is subscribed to. Cancelling it ends the
	 * sign-in, because the user has left: what was opened is closed, and nothing is
	 * stored. What was stored before stays until the new credentials are there.
	 * @param provider the provider's name
	 * @param prompts what the user is shown and asked
	 * @return how it stands afterwards; a {@code ConfigurationException} if there is no
	 * way to sign in at this provider, or what the flow fails with
	 */
	Mono<SignInStatus> signIn(String provider, SignInPrompts prompts);

	/**
	 * Signs a user out: the credentials are forgotten, then the authorization server is
	 * told if the flow can. They are forgotten even if it cannot be told, which is the
	 * failure then.
	 * @param provider the provider's name
	 * @return completes when it is done, also if nobody was signed in
	 */
	Mono<Void> signOut(String provider);

	/**
	 * How it stands, without asking any server.
	 * @param provider the provider's name
	 * @return the status
	 */
	Mono<SignInStatus> status(String provider);

	/**
	 * The same for one user or tenant of the application, whose calls say so with
	 * {@code CallSettings}.
	 * @param principal the application's name for the user
	 * @return sign-ins whose credentials only this user's calls have
	 */
	SignIns forPrincipal(String principal);

}
