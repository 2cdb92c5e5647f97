package io.llmprovider.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads counts and indexes of a document that is walked over. Some servers write
 * {@code 1.0} or {@code 1e0} for 1, which JSON allows; what is no whole number, or too
 * large, is none, and never a reason to lose the rest of the document.
 */
public final class WholeNumbers {

	/** Beyond it a double is not exact. */
	private static final double MAX_EXACT = 1L << 53;

	private WholeNumbers() {
	}

	/**
	 * The value at which a parser stands; an object or a list is passed over.
	 * @param json the parser
	 * @param other what to return if the value is no whole number of 64 bits
	 * @return the number, or the other
	 */
	public static long read(JsonParser json, long other) {
		JsonToken token = json.currentToken();
		if (token == JsonToken.VALUE_NUMBER_INT) {
			return (json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) ? json.getLongValue() : other;
		}
		if (token == JsonToken.VALUE_NUMBER_FLOAT) {
			double value = json.getDoubleValue();
			return (value == Math.rint(value) && Math.abs(value) <= MAX_EXACT) ? (long) value : other;
		}
		json.skipChildren();
		return other;
	}

	/**
	 * The same for 32 bits.
	 * @param json the parser
	 * @param other what to return if the value is no whole number of 32 bits
	 * @return the number, or the other
	 */
	public static int readInt(JsonParser json, int other) {
		long value = read(json, other);
		return (value == (int) value) ? (int) value : other;
	}

}
