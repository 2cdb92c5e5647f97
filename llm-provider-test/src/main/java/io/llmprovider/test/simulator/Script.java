package io.llmprovider.test.simulator;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides what the simulator answers to a request that it accepted.
 */
@FunctionalInterface
public interface Script {

	/**
	 * Decides the answer. This runs on the simulator's event loop and must not block. An
	 * exception is answered with status 500 and its message.
	 * @param request the request
	 * @return the answer
	 */
	Answer answer(SimulatedRequest request);

	/**
	 * Answers with something plausible made from the request: text from the last user
	 * message, a plan where one is asked for, calls of the tools offered, and an answer
	 * from their results.
	 * @return the script
	 */
	static Script echo() {
		return new EchoScript();
	}

	/**
	 * Always gives the same answer.
	 * @param answer the answer
	 * @return the script
	 */
	static Script always(Answer answer) {
		return (request) -> answer;
	}

	/**
	 * Answers by what is asked: the beginning of a script of rules.
	 * @param match which requests are answered so
	 * @param answers their answers in order; the last one is given again and again
	 * @return a script that takes more rules
	 * @throws IllegalArgumentException if there is no answer
	 */
	static RuledScript when(RequestMatch match, Answer... answers) {
		return RuledScript.of(match, answers);
	}

	/**
	 * Gives these answers one after the other, whatever is asked. A request after the
	 * last is answered with status 500, so that one too many is noticed.
	 * @param answers the answers in order
	 * @return the script
	 */
	static Script sequence(Answer... answers) {
		List<Answer> list = List.of(answers);
		AtomicInteger next = new AtomicInteger();
		return (request) -> {
			int index = next.getAndIncrement();
			return (index < list.size()) ? list.get(index)
					: Answer.error(500, "The script has no answer for request " + (index + 1));
		};
	}

}
