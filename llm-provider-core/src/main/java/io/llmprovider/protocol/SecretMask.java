package io.llmprovider.protocol;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of a provider's words what looks like a key. Only what has the form of one is
 * masked, so that ordinary messages stay as they came. No look ahead is longer than 200
 * characters: a hostile body must not take long.
 */
public final class SecretMask {

	private static final String MASK = "***";

	private record Rule(Pattern secret, String replacement) {
	}

	private static final List<Rule> RULES = List.of(
			rule("(?i)\\b(Bearer|Basic)(\\s+)(?=[^\\s\"'\\d]{0,200}+\\d)[A-Za-z0-9._~+/=-]{8,}", "$1$2" + MASK),
			rule("\\b(sk|pk|rk|gsk|xai|r8|hf|nvapi|ghp|gho|ghu|ghs|pplx|csk|fw|tgp|glpat|rpa|key|github_pat)([-_])"
					+ "(?=[A-Za-z_-]{0,200}+\\d)[A-Za-z0-9_-]{16,}", "$1$2" + MASK),
			rule("\\bAIza[A-Za-z0-9_-]{20,}", "AIza" + MASK), rule("\\bya29\\.[A-Za-z0-9._-]{10,}", "ya29." + MASK),
			rule("\\b(AKIA|ASIA)[A-Z0-9]{12,}", "$1" + MASK),
			rule("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)?", "eyJ" + MASK),
			rule("(?i)((?:^|[?&\\s\"'(])(?:api[-_]?key|key|x-api-key|access[-_]token|refresh[-_]token|token|secret"
					+ "|client[-_]secret|password|sig|signature)=)(?=[^&\\s\"')\\d]{0,200}+\\d)[^&\\s\"')]{6,}",
					"$1" + MASK),
			rule("(?i)(\"(?:api[-_]?key|x-api-key|authorization|access_token|refresh_token|id_token|client_secret"
					+ "|password)\"\\s*:\\s*\")[^\"]{6,}(\")", "$1" + MASK + "$2"),
			rule("(?i)\\b((?:x-api-key|authorization|api-key)\\s*:\\s*)(?=[^\\s\"',\\d]{0,200}+\\d)[A-Za-z0-9._~+/=-]{12,}",
					"$1" + MASK));

	private SecretMask() {
	}

	/**
	 * Replaces whatever looks like a key, a token or a password.
	 * @param text any text
	 * @return the text with three stars for each
	 */
	public static String apply(String text) {
		String masked = text;
		for (Rule rule : RULES) {
			masked = rule.secret().matcher(masked).replaceAll(rule.replacement());
		}
		return masked;
	}

	private static Rule rule(String pattern, String replacement) {
		return new Rule(Pattern.compile(pattern), replacement);
	}

}
