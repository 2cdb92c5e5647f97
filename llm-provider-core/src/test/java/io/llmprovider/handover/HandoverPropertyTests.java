package io.llmprovider.handover;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Reasoning;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ServerToolResult;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.json.Json;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.HandoverRules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every conversation and every target, shown on conversations of many
 * seeds. A failure names its seed.
 */
class HandoverPropertyTests {

	private static final int SEEDS = 20_000;

	private static final Model MODEL = Model.of("target", "m-1");

	@Test
	void everyConversationBecomesFit() {
		for (long seed = 0; seed < SEEDS; seed++) {
			RandomConversations random = new RandomConversations(seed);
			ChatRequest request = random.conversation();
			Target target = new Target(MODEL, RandomConversations.API, random.rules());
			String before = request.messages().toString();

			ChatRequest handed = Handover.withAllRules().hand(request, target).request();

			String name = "seed " + seed;
			everyCallHasOneResultRightBehind(handed, name);
			idsFit(handed, target.rules(), name);
			nothingForeignTravels(handed, target, name);
			speakersAreInOrder(handed, target.rules(), name);
			nothingIsEmpty(handed, target.rules(), name);
			everyCharacterIsWhole(handed, name);
			assertThat(Handover.withAllRules().hand(handed, target).request()).as(name).isSameAs(handed);
			assertThat(request.messages().toString()).as(name).isEqualTo(before);
			assertThat(Handover.withAllRules().hand(request, target).request()).as(name).isEqualTo(handed);
		}
	}

	@Test
	void resultsStayWithTheirCalls() {
		for (long seed = 0; seed < SEEDS; seed++) {
			RandomConversations random = new RandomConversations(seed);
			ChatRequest request = numbered(random.conversation());
			Target target = new Target(MODEL, RandomConversations.API, random.rules());
			List<Message> handed = Handover.withAllRules().hand(request, target).request().messages();
			for (int i = 0; i < handed.size(); i++) {
				if (handed.get(i) instanceof AssistantMessage turn) {
					for (int j = 0; j < turn.toolCalls().size(); j++) {
						ToolResultMessage result = (ToolResultMessage) handed.get(i + 1 + j);
						assertThat(result.toolName()).as("seed " + seed).isEqualTo(turn.toolCalls().get(j).name());
					}
				}
			}
		}
	}

	@Test
	void whatTheTargetMadeItselfIsReplayedAsItIs() {
		for (long seed = 0; seed < SEEDS / 10; seed++) {
			ChatRequest request = new RandomConversations(seed).ownConversation();
			Target target = new Target(MODEL, RandomConversations.API, HandoverRules.DEFAULTS);
			assertThat(Handover.withAllRules().hand(request, target).request()).as("seed " + seed).isSameAs(request);
		}
	}

	/** Gives every id its own tool name, so that one sees where a result belongs. */
	private static ChatRequest numbered(ChatRequest request) {
		List<Message> messages = new ArrayList<>();
		for (Message message : request.messages()) {
			if (message instanceof AssistantMessage turn) {
				List<AssistantContent> content = turn.content()
					.stream()
					.map((piece) -> (piece instanceof ToolCall call)
							? new ToolCall(call.id(), "tool-" + call.id(), call.arguments(), call.replay()) : piece)
					.toList();
				messages.add(new AssistantMessage(content, turn.origin(), turn.finishReason(), turn.responseId()));
			}
			else if (message instanceof ToolResultMessage result) {
				messages.add(new ToolResultMessage(result.callId(), "tool-" + result.callId(), result.content(),
						result.error()));
			}
			else {
				messages.add(message);
			}
		}
		return request.toBuilder().messages(messages).build();
	}

	private static void everyCallHasOneResultRightBehind(ChatRequest request, String name) {
		List<Message> messages = request.messages();
		int results = 0;
		int calls = 0;
		for (int i = 0; i < messages.size(); i++) {
			if (messages.get(i) instanceof AssistantMessage turn) {
				Set<String> ids = new HashSet<>();
				for (int j = 0; j < turn.toolCalls().size(); j++) {
					String id = turn.toolCalls().get(j).id();
					assertThat(ids.add(id)).as(name).isTrue();
					assertThat(messages.get(i + 1 + j)).as(name).isInstanceOf(ToolResultMessage.class);
					assertThat(((ToolResultMessage) messages.get(i + 1 + j)).callId()).as(name).isEqualTo(id);
					calls++;
				}
			}
			results += (messages.get(i) instanceof ToolResultMessage result && !isConsent(result, messages)) ? 1 : 0;
		}
		assertThat(results).as(name).isEqualTo(calls);
	}

	private static boolean isConsent(ToolResultMessage result, List<Message> messages) {
		return messages.stream()
			.anyMatch((message) -> message instanceof AssistantMessage turn && turn.content()
				.stream()
				.anyMatch(
						(piece) -> piece instanceof ServerToolResult asked && result.callId().equals(asked.callId())));
	}

	private static void idsFit(ChatRequest request, HandoverRules rules, String name) {
		for (Message message : request.messages()) {
			if (message instanceof AssistantMessage turn) {
				assertThat(turn.toolCalls()).as(name).allMatch((call) -> rules.toolIds().fits(call.id()));
				assertThat(turn.toolCalls()).as(name)
					.allMatch((call) -> !rules.argumentObjects() || call.hasValidArguments());
			}
		}
	}

	private static void nothingForeignTravels(ChatRequest request, Target target, String name) {
		for (Message message : request.messages()) {
			if (message instanceof AssistantMessage turn) {
				for (AssistantContent piece : turn.content()) {
					assertThat(piece.replay() == null || target.isAuthor(piece.replay())).as(name).isTrue();
					boolean foreignThought = piece instanceof Reasoning && piece.replay() == null
							&& !target.isAuthor(turn.origin());
					assertThat(foreignThought).as(name).isFalse();
				}
				boolean broken = turn.finishReason() == FinishReason.CANCELLED
						|| turn.finishReason() == FinishReason.ERROR;
				assertThat(broken && turn.toolCalls().isEmpty()
						&& turn.content().stream().anyMatch((piece) -> !(piece instanceof Text)))
					.as(name)
					.isFalse();
			}
		}
	}

	private static void speakersAreInOrder(ChatRequest request, HandoverRules rules, String name) {
		List<Message> messages = request.messages();
		for (int i = 1; i < messages.size(); i++) {
			Message before = messages.get(i - 1);
			Message message = messages.get(i);
			assertThat(rules.alternating() && before.getClass() == message.getClass()
					&& !(message instanceof ToolResultMessage))
				.as(name)
				.isFalse();
			assertThat(
					!rules.userAfterResult() && before instanceof ToolResultMessage && message instanceof UserMessage)
				.as(name)
				.isFalse();
		}
		if (!messages.isEmpty() && rules.userFirst()) {
			assertThat(messages.get(0)).as(name).isInstanceOf(UserMessage.class);
		}
		if (!messages.isEmpty() && rules.userLast()
				&& messages.get(messages.size() - 1) instanceof AssistantMessage turn) {
			assertThat(turn.content()).as(name).anyMatch(ServerToolCall.class::isInstance);
		}
	}

	private static void nothingIsEmpty(ChatRequest request, HandoverRules rules, String name) {
		for (Message message : request.messages()) {
			if (message instanceof UserMessage question) {
				assertThat(question.content()).as(name).isNotEmpty();
				assertThat(question.content()).as(name)
					.noneMatch((piece) -> piece instanceof Text text
							&& (rules.blankText() ? text.text().isEmpty() : text.text().isBlank()));
			}
			if (message instanceof AssistantMessage turn) {
				assertThat(turn.content()).as(name).isNotEmpty();
			}
			if (message instanceof ToolResultMessage result) {
				assertThat(result.content()).as(name).isNotEmpty();
			}
		}
	}

	private static void everyCharacterIsWhole(ChatRequest request, String name) {
		assertThat(isWhole(request.toJson())).as(name).isTrue();
		for (Message message : request.messages()) {
			if (message instanceof AssistantMessage turn) {
				assertThat(turn.toolCalls()).as(name)
					.filteredOn(ToolCall::hasValidArguments)
					.allMatch((call) -> isWhole(call.argumentMap().toString()));
			}
			if (message instanceof ToolResultMessage result) {
				assertThat(result.content()).as(name)
					.allMatch((piece) -> !(piece instanceof JsonContent json)
							|| isWhole(Json.tree(json.json()).toString()));
			}
		}
	}

	private static boolean isWhole(String text) {
		return StandardCharsets.UTF_8.newEncoder().canEncode(text);
	}

}
