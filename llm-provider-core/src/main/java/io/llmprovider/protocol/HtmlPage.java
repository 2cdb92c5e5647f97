package io.llmprovider.protocol;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A page that a proxy or a wrong address gave instead of JSON.
 *
 * @param title the text of its title or first heading, empty if it has none
 */
record HtmlPage(String title) {

	private static final int MAX_TITLE = 200;

	private static final Pattern TITLE = Pattern.compile("<(title|h1)[^>]{0,200}>([^<]{1,2000})<",
			Pattern.CASE_INSENSITIVE);

	static @Nullable HtmlPage of(String body) {
		String start = body.substring(0, Math.min(body.length(), 1000)).strip().toLowerCase(Locale.ROOT);
		boolean html = start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head")
				|| (start.startsWith("<") && start.contains("<html"));
		if (!html) {
			return null;
		}
		Matcher title = TITLE.matcher(body);
		String text = title.find() ? title.group(2).strip().replaceAll("\\s+", " ") : "";
		return new HtmlPage((text.length() > MAX_TITLE) ? text.substring(0, MAX_TITLE) : text);
	}

	String message(int status) {
		return "HTTP " + status + " came with an HTML page instead of JSON"
				+ (this.title.isEmpty() ? "" : ": '" + this.title + "'");
	}

}
