package io.llmprovider.protocol.anthropic;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.AlternatingTurns;
import io.llmprovider.protocol.CacheBreakpoints;
import io.llmprovider.protocol.CacheControl;
import io.llmprovider.protocol.ChatCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes the marks for the prompt cache onto blocks.
 */
final class AnthropicCacheMarks {

	private final CacheBreakpoints breakpoints;

	/**
	 * Looks for the request's own marks.
	 * @param call the call
	 * @param byServer whether the server is told to mark the end of the prompt itself
	 */
	AnthropicCacheMarks(ChatCall call, boolean byServer) {
		Boolean flag = call.compat().supportsCacheControl();
		boolean supported = !Boolean.FALSE.equals(flag)
				&& !Boolean.FALSE.equals(call.model().capabilities().promptCache());
		// Other hosts may refuse the hour.
		boolean hours = Boolean.TRUE.equals(flag) || AnthropicAddress.isAnthropic(call.baseUrl());
		this.breakpoints = new CacheBreakpoints(call, supported, byServer ? CacheControl.MOST - 1 : CacheControl.MOST,
				!byServer, hours);
	}

	/** Marks a tool or a block of the system prompt. */
	void markPrefix(Map<String, @Nullable Object> block, @Nullable CacheMark own, boolean end) {
		this.breakpoints.prefix(own, end, new CacheControl(block));
	}

	/** Marks a block of a message as the request says. */
	void markBlock(Map<String, @Nullable Object> block, @Nullable CacheMark own) {
		this.breakpoints.block(own, new CacheControl(block));
	}

	/** Marks the last messages of the user, if marks are set by retention. */
	void markTurns(AlternatingTurns turns) {
		for (List<Map<String, @Nullable Object>> blocks : turns.latestOfUser(CacheBreakpoints.TURNS)) {
			this.breakpoints.turn(new CacheControl(blocks.get(blocks.size() - 1)));
		}
	}

	/** Brings the marks into the form that is taken. */
	void settle(List<Warning> warnings) {
		this.breakpoints.settle(warnings);
	}

}
