package io.llmprovider.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.SimulatedRequest;

/**
 * The server of a storm: every exchange of every call meets something, and the server
 * remembers what. The words of each exchange are its own, so that none can be taken for
 * one of another.
 */
final class StormServer implements AutoCloseable {

	static final int WORDS = 12;

	private final long seed;

	private final LlmSimulator simulator;

	private final Map<String, BodyShape> shapes = new ConcurrentHashMap<>();

	private final Map<Integer, List<StormPlay>> plays = new ConcurrentHashMap<>();

	StormServer(long seed) {
		this.seed = seed;
		this.simulator = LlmSimulator.builder().script(this::answer).start();
	}

	LlmSimulator simulator() {
		return this.simulator;
	}

	/** What the exchanges of a call met, in their order. */
	List<StormPlay> plays(int number) {
		return this.plays.getOrDefault(number, List.of());
	}

	/** Everything that was met, and how often. */
	Map<StormFault, Integer> faults() {
		Map<StormFault, Integer> faults = new TreeMap<>();
		this.plays.values().forEach((plays) -> plays.forEach((play) -> faults.merge(play.fault(), 1, Integer::sum)));
		return faults;
	}

	/** Looks how the last answer to a request was made up. */
	void learn(String key) {
		List<String> words = words(0, 2);
		this.shapes.put(key, BodyShape.of(this.simulator,
				this.simulator.requests().get(this.simulator.requests().size() - 1), words));
		forget();
	}

	/** Forgets the exchanges, which are kept for tests that look at them. */
	void forgetExchanges() {
		this.simulator.reset();
	}

	void forget() {
		this.plays.clear();
		this.simulator.reset();
	}

	static List<String> words(int number, int exchange) {
		return IntStream.range(0, WORDS)
			.mapToObj((word) -> String.format(Locale.ROOT, "c%05dx%dw%02d ", number, exchange, word))
			.toList();
	}

	static String key(String protocol, boolean streaming) {
		return protocol + (streaming ? "" : "-whole");
	}

	private Answer answer(SimulatedRequest request) {
		int number = Integer.parseInt(request.lastUserText().substring("call ".length()));
		List<StormPlay> before = this.plays.computeIfAbsent(number, (key) -> new CopyOnWriteArrayList<>());
		int exchange = before.size() + 1;
		List<String> words = words(number, exchange);
		BodyShape shape = this.shapes.get(key(request.protocol(), request.stream()));
		if (shape == null) {
			// Nothing goes wrong while the server learns.
			before.add(new StormPlay(StormFault.NONE, Answer.text(""), WORDS, WORDS));
			return Answer.builder().deltas(words.toArray(String[]::new)).build();
		}
		// Seeds beside each other begin alike.
		Random random = new Random((this.seed + number * 31L + exchange) * 0x9E3779B97F4A7C15L);
		StormFault fault = StormFault.any(random);
		StormPlay play = (fault.fits(request) ? fault : StormFault.CUT_ANYWHERE).play(words, random, shape);
		before.add(request.stream() ? play : play.asWhole());
		return play.answer();
	}

	@Override
	public void close() {
		this.simulator.close();
	}

}
