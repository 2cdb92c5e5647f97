package io.llmprovider.provider.hook;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange has ended.
 *
 * @param exchange what it was
 * @param request what was sent, without key, token or signature
 * @param status the HTTP status, or null if there was no answer
 * @param headers the answer's headers as the server sent them, by names without regard to
 * case
 * @param answer what arrived: whole, or with the finish reason {@code ERROR} or
 * {@code CANCELLED}; null if nothing of an answer did
 * @param failure why it failed, or null if it did not or was cancelled. It is not yet
 * known here whether the call is tried again
 * @param duration from sending, credentials included, to the end
 */
public record ExchangeResult(Exchange exchange, WireRequest request, @Nullable Integer status,
		Map<String, List<String>> headers, @Nullable ChatResponse answer, @Nullable LlmException failure,
		Duration duration) {

	/**
	 * Whether the caller cancelled it.
	 * @return whether there is neither a failure nor an end
	 */
	public boolean isCancelled() {
		return this.failure == null && (this.answer == null || this.answer.finishReason() == FinishReason.CANCELLED);
	}

	/**
	 * All but the content of request and answer.
	 */
	@Override
	public String toString() {
		return "ExchangeResult[" + this.exchange + ", status " + this.status + ", headers " + this.headers.keySet()
				+ ", finished " + ((this.answer != null) ? this.answer.finishReason() : "not") + ", failure "
				+ ((this.failure != null) ? this.failure.kind() : "none") + ", " + this.duration + "]";
	}

}
