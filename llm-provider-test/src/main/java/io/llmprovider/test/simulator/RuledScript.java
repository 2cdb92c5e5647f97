package io.llmprovider.test.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A script of rules: a request is answered by the first that fits. One that fits none is
 * answered with status 500 and what was looked for, so that it is noticed.
 */
public final class RuledScript implements Script {

	private final List<Rule> rules;

	private final @Nullable Script otherwise;

	private RuledScript(List<Rule> rules, @Nullable Script otherwise) {
		this.rules = rules;
		this.otherwise = otherwise;
	}

	static RuledScript of(RequestMatch match, Answer... answers) {
		return new RuledScript(List.of(), null).when(match, answers);
	}

	/**
	 * Adds a rule.
	 * @param match which requests it is for
	 * @param answers their answers in order; the last one is given again and again
	 * @return a script with this rule, too
	 * @throws IllegalArgumentException if there is no answer
	 */
	public RuledScript when(RequestMatch match, Answer... answers) {
		if (answers.length == 0) {
			throw new IllegalArgumentException("There is no answer for " + match);
		}
		List<Rule> more = new ArrayList<>(this.rules);
		more.add(new Rule(match, List.of(answers), new AtomicInteger()));
		return new RuledScript(List.copyOf(more), this.otherwise);
	}

	/**
	 * Says what happens to all other requests.
	 * @param script their answers
	 * @return a script that has no other requests
	 */
	public RuledScript otherwise(Script script) {
		return new RuledScript(this.rules, script);
	}

	@Override
	public Answer answer(SimulatedRequest request) {
		for (Rule rule : this.rules) {
			if (rule.match().test(request)) {
				int turn = rule.turn().getAndUpdate((last) -> Math.min(last + 1, rule.answers().size() - 1));
				return rule.answers().get(turn);
			}
		}
		if (this.otherwise != null) {
			return this.otherwise.answer(request);
		}
		return Answer.error(500, "No rule of the script fits the request, in which the user says '"
				+ request.lastUserText() + "'; there are: " + this.rules.stream().map(Rule::match).toList());
	}

	private record Rule(RequestMatch match, List<Answer> answers, AtomicInteger turn) {
	}

}
