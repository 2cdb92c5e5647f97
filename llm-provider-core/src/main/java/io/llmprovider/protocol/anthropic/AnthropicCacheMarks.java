package io.llmprovider.protocol.anthropic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.PromptMarks;
import org.jspecify.annotations.Nullable;

/**
 * Where the prompt is marked for the cache: where the request has marks, else, if a
 * retention is wanted, at the end of the tools or the system prompt and of the last two
 * messages of the user. There are at most four marks, and those of an hour come before
 * those of five minutes.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/prompt-caching">Prompt
 * caching</a>
 */
final class AnthropicCacheMarks {

	private static final String MEMBER = "cache_control";

	private static final String TTL = "ttl";

	private static final int MOST = 4;

	private static final int TURNS = 2;

	private final boolean supported;

	private final int most;

	private final @Nullable CacheMark automatic;

	private final List<Map<String, @Nullable Object>> prefix = new ArrayList<>();

	private final List<Map<String, @Nullable Object>> messages = new ArrayList<>();

	/**
	 * Looks for the request's own marks.
	 * @param call the call
	 * @param byServer whether the server is told to mark the end of the prompt itself
	 */
	AnthropicCacheMarks(ChatCall call, boolean byServer) {
		Boolean flag = call.compat().supportsCacheControl();
		this.supported = !Boolean.FALSE.equals(flag)
				&& !Boolean.FALSE.equals(call.model().capabilities().promptCache());
		this.most = byServer ? MOST - 1 : MOST;
		CacheRetention retention = call.options().cacheRetention();
		boolean wanted = retention != null && retention != CacheRetention.NONE;
		if (!this.supported || !wanted || byServer || PromptMarks.areIn(call.request())) {
			this.automatic = null;
		}
		else {
			// Other hosts may refuse the hour, and nobody asked for it by name.
			boolean hours = Boolean.TRUE.equals(flag) || AnthropicAddress.isAnthropic(call.baseUrl());
			this.automatic = (retention == CacheRetention.LONG && hours) ? CacheMark.ONE_HOUR : CacheMark.FIVE_MINUTES;
		}
	}

	/** Marks a tool or a block of the system prompt. */
	void markPrefix(Map<String, @Nullable Object> block, @Nullable CacheMark own, boolean end) {
		mark(block, (own == null && end) ? this.automatic : own, this.prefix);
	}

	/** Marks a block of a message as the request says. */
	void markBlock(Map<String, @Nullable Object> block, @Nullable CacheMark own) {
		mark(block, own, this.messages);
	}

	/** Marks the last messages of the user, if marks are set by retention. */
	void markTurns(List<Map<String, @Nullable Object>> written) {
		int turns = 0;
		for (int i = written.size() - 1; i >= 0 && turns < TURNS && this.automatic != null; i--) {
			if ("user".equals(written.get(i).get("role"))) {
				List<Map<String, @Nullable Object>> blocks = AnthropicContent.blocks(written.get(i));
				Map<String, @Nullable Object> last = blocks.get(blocks.size() - 1);
				mark(last, this.automatic, this.messages);
				turns++;
			}
		}
	}

	/** Brings the marks into the form that is taken. */
	void settle(List<Warning> warnings) {
		int excess = this.prefix.size() + this.messages.size() - this.most;
		if (excess > 0) {
			int old = Math.min(excess, Math.max(this.messages.size() - 1, 0));
			remove(this.messages, old);
			remove(this.prefix, excess - old);
			warnings.add(new Warning("cache-marks-left-out",
					"There may be " + this.most + " cache marks: the earliest " + excess + " were left out"));
		}
		if (this.automatic == null) {
			shorten(warnings);
		}
	}

	private static void remove(List<Map<String, @Nullable Object>> marked, int count) {
		for (int i = 0; i < count; i++) {
			marked.remove(0).remove(MEMBER);
		}
	}

	private void shorten(List<Warning> warnings) {
		List<Map<String, @Nullable Object>> all = new ArrayList<>(this.prefix);
		all.addAll(this.messages);
		boolean minutes = false;
		boolean changed = false;
		for (Map<String, @Nullable Object> block : all) {
			boolean hour = block.get(MEMBER) instanceof Map<?, ?> control && control.containsKey(TTL);
			if (hour && minutes) {
				block.put(MEMBER, control(CacheMark.FIVE_MINUTES));
				changed = true;
			}
			minutes |= !hour;
		}
		if (changed) {
			warnings.add(new Warning("cache-mark-shortened",
					"Marks of an hour must come before those of five minutes: the others became marks of five minutes"));
		}
	}

	private void mark(Map<String, @Nullable Object> block, @Nullable CacheMark mark,
			List<Map<String, @Nullable Object>> marked) {
		if (mark == null || !this.supported) {
			return;
		}
		if (block.put(MEMBER, control(mark)) == null) {
			marked.add(block);
		}
	}

	private static Map<String, @Nullable Object> control(CacheMark mark) {
		Map<String, @Nullable Object> control = new LinkedHashMap<>();
		control.put("type", "ephemeral");
		if (mark.timeToLive().compareTo(Duration.ofMinutes(5)) > 0) {
			control.put(TTL, "1h");
		}
		return control;
	}

}
