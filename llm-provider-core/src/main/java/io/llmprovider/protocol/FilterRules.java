package io.llmprovider.protocol;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises that a provider withheld prompt or answer because of what they say.
 */
final class FilterRules {

	private static final Set<Integer> STATUSES = Set.of(400, 403, 422, 451, 500, ErrorRules.UNKNOWN);

	private static final Set<String> CODES = Set.of("content_filter", "responsibleaipolicyviolation", "invalid_prompt",
			"content_policy_violation", "image_content_policy_violation", "cyber_policy", "bio_policy",
			"data_inspection_failed", "datainspectionfailed", "moderation", "moderation_blocked");

	private static final Pattern WORDS = Pattern.compile("content exists risk|content violates usage guidelines"
			+ "|content management policy|blocked by (?:the )?(?:guardrail|content filter)|requires moderation");

	private FilterRules() {
	}

	static boolean matches(int status, ErrorBody body) {
		if (!STATUSES.contains(status)) {
			return false;
		}
		boolean reasons = status == 403 && body.error().path("metadata").path("reasons").isArray();
		return reasons || CODES.stream().anyMatch(body::hasCode) || WORDS.matcher(body.text()).find();
	}

}
