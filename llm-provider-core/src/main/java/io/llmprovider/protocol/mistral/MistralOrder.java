package io.llmprovider.protocol.mistral;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;

/**
 * The order in which Mistral takes messages. Its own refusals name neither the message
 * nor the way out.
 *
 * @see <a href="https://docs.mistral.ai/capabilities/function_calling/">Function
 * calling</a>
 */
final class MistralOrder {

	private static final String ACTION = "Answer each call with request.toolResult(call, …), all of them right after the"
			+ " message that has the calls";

	private MistralOrder() {
	}

	/**
	 * Checks messages as they are written.
	 * @param messages the messages
	 * @throws io.llmprovider.error.InvalidRequestException if they would be refused;
	 * nothing was sent
	 */
	static void check(List<Map<String, @Nullable Object>> messages) {
		List<Object> open = new ArrayList<>();
		Object last = "nothing";
		for (Map<String, @Nullable Object> message : messages) {
			Object role = message.get("role");
			if ("tool".equals(role)) {
				result(message, open);
			}
			else if (!open.isEmpty()) {
				throw unanswered(open);
			}
			if (message.get("tool_calls") instanceof List<?> calls) {
				calls.forEach((call) -> open.add(String.valueOf(((Map<?, ?>) call).get("id"))));
			}
			last = role;
		}
		if (!open.isEmpty()) {
			throw unanswered(open);
		}
		if ("system".equals(last) || "nothing".equals(last)) {
			throw refused("There is nothing to answer: the conversation has no message of the user's",
					"Add one, with ChatRequest.of(text) or ChatRequest.builder().user(text)");
		}
	}

	private static void result(Map<String, @Nullable Object> message, List<Object> open) {
		if (!open.remove(String.valueOf(message.get("tool_call_id")))) {
			throw refused("There is a result of tool '" + message.get("name") + "' that answers no call before it",
					ACTION);
		}
	}

	private static LlmException unanswered(List<Object> open) {
		return refused("Mistral takes a conversation only if each tool call has its result, and " + open.size()
				+ " of them lack one", ACTION);
	}

	private static LlmException refused(String message, String action) {
		return ErrorKind.INVALID_REQUEST.exception(ErrorDetails.of(message, action));
	}

}
