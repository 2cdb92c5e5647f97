package io.llmprovider.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvent.Finished;
import io.llmprovider.chat.StreamEvent.ProviderEvent;
import io.llmprovider.chat.StreamEvent.ReasoningDelta;
import io.llmprovider.chat.StreamEvent.ReasoningEnded;
import io.llmprovider.chat.StreamEvent.Started;
import io.llmprovider.chat.StreamEvent.TextDelta;
import io.llmprovider.chat.StreamEvent.TextEnded;
import io.llmprovider.chat.StreamEvent.TextStarted;
import io.llmprovider.chat.StreamEvent.ToolCallEnded;
import io.llmprovider.chat.StreamEvent.ToolCallStarted;
import io.llmprovider.chat.StreamEvent.UsageReported;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.LimitExceededException;
import io.llmprovider.model.Model;
import io.llmprovider.model.Pricing;
import io.llmprovider.model.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AssemblerTests {

	private static final Model MODEL = Model.builder("p", "m")
		.pricing(new Pricing(BigDecimal.ONE, BigDecimal.TEN, null, null))
		.build();

	private final List<StreamEvent> events = new ArrayList<>();

	private final Assembler assembler = assembler(Limits.DEFAULTS);

	@Test
	void anAnswerBeginsIsFilledAndEnds() {
		this.assembler.responseId("r1");
		this.assembler.responseModel("m-2026");
		int text = this.assembler.textStarted();
		this.assembler.delta(text, "Hel");
		this.assembler.delta(text, "");
		this.assembler.delta(text, "lo");
		this.assembler.ended(text);
		this.assembler.usage(Usage.of(3, 2));
		this.assembler.finish(FinishReason.STOP, "stop");
		this.assembler.complete();

		ChatResponse response = finished();
		assertThat(this.events).containsExactly(new Started("p", "m-2026", "api", "r1"), new TextStarted(0),
				new TextDelta(0, "Hel"), new TextDelta(0, "lo"), new TextEnded(0, new Text("Hello")),
				new UsageReported(Usage.of(3, 2)), new Finished(response));
		assertThat(response.text()).isEqualTo("Hello");
		assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(response.rawFinishReason()).isEqualTo("stop");
		assertThat(response.model()).isEqualTo("m-2026");
		assertThat(response.responseId()).isEqualTo("r1");
	}

	@Test
	void nothingIsSaidBeforeTheFirstBlock() {
		this.assembler.responseId("r1");
		this.assembler.usage(Usage.of(1, 1));
		this.assembler.metadata("a", 1);
		this.assembler.warn(new Warning("w", "w"));
		this.assembler.providerEvent("ping", "{}");
		this.assembler.finish(FinishReason.STOP, null);

		assertThat(this.events).isEmpty();
		assertThat(this.assembler.hasBlocks()).isFalse();
		assertThat(this.assembler.isEmpty()).isTrue();
	}

	@Test
	void whatTheProviderSaidEarlyFollowsTheBeginning() {
		this.assembler.providerEvent("ping", "{}");
		this.assembler.textStarted();
		this.assembler.providerEvent("pong", "{}");
		this.assembler.complete();

		assertThat(this.events.subList(0, 4)).containsExactly(new Started("p", "m", "api", null),
				new ProviderEvent("ping", "{}"), new TextStarted(0), new ProviderEvent("pong", "{}"));
	}

	@Test
	void anAnswerWithoutBlocksBeginsAtItsEnd() {
		this.assembler.finish(FinishReason.CONTENT_FILTER, "safety");
		this.assembler.complete();

		assertThat(this.assembler.isEmpty()).isFalse();
		assertThat(this.events).hasSize(2).first().isInstanceOf(Started.class);
		assertThat(finished().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
	}

	@Test
	void idAndModelThatAreEmptySayNothingAndThoseThatComeLaterCount() {
		this.assembler.responseId("r1");
		this.assembler.responseId("");
		this.assembler.responseId(null);
		this.assembler.responseModel("");
		this.assembler.responseModel(null);
		this.assembler.textStarted();
		this.assembler.responseModel("late");
		this.assembler.responseId("r2");
		this.assembler.complete();

		assertThat(this.events.get(0)).isEqualTo(new Started("p", "m", "api", "r1"));
		assertThat(finished().model()).isEqualTo("late");
		assertThat(finished().responseId()).isEqualTo("r2");
	}

	@ParameterizedTest
	@CsvSource({ "STOP, true, TOOL_CALLS", "STOP, false, STOP", "LENGTH, true, LENGTH", "TOOL_CALLS, true, TOOL_CALLS",
			"OTHER, true, OTHER", "ERROR, true, ERROR", "CONTENT_FILTER, true, CONTENT_FILTER" })
	void onlyAnOrdinaryEndWithToolCallsBecomesACallForThem(FinishReason said, boolean call, FinishReason expected) {
		this.assembler.ended(this.assembler.textStarted());
		if (call) {
			this.assembler.toolCallEnded(this.assembler.toolCallStarted("c", "ls"), "{}");
		}
		this.assembler.finish(said, "raw");
		this.assembler.complete();

		assertThat(finished().finishReason()).isEqualTo(expected);
		assertThat(this.assembler.hasToolCalls()).isEqualTo(call);
	}

	@Test
	void aServersOwnToolCallIsNoneOfOurs() {
		this.assembler.serverToolCalled("s1", "search", "{\"q\":1}", Map.of());
		this.assembler.serverToolReturned("s1", "search_result", "[]", Map.of("id", "x"));
		this.assembler.finish(FinishReason.STOP, null);
		this.assembler.complete();

		assertThat(finished().finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(finished().content()).first().isEqualTo(new ServerToolCall("s1", "search", "{\"q\":1}", null));
		assertThat(this.events).extracting((event) -> event.getClass().getSimpleName())
			.containsExactly("Started", "ServerToolCalled", "ServerToolReturned", "Finished");
	}

	@Test
	void aCallWithoutArgumentsHasEmptyOnesAndOneWithoutIdGetsOneOfItsOwn() {
		Set<String> ids = new HashSet<>();
		for (String id : new String[] { null, "" }) {
			this.assembler.ended(this.assembler.toolCallStarted(id, "ls"));
		}
		this.assembler.ended(this.assembler.toolCallStarted("given", "ls"));
		this.assembler.complete();

		finished().toolCalls().forEach((call) -> {
			assertThat(call.arguments()).isEqualTo("{}");
			ids.add(call.id());
		});
		assertThat(ids).hasSize(3).contains("given").allMatch((id) -> id.equals("given") || id.matches("[a-z0-9]{9}"));
		assertThat(this.events).filteredOn(ToolCallStarted.class::isInstance)
			.extracting((event) -> ((ToolCallStarted) event).id())
			.containsExactlyElementsOf(finished().toolCalls().stream().map(ToolCall::id).toList());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", quoteCharacter = '"', value = { "{\"\"a\"\":1}, -, {\"\"a\"\":1}",
			"{\"\"a\"\":1, {\"\"b\"\":2}, {\"\"b\"\":2}", "-, {\"\"b\"\":2}, {\"\"b\"\":2}", "{}, \" \", {}" })
	void theProvidersWholeArgumentsReplaceWhatWasCollected(String collected, String whole, String expected) {
		int call = this.assembler.toolCallStarted("c", "ls");
		if (collected != null) {
			this.assembler.delta(call, collected.replace("\"\"", "\""));
		}
		this.assembler.toolCallEnded(call, (whole != null) ? whole.replace("\"\"", "\"") : null);

		assertThat(this.events.get(this.events.size() - 1))
			.isEqualTo(new ToolCallEnded(0, new ToolCall("c", "ls", expected.replace("\"\"", "\""))));
	}

	@Test
	void whatTheProviderWantsBackStaysWithItsBlock() {
		int reasoning = this.assembler.reasoningStarted();
		int text = this.assembler.textStarted();
		this.assembler.replay(reasoning, "signature", "old");
		this.assembler.replay(reasoning, "signature", "new");
		this.assembler.replay(reasoning, "id", "rs_1");
		this.assembler.delta(reasoning, "hm");
		this.assembler.redacted(reasoning);
		this.assembler.complete();

		assertThat(this.events).contains(
				new ReasoningEnded(reasoning,
						new Reasoning("hm", true,
								new ReplayData("p", "m", "api", Map.of("signature", "new", "id", "rs_1")))),
				new TextEnded(text, new Text("")));
	}

	@Test
	void blocksThatAreOpenAtTheEndAreEndedInTheirOrder() {
		int reasoning = this.assembler.reasoningStarted();
		int text = this.assembler.textStarted();
		this.assembler.delta(text, "b");
		this.assembler.delta(reasoning, "a");
		this.assembler.complete();

		assertThat(this.events).extracting((event) -> event.getClass().getSimpleName())
			.endsWith("ReasoningEnded", "TextEnded", "Finished");
		assertThat(finished().content()).containsExactly(new Reasoning("a", false, null), new Text("b"));
	}

	@Test
	void aBlockThatHasEndedTakesNothingMore() {
		int text = this.assembler.textStarted();
		this.assembler.ended(text);

		assertThatIllegalStateException().isThrownBy(() -> this.assembler.delta(text, "x"));
		assertThatIllegalStateException().isThrownBy(() -> this.assembler.replay(text, "x", 1));
		assertThatIllegalStateException().isThrownBy(() -> this.assembler.ended(text));
	}

	@Test
	void randomInterleavingsKeepTheGrammarAndLoseNothing() {
		Random random = new Random(42);
		for (int round = 0; round < 200; round++) {
			this.events.clear();
			Assembler answer = assembler(Limits.DEFAULTS);
			Map<Integer, StringBuilder> written = new HashMap<>();
			List<Integer> open = new ArrayList<>();
			for (int step = 0; step < 30; step++) {
				step(answer, random, written, open);
			}
			answer.complete();
			requireGrammar();
			assertThat(finished().content()).hasSize(written.size());
			written.forEach(
					(index, text) -> assertThat(said(finished().content().get(index))).hasToString(text.toString()));
		}
	}

	private static String said(AssistantContent block) {
		if (block instanceof ToolCall call) {
			return call.arguments().equals("{}") ? "" : call.arguments();
		}
		return (block instanceof Reasoning thought) ? thought.text() : ((Text) block).text();
	}

	private static void step(Assembler answer, Random random, Map<Integer, StringBuilder> written, List<Integer> open) {
		int choice = random.nextInt(6);
		if (choice < 3 && !open.isEmpty()) {
			int block = open.get(random.nextInt(open.size()));
			String piece = Integer.toString(random.nextInt(1000));
			answer.delta(block, piece);
			written.get(block).append(piece);
		}
		else if (choice == 3 && !open.isEmpty()) {
			answer.ended(open.remove(random.nextInt(open.size())));
		}
		else {
			int block = (choice == 4) ? answer.textStarted()
					: (choice == 5) ? answer.toolCallStarted(null, "t") : answer.reasoningStarted();
			open.add(block);
			written.put(block, new StringBuilder());
		}
	}

	private void requireGrammar() {
		Map<Integer, String> open = new HashMap<>();
		assertThat(this.events.get(0)).isInstanceOf(Started.class);
		assertThat(this.events.get(this.events.size() - 1)).isInstanceOf(Finished.class);
		int next = 0;
		for (StreamEvent event : this.events.subList(1, this.events.size() - 1)) {
			StreamEvent.BlockEvent block = (StreamEvent.BlockEvent) event;
			String name = event.getClass().getSimpleName();
			if (name.endsWith("Started")) {
				assertThat(block.index()).isEqualTo(next++);
				open.put(block.index(), name.replace("Started", ""));
			}
			else {
				assertThat(name).startsWith(open.get(block.index()));
			}
			if (name.endsWith("Ended")) {
				open.remove(block.index());
			}
		}
		assertThat(open).isEmpty();
	}

	@Test
	void whatHadArrivedIsKeptButNoHalfToolCall() {
		int text = this.assembler.textStarted();
		this.assembler.delta(text, "so far");
		this.assembler.toolCallEnded(this.assembler.toolCallStarted("c1", "ls"), "{}");
		int half = this.assembler.toolCallStarted("c2", "rm");
		this.assembler.delta(half, "{}");
		this.assembler.usage(Usage.of(1, 1));

		ChatResponse partial = this.assembler.partialResponse(FinishReason.CANCELLED);

		assertThat(partial.content()).containsExactly(new Text("so far"), new ToolCall("c1", "ls", "{}"));
		assertThat(partial.finishReason()).isEqualTo(FinishReason.CANCELLED);
		assertThat(partial.usage()).isEqualTo(Usage.of(1, 1));
	}

	@ParameterizedTest
	@CsvSource({ "10, true", "11, false" })
	void argumentsAreBounded(int length, boolean accepted) {
		Assembler bounded = assembler(new Limits(1000, 10, 1000));
		String arguments = "1".repeat(length);
		int growing = bounded.toolCallStarted("a", "t");
		int whole = bounded.toolCallStarted("b", "t");

		if (accepted) {
			bounded.delta(growing, arguments);
			bounded.toolCallEnded(whole, arguments);
		}
		else {
			assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> bounded.delta(growing, arguments))
				.withMessage("The arguments of a tool call grew beyond 10 characters."
						+ " Raise llm.providers.p.limits.max-tool-argument-chars if such calls are meant.");
			assertThatExceptionOfType(LimitExceededException.class)
				.isThrownBy(() -> bounded.toolCallEnded(whole, arguments));
		}
		int text = bounded.textStarted();
		bounded.delta(text, "x".repeat(100));
	}

	@Test
	void costIsComputedFromTheUsageUnlessTheProviderSaysIt() {
		this.assembler.usage(Usage.of(1_000_000, 100_000));
		assertThat(this.assembler.response().cost().total()).isEqualByComparingTo("2");

		this.assembler.reportedCost(new BigDecimal("1.5"));
		assertThat(this.assembler.response().cost().total()).isEqualByComparingTo("1.5");
		assertThat(this.assembler.response().cost().output()).isEqualByComparingTo("1");
	}

	@Test
	void aUsageOfWhichNothingIsKnownIsNotReportedAndCostsNobodyKnowsWhat() {
		this.assembler.textStarted();
		this.assembler.usage(Usage.builder().build());
		this.assembler.complete();

		assertThat(this.events).noneMatch(UsageReported.class::isInstance);
		assertThat(finished().cost()).isNull();
	}

	@Test
	void aRefusalIsNoText() {
		this.assembler.refusal("");
		assertThat(this.assembler.isEmpty()).isTrue();
		this.assembler.refusal("I can");
		this.assembler.refusal("not.");
		this.assembler.finish(FinishReason.STOP, null);
		this.assembler.complete();

		assertThat(this.assembler.isEmpty()).isFalse();
		assertThat(finished().refusal()).isEqualTo("I cannot.");
		assertThat(finished().text()).isEmpty();
	}

	@Test
	void metadataWarningsAttemptsAndPicturesArrive() {
		this.assembler.attempts(3);
		this.assembler.metadata("kept", List.of(1));
		this.assembler.metadata("gone", 1);
		this.assembler.metadata("gone", null);
		this.assembler.warn(new Warning("later", "said by the decoder"));
		Image image = Image.of(new byte[] { 1 }, "image/png");
		this.assembler.image(image);
		this.assembler.complete();

		assertThat(finished().attempts()).isEqualTo(3);
		assertThat(finished().providerMetadata()).isEqualTo(Map.of("kept", List.of(1)));
		assertThat(finished().warnings()).extracting(Warning::code).containsExactly("first", "later");
		assertThat(finished().content()).containsExactly(image);
		assertThat(this.events).contains(new StreamEvent.ImageReceived(0, image));
	}

	@Test
	void anAnswerHasBegunWithItsFirstBlockItsIdOrItsUsage() {
		assertThat(this.assembler.hasBegun()).isFalse();
		this.assembler.usage(Usage.builder().build());
		assertThat(this.assembler.hasBegun()).isFalse();
		this.assembler.usage(Usage.of(1, 0));
		assertThat(this.assembler.hasBegun()).isTrue();

		Assembler named = assembler(Limits.DEFAULTS);
		named.responseId("r1");
		assertThat(named.hasBegun()).isTrue();

		Assembler filled = assembler(Limits.DEFAULTS);
		filled.textStarted();
		assertThat(filled.hasBegun()).isTrue();
	}

	@Test
	void whatIsNotToBeKeptIsToldAndForgottenButNotToolCalls() {
		Assembler forgetful = new Assembler(ChatCall.builder(MODEL)
			.baseUrl("http://localhost")
			.request(ChatRequest.of("hi"))
			.keepingAnswer(false)
			.build(), "api", List.of(), this.events::add);
		int reasoning = forgetful.reasoningStarted();
		forgetful.delta(reasoning, "hm");
		forgetful.ended(reasoning);
		int text = forgetful.textStarted();
		forgetful.delta(text, "hello");
		assertThat(forgetful.partialResponse(FinishReason.ERROR).content()).isEmpty();
		int call = forgetful.toolCallStarted("c1", "look");
		forgetful.delta(call, "{\"a\":1}");
		forgetful.finish(FinishReason.STOP, "stop");
		forgetful.complete();

		assertThat(this.events).contains(new ReasoningDelta(reasoning, "hm"), new TextDelta(text, "hello"));
		assertThat(finished().content()).singleElement()
			.isInstanceOfSatisfying(ToolCall.class, (kept) -> assertThat(kept.arguments()).isEqualTo("{\"a\":1}"));
		assertThat(finished().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
		assertThat(finished().warnings()).extracting(Warning::code).containsExactly("answer-not-kept");
		requireGrammar();
	}

	private ChatResponse finished() {
		return ((Finished) this.events.get(this.events.size() - 1)).response();
	}

	private Assembler assembler(Limits limits) {
		ChatCall call = ChatCall.builder(MODEL)
			.baseUrl("http://localhost")
			.request(ChatRequest.of("hi"))
			.limits(limits)
			.build();
		return new Assembler(call, "api", List.of(new Warning("first", "said by the mapper")), this.events::add);
	}

}
