package io.llmprovider.test.simulator.openai;

import java.util.UUID;

import io.llmprovider.test.simulator.wire.IssuedValues;
import org.jspecify.annotations.Nullable;

/**
 * The ids and encrypted items of Responses, made so that the server knows its own again
 * without keeping a list. The id of an item says with which reasoning it came.
 */
final class ResponsesIds {

	private static final String ITEM = "openai-responses/item";

	private static final String REASONING = "openai-responses/reasoning/";

	private static final int RANDOM = 16;

	/** Behind the random part: whether there was reasoning, and a number. */
	private static final int MARKED = RANDOM + 3;

	private static final int SEAL = 12;

	/** Where the keyed hash begins in an issued value, in characters. */
	private static final int SEAL_AT = 44;

	private final IssuedValues issued;

	private int items;

	private String random = random();

	private boolean reasoned;

	ResponsesIds(IssuedValues issued) {
		this.issued = issued;
	}

	/** The id of a reasoning item, which those after it refer to. */
	String reasoning() {
		this.random = random();
		this.reasoned = true;
		return item("rs_");
	}

	String item(String prefix) {
		String marked = this.random + (this.reasoned ? 'r' : 'n') + String.format("%02d", this.items++ % 100);
		return prefix + marked + seal(marked);
	}

	String encrypted(String model, String text) {
		return this.issued.issue(REASONING + model, text);
	}

	boolean isEncrypted(String model, String value) {
		return this.issued.isIssued(REASONING + model, value);
	}

	/** Whether an id was made here. */
	boolean isIssued(String id) {
		String body = body(id);
		return body.length() == MARKED + SEAL && body.endsWith(seal(body.substring(0, MARKED)));
	}

	/**
	 * With which reasoning an item came.
	 * @param id an id that was made here
	 * @return what the ids of both have in common, or null if there was none
	 */
	static @Nullable String reasoningOf(String id) {
		String body = body(id);
		return (body.length() > RANDOM && body.charAt(RANDOM) == 'r') ? body.substring(0, RANDOM) : null;
	}

	private static String body(String id) {
		return id.substring(id.indexOf('_') + 1);
	}

	private String seal(String marked) {
		String value = this.issued.issue(ITEM, marked).replace('+', 'p').replace('/', 's');
		return value.substring(SEAL_AT, SEAL_AT + SEAL);
	}

	private static String random() {
		return UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM);
	}

}
