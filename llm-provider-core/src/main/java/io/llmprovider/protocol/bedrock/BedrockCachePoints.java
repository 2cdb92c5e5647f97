package io.llmprovider.protocol.bedrock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.Warning;
import io.llmprovider.protocol.AlternatingTurns;
import io.llmprovider.protocol.CacheBreakpoints;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.PromptMarks;
import org.jspecify.annotations.Nullable;

/**
 * Writes the marks for the prompt cache: a cache point is a block of its own behind what
 * it marks.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html">Prompt
 * caching</a>
 */
final class BedrockCachePoints {

	private static final String MEMBER = "cachePoint";

	private static final int MOST = 4;

	private final CacheBreakpoints breakpoints;

	private final boolean tools;

	private final boolean hours;

	private final boolean refused;

	BedrockCachePoints(ChatCall call, BedrockModel model) {
		Boolean flag = call.compat().supportsCacheControl();
		Boolean known = (flag != null) ? flag : call.model().capabilities().promptCache();
		boolean supported = (known != null) ? known : model.caches();
		this.tools = model.cachesTools();
		this.hours = model.cachesForAnHour() || model.isUnknown();
		this.refused = !supported && PromptMarks.areIn(call.request());
		this.breakpoints = new CacheBreakpoints(call, supported, MOST, true, model.cachesForAnHour());
	}

	/** Marks what has been written last of the system prompt. */
	void markSystem(List<Map<String, @Nullable Object>> blocks, @Nullable CacheMark own, boolean end) {
		this.breakpoints.prefix(own, end, new Behind(blocks, this.hours));
	}

	/** Marks what has been written last of the tools. */
	void markTool(List<Map<String, @Nullable Object>> tools, @Nullable CacheMark own, boolean end) {
		if (this.tools) {
			this.breakpoints.prefix(own, end, new Behind(tools, this.hours));
		}
	}

	/** Marks a block of a message as the request says. */
	void markBlock(List<Map<String, @Nullable Object>> blocks, @Nullable CacheMark own) {
		this.breakpoints.block(own, new Behind(blocks, this.hours));
	}

	/** Marks the last messages of the user, if marks are set by retention. */
	void markTurns(AlternatingTurns turns) {
		for (List<Map<String, @Nullable Object>> blocks : turns.latestOfUser(CacheBreakpoints.TURNS)) {
			this.breakpoints.turn(new Behind(blocks, this.hours));
		}
	}

	/** Brings the marks into the form that is taken. */
	void settle(AlternatingTurns turns, List<Warning> warnings) {
		this.breakpoints.settle(warnings);
		for (Map<String, @Nullable Object> message : turns.messages()) {
			AlternatingTurns.blocks(message).removeIf(Map::isEmpty);
		}
		if (this.refused) {
			warnings.add(new Warning("cache-marks-left-out",
					"The cache marks were left out: the model does not cache prompts"));
		}
	}

	/**
	 * The place behind the last block of a list, as it is when this is made.
	 */
	private static final class Behind implements CacheBreakpoints.Place {

		private final List<Map<String, @Nullable Object>> blocks;

		private final boolean hours;

		private @Nullable Map<String, @Nullable Object> point;

		Behind(List<Map<String, @Nullable Object>> blocks, boolean hours) {
			this.blocks = blocks;
			this.hours = hours;
		}

		@Override
		public boolean mark(CacheMark mark) {
			Map<String, @Nullable Object> point = new LinkedHashMap<>();
			point.put("type", "default");
			if (this.hours && CacheBreakpoints.isHour(mark)) {
				point.put("ttl", "1h");
			}
			if (this.point != null) {
				this.point.put(MEMBER, point);
				return false;
			}
			boolean marked = !this.blocks.isEmpty() && this.blocks.get(this.blocks.size() - 1).containsKey(MEMBER);
			if (this.blocks.isEmpty() || marked) {
				return false;
			}
			this.point = new LinkedHashMap<>();
			this.point.put(MEMBER, point);
			this.blocks.add(this.point);
			return true;
		}

		/**
		 * The block may be in another list by now, from which it is taken when it is
		 * empty.
		 */
		@Override
		public void unmark() {
			this.blocks.removeIf((block) -> block == this.point);
			if (this.point != null) {
				this.point.clear();
			}
		}

	}

}
