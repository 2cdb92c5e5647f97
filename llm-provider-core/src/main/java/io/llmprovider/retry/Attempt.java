package io.llmprovider.retry;

import java.util.List;

import io.llmprovider.chat.ChatResponse;

/**
 * One exchange of a call, and what the exchange tells the retry about itself.
 */
public interface Attempt {

	/**
	 * Which one it is.
	 * @return the number, from 1
	 */
	int number();

	/**
	 * How many there are at most.
	 * @return at least 1
	 */
	int maxAttempts();

	/**
	 * Says that the first block event is being emitted: from here on a failure is final,
	 * because the caller has seen part of the answer. Call it before the event.
	 */
	void begun();

	/**
	 * Whether a block event has been emitted.
	 * @return whether a failure is final
	 */
	boolean hasBegun();

	/**
	 * Says that the credential on the request can be replaced by a fresh one. If the
	 * provider then answers 401 or 403, the call is sent once more, at once and with
	 * {@link #forceCredentialRefresh()}. Call it only after a credential was obtained.
	 */
	void credentialRefreshable();

	/**
	 * Whether a cached credential must not be used, because the provider has just refused
	 * it. True for at most one attempt of a call.
	 * @return whether to get a fresh credential first
	 */
	boolean forceCredentialRefresh();

	/**
	 * Says that the call can be made in another way than the one which has just failed.
	 * If attempts are left, it is sent once more at once, whatever the failure was. Call
	 * it before the failure is passed on.
	 */
	void otherWayKnown();

	/**
	 * The empty answers of earlier attempts. The caller does not see them, but their
	 * tokens were used.
	 * @return the answers, oldest first
	 */
	List<ChatResponse> discarded();

}
