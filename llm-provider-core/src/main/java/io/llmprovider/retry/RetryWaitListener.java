package io.llmprovider.retry;

import org.springframework.retry.RetryListener;

/**
 * A listener that is also told of each wait before it begins. It runs on the thread that
 * failed, usually an event loop, so it must not block; what it throws is logged and
 * changes nothing.
 */
@FunctionalInterface
public interface RetryWaitListener extends RetryListener {

	/**
	 * A call is about to wait.
	 * @param wait which attempt failed, why, and how long the wait will be
	 */
	void onWait(RetryWait wait);

}
