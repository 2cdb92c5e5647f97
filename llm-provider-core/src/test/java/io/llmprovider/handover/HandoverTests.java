package io.llmprovider.handover;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Origin;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ReplayData;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.chat.Warning;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.model.Capabilities;
import io.llmprovider.model.ImageLimits;
import io.llmprovider.model.Modality;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.ReasoningReplay;
import io.llmprovider.protocol.ToolIdForm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HandoverTests {

	private static final String API = "acme-api";

	private static final UserMessage HELLO = UserMessage.of("Hello");

	private static final ToolCall LOOK = new ToolCall("call_1", "look", "{}");

	private static final ToolCall LISTEN = new ToolCall("call_2", "listen", "{}");

	private static final Image PICTURE = Image.of(new byte[] { 1 }, "image/png");

	private HandoverRules.Builder rules = HandoverRules.builder();

	private Model model = Model.of("acme", "m-1");

	private List<Warning> warnings = List.of();

	@Test
	void aConversationThatFitsStaysTheSameInstance() {
		ChatRequest request = ChatRequest.builder()
			.system("Be brief")
			.tool(Tool.of("look", "looks"))
			.message(HELLO)
			.message(own(new Reasoning("Hm", false, replay("m-1")), new Text("Well", null, replay("m-1")), LOOK))
			.message(ToolResultMessage.of(LOOK, JsonContent.of(Map.of("a", 1))))
			.message(own(new Text("Done")))
			.user("Go on")
			.build();

		HandedOver handed = hand(request);

		assertThat(handed.request()).isSameAs(request);
		assertThat(handed.warnings()).isEmpty();
	}

	@Test
	void imagesOfEarlierTurnsBeyondWhatTheModelTakesGiveWayTheOldestFirst() {
		this.model = Model.builder("acme", "m-1").images(new ImageLimits(2, 1L)).build();
		Image large = Image.of(new byte[] { 1, 2 }, "image/png");
		UserMessage old = UserMessage.of(new Text("old"), large, PICTURE);
		UserMessage middle = UserMessage.of(new Text("middle"), PICTURE);
		UserMessage now = UserMessage.of(new Text("now"), PICTURE);

		assertThat(messages(old, own(new Text("1")), middle, own(new Text("2")), now)).containsExactly(
				UserMessage.of(new Text("old"), new Text("(image left out: the model takes none larger than 1 bytes)"),
						new Text("(image left out: the model takes 2 at most)")),
				own(new Text("1")), middle, own(new Text("2")), now);
		assertThat(this.warnings).extracting(Warning::code).containsExactly("media-left-out", "media-left-out");
		assertThat(messages(middle, own(new Text("2")), now)).containsExactly(middle, own(new Text("2")), now);
	}

	@Test
	void whatIsAskedNowIsRefusedRatherThanChanged() {
		UserMessage now = UserMessage.of(PICTURE, Image.of(new byte[] { 1, 2 }, "image/png"));

		this.model = Model.builder("acme", "m-1").images(new ImageLimits(1, null)).build();
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> messages(now))
			.withMessageContaining("2 images are asked about at once, and acme:m-1 takes 1 at most")
			.withMessageContaining("images.max-count")
			.satisfies((failure) -> assertThat(failure.attempts()).isZero());
		this.model = Model.builder("acme", "m-1").images(new ImageLimits(null, 1L)).build();
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> messages(HELLO, now))
			.withMessageContaining("An image has 2 bytes, and acme:m-1 takes none larger than 1");
		this.model = Model.builder("acme", "m-1").images(new ImageLimits(2, 2L)).build();
		assertThat(messages(now)).containsExactly(now);
	}

	@Test
	void anotherNameOfTheSameModelIsItsAuthorToo() {
		this.model = Model.of("acme", "m-1-20250929");
		AssistantMessage turn = own(new Reasoning("Hm", false, replay("m-1")), new Text("Well"));
		assertThat(messages(HELLO, turn, HELLO)).containsExactly(HELLO, turn, HELLO);
	}

	@Test
	void reasoningOfAnotherBecomesAParagraphWithoutTags() {
		AssistantMessage turn = foreign(new Reasoning("Hm", false, foreignReplay()), new Text("Well"), LOOK);
		assertThat(messages(HELLO, turn, ToolResultMessage.of(LOOK, "x")).get(1))
			.isEqualTo(foreign(new Text("Hm\n\n"), new Text("Well"), LOOK));
		assertThat(contentOf(foreign(new Reasoning("", true, foreignReplay()), new Reasoning(" "), new Text("Well"))))
			.containsExactly(new Text("Well"));
		assertThat(messages(HELLO, foreign(new Reasoning("", true, foreignReplay())), HELLO)).as("nothing else said")
			.containsExactly(HELLO, HELLO);
	}

	@Test
	void ownReasoningGoesBackAsTheApiWantsIt() {
		AssistantMessage turn = own(new Reasoning("signed", false, replay("m-1")), new Reasoning("plain"),
				new Text("Well"));
		assertThat(contentOf(turn)).containsExactly(new Reasoning("signed", false, replay("m-1")),
				new Text("plain\n\n"), new Text("Well"));
		this.rules.reasoning(ReasoningReplay.ALL);
		assertThat(contentOf(turn)).isEqualTo(turn.content());
		this.rules.reasoning(ReasoningReplay.NONE);
		assertThat(contentOf(turn)).containsExactly(new Text("signed\n\n"), new Text("plain\n\n"), new Text("Well"));
	}

	@Test
	void signaturesAndIdsOfAnotherStayBehind() {
		this.rules.media((media, kind, place) -> null);
		for (ReplayData foreign : List.of(foreignReplay(), replay("m-2"),
				new ReplayData("acme", "m-1", "other-api", Map.of("signature", "S")))) {
			assertThat(contentOf(own(new Text("a", null, foreign), new Image(PICTURE.media(), null, null, foreign),
					new ToolCall("call_1", "look", "{}", foreign))))
				.containsExactly(new Text("a"), PICTURE, LOOK);
		}
		this.rules.replayAcrossModels(true);
		AssistantMessage sibling = own(new Text("a", null, replay("m-2")), new Reasoning("Hm", false, replay("m-2")));
		assertThat(contentOf(sibling)).containsExactly(new Text("a", null, replay("m-2")), new Text("Hm"));
	}

	@Test
	void toolsThatAnotherProviderRanAreLeftOut() {
		AssistantContent call = new ServerToolCall("s", "search", "{}", foreignReplay());
		AssistantContent result = new ServerToolResult("s", "found", "{}", foreignReplay());
		assertThat(contentOf(foreign(call, result, new Text("Well")))).containsExactly(new Text("Well"));
		assertThat(codes()).containsExactly("server-tools-left-out");
		AssistantMessage mine = own(new ServerToolCall("s", "search", "{}", replay("m-1")),
				new ServerToolResult("s", "found", "{}", replay("m-1")));
		assertThat(contentOf(mine)).isEqualTo(mine.content());
	}

	@Test
	void aCancelledTurnKeepsWhatWasSaid() {
		for (FinishReason reason : List.of(FinishReason.CANCELLED, FinishReason.ERROR)) {
			AssistantMessage turn = turn("acme", reason, new Reasoning("half a th"),
					new Text("Let me", null, replay("m-1")), LOOK);
			assertThat(messages(HELLO, turn, HELLO)).containsExactly(HELLO, turn("acme", reason, new Text("Let me")),
					HELLO);
			assertThat(codes()).containsExactly("broken-turn-shortened");
			assertThat(messages(HELLO, turn("acme", reason, new Reasoning("half")), HELLO)).containsExactly(HELLO,
					HELLO);
		}
	}

	@Test
	void aCancelledTurnKeepsTheCallsThatWereAnswered() {
		Reasoning thought = new Reasoning("Hm", false, replay("m-1"));
		List<Message> messages = messages(HELLO, turn("acme", FinishReason.CANCELLED, thought, LOOK, LISTEN),
				ToolResultMessage.of(LISTEN, "x"));
		assertThat(messages).containsExactly(HELLO, turn("acme", FinishReason.CANCELLED, thought, LISTEN),
				ToolResultMessage.of(LISTEN, "x"));
	}

	@Test
	void anUnansweredCallIsToldToHaveNotRun() {
		List<Message> messages = messages(HELLO, own(LOOK, LISTEN), ToolResultMessage.of(LISTEN, "x"), HELLO);
		assertThat(messages).hasSize(5);
		assertThat((ToolResultMessage) messages.get(2)).matches(ToolResultMessage::error)
			.returns("call_1", ToolResultMessage::callId);
		assertThat(messages.get(3)).isEqualTo(ToolResultMessage.of(LISTEN, "x"));
		assertThat(codes()).containsExactly("unanswered-call-closed");
		assertThat(messages(HELLO, own(LOOK))).as("at the end").hasSize(3);
	}

	@Test
	void resultsWithoutACallAreLeftOut() {
		assertThat(messages(HELLO, ToolResultMessage.of(LOOK, "x"), HELLO)).containsExactly(HELLO, HELLO);
		assertThat(codes()).containsExactly("orphaned-result-removed");
		assertThat(
				messages(HELLO, own(LOOK), ToolResultMessage.of(LOOK, "first"), ToolResultMessage.of(LOOK, "second")))
			.containsExactly(HELLO, own(LOOK), ToolResultMessage.of(LOOK, "first"));
		this.rules.earlierMessagesKnown(true);
		assertThat(messages(ToolResultMessage.of(LOOK, "x"))).containsExactly(ToolResultMessage.of(LOOK, "x"));
	}

	@Test
	void consentToAProvidersToolIsNoOrphan() {
		AssistantMessage asked = own(new ServerToolResult("ask_1", "approval", "{}", replay("m-1")));
		ToolResultMessage given = new ToolResultMessage("ask_1", "approval", List.of(new Text("yes")), false);
		assertThat(messages(HELLO, asked, given)).containsExactly(HELLO, asked, given);
	}

	@Test
	void resultsStandBehindTheirCallsInTheirOrder() {
		ToolResultMessage looked = ToolResultMessage.of(LOOK, "x");
		ToolResultMessage listened = ToolResultMessage.of(LISTEN, "y");
		assertThat(messages(HELLO, own(LOOK, LISTEN), listened, HELLO, own(new Text("Wait")), looked, HELLO))
			.containsExactly(HELLO, own(LOOK, LISTEN), looked, listened, HELLO, own(new Text("Wait")), HELLO);
	}

	@Test
	void callsOfTheSameIdKeepTheirOwnResults() {
		this.rules.toolIds(ToolIdForm.ANY);
		ToolResultMessage first = ToolResultMessage.of(LOOK, "first");
		ToolResultMessage second = ToolResultMessage.of(LOOK, "second");
		List<Message> twoTurns = List.of(HELLO, own(LOOK), first, own(LOOK), second);
		assertThat(messages(twoTurns.toArray(Message[]::new))).isEqualTo(twoTurns);
		List<Message> oneTurn = messages(HELLO, own(LOOK, LOOK), first, second);
		AssistantMessage turn = (AssistantMessage) oneTurn.get(1);
		assertThat(turn.toolCalls()).extracting(ToolCall::id).doesNotHaveDuplicates();
		for (int i = 0; i < 2; i++) {
			ToolResultMessage result = (ToolResultMessage) oneTurn.get(2 + i);
			assertThat(result.callId()).isEqualTo(turn.toolCalls().get(i).id());
			assertThat(result.content()).isEqualTo(((i == 0) ? first : second).content());
		}
	}

	@Test
	void idsAreRewrittenOnlyWhereTheyDoNotFit() {
		ToolCall strange = new ToolCall("functions.look:0|fc_1", "look", "{}");
		List<Message> messages = messages(HELLO, foreign(LOOK, strange), ToolResultMessage.of(LOOK, "x"),
				ToolResultMessage.of(strange, "y"));
		List<ToolCall> calls = ((AssistantMessage) messages.get(1)).toolCalls();
		assertThat(calls.get(0)).isSameAs(LOOK);
		assertThat(calls.get(1).id()).startsWith("functions_look_0_").matches("[A-Za-z0-9_-]{1,40}");
		assertThat(((ToolResultMessage) messages.get(3)).callId()).isEqualTo(calls.get(1).id());
		this.rules.toolIds(ToolIdForm.NINE_LETTERS_OR_DIGITS);
		assertThat(((AssistantMessage) messages(HELLO, foreign(LOOK, strange)).get(1)).toolCalls())
			.extracting(ToolCall::id)
			.allMatch((id) -> id.matches("[A-Za-z0-9]{9}"))
			.doesNotHaveDuplicates();
	}

	@Test
	void aGatewaysOwnIdsGoBackAsTheyCame() {
		ToolCall signed = new ToolCall("call.1:" + "x".repeat(90), "look", "{}");
		this.rules.toolIds(ToolIdForm.USUAL.keepingOwn());
		assertThat(contentOf(own(signed))).containsExactly(signed);
		assertThat(contentOf(foreign(signed))).doesNotContain(signed);
	}

	@Test
	void anIdStaysTheSameWhileTheConversationGrows() {
		ToolCall strange = new ToolCall("a.b", "look", "{}");
		List<Message> early = messages(HELLO, foreign(strange), ToolResultMessage.of(strange, "x"));
		List<Message> late = messages(HELLO, foreign(strange), ToolResultMessage.of(strange, "x"), HELLO,
				foreign(new ToolCall("a:b", "look", "{}"), new ToolCall("a_b", "look", "{}")));
		assertThat(late.subList(0, 3)).isEqualTo(early);
	}

	@Test
	void argumentsThatAreNoObjectAreWrappedUnlessTheApiTakesAnyText() {
		ToolCall broken = new ToolCall("call_1", "look", "{\"at\":");
		assertThat(contentOf(foreign(broken)))
			.containsExactly(new ToolCall("call_1", "look", "{\"INVALID_JSON\":\"{\\\"at\\\":\"}"));
		assertThat(codes()).contains("tool-arguments-changed");
		this.rules.argumentObjects(false);
		assertThat(contentOf(foreign(broken))).containsExactly(broken);
	}

	/** Found by fuzzing: such an answer could not be said back. */
	@Test
	void argumentsOfAServerToolThatWasCutOffAreWrappedToo() {
		AssistantMessage turn = own(new ServerToolCall("s", "search", "{\"query\":\"c", replay("m-1")),
				new ServerToolCall("t", "search", null, replay("m-1")), new Text("Well"));
		assertThat(contentOf(turn)).containsExactly(
				new ServerToolCall("s", "search", "{\"INVALID_JSON\":\"{\\\"query\\\":\\\"c\"}", replay("m-1")),
				new ServerToolCall("t", "search", null, replay("m-1")), new Text("Well"));
		assertThat(codes()).contains("tool-arguments-changed");
	}

	@Test
	void whatTheModelDoesNotTakeBecomesANote() {
		this.model = Model.builder("acme", "m-1")
			.capabilities(new Capabilities(Set.of(Modality.TEXT), null, null, null, null, null, null, null))
			.build();
		Document pdf = Document.of(new byte[] { 1 }, "application/pdf", "a.pdf");
		Document notes = Document.of(new byte[] { 65 }, "text/plain", "notes");
		assertThat(messages(UserMessage.of(PICTURE, pdf, notes, Document.of(new byte[] { 1 }, "audio/wav", "b"))))
			.containsExactly(UserMessage.of(new Text("(image left out: the model takes none)"),
					new Text("(document a.pdf left out: the model takes none)"), notes,
					new Text("(audio clip b left out: the model takes none)")));
		assertThat(codes()).containsOnly("media-left-out");
		assertThat(messages(HELLO, own(LOOK), ToolResultMessage.of(LOOK, PICTURE)).get(2))
			.isEqualTo(ToolResultMessage.of(LOOK, "(image left out: the model takes none)"));
	}

	@Test
	void whatTheApiDoesNotTakeBecomesANote() {
		assertThat(contentOf(foreign(PICTURE)))
			.containsExactly(new Text("(image left out: the API takes none from a model)"));
		Image mine = new Image(PICTURE.media(), null, null, replay("m-1"));
		assertThat(contentOf(own(mine))).containsExactly(mine);
		this.rules.media((media, kind, place) -> (kind == Modality.IMAGE) ? "not today" : null);
		assertThat(messages(UserMessage.of(PICTURE)))
			.containsExactly(UserMessage.of(new Text("(image left out: not today)")));
	}

	@Test
	void picturesOfToolsFollowTheWholeBlockOfResults() {
		List<Message> messages = messages(HELLO, own(LOOK, LISTEN), ToolResultMessage.of(LOOK, PICTURE),
				ToolResultMessage.of(LISTEN, new Text("two"), PICTURE), HELLO);
		assertThat(messages).containsExactly(HELLO, own(LOOK, LISTEN),
				ToolResultMessage.of(LOOK, "(see the next message of the user)"), ToolResultMessage.of(LISTEN, "two"),
				UserMessage.of(new Text("From the results of the tools:"), PICTURE, PICTURE), HELLO);
		this.rules.mediaInResults(true);
		assertThat(messages(HELLO, own(LOOK), ToolResultMessage.of(LOOK, PICTURE)).get(2))
			.isEqualTo(ToolResultMessage.of(LOOK, PICTURE));
	}

	@Test
	void textsThatSayNothingAreDropped() {
		assertThat(messages(UserMessage.of(new Text(""), new Text(" "), new Text("a")), own(new Text("\n")),
				UserMessage.of("")))
			.containsExactly(UserMessage.of("a"));
		assertThat(messages(HELLO, own(LOOK), ToolResultMessage.of(LOOK, " ")).get(2))
			.isEqualTo(ToolResultMessage.of(LOOK, "(no output)"));
		Text signed = new Text("", null, replay("m-1"));
		assertThat(contentOf(own(signed, new Text("a")))).containsExactly(signed, new Text("a"));
		this.rules.blankText(true).emptyResult(null);
		assertThat(contentOf(own(new Text(" "), new Text("")))).containsExactly(new Text(" "));
		assertThat(messages(HELLO, own(LOOK), ToolResultMessage.of(LOOK)).get(2)).isEqualTo(ToolResultMessage.of(LOOK));
	}

	@Test
	void halvesOfCharactersAreRemovedEverywhere() {
		String half = "a\ud83db";
		String escaped = "{\"x\":\"a\\ud83db\"}";
		ToolCall call = new ToolCall("call_1", "look", escaped);
		ChatRequest request = ChatRequest.builder()
			.system(half)
			.tool(new Tool("look", half, Map.of("type", "object", "description", half), null, null))
			.user(new Text(half), Document.of(new byte[] { 1 }, "application/pdf", half))
			.message(own(new Reasoning(half, false, new ReplayData("acme", "m-1", API, Map.of("s", half))),
					new Text(half), call))
			.message(ToolResultMessage.of(call, new Text(half), new JsonContent(escaped, null)))
			.options(ChatOptions.builder().extraBody(Map.of("x", List.of(half))).build())
			.build();

		String json = hand(request).request().toJson();

		assertThat(json).doesNotContain("\ud83d").doesNotContain("\\ud83d").doesNotContain("\\uD83D");
		assertThat(json.split("ab", -1)).hasSize(13);
	}

	@Test
	void speakersComeInTheOrderThatTheApiWants() {
		AssistantMessage answer = own(new Text("Well"));
		this.rules.userFirst(true).userLast(true);
		List<Message> messages = messages(answer, HELLO, answer);
		assertThat(messages).hasSize(5);
		assertThat(messages.get(0)).isInstanceOf(UserMessage.class);
		assertThat(messages.get(4)).isEqualTo(UserMessage.of("Go on."));
		assertThat(codes()).containsOnly("role-inserted").hasSize(2);
		this.rules = HandoverRules.builder().userAfterResult(false).alternating(true);
		assertThat(messages(HELLO, HELLO, own(LOOK), ToolResultMessage.of(LOOK, "x"), HELLO, answer, answer))
			.containsExactly(UserMessage.of(new Text("Hello"), new Text("Hello")), own(LOOK),
					ToolResultMessage.of(LOOK, "x"), AssistantMessage.of("I have the results of the tools."), HELLO,
					turn("acme", null, new Text("Well"), new Text("Well")));
	}

	@Test
	void theRequestThatIsGivenStaysAsItWas() {
		ChatRequest request = ChatRequest.builder()
			.messages(List.of(HELLO, foreign(new Reasoning("Hm", false, foreignReplay()), LOOK)))
			.build();
		String before = request.toJson();
		assertThat(hand(request).request()).isNotEqualTo(request);
		assertThat(request.toJson()).isEqualTo(before);
	}

	private List<AssistantContent> contentOf(AssistantMessage turn) {
		return ((AssistantMessage) messages(HELLO, turn).get(1)).content();
	}

	private List<Message> messages(Message... messages) {
		return hand(ChatRequest.builder().messages(List.of(messages)).build()).request().messages();
	}

	private HandedOver hand(ChatRequest request) {
		HandedOver handed = Handover.withAllRules().hand(request, new Target(this.model, API, this.rules.build()));
		this.warnings = handed.warnings();
		return handed;
	}

	private List<String> codes() {
		return this.warnings.stream().map(Warning::code).toList();
	}

	private static AssistantMessage own(AssistantContent... content) {
		return turn("acme", FinishReason.STOP, content);
	}

	private static AssistantMessage foreign(AssistantContent... content) {
		return turn("other", FinishReason.STOP, content);
	}

	private static AssistantMessage turn(String provider, @Nullable FinishReason reason, AssistantContent... content) {
		return new AssistantMessage(List.of(content), new Origin(provider, "m-1", API), reason, "resp_1");
	}

	private static ReplayData replay(String model) {
		return new ReplayData("acme", model, API, Map.of("signature", "S"));
	}

	private static ReplayData foreignReplay() {
		return new ReplayData("other", "m-1", API, Map.of("signature", "S"));
	}

}
