package io.llmprovider.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.llmprovider.chat.ChatResponse;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.test.contract.EventGrammar;
import org.jspecify.annotations.Nullable;

/**
 * Breaks recorded bodies at random and checks what must hold for any body: the outcome is
 * an answer or an {@link LlmException}, the events obey the grammar, the work is in
 * proportion to the body, where the network cuts the body makes no difference, and what
 * was understood can be stored and said back. Every protocol of the library has a part,
 * also those that are read by the codec of another.
 * <p>
 * Run for ten minutes: {@code mvn -pl integration-tests -am test -Dtest=DecoderFuzzTests
 * -Dsurefire.failIfNoSpecifiedTests=false -Dllm.fuzz.seconds=600 -Dllm.fuzz.seed=SEED}. A
 * finding names the seed of its execution and is written to {@code target/fuzz}; with
 * that seed the execution comes first.
 */
final class DecoderFuzz {

	/** The protocol whose answers stand in an envelope. */
	private static final String ENVELOPED = "google-gemini-cli";

	private static final long SLOWEST_ALLOWED_NANOS = 2_000_000_000L;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final int EVENTS_PER_BYTE = 4;

	/** Protocols without records of their own, and whose records they read. */
	private static final Map<String, String> CODECS = Map.of("azure-openai-completions", "openai-completions",
			"azure-openai-responses", "openai-responses", "openai-codex-responses", "openai-responses", "google-vertex",
			"google-generative-ai", ENVELOPED, "google-generative-ai");

	/** One answer in so many is stored and said back. */
	private static final int SAID_BACK = 4;

	private static final int MAX_FINDINGS = 20;

	private final Path folder;

	private final long firstSeed;

	private final List<Target> targets = new ArrayList<>();

	private final Map<String, Integer> outcomes = new TreeMap<>();

	private final Map<String, String> findings = new TreeMap<>();

	private long executions;

	private long bytes;

	private long slowestNanos;

	private String slowest = "";

	private volatile long currentSeed;

	/**
	 * Prepares a run.
	 * @param corpus where the good bodies are
	 * @param protocols the protocols to try; others' bodies are passed over
	 * @param firstSeed the seed of the first execution; the next ones count from it
	 * @param folder where findings are written
	 */
	DecoderFuzz(Corpus corpus, Protocols protocols, long firstSeed, Path folder) {
		this.firstSeed = firstSeed;
		this.folder = folder;
		for (WireProtocol protocol : protocols.all()) {
			List<CorpusCase> cases = corpus.protocols().get(CODECS.getOrDefault(protocol.id(), protocol.id()));
			if (cases != null) {
				this.targets.add(new Target(protocol, cases));
			}
		}
	}

	/**
	 * Whether there is anything to try.
	 * @return whether the library has a protocol of which there are bodies
	 */
	boolean hasTargets() {
		return !this.targets.isEmpty();
	}

	/**
	 * Breaks bodies until the time is over.
	 * @param seconds how long
	 */
	void run(int seconds) {
		long end = System.nanoTime() + seconds * 1_000_000_000L;
		for (long seed = this.firstSeed; System.nanoTime() < end && this.findings.size() < MAX_FINDINGS; seed++) {
			execute(seed);
		}
	}

	/**
	 * What must hold and did not.
	 * @return one sentence for each kind of finding
	 */
	List<String> findings() {
		return List.copyOf(this.findings.values());
	}

	/**
	 * The seed of the execution under way, to be asked from another thread if it hangs.
	 * @return a seed
	 */
	long currentSeed() {
		return this.currentSeed;
	}

	/**
	 * What was done.
	 * @return several lines
	 */
	String summary() {
		return String.format("seed %d: %d executions, %.1f MB, %d findings%noutcomes %s%nslowest %.1f ms: %s%n",
				this.firstSeed, this.executions, this.bytes / 1e6, this.findings.size(), this.outcomes,
				this.slowestNanos / 1e6, this.slowest);
	}

	/**
	 * Breaks one body.
	 * @param seed decides which, and how
	 */
	void execute(long seed) {
		this.currentSeed = seed;
		Random random = new Random(seed);
		Target target = this.targets.get(random.nextInt(this.targets.size()));
		CorpusCase victim = target.any(random);
		byte[] mutated = new Mutator(random).mutate(target.parts(victim), target.parts(target.any(random)));
		byte[] body = target.isEnveloped() ? Envelope.around(mutated) : mutated;
		this.executions++;
		this.bytes += body.length;
		long begin = THREADS.getCurrentThreadCpuTime();
		Outcome outcome = target.replay.replay(victim, body, randomPieces(random, body.length));
		time(THREADS.getCurrentThreadCpuTime() - begin, seed, victim, body);
		Outcome again = target.replay.replay(victim, body, randomPieces(random, body.length));
		count(outcome);
		String broken = broken(body, outcome, again);
		ChatResponse response = outcome.response();
		if (broken == null && response != null && random.nextInt(SAID_BACK) == 0) {
			broken = SaidBack.problem(target.protocol, victim.call(), response);
		}
		if (broken != null) {
			found(target.protocol.id() + " " + broken, seed, victim, body);
		}
	}

	private static @Nullable String broken(byte[] body, Outcome outcome, Outcome again) {
		if (!outcome.isProper()) {
			return "neither an answer nor an LlmException: " + outcome.describeFailure();
		}
		List<String> violations = EventGrammar.violations(outcome.events(), outcome.failure());
		if (!violations.isEmpty()) {
			return "grammar: " + violations.get(0);
		}
		if (outcome.events().size() > (body.length + 16L) * EVENTS_PER_BYTE) {
			return outcome.events().size() + " events of " + body.length + " bytes";
		}
		String difference = OutcomeEquality.difference(outcome, again);
		return (difference != null) ? "depends on the cut: " + difference : null;
	}

	private static Pieces randomPieces(Random random, int length) {
		int count = random.nextInt(6);
		return (count == 5) ? Pieces.of(length, 1 + random.nextInt(40))
				: new Pieces(random.ints(count, 0, length + 1).sorted().toArray());
	}

	private void time(long nanos, long seed, CorpusCase victim, byte[] body) {
		if (nanos > this.slowestNanos) {
			this.slowestNanos = nanos;
			this.slowest = victim + ", " + body.length + " bytes, seed " + seed;
		}
		if (nanos > SLOWEST_ALLOWED_NANOS) {
			found("more than two seconds for " + body.length + " bytes", seed, victim, body);
		}
	}

	private void count(Outcome outcome) {
		String kind = (outcome.failure() instanceof LlmException failed) ? failed.kind().name()
				: (outcome.failure() != null) ? "other failure" : "finished";
		this.outcomes.merge(kind, 1, Integer::sum);
	}

	private void found(String what, long seed, CorpusCase victim, byte[] body) {
		String kind = victim.protocol() + " " + what.replaceAll("\\d+", "#");
		String key = kind.substring(0, Math.min(kind.length(), 120));
		if (this.findings.putIfAbsent(key, victim + ", seed " + seed + ": " + what) == null) {
			try {
				Files.createDirectories(this.folder);
				Files.write(this.folder.resolve(victim.protocol() + "-" + seed + ".raw"), body);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/**
	 * A protocol and its bodies, each taken apart when it is first needed.
	 */
	private static final class Target {

		private final WireProtocol protocol;

		private final DecoderReplay replay;

		private final List<CorpusCase> cases;

		private final Map<CorpusCase, Mutator.BodyParts> parts = new IdentityHashMap<>();

		Target(WireProtocol protocol, List<CorpusCase> cases) {
			this.protocol = protocol;
			this.replay = new DecoderReplay(protocol);
			this.cases = cases;
		}

		boolean isEnveloped() {
			return this.protocol.id().equals(ENVELOPED);
		}

		CorpusCase any(Random random) {
			return this.cases.get(random.nextInt(this.cases.size()));
		}

		Mutator.BodyParts parts(CorpusCase corpusCase) {
			return this.parts.computeIfAbsent(corpusCase, (body) -> {
				if (!body.isFramed(this.protocol)) {
					return Mutator.BodyParts.whole(body);
				}
				return Mutator.BodyParts.of(body, FrameBorders.of(this.protocol.framing(body.call()), body.body(), 0));
			});
		}

	}

}
