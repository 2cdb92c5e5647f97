package io.llmprovider.handover;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.FinishReason;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Origin;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.StreamEvents;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.model.ThinkingLevel;
import io.llmprovider.test.simulator.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that was really had with a provider, and what applications do to
 * conversations afterwards: cutting off the beginning, forgetting results, letting them
 * come in another order.
 */
final class SourceConversation {

	static final String FIRST_THOUGHT = "First thought.";

	static final String HALF_THOUGHT = "Half a thought";

	static final String LAST_WORDS = "Please go on.";

	static final String ORPHANED = "orphaned";

	/** How many pictures there are, in questions and results. */
	static final int PICTURES = 3;

	/** Words of the API are shorter. */
	private static final int SECRET_LENGTH = 24;

	private static final Image PICTURE = Image.of(Base64.getDecoder()
		.decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
			"image/png");

	private static final Tool LOOK = Tool.of("look", "Looks at something",
			"{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"string\"}}}");

	private static final Tool LISTEN = Tool.of("listen", "Listens");

	private final Side source;

	private SourceConversation(Side source) {
		this.source = source;
	}

	/** The conversation with a provider, as it is handed on. */
	static ChatRequest with(Side source) {
		SourceConversation conversation = new SourceConversation(source);
		return conversation.mistreated(conversation.held());
	}

	private ChatRequest held() {
		ChatRequest request = ChatRequest.builder()
			.system("You see and hear.")
			.tool(LOOK)
			.tool(LISTEN)
			.user(new Text("What is this?"), PICTURE, Image.ofUrl("https://example.com/cat.png"))
			.options(ChatOptions.builder().thinking(ThinkingLevel.HIGH).maxTokens(20_000).build())
			.build();

		ChatResponse calling = answer(request,
				Answer.builder()
					.reasoning(FIRST_THOUGHT)
					.text("Let me see.")
					.toolCall("look", "{\"at\":\"it\"}")
					.toolCall("listen", "{}")
					.build());
		request = request.reply(calling);
		List<ToolCall> calls = calling.message().toolCalls();
		request = request.toolResult(calls.get(0), new Text("Whiskers"), PICTURE)
			.toolResult(calls.get(1), "It purrs \ud83d");

		request = request
			.reply(answer(request,
					Answer.builder()
						.reasoning("Second thought.")
						.serverTool("web_search", "{\"query\":\"cat\"}", "A cat purrs")
						.text("It is a cat.")
						.build()))
			.user("Think about it.");
		request = request
			.reply(answer(request, Answer.builder().reasoning("Long thought.").finish(FinishReason.LENGTH).build()))
			.user("And now?");
		return request.with(cancelled(request)).user(LAST_WORDS);
	}

	private ChatResponse answer(ChatRequest request, Answer answer) {
		this.source.simulator().enqueue(answer);
		return Objects.requireNonNull(this.source.client().chat(request).block(Side.PATIENCE), this.source.api());
	}

	/** The turn as the application has it that cancelled in the middle of a call. */
	private AssistantMessage cancelled(ChatRequest request) {
		this.source.simulator()
			.enqueue(Answer.builder()
				.reasoning(HALF_THOUGHT)
				.text("I will")
				.toolCall("look", "{\"at\":\"again\"}")
				.toolCall("listen", "{}")
				.hang()
				.build());
		CompletableFuture<ChatResponse> captured = new CompletableFuture<>();
		this.source.client()
			.stream(request)
			.transform(StreamEvents.capture(captured::complete))
			.takeUntil((event) -> event instanceof StreamEvent.ToolCallEnded
					|| event instanceof StreamEvent.ToolCallStarted started && started.name().equals("listen"))
			.blockLast(Side.PATIENCE);
		ChatResponse response = captured.orTimeout(Side.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		if (response.finishReason() != FinishReason.CANCELLED) {
			throw new IllegalStateException("The turn was not cancelled but " + response);
		}
		return response.message();
	}

	private ChatRequest mistreated(ChatRequest request) {
		List<Message> messages = new ArrayList<>(request.messages());
		// Between its calls and their results, which come in the wrong order, one spoke.
		Message looked = messages.remove(2);
		messages.add(3, UserMessage.of("Hurry up."));
		messages.add(4, looked);
		int end = messages.size() - 2;
		messages.addAll(end,
				List.of(new UserMessage(List.of(new Text(""), new Text("Hm?"), new Text(" "))),
						turn(FinishReason.STOP, new Text("\n")),
						turn(FinishReason.TOOL_CALLS, new ToolCall("open_1", "look", "{\"at\":\"x\"}")),
						UserMessage.of("Never mind.")));
		ToolCall broken = new ToolCall("broken_1", "look", "{\"at\":");
		ToolCall strange = new ToolCall("functions.look:0|" + "x".repeat(70), "look", "{}");
		messages.addAll(end,
				List.of(UserMessage.of("Try."), turn(FinishReason.LENGTH, broken),
						ToolResultMessage.failed(broken, "No"), strange(strange),
						ToolResultMessage.of(strange, "Strange"), turn(FinishReason.STOP, new Text("Well."))));
		messages.add(0, AssistantMessage.of("Welcome back."));
		messages.add(1, new ToolResultMessage("gone_1", "look", List.of(new Text(ORPHANED)), false));
		return request.toBuilder().messages(messages).build();
	}

	/** A third provider took part before. */
	private static AssistantMessage strange(ToolCall call) {
		return new AssistantMessage(List.of(call), new Origin("third", "kimi", "third-api"), FinishReason.TOOL_CALLS,
				null);
	}

	/**
	 * What only its author may get back: long texts in what providers want back.
	 * @param request the conversation
	 * @return signatures, encrypted forms and ids
	 */
	static Set<String> secrets(ChatRequest request) {
		Set<String> secrets = new HashSet<>();
		for (Message message : request.messages()) {
			if (message instanceof AssistantMessage turn) {
				turn.content()
					.stream()
					.map(AssistantContent::replay)
					.filter(Objects::nonNull)
					.forEach((replay) -> collect(replay.payload(), secrets));
			}
		}
		return secrets;
	}

	private static void collect(@Nullable Object value, Set<String> secrets) {
		if (value instanceof Map<?, ?> map) {
			map.values().forEach((member) -> collect(member, secrets));
		}
		else if (value instanceof List<?> list) {
			list.forEach((member) -> collect(member, secrets));
		}
		else if (value instanceof String text && text.length() >= SECRET_LENGTH && text.indexOf(' ') < 0) {
			secrets.add(text);
		}
	}

	private AssistantMessage turn(FinishReason reason, AssistantContent... content) {
		Origin origin = new Origin(this.source.client().model().provider(), this.source.client().model().id(),
				this.source.api());
		return new AssistantMessage(List.of(content), origin, reason, null);
	}

}
