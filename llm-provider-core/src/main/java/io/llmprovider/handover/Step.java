package io.llmprovider.handover;

import java.util.List;

import io.llmprovider.chat.Message;

/**
 * One pass over a conversation.
 */
@FunctionalInterface
interface Step {

	/**
	 * Makes the messages fit in one respect.
	 * @param messages the messages
	 * @param handing the hand-over under way
	 * @return the same list if nothing had to be changed, else another
	 */
	List<Message> apply(List<Message> messages, Handing handing);

}
