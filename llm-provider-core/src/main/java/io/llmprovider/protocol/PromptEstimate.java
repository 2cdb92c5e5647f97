package io.llmprovider.protocol;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.AssistantMessage;
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

/**
 * Guesses how many tokens a prompt has, for servers that refuse one without a word.
 */
final class PromptEstimate {

	private static final int CHARS_PER_TOKEN = 4;

	/** What an image costs at least with most models. */
	private static final int CHARS_PER_IMAGE = 1000;

	/** A guess by characters is off by a fifth or so. */
	private static final double NEAR = 0.8;

	private PromptEstimate() {
	}

	/**
	 * Whether a prompt may be too long for its model.
	 * @param model the model
	 * @param request what is asked
	 * @return whether it is near or beyond the context window; false if that is unknown
	 */
	static boolean isNearWindow(Model model, ChatRequest request) {
		Integer window = model.contextWindow();
		Integer wanted = request.options().maxTokens();
		return window != null && tokens(request) + ((wanted != null) ? wanted : 0) >= window * NEAR;
	}

	static long tokens(ChatRequest request) {
		long chars = request.system().stream().mapToLong((text) -> text.text().length()).sum();
		chars += request.tools()
			.stream()
			.mapToLong((tool) -> tool.name().length() + tool.description().length()
					+ Json.text(tool.inputSchema()).length())
			.sum();
		for (Message message : request.messages()) {
			chars += message.accept(new MessageLength());
		}
		return chars / CHARS_PER_TOKEN;
	}

	private static final class MessageLength implements Message.Visitor<Long> {

		private final ContentLength length = new ContentLength();

		@Override
		public Long user(UserMessage message) {
			return sum(message.content());
		}

		@Override
		public Long assistant(AssistantMessage message) {
			return sum(message.content());
		}

		@Override
		public Long toolResult(ToolResultMessage message) {
			return sum(message.content());
		}

		private Long sum(Iterable<? extends Content> content) {
			long sum = 0;
			for (Content block : content) {
				sum += block.accept(this.length);
			}
			return sum;
		}

	}

	private static final class ContentLength implements Content.Visitor<Integer> {

		@Override
		public Integer text(Text text) {
			return text.text().length();
		}

		@Override
		public Integer image(Image image) {
			return CHARS_PER_IMAGE;
		}

		@Override
		public Integer document(Document document) {
			return CHARS_PER_IMAGE;
		}

		@Override
		public Integer json(JsonContent json) {
			return json.json().length();
		}

		@Override
		public Integer reasoning(Reasoning reasoning) {
			return reasoning.text().length();
		}

		@Override
		public Integer toolCall(ToolCall call) {
			return call.name().length() + call.arguments().length();
		}

		@Override
		public Integer serverToolCall(ServerToolCall call) {
			return (call.arguments() != null) ? call.arguments().length() : 0;
		}

		@Override
		public Integer serverToolResult(ServerToolResult result) {
			return result.raw().length();
		}

	}

}
