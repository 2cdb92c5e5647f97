package io.llmprovider.conformance;

/**
 * One field in which an answer is not as expected.
 *
 * @param field the field, such as {@code toolCalls[0].name}
 * @param expected what was expected
 * @param actual what was understood
 * @param counts whether it makes the case wrong; fields to which the protocol leaves room
 * do not
 */
record Difference(String field, String expected, String actual, boolean counts) {

	private static final int SHOWN = 160;

	private static final int BEFORE = 40;

	/**
	 * A difference of two texts, of which only the surroundings of the first character
	 * that differs are shown.
	 * @param field the field
	 * @param expected what was expected
	 * @param actual what was understood
	 * @param counts whether it makes the case wrong
	 * @return the difference
	 */
	static Difference of(String field, String expected, String actual, boolean counts) {
		int first = 0;
		while (first < expected.length() && first < actual.length() && expected.charAt(first) == actual.charAt(first)) {
			first++;
		}
		return new Difference(field, around(expected, first), around(actual, first), counts);
	}

	private static String around(String text, int position) {
		if (text.length() <= SHOWN) {
			return text;
		}
		int from = Math.max(0, position - BEFORE);
		int to = Math.min(text.length(), from + SHOWN);
		return ((from > 0) ? "…[" + from + "]" : "") + text.substring(from, to)
				+ ((to < text.length()) ? "…[" + text.length() + "]" : "");
	}

	@Override
	public String toString() {
		return this.field + ": expected <" + this.expected + "> but was <" + this.actual + ">";
	}

}
