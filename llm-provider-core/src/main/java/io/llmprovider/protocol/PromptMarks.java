package io.llmprovider.protocol;

import java.util.List;

import io.llmprovider.chat.AssistantMessage;
import io.llmprovider.chat.CacheMark;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.Content;
import io.llmprovider.chat.Document;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.JsonContent;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.Text;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.ToolResultMessage;
import io.llmprovider.chat.UserMessage;
import org.jspecify.annotations.Nullable;

/**
 * The marks for the prompt cache that a request has itself.
 */
public final class PromptMarks {

	private PromptMarks() {
	}

	/**
	 * The mark of a piece of content.
	 * @param content any piece
	 * @return its mark, or null if it has none
	 */
	public static @Nullable CacheMark of(Content content) {
		if (content instanceof Text text) {
			return text.cache();
		}
		if (content instanceof Image image) {
			return image.cache();
		}
		if (content instanceof Document document) {
			return document.cache();
		}
		return (content instanceof JsonContent json) ? json.cache() : null;
	}

	/**
	 * The last mark within a message.
	 * @param message any message
	 * @return the mark, or null if none of its pieces has one
	 */
	public static @Nullable CacheMark last(Message message) {
		CacheMark last = null;
		for (Content piece : content(message)) {
			CacheMark own = of(piece);
			last = (own != null) ? own : last;
		}
		return last;
	}

	/**
	 * Whether somebody has set marks by hand.
	 * @param request the request
	 * @return whether there is one in its system prompt, tools or messages
	 */
	public static boolean areIn(ChatRequest request) {
		return request.system().stream().anyMatch((text) -> text.cache() != null)
				|| request.tools().stream().map(Tool::cache).anyMatch((mark) -> mark != null)
				|| request.messages().stream().anyMatch((message) -> last(message) != null);
	}

	private static List<? extends Content> content(Message message) {
		if (message instanceof UserMessage user) {
			return user.content();
		}
		if (message instanceof AssistantMessage assistant) {
			return assistant.content();
		}
		return (message instanceof ToolResultMessage result) ? result.content() : List.of();
	}

}
