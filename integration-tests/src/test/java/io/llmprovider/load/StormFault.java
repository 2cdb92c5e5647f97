package io.llmprovider.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.llmprovider.error.ErrorKind;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.AnswerBuilder;
import io.llmprovider.test.simulator.SimulatedError;
import io.llmprovider.test.simulator.SimulatedRequest;

/**
 * What may happen to one exchange: everything that the simulator can do to an answer, and
 * as which kinds of failure each may be told.
 */
enum StormFault {

	NONE, DELAYED, PACED, PAUSED, COMMENTED,

	ODD_CONTENT_TYPE(ErrorKind.PROTOCOL),

	EMPTY(ErrorKind.PROTOCOL, ErrorKind.TRUNCATED),

	RATE_LIMITED(ErrorKind.RATE_LIMIT),

	BROKEN_SERVER(ErrorKind.SERVER, ErrorKind.OVERLOADED),

	REFUSED(ErrorKind.INVALID_REQUEST, ErrorKind.AUTHENTICATION, ErrorKind.PERMISSION, ErrorKind.NOT_FOUND),

	PAGE(ErrorKind.SERVER, ErrorKind.OVERLOADED, ErrorKind.PROTOCOL),

	REDIRECTED(ErrorKind.PROTOCOL, ErrorKind.CONFIGURATION, ErrorKind.INVALID_REQUEST),

	NONSENSE(ErrorKind.PROTOCOL, ErrorKind.TRUNCATED),

	CLOSED_AT_ONCE(ErrorKind.TRANSPORT),

	RESET_AT_ONCE(ErrorKind.TRANSPORT),

	SILENT(ErrorKind.TIMEOUT),

	FAILED_FIRST(ErrorKind.OVERLOADED, ErrorKind.SERVER, ErrorKind.TRUNCATED, ErrorKind.PROTOCOL),

	FAILED_BETWEEN(ErrorKind.SERVER, ErrorKind.TRUNCATED, ErrorKind.PROTOCOL, ErrorKind.OVERLOADED),

	MALFORMED_BETWEEN(ErrorKind.PROTOCOL, ErrorKind.TRUNCATED),

	OVERSIZED_BETWEEN(ErrorKind.LIMIT),

	UNFINISHED(ErrorKind.TRUNCATED, ErrorKind.PROTOCOL),

	CLOSED_BETWEEN(ErrorKind.TRANSPORT, ErrorKind.TRUNCATED),

	RESET_BETWEEN(ErrorKind.TRANSPORT),

	SILENT_BETWEEN(ErrorKind.TIMEOUT),

	CUT_ANYWHERE(ErrorKind.TRANSPORT, ErrorKind.TRUNCATED),

	RESET_ANYWHERE(ErrorKind.TRANSPORT, ErrorKind.TRUNCATED);

	/** Most of what has a name here breaks a call; as many exchanges go well. */
	private static final int WELL_PERCENT = 45;

	/** More than the storm's limit for one event. */
	static final int OVERSIZED = 96 * 1024;

	private final Set<ErrorKind> kinds;

	StormFault(ErrorKind... kinds) {
		this.kinds = kinds.length == 0 ? EnumSet.noneOf(ErrorKind.class) : EnumSet.copyOf(Arrays.asList(kinds));
	}

	static StormFault any(Random random) {
		if (random.nextInt(100) < WELL_PERCENT) {
			return NONE;
		}
		StormFault fault = values()[random.nextInt(values().length)];
		// These take their time limit each.
		boolean slow = fault == SILENT || fault == SILENT_BETWEEN;
		return (slow && random.nextInt(4) > 0) ? CLOSED_BETWEEN : fault;
	}

	/**
	 * Whether the simulator can do it to this answer: a whole body has no events, and one
	 * of AWS's frames is well formed whatever is in it.
	 */
	boolean fits(SimulatedRequest request) {
		return switch (this) {
			case MALFORMED_BETWEEN -> request.stream() && !request.protocol().startsWith("bedrock");
			case OVERSIZED_BETWEEN -> request.stream();
			default -> true;
		};
	}

	/** As what a call may fail whose last exchange met this; nothing if it must not. */
	Set<ErrorKind> kinds() {
		return this.kinds;
	}

	/** Whether a call may be answered whose last exchange met this. */
	boolean mayBeAnswered() {
		return this.kinds.isEmpty() || this == ODD_CONTENT_TYPE || this == EMPTY || this == CUT_ANYWHERE
				|| this == RESET_ANYWHERE;
	}

	/** What is played, and how much of it whoever asked can have heard. */
	StormPlay play(List<String> words, Random random, BodyShape shape) {
		Answer whole = all(words).build();
		int some = random.nextInt(words.size() + 1);
		AnswerBuilder beginning = all(words.subList(0, some));
		return switch (this) {
			case NONE -> all(whole, words);
			case DELAYED -> all(whole.delayed(Duration.ofMillis(random.nextInt(40))), words);
			case PACED -> all(whole.paced(Duration.ofMillis(random.nextInt(5))), words);
			case PAUSED -> all(then(beginning.pause(Duration.ofMillis(random.nextInt(60))), words, some), words);
			case COMMENTED -> all(then(beginning.comment("still here"), words, some), words);
			case ODD_CONTENT_TYPE -> upTo(whole.header("content-type", "application/octet-stream"), words.size());
			case EMPTY -> exactly(Answer.builder().build(), 0);
			case RATE_LIMITED -> exactly(Answer.error(429, "slow down").header("Retry-After", "0"), 0);
			case BROKEN_SERVER -> exactly(Answer.error(pick(random, 500, 502, 503, 529), "it failed"), 0);
			case REFUSED -> exactly(Answer.error(pick(random, 400, 401, 403, 404, 422), "it is wrong"), 0);
			case PAGE -> exactly(Answer.html(pick(random, 200, 502, 503)), 0);
			case REDIRECTED -> exactly(Answer.redirect(pick(random, 302, 307), "https://elsewhere.invalid/"), 0);
			case NONSENSE -> exactly(Answer.status(200, shape.contentType(), "data: {nonsense\n\n"), 0);
			case CLOSED_AT_ONCE -> exactly(Answer.closed(), 0);
			case RESET_AT_ONCE -> exactly(Answer.reset(), 0);
			case SILENT -> exactly(Answer.silence(), 0);
			case FAILED_FIRST ->
				exactly(Answer.builder().failure(SimulatedError.of(503, "it is overloaded")).build(), 0);
			case FAILED_BETWEEN -> exactly(beginning.failure(SimulatedError.of(500, "it failed")).build(), some);
			case MALFORMED_BETWEEN -> exactly(then(beginning.event("{nonsense"), words, some), some);
			case OVERSIZED_BETWEEN -> exactly(then(beginning.oversizedEvent(OVERSIZED), words, some), some);
			case UNFINISHED -> exactly(beginning.unfinished().build(), some);
			case CLOSED_BETWEEN -> exactly(beginning.close().build(), some);
			case RESET_BETWEEN -> upTo(beginning.reset().build(), some);
			case SILENT_BETWEEN -> exactly(beginning.hang().build(), some);
			case CUT_ANYWHERE -> cut(whole, shape, random, true);
			case RESET_ANYWHERE -> cut(whole, shape, random, false);
		};
	}

	private StormPlay cut(Answer whole, BodyShape shape, Random random, boolean inOrder) {
		int bytes = random.nextInt(shape.endOfWords());
		// What was sent is read before the end of a connection, but not before its reset.
		return inOrder ? new StormPlay(this, whole.cutAfter(bytes), shape.surelyWithin(bytes), shape.within(bytes))
				: upTo(whole.resetAfter(bytes), shape.within(bytes));
	}

	private static AnswerBuilder all(List<String> words) {
		return Answer.builder().deltas(words.toArray(String[]::new));
	}

	private static Answer then(AnswerBuilder beginning, List<String> words, int from) {
		return beginning.deltas(words.subList(from, words.size()).toArray(String[]::new)).build();
	}

	private StormPlay all(Answer answer, List<String> words) {
		return exactly(answer, words.size());
	}

	private StormPlay exactly(Answer answer, int words) {
		return new StormPlay(this, answer, words, words);
	}

	private StormPlay upTo(Answer answer, int words) {
		return new StormPlay(this, answer, 0, words);
	}

	private static int pick(Random random, int... values) {
		return values[random.nextInt(values.length)];
	}

}
