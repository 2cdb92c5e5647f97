package io.llmprovider.signin;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/**
 * A client that names itself and proves nothing, where no code verifier speaks for it.
 */
final class PublicClient extends OAuth2ClientAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private PublicClient(String clientId) {
		super(clientId, ClientAuthenticationMethod.NONE, null, Map.of());
	}

	static @Nullable PublicClient of(HttpServletRequest request) {
		boolean code = "authorization_code".equals(request.getParameter("grant_type"));
		String clientId = request.getParameter("client_id");
		boolean proves = request.getHeader("Authorization") != null || request.getParameter("client_secret") != null;
		return (code || proves || clientId == null) ? null : new PublicClient(clientId);
	}

}
