package io.llmprovider.handover;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.AssistantContent;
import io.llmprovider.chat.Message;
import io.llmprovider.chat.ServerToolCall;
import io.llmprovider.chat.ToolCall;
import io.llmprovider.json.Json;

/**
 * Arguments that are no JSON object, because a model was cut off or wrote nonsense. Where
 * the API wants an object they are wrapped, under the name that Anthropic's documents
 * have for it, so that the model sees what it wrote.
 *
 * @see <a href=
 * "https://platform.claude.com/docs/en/agents-and-tools/tool-use/fine-grained-tool-streaming">Handling
 * invalid JSON in tool responses</a>
 */
final class ObjectArguments implements Step {

	private static final String INVALID_JSON = "INVALID_JSON";

	@Override
	public List<Message> apply(List<Message> messages, Handing handing) {
		if (!handing.rules().argumentObjects() || !handing.keeps(HandoverRule.INVALID_ARGUMENTS)) {
			return messages;
		}
		return Turns.ofModels(messages,
				(turn) -> Turns.with(turn, Lists.map(turn.content(), (piece) -> piece(piece, handing))));
	}

	private static AssistantContent piece(AssistantContent piece, Handing handing) {
		if (piece instanceof ToolCall call && !call.hasValidArguments()) {
			warn(call.id(), call.name(), ". Answer such a call with an error result", handing);
			return new ToolCall(call.id(), call.name(), wrapped(call.arguments()), call.replay());
		}
		if (piece instanceof ServerToolCall call && call.arguments() != null && !Json.isObject(call.arguments())) {
			warn(String.valueOf(call.id()), call.name(), "", handing);
			return new ServerToolCall(call.id(), call.name(), wrapped(call.arguments()), call.replay());
		}
		return piece;
	}

	private static String wrapped(String arguments) {
		return Json.text(Map.of(INVALID_JSON, arguments));
	}

	private static void warn(String id, String name, String advice, Handing handing) {
		handing.warn(HandoverRule.INVALID_ARGUMENTS, "The arguments of tool call " + id + " (" + name
				+ ") are no JSON object: they were sent as the text " + INVALID_JSON + advice);
	}

}
