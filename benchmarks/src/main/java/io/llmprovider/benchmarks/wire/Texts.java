package io.llmprovider.benchmarks.wire;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

/**
 * What the model says: the same words in every API, so that a client can prove that it
 * received all of them.
 */
public final class Texts {

	private static final JsonMapper JSON = new JsonMapper();

	/** One to eight characters each, most of them plain, some that JSON must escape. */
	private static final List<String> TOKENS = List.of("The", " quick", " answer", " is", " that", " one", ",", " when",
			" asked", " to", " stream", ".", "\n\n", " A", " token", " has", " four", " letters", " or", " so", ":",
			" caf", "é", " and", " \"quote", "\"", " cost", " the", " same", " as", " \\n", ".", " In", " code", " `",
			"int", " x", " =", " 42", ";", "`", "\n", "-", " item", " two", "日本", "語", " is", " three", " bytes",
			" each", " 😀", "!", " Then", " more", " plain", " words", " follow", ",", " as", " they", " do", " end");

	/** What providers fill their events up with, so that their size tells nothing. */
	private static final String PADDING = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

	private Texts() {
	}

	/** The text deltas, none of them empty. */
	public static List<String> of(Workload workload) {
		List<String> texts = new ArrayList<>(workload.deltas());
		for (int i = 0; i < workload.deltas(); i++) {
			texts.add(TOKENS.get(i % TOKENS.size()));
		}
		return texts;
	}

	/** A JSON text, with its quotation marks. */
	static String quoted(String text) {
		return JSON.writeValueAsString(text);
	}

	/** Letters and digits whose number differs from event to event. */
	static String padding(int event, int least, int most) {
		return PADDING.substring(0, length(event, least, most));
	}

	/** A length that differs from event to event. */
	static int length(int event, int least, int most) {
		return least + (event * 37 + 11) % (most - least + 1);
	}

}
