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
		return context.put(AnswerWatch.class, of(context).and(watch));
	}

	/**
	 * Both, this one first.
	 * @param other another watch
	 * @return a watch that tells both
	 */
	default AnswerWatch and(AnswerWatch other) {
		AnswerWatch first = this;
		return new AnswerWatch() {

			@Override
			public void begun() {
				first.begun();
				other.begun();
			}

			@Override
			public void ended(ChatResponse answer) {
				first.ended(answer);
				other.ended(answer);
			}

		};
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
