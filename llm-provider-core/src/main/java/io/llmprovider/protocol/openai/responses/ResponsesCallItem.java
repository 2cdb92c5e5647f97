package io.llmprovider.protocol.openai.responses;

import java.util.Map;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A call of a tool that the caller runs: of a function, or of a custom tool, whose input
 * is free text and becomes the argument {@code input}.
 */
final class ResponsesCallItem implements ResponsesItem {

	/** No JSON, so that nobody takes what was cut for a call without arguments. */
	private static final String NOTHING_YET = "{";

	private static final int NONE = -1;

	private final StreamSink sink;

	private final boolean custom;

	private final StringBuilder held = new StringBuilder(0);

	private int block = NONE;

	private int length;

	private @Nullable String whole;

	ResponsesCallItem(JsonNode item, StreamSink sink) {
		this.sink = sink;
		this.custom = "custom_tool_call".equals(item.path("type").asString(""));
		start(item);
	}

	private void start(JsonNode item) {
		String name = item.path("name").asString("");
		if (this.block == NONE && !name.isEmpty()) {
			this.block = this.sink.toolCallStarted(item.path("call_id").asString(null), name);
			if (!this.held.isEmpty()) {
				String pieces = this.held.toString();
				this.held.setLength(0);
				grow(pieces);
			}
		}
	}

	@Override
	public void delta(Part part, int index, String piece) {
		if (part == Part.INPUT && !piece.isEmpty()) {
			if (this.block == NONE) {
				this.held.append(piece);
			}
			else {
				grow(piece);
			}
		}
	}

	private void grow(String piece) {
		if (this.custom) {
			this.sink.delta(this.block, ((this.length == 0) ? "{\"input\":\"" : "") + escaped(piece));
		}
		else {
			this.sink.delta(this.block, piece);
		}
		this.length += piece.length();
	}

	private static String escaped(String piece) {
		String quoted = Json.text(piece);
		return quoted.substring(1, quoted.length() - 1);
	}

	@Override
	public void whole(Part part, int index, String text) {
		if (part == Part.INPUT) {
			this.whole = text;
		}
	}

	@Override
	public void done(JsonNode item) {
		start(item);
		if (this.block == NONE) {
			// Some servers send a call without a name as a placeholder.
			return;
		}
		String told = input(item.path(this.custom ? "input" : "arguments"));
		if (!told.isEmpty()) {
			this.whole = told;
		}
		if ("incomplete".equals(item.path("status").asString(""))) {
			cut();
			return;
		}
		ResponsesReplay.ofCall(item).forEach((name, value) -> this.sink.replay(this.block, name, value));
		end(this.whole);
	}

	/** Some servers send the arguments as an object. */
	private static String input(JsonNode value) {
		if (value.isObject()) {
			return value.toString();
		}
		return value.asString("");
	}

	private void end(@Nullable String input) {
		if (this.length == 0 && input != null && !input.isEmpty()) {
			grow(input);
		}
		if (!this.custom) {
			this.sink.toolCallEnded(this.block, input);
			return;
		}
		if (this.length > 0) {
			this.sink.delta(this.block, "\"}");
		}
		this.sink.toolCallEnded(this.block,
				(input != null || this.length == 0) ? Json.text(Map.of("input", (input != null) ? input : "")) : null);
	}

	@Override
	public void cut() {
		if (this.block == NONE) {
			return;
		}
		if (this.length == 0) {
			String begun = (this.whole != null && !this.whole.isEmpty() && !this.custom) ? this.whole : NOTHING_YET;
			this.sink.delta(this.block, begun);
		}
		this.sink.toolCallEnded(this.block, null);
	}

}
