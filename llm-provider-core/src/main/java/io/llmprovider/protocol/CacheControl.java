package io.llmprovider.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

import io.llmprovider.chat.CacheMark;
import org.jspecify.annotations.Nullable;

/**
 * A tool or a part of the prompt that is marked as Anthropic does it, by a member of its
 * own.
 *
 * @param part its members
 */
public record CacheControl(Map<String, @Nullable Object> part) implements CacheBreakpoints.Place {

	/** How many marks a prompt may have. */
	public static final int MOST = 4;

	private static final String MEMBER = "cache_control";

	@Override
	public boolean mark(CacheMark mark) {
		Map<String, @Nullable Object> control = new LinkedHashMap<>();
		control.put("type", "ephemeral");
		if (CacheBreakpoints.isHour(mark)) {
			control.put("ttl", "1h");
		}
		return this.part.put(MEMBER, control) == null;
	}

	@Override
	public void unmark() {
		this.part.remove(MEMBER);
	}

}
