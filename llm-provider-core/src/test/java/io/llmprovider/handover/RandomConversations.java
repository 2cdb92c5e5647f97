package io.llmprovider.handover;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
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
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultContent;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserContent;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.model.Modality;
import io.llmprovider.protocol.HandoverRules;
import io.llmprovider.protocol.ReasoningReplay;
import io.llmprovider.protocol.ToolIdForm;
import org.jspecify.annotations.Nullable;

/**
 * Conversations and targets of a seed: with whatever order, ids, ends and blanks that
 * applications and providers leave behind.
 */
final class RandomConversations {

	static final String API = "target-api";

	private static final List<String> TEXTS = List.of("", " ", "\n", "Hello", "a\ud83d", "\udc00b", "\ud83d\ude00");

	private static final List<String> IDS = List.of("call_1", "call_1", "call_2", "functions.look:0", "a|b",
			"x".repeat(70), "y".repeat(70), "abcDEF123", "", "#");

	private static final List<String> ARGUMENTS = List.of("{}", "{\"a\":1}", "{\"a\":", "[1]", "{\"a\":\"\\ud83d\"}");

	private final Random random;

	RandomConversations(long seed) {
		this.random = new Random(seed);
	}

	ChatRequest conversation() {
		List<Message> messages = new ArrayList<>();
		List<ToolCall> called = new ArrayList<>();
		int length = this.random.nextInt(12);
		for (int i = 0; i < length; i++) {
			switch (this.random.nextInt(5)) {
				case 0 -> messages.add(new UserMessage(list(this::question)));
				case 1, 2 -> {
					AssistantMessage turn = turn();
					messages.add(turn);
					called.addAll(turn.toolCalls());
				}
				default -> messages.add(result(called));
			}
		}
		return ChatRequest.builder().system(pick(TEXTS)).messages(messages).build();
	}

	/** A conversation of the target's own that needs nothing. */
	ChatRequest ownConversation() {
		ChatRequest request = ChatRequest.of("Hello");
		Origin origin = new Origin("target", "m-1", API);
		int calls = 0;
		for (int i = 0; i < this.random.nextInt(5); i++) {
			List<AssistantContent> content = new ArrayList<>();
			content.add(new Reasoning("Hm", false, replay("target", "m-1", API)));
			content.add(new Text("Well", null, this.random.nextBoolean() ? replay("target", "m-1", API) : null));
			List<ToolCall> made = new ArrayList<>();
			for (int j = 0; j < this.random.nextInt(3); j++) {
				made.add(new ToolCall("abcDEF" + (100 + calls++), "look", "{}", replay("target", "m-1", API)));
			}
			content.addAll(made);
			request = request.with(new AssistantMessage(content, origin, FinishReason.STOP, "r"));
			for (ToolCall call : made) {
				request = request.toolResult(call, "found");
			}
			request = made.isEmpty() ? request.user("Go on") : request;
		}
		return request;
	}

	HandoverRules rules() {
		List<ToolIdForm> forms = List.of(ToolIdForm.USUAL, ToolIdForm.NINE_LETTERS_OR_DIGITS, ToolIdForm.ANY,
				ToolIdForm.upTo(64), ToolIdForm.upTo(5));
		boolean images = this.random.nextBoolean();
		return HandoverRules.builder()
			.toolIds(pick(forms))
			.reasoning(pick(List.of(ReasoningReplay.values())))
			.media((media, kind, place) -> (kind == Modality.IMAGE && !images) ? "no pictures" : null)
			.mediaInResults(this.random.nextBoolean())
			.blankText(this.random.nextBoolean())
			.argumentObjects(this.random.nextBoolean())
			.userFirst(this.random.nextBoolean())
			.userLast(this.random.nextBoolean())
			.userAfterResult(this.random.nextBoolean())
			.alternating(this.random.nextBoolean())
			.build();
	}

	private AssistantMessage turn() {
		boolean own = this.random.nextBoolean();
		Origin origin = new Origin(own ? "target" : "source", pick(List.of("m-1", "m-2")), own ? API : "source-api");
		FinishReason reason = pick(List.of(FinishReason.STOP, FinishReason.TOOL_CALLS, FinishReason.CANCELLED,
				FinishReason.ERROR, FinishReason.LENGTH));
		return new AssistantMessage(list(() -> answer(origin)), origin, reason, "r");
	}

	private AssistantContent answer(Origin origin) {
		ReplayData replay = this.random.nextBoolean() ? replay(origin.provider(), origin.model(), origin.api()) : null;
		return switch (this.random.nextInt(8)) {
			case 0 -> new Reasoning(pick(TEXTS), this.random.nextInt(4) == 0, replay);
			case 1 -> new Image(Image.ofUrl("https://x.test/a.png").media(), null, null, replay);
			case 2 -> new ServerToolCall("s", "search", "{}", replay);
			case 3 -> new ServerToolResult("s", "found", "{}", replay);
			case 4, 5 -> new ToolCall(pick(IDS), "look", pick(ARGUMENTS), replay);
			default -> new Text(pick(TEXTS), null, replay);
		};
	}

	private UserContent question() {
		return switch (this.random.nextInt(4)) {
			case 0 -> Image.ofUrl("https://x.test/a.png");
			case 1 -> Document.of(new byte[] { 1 }, "application/pdf", pick(TEXTS));
			default -> new Text(pick(TEXTS));
		};
	}

	private ToolResultMessage result(List<ToolCall> called) {
		boolean known = !called.isEmpty() && this.random.nextInt(4) > 0;
		String id = known ? pick(called).id() : pick(IDS);
		List<ToolResultContent> content = list(() -> switch (this.random.nextInt(4)) {
			case 0 -> Image.ofUrl("https://x.test/a.png");
			case 1 -> new JsonContent(pick(List.of("{}", "\"\\udc00\"")), null);
			default -> new Text(pick(TEXTS));
		});
		return new ToolResultMessage(id, "look", content, this.random.nextInt(5) == 0);
	}

	private <T> List<T> list(java.util.function.Supplier<T> element) {
		List<T> list = new ArrayList<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			list.add(element.get());
		}
		return list;
	}

	private <T> T pick(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private static @Nullable ReplayData replay(String provider, String model, String api) {
		return new ReplayData(provider, model, api, Map.of("signature", "S"));
	}

}
