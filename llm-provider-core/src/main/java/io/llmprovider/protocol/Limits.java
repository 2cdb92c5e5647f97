package io.llmprovider.protocol;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;

/**
 * Bounds on what is read, so that a broken or hostile server cannot fill the memory.
 *
 * @param maxEventBytes the largest event (an SSE event, a line, an AWS message), in bytes
 * @param maxToolArgumentChars the longest arguments of one tool call, in characters
 * @param maxResponseBytes the largest answer as a whole, in bytes
 */
public record Limits(int maxEventBytes, int maxToolArgumentChars, long maxResponseBytes) {

	/** 16 MiB for an event, 8 Mi characters for arguments, 256 MiB for an answer. */
	public static final Limits DEFAULTS = new Limits(16 << 20, 8 << 20, 256L << 20);

	public Limits {
		if (maxEventBytes <= 0 || maxToolArgumentChars <= 0 || maxResponseBytes <= 0) {
			throw new IllegalArgumentException("Limits must be positive: " + maxEventBytes + ", " + maxToolArgumentChars
					+ ", " + maxResponseBytes);
		}
	}

	void requireArguments(String provider, int length) {
		if (length > this.maxToolArgumentChars) {
			throw ErrorKind.LIMIT.exception(ErrorDetails
				.builder("The arguments of a tool call grew beyond " + this.maxToolArgumentChars + " characters")
				.action("Raise llm.providers." + provider + ".limits.max-tool-argument-chars if such calls are meant.")
				.limit((long) this.maxToolArgumentChars)
				.actual((long) length)
				.build());
		}
	}

}
