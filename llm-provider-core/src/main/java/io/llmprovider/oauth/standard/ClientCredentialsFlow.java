package io.llmprovider.oauth.standard;

import io.llmprovider.oauth.FlowContext;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.SignInPrompts;
import reactor.core.publisher.Mono;

/**
 * The application signs in as itself; a token that ends is replaced in the same way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4">RFC 6749, section
 * 4.4</a>
 */
final class ClientCredentialsFlow extends StandardFlow {

	ClientCredentialsFlow(FlowContext context) {
		super(context);
	}

	@Override
	Mono<OAuthCredentials> signIn(Endpoints endpoints, SignInPrompts prompts) {
		return this.tokens.byClient(endpoints);
	}

	@Override
	public Mono<OAuthCredentials> refresh(OAuthCredentials credentials) {
		return signIn(SignInPrompts.NOBODY);
	}

	@Override
	public boolean needsUser() {
		return false;
	}

}
