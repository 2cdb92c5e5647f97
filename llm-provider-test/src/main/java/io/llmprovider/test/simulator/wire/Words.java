package io.llmprovider.test.simulator.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The simulator's tokenizer: a word with the white space before it is a token.
 */
public final class Words {

	private static final int PIECE = 8;

	private Words() {
	}

	/**
	 * Cuts text into words.
	 * @param text the text
	 * @return the words, each with the white space before it
	 */
	public static List<String> deltas(String text) {
		List<String> deltas = new ArrayList<>();
		int start = 0;
		for (int i = 1; i < text.length(); i++) {
			if (Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1))) {
				deltas.add(text.substring(start, i));
				start = i;
			}
		}
		if (start < text.length()) {
			deltas.add(text.substring(start));
		}
		return deltas;
	}

	/**
	 * Counts words.
	 * @param text the text
	 * @return how many
	 */
	public static int count(String text) {
		int words = 0;
		boolean inWord = false;
		for (int i = 0; i < text.length(); i++) {
			boolean space = Character.isWhitespace(text.charAt(i));
			words += (!space && !inWord) ? 1 : 0;
			inWord = !space;
		}
		return words;
	}

	/**
	 * Cuts text without words, such as JSON, into pieces of a token's size.
	 * @param text the text
	 * @return the pieces, none of which begins within a character
	 */
	public static List<String> pieces(String text) {
		List<String> pieces = new ArrayList<>();
		int start = 0;
		while (start < text.length()) {
			int end = Math.min(text.length(), start + PIECE);
			if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
				end++;
			}
			pieces.add(text.substring(start, end));
			start = end;
		}
		return pieces;
	}

	/**
	 * The beginning of a text, in whole words where there are any.
	 * @param text the text
	 * @param length how many characters at most
	 * @return the beginning
	 */
	public static String beginning(String text, int length) {
		if (text.length() <= length) {
			return text;
		}
		int end = text.lastIndexOf(' ', length);
		end = (end > 0) ? end : length;
		if (Character.isHighSurrogate(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(0, end);
	}

}
