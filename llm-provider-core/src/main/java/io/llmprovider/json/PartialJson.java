package io.llmprovider.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads the beginning of a JSON object, as it looks while a model is still writing it: an
 * open text is closed where it stands, open containers are closed, a member without a
 * value is left out.
 */
public final class PartialJson {

	private PartialJson() {
	}

	/**
	 * Reads as much as can be read.
	 * @param text the beginning of a JSON object
	 * @return its members so far; empty if nothing can be read yet
	 */
	public static Map<String, @Nullable Object> object(CharSequence text) {
		Scan scan = new Scan(text);
		scan.run();
		Map<String, @Nullable Object> whole = parse(text.subSequence(0, scan.readable()) + scan.closing());
		if (whole != null) {
			return whole;
		}
		Map<String, @Nullable Object> shorter = parse(text.subSequence(0, scan.safeEnd) + scan.safeClosing);
		return (shorter != null) ? shorter : Map.of();
	}

	private static @Nullable Map<String, @Nullable Object> parse(String json) {
		try {
			return Json.object(json);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * One pass that remembers what is open, and the last place at which all values before
	 * it were complete.
	 */
	private static final class Scan {

		private final CharSequence text;

		private final Deque<Character> open = new ArrayDeque<>();

		private boolean inText;

		private boolean escaped;

		private int unicodeDigits;

		/** Where a character begins of which more must follow, or -1. */
		private int begun = -1;

		private int safeEnd;

		private String safeClosing = "";

		Scan(CharSequence text) {
			this.text = text;
		}

		void run() {
			for (int i = 0; i < this.text.length() && this.open.size() <= Json.MAX_DEPTH; i++) {
				char c = this.text.charAt(i);
				if (this.inText) {
					insideText(c, i);
				}
				else {
					outsideText(c, i);
				}
			}
		}

		private void insideText(char c, int at) {
			if (this.unicodeDigits > 0) {
				this.unicodeDigits--;
				if (this.unicodeDigits == 0 && !isHighSurrogate(at)) {
					this.begun = -1;
				}
			}
			else if (this.escaped) {
				this.escaped = false;
				this.unicodeDigits = (c == 'u') ? 4 : 0;
				this.begun = (c == 'u') ? this.begun : -1;
			}
			else if (c == '\\') {
				this.escaped = true;
				this.begun = (this.begun < 0) ? at : this.begun;
			}
			else {
				this.begun = Character.isHighSurrogate(c) ? at : -1;
				this.inText = c != '"';
			}
		}

		private boolean isHighSurrogate(int lastDigit) {
			int second = Character.digit(this.text.charAt(lastDigit - 2), 16);
			return Character.digit(this.text.charAt(lastDigit - 3), 16) == 13 && second >= 8 && second < 12;
		}

		private void outsideText(char c, int at) {
			switch (c) {
				case '"' -> this.inText = true;
				case '{' -> opened('}', at);
				case '[' -> opened(']', at);
				case '}', ']' -> {
					this.open.poll();
					safe(at + 1);
				}
				case ',' -> safe(at);
				default -> {
				}
			}
		}

		private void opened(char closing, int at) {
			this.open.push(closing);
			safe(at + 1);
		}

		private void safe(int end) {
			this.safeEnd = end;
			this.safeClosing = containers();
		}

		int readable() {
			return (this.inText && this.begun >= 0) ? this.begun : this.text.length();
		}

		String closing() {
			return this.inText ? '"' + containers() : containers();
		}

		private String containers() {
			StringBuilder closing = new StringBuilder();
			this.open.forEach(closing::append);
			return closing.toString();
		}

	}

}
