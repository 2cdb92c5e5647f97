package io.llmprovider.protocol;

/**
 * What ids of tool calls a server takes.
 *
 * @param alphabet the characters they may have
 * @param minLength how many characters they have at least
 * @param maxLength how many characters they have at most
 * @param keepsOwn whether ids that the same provider made go back as they came, whatever
 * they look like: some gateways hide signatures in them
 * @param unique whether an id may come only once in a conversation, and not just in a
 * turn
 */
public record ToolIdForm(Alphabet alphabet, int minLength, int maxLength, boolean keepsOwn, boolean unique) {

	/** What every server takes but those that ask for an exact length. */
	public static final ToolIdForm USUAL = upTo(40);

	/** The one that Mistral's models are trained for. */
	public static final ToolIdForm NINE_LETTERS_OR_DIGITS = new ToolIdForm(Alphabet.LETTERS_AND_DIGITS, 9, 9, false,
			false);

	/** A server that takes anything. */
	public static final ToolIdForm ANY = new ToolIdForm(Alphabet.ANY, 1, Integer.MAX_VALUE, false, false);

	public ToolIdForm {
		if (minLength < 1 || maxLength < minLength) {
			throw new IllegalArgumentException(
					"Ids of tool calls cannot have between " + minLength + " and " + maxLength + " characters");
		}
	}

	/**
	 * Letters, digits, dashes and underscores.
	 * @param maxLength how many at most
	 * @return the form
	 */
	public static ToolIdForm upTo(int maxLength) {
		return new ToolIdForm(Alphabet.WORD, 1, maxLength, false, false);
	}

	/**
	 * The same form for ids that other providers made, while the provider's own go back
	 * as they came.
	 * @return a copy
	 */
	public ToolIdForm keepingOwn() {
		return new ToolIdForm(this.alphabet, this.minLength, this.maxLength, true, this.unique);
	}

	/**
	 * The same form, where an id may come only once in a conversation.
	 * @return a copy
	 */
	public ToolIdForm eachOnce() {
		return new ToolIdForm(this.alphabet, this.minLength, this.maxLength, this.keepsOwn, true);
	}

	/**
	 * Whether the server takes an id.
	 * @param id the id
	 * @return whether its length and all of its characters are as they must be
	 */
	public boolean fits(String id) {
		if (id.length() < this.minLength || id.length() > this.maxLength) {
			return false;
		}
		for (int i = 0; i < id.length(); i++) {
			if (!this.alphabet.has(id.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Characters that ids may have.
	 */
	public enum Alphabet {

		/** All of them. */
		ANY,

		/** Letters, digits, dashes and underscores of ASCII. */
		WORD,

		/** Letters and digits of ASCII. */
		LETTERS_AND_DIGITS;

		/**
		 * Whether a character is among them.
		 * @param c the character
		 * @return whether it is
		 */
		public boolean has(char c) {
			boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
			return plain || this == ANY || this == WORD && (c == '-' || c == '_');
		}

	}

}
