package io.llmprovider.protocol.openai.codex;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * The account that a call goes on: an option, or a header of the user's own.
 *
 * @param id its id
 * @param byHeader whether the user's own header names it
 */
record CodexAccount(String id, boolean byHeader) {

	static final String HEADER = "chatgpt-account-id";

	/** The account of a call whose own options are these, or null if nobody names one. */
	static @Nullable CodexAccount of(ChatCall call, Map<String, @Nullable Object> own) {
		Object option = own.get(CodexResponsesProtocol.ACCOUNT_ID);
		if (option != null && !option.toString().isBlank()) {
			return new CodexAccount(option.toString().strip(), false);
		}
		for (Map.Entry<String, String> header : call.headers().entrySet()) {
			if (HEADER.equalsIgnoreCase(header.getKey())) {
				return new CodexAccount(header.getValue().strip(), true);
			}
		}
		return null;
	}

	/** Tells accounts apart, also in stored conversations, without telling their ids. */
	String mark() {
		return UUID.nameUUIDFromBytes(this.id.getBytes(StandardCharsets.UTF_8)).toString();
	}

}
