package io.llmprovider.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.provider.BuiltInProtocols;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.test.contract.EventGrammar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays recorded answers of real providers and compares what is understood with what
 * the providers' own SDKs understood. The recordings are kept beside the project in
 * {@code ../shared/corpus}; {@code -Dllm.corpus.dir=DIR} takes another folder of the same
 * form. Every difference is written to {@code target/conformance.tsv}.
 */
class CorpusConformanceTests {

	private static final Path TARGET = Path.of("target");

	private static final int PIECE = 17;

	private static final String ABSENT = "Conformance is skipped: there are no recorded answers in ../shared/corpus"
			+ " beside the project, and -D" + Corpus.PROPERTY + " names no other folder";

	private static final ConformanceReport REPORT = new ConformanceReport();

	private static final Protocols PROTOCOLS = Protocols.onClassPath();

	private static @Nullable Corpus corpus;

	private static @Nullable CorpusServer server;

	private static @Nullable ProviderRegistry registry;

	@BeforeAll
	static void read() {
		corpus = Corpus.find().orElse(null);
		if (corpus != null) {
			corpus.protocols().forEach((protocol, cases) -> REPORT.protocol(protocol, cases.size()));
			server = new CorpusServer(corpus);
			registry = HttpReplay.registry(PROTOCOLS, server);
		}
		else {
			System.out.println(ABSENT);
		}
	}

	@AfterAll
	static void report() throws IOException {
		if (registry != null && server != null) {
			registry.close();
			server.close();
			REPORT.write(TARGET);
			System.out.println(REPORT.table());
		}
	}

	@Test
	void everyFolderIsOfTheCorpusFormat() {
		assertThat(corpus().unreadable()).isEmpty();
		assertThat(corpus().protocols()).isNotEmpty();
	}

	@Test
	void everyProtocolIsBuiltIn() {
		assertThat(BuiltInProtocols.all()).extracting(WireProtocol::id)
			.containsExactlyInAnyOrderElementsOf(PROTOCOLS.all().stream().map(WireProtocol::id).toList());
	}

	@TestFactory
	Stream<DynamicNode> everyAnswerIsUnderstoodHoweverItIsDelivered() {
		return corpus().protocols().entrySet().stream().map((entry) -> {
			WireProtocol protocol = PROTOCOLS.find(entry.getKey());
			return (protocol != null) ? deliveries(protocol, entry.getValue()) : notImplemented(entry.getKey());
		});
	}

	private static Corpus corpus() {
		Corpus found = corpus;
		Assumptions.assumeTrue(found != null, ABSENT);
		return found;
	}

	private static DynamicNode notImplemented(String protocol) {
		return DynamicTest.dynamicTest(protocol, () -> Assumptions.abort(protocol + " is not implemented"));
	}

	private static DynamicNode deliveries(WireProtocol protocol, List<CorpusCase> cases) {
		Map<Delivery, Replay> replays = new EnumMap<>(Delivery.class);
		ProviderRegistry clients = Objects.requireNonNull(registry);
		replays.put(Delivery.DECODER, new DecoderReplay(protocol));
		replays.put(Delivery.HTTP, new HttpReplay(clients, null));
		replays.put(Delivery.HTTP_PIECES, new HttpReplay(clients, PIECE));
		List<DynamicNode> tests = new ArrayList<>();
		replays.forEach((delivery, replay) -> tests
			.add(DynamicTest.dynamicTest(delivery.toString(), () -> replay(cases, delivery, replay))));
		tests.add(DynamicTest.dynamicTest("chat", () -> chatAgrees(cases, new HttpReplay(clients, null))));
		tests.add(DynamicTest.dynamicTest(Delivery.CUTS.toString(), () -> cut(cases, protocol)));
		return DynamicContainer.dynamicContainer(protocol.id(), tests);
	}

	private static void replay(List<CorpusCase> cases, Delivery delivery, Replay replay) {
		List<String> wrong = new ArrayList<>();
		for (CorpusCase corpusCase : cases) {
			record(corpusCase, delivery, differences(corpusCase, replay.replay(corpusCase)), wrong);
		}
		assertThat(wrong).as("differences in %d cases", cases.size()).isEmpty();
	}

	private static void chatAgrees(List<CorpusCase> cases, HttpReplay replay) {
		List<String> wrong = new ArrayList<>();
		for (CorpusCase corpusCase : cases) {
			Outcome streamed = replay.replay(corpusCase);
			Outcome whole = replay.chat(corpusCase);
			String difference = OutcomeEquality.difference(streamed.withoutPieces(), whole);
			if (difference != null) {
				wrong.add(corpusCase.name() + ": " + difference);
			}
		}
		assertThat(wrong).as("answers that chat() and stream() give differently").isEmpty();
	}

	private static List<Difference> differences(CorpusCase corpusCase, Outcome outcome) {
		List<Difference> differences = new ArrayList<>();
		EventGrammar.violations(outcome.events(), outcome.failure())
			.forEach((violation) -> differences.add(new Difference("events", "the grammar", violation, true)));
		if (outcome.isProper()) {
			differences.addAll(Comparison.of(corpusCase, outcome.answer(Signatures.of(corpusCase.protocol()))));
		}
		else {
			differences.add(new Difference("outcome", "an answer or an LlmException", outcome.describeFailure(), true));
		}
		return differences;
	}

	private static void cut(List<CorpusCase> cases, WireProtocol protocol) {
		List<String> wrong = new ArrayList<>();
		for (CorpusCase corpusCase : cases) {
			if (corpusCase.isFramed(protocol)) {
				FrameCuts result = FrameCuts.of(() -> protocol.framing(corpusCase.call()), corpusCase.body());
				REPORT.cuts(result.cuts());
				List<Difference> differences = result.differences()
					.stream()
					.map((difference) -> new Difference("frames", "as uncut", difference, true))
					.toList();
				record(corpusCase, Delivery.CUTS, differences, wrong);
			}
		}
		assertThat(wrong).as("cuts that change the frames").isEmpty();
	}

	private static void record(CorpusCase corpusCase, Delivery delivery, List<Difference> differences,
			List<String> wrong) {
		REPORT.add(corpusCase, delivery, differences);
		differences.stream()
			.filter(Difference::counts)
			.forEach((difference) -> wrong.add(corpusCase.name() + ": " + difference));
	}

}
