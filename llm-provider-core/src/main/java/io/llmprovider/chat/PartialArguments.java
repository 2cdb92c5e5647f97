package io.llmprovider.chat;

import java.util.Map;

import io.llmprovider.json.Json;
import io.llmprovider.json.PartialJson;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a tool call while they are written.
 *
 * @param index the block's index
 * @param id the call's id
 * @param name the tool's name
 * @param arguments what can be read so far; a text value may still grow
 * @param complete whether the call is complete
 */
public record PartialArguments(int index, String id, String name, Map<String, @Nullable Object> arguments,
		boolean complete) {

	static PartialArguments complete(StreamEvent.ToolCallEnded ended) {
		ToolCall call = ended.call();
		Map<String, @Nullable Object> arguments = call.hasValidArguments() ? call.argumentMap()
				: PartialJson.object(call.arguments());
		return new PartialArguments(ended.index(), call.id(), call.name(), arguments, true);
	}

	static final class Growing {

		private final StreamEvent.ToolCallStarted started;

		private final StringBuilder json = new StringBuilder();

		Growing(StreamEvent.ToolCallStarted started) {
			this.started = started;
		}

		PartialArguments append(String piece) {
			this.json.append(piece);
			return new PartialArguments(this.started.index(), this.started.id(), this.started.name(),
					Json.frozen(PartialJson.object(this.json)), false);
		}

	}

}
