package io.llmprovider.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the assembler knows of a block until it has ended.
 */
final class OpenBlock {

	final Map<String, @Nullable Object> replay = new LinkedHashMap<>(0);

	final Kind kind;

	boolean redacted;

	boolean ended;

	@Nullable String wholeArguments;

	OpenBlock(Kind kind) {
		this.kind = kind;
	}

	/**
	 * What a block holds.
	 */
	enum Kind {

		TEXT, REASONING, TOOL_CALL, WHOLE

	}

}
