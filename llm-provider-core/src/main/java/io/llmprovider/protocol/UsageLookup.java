package io.llmprovider.protocol;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * How to ask a provider afterwards what a call has used, where its answer did not say.
 * Asked once, and within a bound; that it fails is a warning and no failure of the call.
 */
public interface UsageLookup {

	/**
	 * The request.
	 * @param response the answer, complete but for its usage
	 * @return what to send, or empty if this answer cannot be asked about
	 */
	Optional<WireRequest> request(ChatResponse response);

	/**
	 * How long the provider needs until it knows.
	 * @return the wait before the request
	 */
	default Duration settling() {
		return Duration.ZERO;
	}

	/**
	 * Reads what came.
	 * @param body the whole body
	 * @return what it says
	 * @throws io.llmprovider.error.LlmException if it is not what was asked for
	 */
	Found read(byte[] body);

	/**
	 * What the provider said.
	 *
	 * @param usage the counts, those that it did not give absent
	 * @param reportedCost the cost by its own account in US dollars, or null
	 */
	record Found(Usage usage, @Nullable BigDecimal reportedCost) {
	}

}
