package io.llmprovider.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.llmprovider.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * Tells "too much at the moment", which waiting cures, from "used up", which it does not.
 * The rows are asked in order, and the first that fits counts.
 */
final class QuotaRules {

	private static final Set<Integer> LIMITS = Set.of(402, 403, 413, 429, ErrorRules.UNKNOWN);

	private static final Set<Integer> TOO_MANY = Set.of(429, ErrorRules.UNKNOWN);

	private static final Set<Integer> ACCOUNT = Set.of(400, 402, 403, 429, ErrorRules.UNKNOWN);

	/** A wait up to this is a limit per minute. */
	private static final Duration MINUTE = Duration.ofSeconds(65);

	/** A wait beyond this is no rate limit any more, as Google's Code Assist has it. */
	private static final Duration LONGEST_RATE_LIMIT = Duration.ofSeconds(300);

	private static final Pattern URL = Pattern.compile("https?://\\S++");

	private static final Pattern LIMIT_ZERO = Pattern.compile("\\blimit: 0(?![.\\d])");

	/** One request alone is larger than what a minute allows. */
	private static final Pattern TOO_LARGE = Pattern
		.compile("request too large[\\s\\S]{0,300}?limit:? ?(\\d{1,15})[\\s\\S]{0,60}?requested:? ?(\\d{1,15})");

	private static final Pattern AFFORD = Pattern
		.compile("requested up to (\\d{1,15}) tokens?[\\s\\S]{0,60}?can only afford (\\d{1,15})");

	/**
	 * A row about names.
	 *
	 * @param code type, code, state or reason in lower case
	 * @param kind what it means
	 */
	private record Code(String code, ErrorKind kind) {
	}

	/**
	 * A row about words.
	 *
	 * @param statuses where the words count
	 * @param words what to look for in the text in lower case
	 * @param kind what they mean
	 */
	private record Words(Set<Integer> statuses, Pattern words, ErrorKind kind) {
	}

	/**
	 * Providers in the order of their sheet; Google and the sizes of requests come
	 * before.
	 */
	private static final List<Code> USED_UP_CODES = List.of(usedUp("insufficient_quota"),
			usedUp("billing_hard_limit_reached"), usedUp("usage_not_included"), usedUp("usage_limit_reached"),
			usedUp("billing_error"), usedUp("quota_exhausted"), usedUp("insufficient_g1_credits_balance"),
			usedUp("servicequotaexceededexception"), usedUp("blocked_api_access"),
			usedUp("exceeded_current_quota_error"), usedUp("throttling.allocationquota"), usedUp("arrearage"));

	private static final List<Words> USED_UP_WORDS = List.of(usedUp(ACCOUNT, "credit balance is too low"),
			usedUp(ACCOUNT, "spend(?:ing)? limit"), usedUp(ACCOUNT, "specified api usage limits"),
			usedUp(ACCOUNT, "extra usage is required for long context"),
			usedUp(LIMITS, "too many tokens per day|(?:tokens|requests) per day|\\b[tr]pd\\b"),
			usedUp(LIMITS, "free-models-per-day|key limit exceeded"), usedUp(LIMITS, "used all available credits"),
			usedUp(LIMITS, "monthly token limit"),
			usedUp(LIMITS,
					"exceeded your premium|premium (?:request|interaction)s?.{0,40}(?:allowance|used up|exceeded)"),
			usedUp(LIMITS, "request too large for model"),
			usedUp(LIMITS, "\\bplan limit|upgrade (?:to|your) .{0,20}plan"));

	private static final List<Code> PASSING_CODES = List.of(passing("rate_limit_exceeded"), passing("rate_limit_error"),
			passing("rate_limit_reached_error"), passing("rate_limited"), passing("throttling.ratequota"),
			passing("limit_requests"), passing("throttlingexception"),
			new Code("engine_overloaded_error", ErrorKind.OVERLOADED),
			new Code("model_capacity_exhausted", ErrorKind.OVERLOADED),
			new Code("service_tier_capacity_exceeded", ErrorKind.OVERLOADED), new Code("3505", ErrorKind.OVERLOADED));

	private static final List<Words> PASSING_WORDS = List.of(
			new Words(Set.of(400, 413, 429, ErrorRules.UNKNOWN),
					Pattern.compile("too many (?:requests|tokens), please wait"), ErrorKind.RATE_LIMIT),
			passingWords("(?:tokens|requests) per min|\\b[tr]pm\\b|per-min"), passingWords("too many tokens for team"));

	/** Only where the status says that it is about a limit, or about money. */
	private static final List<String> TERMINAL = List.of("insufficient_quota", "insufficient balance",
			"insufficient credit", "credit balance is too low", "billing", "exceeded your current quota", "usage limit",
			"monthly", "per day", "perday", "prepay");

	private static final Set<Integer> TERMINAL_STATUSES = Set.of(402, 403, 429);

	private QuotaRules() {
	}

	/**
	 * Decides whether an error is about a limit that passes or one that is used up.
	 * @param status the status, or {@link ErrorRules#UNKNOWN}
	 * @param body the error
	 * @param retryAfter what the provider asks to wait, or null
	 * @return the verdict, or null if the error is about something else
	 */
	static @Nullable ErrorVerdict find(int status, ErrorBody body, @Nullable Duration retryAfter) {
		ErrorVerdict size = size(status, body);
		if (size != null) {
			return size;
		}
		ErrorKind kind = inFlight(status, body, retryAfter);
		kind = (kind != null) ? kind : google(status, body, retryAfter);
		kind = (kind != null) ? kind : code(USED_UP_CODES, body);
		kind = (kind != null) ? kind : words(USED_UP_WORDS, status, body);
		kind = (kind != null) ? kind : code(PASSING_CODES, body);
		kind = (kind != null) ? kind : words(PASSING_WORDS, status, body);
		kind = (kind != null) ? kind : terminal(status, body);
		return (kind != null) ? ErrorVerdict.of(kind) : null;
	}

	private static @Nullable ErrorVerdict size(int status, ErrorBody body) {
		if (!LIMITS.contains(status)) {
			return null;
		}
		Matcher large = TOO_LARGE.matcher(body.text());
		if (large.find() && Long.parseLong(large.group(2)) > Long.parseLong(large.group(1))) {
			return ErrorVerdict.limit(ErrorKind.QUOTA_EXHAUSTED, Long.valueOf(large.group(1)),
					Long.valueOf(large.group(2)), ErrorAdvice.SMALLER_REQUEST);
		}
		Matcher afford = AFFORD.matcher(body.text());
		if (afford.find()) {
			return ErrorVerdict.limit(ErrorKind.QUOTA_EXHAUSTED, Long.valueOf(afford.group(2)),
					Long.valueOf(afford.group(1)), ErrorAdvice.FEWER_MAX_TOKENS);
		}
		return null;
	}

	/** OpenRouter holds back credit for calls under way: it comes free in a moment. */
	private static @Nullable ErrorKind inFlight(int status, ErrorBody body, @Nullable Duration retryAfter) {
		boolean budget = status == 402 && retryAfter != null && !body.values("limit_source").isEmpty();
		return budget ? ErrorKind.RATE_LIMIT : null;
	}

	/**
	 * Google says "exceeded your current quota" per minute and per day; the quota's id
	 * tells them apart.
	 */
	private static @Nullable ErrorKind google(int status, ErrorBody body, @Nullable Duration retryAfter) {
		if (!TOO_MANY.contains(status) || body.values("@type").isEmpty()) {
			return null;
		}
		List<String> ids = body.values("quotaId");
		boolean none = body.values("quotaValue").contains("0") || body.values("quota_limit_value").contains("0")
				|| LIMIT_ZERO.matcher(body.text()).find();
		if (none || ids.stream().anyMatch((id) -> id.contains("PerDay"))) {
			return ErrorKind.QUOTA_EXHAUSTED;
		}
		if (code(USED_UP_CODES, body) != null) {
			return null;
		}
		if (retryAfter != null && retryAfter.compareTo(LONGEST_RATE_LIMIT) > 0) {
			return ErrorKind.QUOTA_EXHAUSTED;
		}
		boolean minute = ids.stream().anyMatch((id) -> id.contains("PerMinute"))
				|| (retryAfter != null && retryAfter.compareTo(MINUTE) <= 0);
		return (minute && !body.hasCode("model_capacity_exhausted")) ? ErrorKind.RATE_LIMIT : null;
	}

	private static @Nullable ErrorKind code(List<Code> rows, ErrorBody body) {
		return rows.stream().filter((row) -> body.hasCode(row.code())).findFirst().map(Code::kind).orElse(null);
	}

	private static @Nullable ErrorKind words(List<Words> rows, int status, ErrorBody body) {
		return rows.stream()
			.filter((row) -> row.statuses().contains(status) && row.words().matcher(body.text()).find())
			.findFirst()
			.map(Words::kind)
			.orElse(null);
	}

	/**
	 * Links such as .../settings/billing stand in rate limits, too: they do not count.
	 */
	private static @Nullable ErrorKind terminal(int status, ErrorBody body) {
		if (!TERMINAL_STATUSES.contains(status)) {
			return null;
		}
		String text = URL.matcher(body.text()).replaceAll("");
		return TERMINAL.stream().anyMatch(text::contains) ? ErrorKind.QUOTA_EXHAUSTED : null;
	}

	private static Code usedUp(String code) {
		return new Code(code, ErrorKind.QUOTA_EXHAUSTED);
	}

	private static Words usedUp(Set<Integer> statuses, String words) {
		return new Words(statuses, Pattern.compile(words), ErrorKind.QUOTA_EXHAUSTED);
	}

	private static Code passing(String code) {
		return new Code(code, ErrorKind.RATE_LIMIT);
	}

	private static Words passingWords(String words) {
		return new Words(TOO_MANY, Pattern.compile(words), ErrorKind.RATE_LIMIT);
	}

}
