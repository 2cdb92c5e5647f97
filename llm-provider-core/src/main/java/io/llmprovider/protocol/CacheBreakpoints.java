package io.llmprovider.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.CacheRetention;
import io.llmprovider.chat.Warning;
import org.jspecify.annotations.Nullable;

/**
 * Where the prompt of a Claude or of a model like it is marked for the cache: where the
 * request has marks, else, if a retention is wanted, at the end of the tools or the
 * system prompt and of the last two messages of the user. There is a bound on their
 * number, and those of an hour come before those of five minutes.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/build-with-claude/prompt-caching">Prompt
 * caching</a>
 */
public final class CacheBreakpoints {

	/** How many messages of the user are marked by retention. */
	public static final int TURNS = 2;

	private final boolean supported;

	private final int most;

	private final @Nullable CacheMark automatic;

	private final List<Mark> prefix = new ArrayList<>();

	private final List<Mark> messages = new ArrayList<>();

	/**
	 * Looks for the request's own marks.
	 * @param call the call
	 * @param supported whether the target takes marks
	 * @param most how many it takes
	 * @param automatic whether a retention may set marks
	 * @param hours whether it takes marks of an hour that nobody asked for by name
	 */
	public CacheBreakpoints(ChatCall call, boolean supported, int most, boolean automatic, boolean hours) {
		this.supported = supported;
		this.most = most;
		CacheRetention retention = call.options().cacheRetention();
		boolean wanted = retention != null && retention != CacheRetention.NONE;
		if (!supported || !wanted || !automatic || PromptMarks.areIn(call.request())) {
			this.automatic = null;
		}
		else {
			this.automatic = (retention == CacheRetention.LONG && hours) ? CacheMark.ONE_HOUR : CacheMark.FIVE_MINUTES;
		}
	}

	/**
	 * Whether a mark is longer than the usual five minutes.
	 * @param mark the mark
	 * @return whether it is to last an hour
	 */
	public static boolean isHour(CacheMark mark) {
		return mark.timeToLive().compareTo(Duration.ofMinutes(5)) > 0;
	}

	/**
	 * Marks a tool or a block of the system prompt.
	 * @param own its own mark, or null
	 * @param end whether a retention marks this place
	 * @param place writes the mark
	 */
	public void prefix(@Nullable CacheMark own, boolean end, Place place) {
		mark((own == null && end) ? this.automatic : own, place, this.prefix);
	}

	/**
	 * Marks a block of a message as the request says.
	 * @param own its own mark, or null
	 * @param place writes the mark
	 */
	public void block(@Nullable CacheMark own, Place place) {
		mark(own, place, this.messages);
	}

	/**
	 * Marks one of the user's last messages, if marks are set by retention.
	 * @param place writes the mark
	 */
	public void turn(Place place) {
		mark(this.automatic, place, this.messages);
	}

	/**
	 * Brings the marks into the form that is taken.
	 * @param warnings takes what was changed
	 */
	public void settle(List<Warning> warnings) {
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

	private static void remove(List<Mark> marked, int count) {
		for (int i = 0; i < count; i++) {
			marked.remove(0).place().unmark();
		}
	}

	private void shorten(List<Warning> warnings) {
		List<Mark> all = new ArrayList<>(this.prefix);
		all.addAll(this.messages);
		boolean minutes = false;
		boolean changed = false;
		for (Mark mark : all) {
			if (mark.hour() && minutes) {
				mark.place().mark(CacheMark.FIVE_MINUTES);
				changed = true;
			}
			minutes |= !mark.hour();
		}
		if (changed) {
			warnings.add(new Warning("cache-mark-shortened",
					"Marks of an hour must come before those of five minutes: the others became marks of five minutes"));
		}
	}

	private void mark(@Nullable CacheMark mark, Place place, List<Mark> marked) {
		if (mark != null && this.supported && place.mark(mark)) {
			marked.add(new Mark(place, isHour(mark)));
		}
	}

	/**
	 * A place of the prompt that can be marked.
	 */
	public interface Place {

		/**
		 * Writes a mark, which replaces the one that is there.
		 * @param mark the mark
		 * @return whether there was none before
		 */
		boolean mark(CacheMark mark);

		/** Takes the mark out. */
		void unmark();

	}

	private record Mark(Place place, boolean hour) {

	}

}
