package io.llmprovider.protocol.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.llmprovider.json.Json;
import io.llmprovider.protocol.StreamSink;
import org.jspecify.annotations.Nullable;

/**
 * One block of an answer while it arrives.
 */
final class AnthropicBlock {

	private static final Set<String> CALL_MEMBERS = Set.of("type", "id", "name", "input");

	final int index;

	private final Kind kind;

	private final StreamSink sink;

	private final Map<String, @Nullable Object> start;

	private final StringBuilder input = new StringBuilder(0);

	private final StringBuilder signature = new StringBuilder(0);

	private final List<Object> citations = new ArrayList<>(0);

	private final int block;

	/**
	 * Begins a block.
	 * @param index Anthropic's number of the block
	 * @param start the block as it begins
	 * @param answerTool the tool whose input is the answer, or null if there is none
	 * @param sink where it is written
	 */
	AnthropicBlock(int index, Map<String, @Nullable Object> start, @Nullable String answerTool, StreamSink sink) {
		this.index = index;
		this.start = start;
		this.sink = sink;
		this.kind = kind(start, answerTool);
		this.block = switch (this.kind) {
			case TEXT, ANSWER -> sink.textStarted();
			case THINKING, REDACTED -> sink.reasoningStarted();
			case TOOL -> sink.toolCallStarted(string("id"), string("name"));
			default -> -1;
		};
		if (this.kind == Kind.TEXT) {
			sink.delta(this.block, string("text"));
		}
		else if (this.kind == Kind.THINKING) {
			sink.delta(this.block, string("thinking"));
			this.signature.append(string("signature"));
		}
		if (start.get("citations") instanceof List<?> given) {
			given.forEach(this::cite);
		}
	}

	/** The block that a delta belongs to whose beginning has not come. */
	static @Nullable Map<String, @Nullable Object> startOf(String deltaType) {
		return switch (deltaType) {
			case "text_delta" -> AnthropicContent.typed("text");
			case "thinking_delta" -> AnthropicContent.typed("thinking");
			default -> null;
		};
	}

	/**
	 * Takes a delta.
	 * @return whether it is known
	 */
	boolean grow(AnthropicEvent event) {
		String piece = (event.piece != null) ? event.piece : "";
		switch (event.deltaType) {
			case "text_delta" -> append(Kind.TEXT, piece);
			case "thinking_delta" -> append(Kind.THINKING, piece);
			case "input_json_delta" -> input(piece);
			case "signature_delta" -> this.signature.append(piece);
			case "citations_delta" -> cite(event.delta.get("citation"));
			case "compaction_delta" -> {
				if (event.delta.get("content") instanceof String content) {
					this.input.append(content);
				}
			}
			default -> {
				return false;
			}
		}
		return true;
	}

	/** The block is complete. */
	void end() {
		switch (this.kind) {
			case TEXT -> {
				if (!this.citations.isEmpty()) {
					this.sink.replay(this.block, AnthropicReplay.CITATIONS, List.copyOf(this.citations));
				}
				this.sink.ended(this.block);
			}
			case ANSWER -> {
				this.sink.delta(this.block, this.input.isEmpty() ? startInput() : "");
				this.sink.ended(this.block);
			}
			case THINKING -> {
				this.sink.replay(this.block, AnthropicReplay.SIGNATURE, this.signature.toString());
				this.sink.ended(this.block);
			}
			case REDACTED -> {
				this.sink.redacted(this.block);
				this.sink.replay(this.block, AnthropicReplay.DATA, string("data"));
				this.sink.ended(this.block);
			}
			case TOOL -> endCall();
			case SERVER_TOOL -> this.sink.serverToolCalled(string("id"), string("name"),
					this.input.isEmpty() ? startInput() : this.input.toString(), members(CALL_MEMBERS));
			case NAMELESS -> this.sink.providerEvent(string("type"), Json.text(this.start));
			case OTHER -> endOther();
		}
	}

	/** The block ends before it is complete: half a call stays open. */
	void brokenOff() {
		switch (this.kind) {
			case TEXT, THINKING, REDACTED -> end();
			case SERVER_TOOL -> this.sink.serverToolCalled(string("id"), string("name"), null, members(CALL_MEMBERS));
			case ANSWER, TOOL, NAMELESS, OTHER -> {
			}
		}
	}

	/** Whether it is a call whose input is cut. */
	boolean isCutCall() {
		return this.kind == Kind.TOOL && !this.input.isEmpty() && !Json.isObject(this.input.toString());
	}

	private void append(Kind expected, String piece) {
		if (this.kind == expected) {
			this.sink.delta(this.block, piece);
		}
	}

	private void input(String piece) {
		if (this.kind == Kind.TOOL || this.kind == Kind.ANSWER) {
			this.sink.delta(this.block, piece);
		}
		if (this.kind != Kind.TEXT && this.kind != Kind.THINKING) {
			this.input.append(piece);
		}
	}

	private void cite(@Nullable Object citation) {
		if (citation != null) {
			this.citations.add(citation);
			this.sink.providerEvent("citation", Json.text(citation));
		}
	}

	private void endCall() {
		if (this.input.isEmpty()) {
			this.sink.delta(this.block, startInput());
		}
		Map<String, @Nullable Object> members = members(CALL_MEMBERS);
		if (members.get(AnthropicReplay.MEMBERS) instanceof Map<?, ?> map && map.size() > 1) {
			Map<Object, @Nullable Object> others = new LinkedHashMap<>(map);
			others.remove("type");
			this.sink.replay(this.block, AnthropicReplay.MEMBERS, others);
		}
		this.sink.toolCallEnded(this.block, null);
	}

	/** Results of tools, and what has no place in our words, go back as they came. */
	private void endOther() {
		Map<String, @Nullable Object> whole = new LinkedHashMap<>(this.start);
		if (!this.input.isEmpty()) {
			whole.put("content", this.input.toString());
		}
		String callId = string("tool_use_id");
		boolean result = whole.containsKey("content");
		Map<String, @Nullable Object> replay = new LinkedHashMap<>();
		if (result) {
			replay = members(Set.of("content"));
		}
		else {
			replay.put(AnthropicReplay.BLOCK, whole);
		}
		this.sink.serverToolReturned(callId.isEmpty() ? null : callId, string("type"),
				Json.text(result ? whole.get("content") : whole), replay);
	}

	private Map<String, @Nullable Object> members(Set<String> without) {
		Map<String, @Nullable Object> members = new LinkedHashMap<>(this.start);
		members.keySet().removeAll(without);
		members.put("type", this.start.get("type"));
		Map<String, @Nullable Object> replay = new LinkedHashMap<>();
		replay.put(AnthropicReplay.MEMBERS, members);
		return replay;
	}

	private String startInput() {
		Object given = this.start.get("input");
		return (given == null || "".equals(given)) ? "{}" : Json.text(given);
	}

	private String string(String name) {
		return (this.start.get(name) instanceof String text) ? text : "";
	}

	private static Kind kind(Map<String, @Nullable Object> start, @Nullable String answerTool) {
		String name = (start.get("name") instanceof String text) ? text : "";
		boolean named = !name.isEmpty();
		return switch (String.valueOf(start.get("type"))) {
			case "text" -> Kind.TEXT;
			case "thinking" -> Kind.THINKING;
			case "redacted_thinking" -> Kind.REDACTED;
			case "tool_use" -> !named ? Kind.NAMELESS : name.equals(answerTool) ? Kind.ANSWER : Kind.TOOL;
			case "server_tool_use", "mcp_tool_use" -> named ? Kind.SERVER_TOOL : Kind.NAMELESS;
			default -> Kind.OTHER;
		};
	}

	private enum Kind {

		/** What the model says. */
		TEXT,

		/** The input of the tool that stands for the answer. */
		ANSWER,

		/** What it thinks. */
		THINKING,

		/** What it thinks, encrypted. */
		REDACTED,

		/** A call of a tool of the caller's. */
		TOOL,

		/** A call of a tool that Anthropic runs. */
		SERVER_TOOL,

		/** A call without a name: a placeholder, which no API takes back. */
		NAMELESS,

		/** A tool's result, or something new. */
		OTHER

	}

}
