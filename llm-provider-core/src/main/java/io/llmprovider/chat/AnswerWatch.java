package io.llmprovider.chat;

import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Hears how each exchange of a call ends, a cancelled one too: only the provider knows
 * what such an exchange used and cost. A watch travels with the subscription, in
 * Reactor's context. Its methods are called on whatever thread reads the answer.
 */
@FunctionalInterface
public interface AnswerWatch {

	/**
	 * An exchange has ended.
	 * @param answer what it brought, whole or with {@link FinishReason#ERROR} or
	 * {@link FinishReason#CANCELLED}
	 */
	void ended(ChatResponse answer);

	/**
	 * The first block of an answer has begun; {@link #ended} will follow, whatever
	 * happens.
	 */
	default void begun() {
	}

	/**
	 * Adds a watch to those of a subscription.
	 * @param context the subscription's context
	 * @param watch the watch
	 * @return the context with the watch
	 */
	static Context add(Context context, AnswerWatch watch) {
		AnswerWatch others = of(context);
		return context.put(AnswerWatch.class, new AnswerWatch() {

			@Override
			public void begun() {
				others.begun();
				watch.begun();
			}

			@Override
			public void ended(ChatResponse answer) {
				others.ended(answer);
				watch.ended(answer);
			}

		});
	}

	/**
	 * Those who watch a subscription.
	 * @param context the subscription's context
	 * @return the watch, which may be nobody's
	 */
	static AnswerWatch of(ContextView context) {
		return context.<AnswerWatch>getOrEmpty(AnswerWatch.class).orElse((answer) -> {
		});
	}

}
