package io.llmprovider.protocol;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.llmprovider.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * Recognises that the conversation is longer than the model's context, and reads the
 * numbers that the provider gives.
 */
final class OverflowRules {

	private static final Set<Integer> STATUSES = Set.of(400, 413, 422, 500, ErrorRules.UNKNOWN);

	private static final Set<String> CODES = Set.of("context_length_exceeded", "exceed_context_size_error",
			"model_context_window_exceeded", "too_many_prompt_tokens");

	/** What sounds like an overflow and is a rate limit. */
	private static final List<String> VETOES = List.of("rate limit", "per min", "per day", "please wait");

	private static final String NUMBER = "(\\d{1,15})";

	/**
	 * One provider's words.
	 *
	 * @param words what to look for in the text in lower case
	 * @param limit the group that has the limit, or 0
	 * @param actual the group that has the size of the request, or 0
	 */
	private record Row(Pattern words, int limit, int actual) {
	}

	private static final List<Row> ROWS = List
		.of(row("prompt is too long: " + NUMBER + " tokens > " + NUMBER, 2, 1),
				row("maximum context length is " + NUMBER, 1, 0), row("exceeds the context window", 0, 0),
				row("passed " + NUMBER + " input tokens[\\s\\S]{0,200}?context length is only " + NUMBER, 2, 1),
				row("input token count(?: \\(?" + NUMBER + "\\)?)?[\\s\\S]{0,40}?exceeds the maximum(?:[^\\d]{0,60}"
						+ NUMBER + ")?", 2, 1),
				row("input is too long for requested model", 0, 0), row("too many input tokens", 0, 0),
				row("input tokens exceeded|number of input tokens exceeds maximum length", 0, 0),
				row("maximum prompt length is " + NUMBER + "(?:[^\\d]{0,60}contains " + NUMBER + ")?", 1, 2),
				row("reduce the length of the messages", 0, 0),
				row("(?:contains " + NUMBER + " tokens[\\s\\S]{0,80}?)?too large for model with " + NUMBER
						+ " maximum context length", 2, 1),
				row("exceeded model token limit(?:: ?" + NUMBER + ")?(?: ?\\(requested: ?" + NUMBER + "\\))?", 1, 2),
				row("input token length too long", 0, 0), row("context window exceeds limit", 0, 0),
				row("prompt token count of " + NUMBER + " exceeds the limit of " + NUMBER, 2, 1), row("(?:\\(" + NUMBER
						+ " tokens\\) )?exceeds the available context size(?: \\(" + NUMBER + " tokens\\))?", 2, 1),
				row("greater than the context length", 0, 0),
				row("trying to keep the first " + NUMBER + " tokens(?:[\\s\\S]{0,200}?context length of only " + NUMBER
						+ ")?", 2, 1),
				row("context size has been exceeded", 0, 0), row("exceeds? the (?:available )?context", 0, 0),
				row("longer than the context length", 0, 0),
				row("range of input length should be \\[?\\d{1,15}, ?" + NUMBER, 1, 0), row("prompt is too long", 0, 0),
				row("range of input length should be", 0, 0));

	/** Anthropic counts the answer's limit in. */
	private static final Pattern WITH_MAX_TOKENS = Pattern
		.compile("input length and .?max_tokens.? exceed context limit: " + NUMBER + " \\+ " + NUMBER + " > " + NUMBER);

	/** What stands beside a maximum that is named alone. */
	private static final Pattern ACTUAL = Pattern.compile(
			"(?:requested|resulted in|contains|has|have|passed)(?: about| at least)? " + NUMBER + " (?:input )?tokens");

	private OverflowRules() {
	}

	/**
	 * Decides whether an error is an overflow.
	 * @param status the status, or {@link ErrorRules#UNKNOWN}
	 * @param body the error
	 * @return the verdict, or null if it is none
	 */
	static @Nullable ErrorVerdict find(int status, ErrorBody body) {
		if (!STATUSES.contains(status) || vetoed(body)) {
			return null;
		}
		Matcher sum = WITH_MAX_TOKENS.matcher(body.text());
		if (sum.find()) {
			long actual = Long.parseLong(sum.group(1)) + Long.parseLong(sum.group(2));
			return ErrorVerdict.limit(ErrorKind.CONTEXT_OVERFLOW, Long.valueOf(sum.group(3)), actual,
					ErrorAdvice.LOWER_MAX_TOKENS);
		}
		for (Row row : ROWS) {
			Matcher words = row.words().matcher(body.text());
			if (words.find()) {
				return numbers(body, group(words, row.limit()), group(words, row.actual()));
			}
		}
		return CODES.stream().anyMatch(body::hasCode) ? numbers(body, null, null) : null;
	}

	private static boolean vetoed(ErrorBody body) {
		return body.hasCode("rate_limit_exceeded") || VETOES.stream().anyMatch(body.text()::contains);
	}

	private static ErrorVerdict numbers(ErrorBody body, @Nullable Long limit, @Nullable Long actual) {
		Long toldLimit = body.number("n_ctx");
		Long toldActual = body.number("n_prompt_tokens");
		Long size = (toldActual != null) ? toldActual : actual;
		if (size == null) {
			Matcher words = ACTUAL.matcher(body.text());
			size = words.find() ? Long.valueOf(words.group(1)) : null;
		}
		return ErrorVerdict.limit(ErrorKind.CONTEXT_OVERFLOW, (toldLimit != null) ? toldLimit : limit, size, null);
	}

	private static @Nullable Long group(Matcher words, int group) {
		String number = (group > 0) ? words.group(group) : null;
		return (number != null) ? Long.valueOf(number) : null;
	}

	private static Row row(String words, int limit, int actual) {
		return new Row(Pattern.compile(words), limit, actual);
	}

}
