package io.llmprovider.test.replay;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is kept of an exchange. Headers and query parameters are kept only if they are on
 * a list, because nobody knows all the places where keys travel. All that a request
 * carried as credentials is looked for in bodies, and replaced.
 */
public final class RecordingRules {

	private static final RecordingRules USUAL = new RecordingRules(
			Set.of("content-type", "anthropic-version", "anthropic-beta", "openai-beta"),
			Set.of("content-type", "content-encoding", "location", "retry-after", "retry-after-ms", "x-should-retry",
					"request-id", "x-request-id", "x-amzn-requestid", "x-amzn-errortype"),
			Set.of("alt", "api-version", "beta", "limit", "pagesize"), Set.of(), Set.of(), false);

	private final Set<String> requestHeaders;

	private final Set<String> responseHeaders;

	private final Set<String> parameters;

	private final Set<String> secrets;

	private final Set<String> ignored;

	private final boolean delays;

	private RecordingRules(Set<String> requestHeaders, Set<String> responseHeaders, Set<String> parameters,
			Set<String> secrets, Set<String> ignored, boolean delays) {
		this.requestHeaders = requestHeaders;
		this.responseHeaders = responseHeaders;
		this.parameters = parameters;
		this.secrets = secrets;
		this.ignored = ignored;
		this.delays = delays;
	}

	/**
	 * Versions and betas of the API, the content type, and what the library reads of an
	 * answer's headers; no delays.
	 * @return the usual rules
	 */
	public static RecordingRules usual() {
		return USUAL;
	}

	/**
	 * Keeps more headers of requests. A request must then have them to match.
	 * @param names headers that hold no secret
	 * @return the changed rules
	 */
	public RecordingRules requestHeaders(String... names) {
		return new RecordingRules(with(this.requestHeaders, names), this.responseHeaders, this.parameters, this.secrets,
				this.ignored, this.delays);
	}

	/**
	 * Keeps more headers of answers.
	 * @param names headers that hold no secret
	 * @return the changed rules
	 */
	public RecordingRules responseHeaders(String... names) {
		return new RecordingRules(this.requestHeaders, with(this.responseHeaders, names), this.parameters, this.secrets,
				this.ignored, this.delays);
	}

	/**
	 * Keeps more query parameters. A request must then have them to match.
	 * @param names parameters that hold no secret
	 * @return the changed rules
	 */
	public RecordingRules parameters(String... names) {
		return new RecordingRules(this.requestHeaders, this.responseHeaders, with(this.parameters, names), this.secrets,
				this.ignored, this.delays);
	}

	/**
	 * Names secrets that no header carries, such as a customer's name. They are replaced
	 * wherever they appear.
	 * @param values the secrets
	 * @return the changed rules
	 */
	public RecordingRules secrets(String... values) {
		Set<String> more = new LinkedHashSet<>(this.secrets);
		more.addAll(Set.of(values));
		return new RecordingRules(this.requestHeaders, this.responseHeaders, this.parameters, more, this.ignored,
				this.delays);
	}

	/**
	 * Does not compare parts of requests that differ from run to run.
	 * @param paths places as a mismatch shows them, such as {@code $.metadata.user_id};
	 * {@code [*]} stands for every element
	 * @return the changed rules
	 */
	public RecordingRules ignoring(String... paths) {
		Set<String> more = new LinkedHashSet<>(this.ignored);
		more.addAll(Set.of(paths));
		return new RecordingRules(this.requestHeaders, this.responseHeaders, this.parameters, this.secrets, more,
				this.delays);
	}

	/**
	 * Records how long each piece of an answer took, so that it is replayed at the same
	 * pace.
	 * @return the changed rules
	 */
	public RecordingRules withDelays() {
		return new RecordingRules(this.requestHeaders, this.responseHeaders, this.parameters, this.secrets,
				this.ignored, true);
	}

	boolean keepsRequestHeader(String name) {
		return this.requestHeaders.contains(name.toLowerCase(Locale.ROOT));
	}

	/** What is left of a rate limit matters where one was met, and else only differs. */
	boolean keepsResponseHeader(String name, int status) {
		String lower = name.toLowerCase(Locale.ROOT);
		boolean limit = lower.startsWith("x-ratelimit-") || lower.startsWith("anthropic-ratelimit-");
		return this.responseHeaders.contains(lower) || limit && status >= 400;
	}

	boolean keepsParameter(String name) {
		return this.parameters.contains(name.toLowerCase(Locale.ROOT));
	}

	boolean isIgnored(String path) {
		return this.ignored.contains(path) || this.ignored.contains(path.replaceAll("\\[\\d+]", "[*]"));
	}

	boolean delays() {
		return this.delays;
	}

	Set<String> secrets() {
		return this.secrets;
	}

	private static Set<String> with(Set<String> names, String... more) {
		Set<String> all = new TreeSet<>(names);
		for (String name : more) {
			all.add(name.toLowerCase(Locale.ROOT));
		}
		return all;
	}

}
