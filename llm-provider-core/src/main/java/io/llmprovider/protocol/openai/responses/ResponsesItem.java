package io.llmprovider.protocol.openai.responses;

import java.util.Collection;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * An item of the answer while it arrives. All of what events say of it may be missing but
 * for its end, which tells everything once more.
 */
interface ResponsesItem {

	/**
	 * A part of the item grows.
	 * @param part which kind of part
	 * @param index its place among the parts of its kind
	 * @param piece more of it
	 */
	void delta(Part part, int index, String piece);

	/**
	 * A part of the item is complete.
	 * @param part which kind of part
	 * @param index its place among the parts of its kind
	 * @param text all of it
	 */
	void whole(Part part, int index, String text);

	/**
	 * The item is complete.
	 * @param item the item as the provider gives it
	 */
	void done(JsonNode item);

	/**
	 * The answer is over and the item is not complete.
	 */
	void cut();

	/** The elements of a list; none if it is something else. */
	static Collection<JsonNode> list(JsonNode list) {
		return list.isArray() ? list.values() : List.of();
	}

	/**
	 * What an item is made of.
	 */
	enum Part {

		/** Text of the answer. */
		TEXT,

		/** Why there is no answer. */
		REFUSAL,

		/** A part of the summary of what the model thought. */
		SUMMARY,

		/** A part of what the model thought. */
		THOUGHT,

		/** Arguments or input of a tool call. */
		INPUT

	}

}
