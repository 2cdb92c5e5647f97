package io.llmprovider.oauth.standard;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the authorization server says through the browser or the user's hands.
 *
 * @param code what tokens are asked for with, or null
 * @param state which sign-in it belongs to, or null
 * @param error why there is no code, or null
 * @param words what the server says about the error, or null
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2">RFC 6749, section
 * 4.1.2</a>
 */
record RedirectAnswer(@Nullable String code, @Nullable String state, @Nullable String error, @Nullable String words) {

	/**
	 * Reads the query of an address.
	 * @param query the query as it was sent, or null
	 * @return what it says
	 */
	static RedirectAnswer ofQuery(@Nullable String query) {
		Map<String, String> parameters = new HashMap<>();
		for (String pair : (query != null) ? query.split("&") : new String[0]) {
			int equals = pair.indexOf('=');
			if (equals > 0) {
				parameters.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
			}
		}
		return new RedirectAnswer(parameters.get("code"), parameters.get("state"), parameters.get("error"),
				parameters.get("error_description"));
	}

	/**
	 * Reads what a user has pasted: the address that the browser ended at, its query, a
	 * code and a state with a hash between them, or a code alone.
	 * @param pasted the text
	 * @return what it says
	 */
	static RedirectAnswer ofPasted(String pasted) {
		String text = pasted.strip();
		int query = text.indexOf('?');
		boolean isQuery = text.startsWith("code=") || text.startsWith("state=") || text.startsWith("error=");
		if (query >= 0 || isQuery) {
			int end = text.indexOf('#');
			return ofQuery(text.substring(query + 1, (end > query) ? end : text.length()));
		}
		int hash = text.indexOf('#');
		String code = (hash >= 0) ? text.substring(0, hash) : text;
		return new RedirectAnswer(code.isEmpty() ? null : code, (hash >= 0) ? text.substring(hash + 1) : null, null,
				null);
	}

	boolean belongsTo(String expected) {
		return this.state != null && MessageDigest.isEqual(this.state.getBytes(StandardCharsets.UTF_8),
				expected.getBytes(StandardCharsets.UTF_8));
	}

	boolean isComplete() {
		return this.code != null || this.error != null;
	}

	private static String decoded(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			// A broken escape is no state that was ever sent, so it is found out below.
			return text;
		}
	}

	/**
	 * All but the secrets.
	 */
	@Override
	public String toString() {
		return "RedirectAnswer[" + ((this.code != null) ? "with code" : "error=" + this.error) + "]";
	}

}
