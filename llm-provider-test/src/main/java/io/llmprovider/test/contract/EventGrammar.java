package io.llmprovider.test.contract;

import java.util.List;

import io.llmprovider.chat.StreamEvent;
import org.jspecify.annotations.Nullable;

/**
 * The grammar that all events of an answer follow, whoever gave it: {@code Started}
 * first; blocks under indices that count from zero, each begun once, filled only while it
 * is open and ended once; at most one {@code UsageReported} behind them; one
 * {@code Finished} last, whose response is what the events told. {@code ProviderEvent}
 * may stand anywhere before the end.
 */
public final class EventGrammar {

	private EventGrammar() {
	}

	/**
	 * Checks the events of one answer.
	 * @param events all that came, in order
	 * @param failure what ended them, or null if they ended well
	 * @return what is wrong, in sentences; nothing if all is well
	 */
	public static List<String> violations(List<StreamEvent> events, @Nullable Throwable failure) {
		return GrammarCheck.violations(events, failure);
	}

}
