package io.llmprovider.provider;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.error.LlmException;

/**
 * Hears of one exchange what its call has to know. It is told on the thread that reads,
 * before the subscriber hears of it.
 */
interface AnswerObserver {

	/**
	 * The first block of the answer has begun, so that no other attempt may follow.
	 */
	void begun();

	/**
	 * The answer has ended, whole or not.
	 * @param answer what it brought
	 */
	void ended(ChatResponse answer);

	/**
	 * The exchange has failed.
	 * @param failure why
	 */
	void failed(LlmException failure);

}
